import { GeoError } from "@parkatlas/geo-core";
import type { Cut } from "../tile/cut-layer.ts";
import { type FeatureTable, isDrawable, type LedTableLayer } from "./feature-table.ts";
import type { PartIndex } from "./part-file.ts";
import type { ZoomRange } from "./zoom-range.ts";

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

/** The code of a fate is its place in {@link FATES}. */
const codeOf = (fate: Fate): number => FATES.indexOf(fate);
const STOOD_FOR = codeOf("stood-for");
const ZOOM_RANGE = codeOf("zoom-range");
/** The code of a feature at a zoom at which it was not to be cut. */
export const NOT_CUT = 255;
export const CUT_FATES: Readonly<Record<Cut, number>> = {
  drawn: codeOf("drawn"),
  minimal: codeOf("minimal"),
  nothing: codeOf("under-one-unit"),
};

export function isShown(fate: Fate): boolean {
  return fate === "drawn" || fate === "minimal";
}

const isShownCode = (code: number): boolean => code <= codeOf("minimal");

/** Parts and holes under one unit that features drawn at a zoom have lost. */
export interface Lost {
  parts: number;
  holes: number;
}

/** The fates of all features at all zooms of a build. */
export class FateTable {
  readonly table: FeatureTable;
  readonly zooms: ZoomRange;
  /** A code for each feature and zoom, zooms in turn. */
  readonly codes: Uint8Array;
  /** Four numbers at a time: feature, zoom, parts and holes lost. */
  readonly lost: number[] = [];
  readonly #zoomCount: number;

  constructor(table: FeatureTable, zooms: ZoomRange) {
    this.table = table;
    this.zooms = zooms;
    this.#zoomCount = zooms.maxZoom - zooms.minZoom + 1;
    this.codes = new Uint8Array(table.ids.length * this.#zoomCount).fill(ZOOM_RANGE);
    for (let feature = 0; feature < table.ids.length; feature++)
      if (!isDrawable(table.shared, feature)) this.row(feature).fill(codeOf("outside-mercator"));
  }

  /** The codes of one feature. */
  row(feature: number): Uint8Array {
    return this.codes.subarray(feature * this.#zoomCount, (feature + 1) * this.#zoomCount);
  }

  at(feature: number, z: number): Fate {
    return FATES[this.codes[feature * this.#zoomCount + z - this.zooms.minZoom]!]!;
  }

  /** Takes what a part says of the features that it owns. */
  take({ features, fates, lost }: Pick<PartIndex, "features" | "fates" | "lost">): void {
    features.forEach((feature, i) => {
      const row = this.row(feature);
      for (let zoom = 0; zoom < this.#zoomCount; zoom++) {
        const code = fates[i * this.#zoomCount + zoom]!;
        if (code !== NOT_CUT) row[zoom] = code;
      }
    });
    for (const number of lost) this.lost.push(number);
  }

  /**
   * Settles who is stood for, once every feature that is shown is known: one that is not shown, whose stand-in is.
   *
   * @throws {GeoError} `build-failed` when a protected feature is neither shown nor stood for at some zoom.
   */
  settle(): void {
    const { standIns } = this.table;
    const before = this.codes.slice();
    for (let feature = 0; feature < standIns.length; feature++) {
      const standIn = standIns[feature]!;
      if (standIn < 0) continue;
      for (let zoom = 0; zoom < this.#zoomCount; zoom++) {
        const at = feature * this.#zoomCount + zoom;
        if (before[at] === ZOOM_RANGE && isShownCode(before[standIn * this.#zoomCount + zoom]!)) this.codes[at] = STOOD_FOR;
      }
    }
    this.#requireProtected();
  }

  #requireProtected(): void {
    const { minZoom, maxZoom } = this.zooms;
    for (let z = minZoom; z <= maxZoom; z++) {
      const lost = this.table.layers.flatMap((layer) => this.#lostOf(layer, z));
      if (lost.length === 0) continue;
      const examples = lost.slice(0, 5).map(({ layer, id, reason }) => `${layer}/${id} at zoom ${z} (${reason})`);
      throw new GeoError(
        "build-failed",
        `${lost.length} protected feature(s) would be missing from the map: ${examples.join(", ")}. Correct their geometry; the archive was not written`,
        { details: { lost } },
      );
    }
  }

  #lostOf({ name, first, count }: LedTableLayer, z: number): { layer: string; id: string; z: number; reason: Fate }[] {
    const lost: { layer: string; id: string; z: number; reason: Fate }[] = [];
    for (let feature = first; feature < first + count; feature++) {
      if (this.table.isProtected[feature] === 0) continue;
      const reason = this.at(feature, z);
      if (!isShown(reason) && reason !== "stood-for") lost.push({ layer: name, id: this.table.ids[feature]!, z, reason });
    }
    return lost;
  }

  /** How many features of a layer have each fate at a zoom, by code. */
  counts({ first, count }: LedTableLayer, z: number): Int32Array {
    const counts = new Int32Array(FATES.length);
    const zoom = z - this.zooms.minZoom;
    for (let feature = first; feature < first + count; feature++) counts[this.codes[feature * this.#zoomCount + zoom]!]!++;
    return counts;
  }

  /** Parts and holes lost, by layer and zoom. */
  lostBy(): (layer: LedTableLayer, z: number) => Lost {
    const sums = new Map<string, Lost>();
    for (let i = 0; i < this.lost.length; i += 4) {
      const [feature, z, parts, holes] = this.lost.slice(i, i + 4) as [number, number, number, number];
      const layer = this.table.layers.find(({ first, count }) => feature >= first && feature < first + count)!;
      const sum = sums.get(`${layer.name}/${z}`) ?? { parts: 0, holes: 0 };
      sums.set(`${layer.name}/${z}`, { parts: sum.parts + parts, holes: sum.holes + holes });
    }
    return (layer, z) => sums.get(`${layer.name}/${z}`) ?? { parts: 0, holes: 0 };
  }
}
