import { LAND_CLASSES } from "@parkatlas/geo-core";
import type { VectorLayer } from "../pmtiles/types.ts";

/**
 * TILE: the source layers of an archive as data: what each is, where it is drawn and which properties its features carry.
 * Styles, TileJSON and docs/tiles.md follow this table. Tiles carry no number that someone will quote.
 */

export type SourceLayerName =
  | "boundaries"
  | "parks"
  | "blocks"
  | "shares"
  | "parcels"
  | "sites"
  | "plants"
  | "units"
  | "envelopes"
  | "marks"
  | "labels";

export interface SourceLayerSchema<Name extends string = string> {
  readonly name: Name;
  readonly description: string;
  /** First zoom that shows the layer. */
  readonly minZoom: number;
  /** Made from features of other layers, which the ledger already counts. */
  readonly isDerived: boolean;
  readonly fields: VectorLayer["fields"];
}

/** Transitions of land class that a parcel carries at most. */
export const MAX_TRANSITIONS = 16;

const named = { id: "String", name: "String", nameEn: "String" } as const;

function transitionFields(): Record<string, "String" | "Number"> {
  const fields: Record<string, "String" | "Number"> = { c0: "String" };
  for (let i = 1; i <= MAX_TRANSITIONS; i++) {
    fields[`d${i}`] = "Number";
    fields[`c${i}`] = "String";
  }
  return fields;
}

function shareFields(): Record<string, "String"> {
  return Object.fromEntries(["supplied", "idleOrSuspected", ...LAND_CLASSES].map((name) => [name, "String"]));
}

/** In drawing order, from the bottom of the map to its top. */
export const SOURCE_LAYERS: readonly SourceLayerSchema<SourceLayerName>[] = [
  { name: "boundaries", description: "Administrative boundaries, context only", minZoom: 0, isDerived: false, fields: named },
  {
    name: "parks",
    description: "Industrial parks, with the zone of the dataset's first scheme",
    minZoom: 0,
    isDerived: false,
    fields: { ...named, zone: "String", zoneIndex: "Number", provenance: "String" },
  },
  {
    name: "blocks",
    description: "Blocks of parks",
    minZoom: 0,
    isDerived: false,
    fields: { ...named, parkId: "String", provenance: "String" },
  },
  {
    name: "shares",
    description:
      "Blocks where their parcels are too small to be seen: share of each land class over time, as records of five digits of day and five of ten-thousandths; weight in ares",
    minZoom: 0,
    isDerived: true,
    fields: { id: "String", parkId: "String", provenance: "String", weight: "Number", ...shareFields() },
  },
  {
    name: "parcels",
    description: "Parcels; land class c0 until day d1, then c1 until day d2, and so on; days since 1970-01-01",
    minZoom: 0,
    isDerived: false,
    fields: { id: "String", name: "String", blockId: "String", parkId: "String", provenance: "String", ...transitionFields() },
  },
  {
    name: "envelopes",
    description: "Required distance around a unit, drawn outward of the truth; a drawing, verdicts rest on distances",
    minZoom: 0,
    isDerived: true,
    fields: { id: "String", unitId: "String", parkId: "String", verdict: "String", provenance: "String" },
  },
  {
    name: "sites",
    description: "Places to protect: villages, schools, hospitals, homes",
    minZoom: 0,
    isDerived: false,
    fields: { ...named, kind: "String", status: "String", inside: "String", provenance: "String" },
  },
  {
    name: "plants",
    description: "Plants, context only",
    minZoom: 8,
    isDerived: false,
    fields: { id: "String", name: "String", provenance: "String" },
  },
  {
    name: "units",
    description: "Production units with their verdict",
    minZoom: 0,
    isDerived: false,
    fields: { id: "String", name: "String", enterprise: "String", parkId: "String", verdict: "String", provenance: "String" },
  },
  {
    name: "marks",
    description:
      "Points of what must never be lost: units, sites within a distance, and, where parcels are too small to be seen, those that are idle at any time; layer and featureId say which",
    minZoom: 0,
    isDerived: true,
    fields: { id: "String", layer: "String", featureId: "String", verdict: "String", ...transitionFields() },
  },
  {
    name: "labels",
    description: "One point per named feature, inside it; layer names the source layer, a low rank is shown first",
    minZoom: 0,
    isDerived: true,
    fields: { id: "String", layer: "String", featureId: "String", name: "String", nameEn: "String", rank: "Number" },
  },
];

/** First and last zoom at which a layer has features. */
export interface LayerZooms {
  readonly first: number;
  readonly last: number;
}

/** The schema of a layer by name. */
export function schemaOf(name: SourceLayerName): SourceLayerSchema<SourceLayerName> {
  return SOURCE_LAYERS.find((layer) => layer.name === name)!;
}

/**
 * `vector_layers` of the archive's metadata and of TileJSON for an archive that holds minZoom…maxZoom.
 *
 * @param zoomsOf zooms at which a layer has features; the schema's own where it has none at all.
 * @param layers those of a dataset unless told otherwise.
 */
export function vectorLayers(
  minZoom: number,
  maxZoom: number,
  zoomsOf: (layer: string) => LayerZooms | undefined = () => undefined,
  layers: readonly SourceLayerSchema[] = SOURCE_LAYERS,
): VectorLayer[] {
  return layers.map(({ name, description, minZoom: declared, fields }) => ({
    id: name,
    description,
    minzoom: zoomsOf(name)?.first ?? Math.min(maxZoom, Math.max(minZoom, declared)),
    maxzoom: zoomsOf(name)?.last ?? maxZoom,
    fields,
  }));
}
