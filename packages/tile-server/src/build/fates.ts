import { GeoError } from "@parkatlas/geo-core";
import type { PreparedLayer } from "./prepare-layer.ts";

/** BUILD: what became of each feature at each zoom, noted while the tiles are made and not before. */

export const FATES = ["drawn", "minimal", "stood-for", "zoom-range", "under-one-unit", "outside-mercator"] as const;
/**
 * - `drawn`: as itself, within the precision of the zoom
 * - `minimal`: nothing larger was left than one tile unit, shown as a square of one unit
 * - `stood-for`: another feature, named in the ledger and drawn at this zoom, stands for it
 * - `zoom-range`: its layer begins at a later zoom
 * - `under-one-unit`: a line that shrank to a point
 * - `outside-mercator`: no positions, or some beyond 85.05° north or south
 */
export type Fate = (typeof FATES)[number];

/** The fates of one layer at one zoom, and the parts and holes under one unit that features drawn there have lost. */
export interface LayerFates {
  readonly z: number;
  readonly layer: PreparedLayer;
  readonly fates: readonly Fate[];
  readonly lostParts: number;
  readonly lostHoles: number;
}

export function isShown(fate: Fate): boolean {
  return fate === "drawn" || fate === "minimal";
}

/**
 * Settles who is stood for at a zoom, once all layers of that zoom are drawn: a feature that is not shown, whose stand-in is.
 */
export function withStandIns(zoom: readonly LayerFates[]): LayerFates[] {
  return zoom.map((entry) => {
    const { layer, fates } = entry;
    if (layer.standInLayer === null) return entry;
    const shown = shownIds(zoom.find((other) => other.layer.name === layer.standInLayer));
    const settled = fates.map((fate, i) =>
      fate === "zoom-range" && shown.has(layer.features[i]!.standIn ?? "") ? ("stood-for" as const) : fate,
    );
    return { ...entry, fates: settled };
  });
}

function shownIds(entry: LayerFates | undefined): Set<string> {
  const ids = new Set<string>();
  entry?.fates.forEach((fate, i) => {
    if (isShown(fate)) ids.add(entry.layer.features[i]!.id);
  });
  return ids;
}

/** @throws {GeoError} `build-failed` when a protected feature is neither shown nor stood for at this zoom. */
export function requireProtected(zoom: readonly LayerFates[]): void {
  const lost = zoom.flatMap(({ z, layer, fates }) =>
    fates.flatMap((fate, i) => {
      const isLost = layer.features[i]!.isProtected === true && !isShown(fate) && fate !== "stood-for";
      return isLost ? [{ layer: layer.name, id: layer.features[i]!.id, z, reason: fate }] : [];
    }),
  );
  if (lost.length === 0) return;
  const examples = lost.slice(0, 5).map(({ layer, id, z, reason }) => `${layer}/${id} at zoom ${z} (${reason})`);
  throw new GeoError(
    "build-failed",
    `${lost.length} protected feature(s) would be missing from the map: ${examples.join(", ")}. Correct their geometry; the archive was not written`,
    { details: { lost } },
  );
}
