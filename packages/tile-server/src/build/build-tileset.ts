import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { GeoError, type Geometry } from "@parkatlas/geo-core";
import type { TileValue } from "../tile/properties.ts";
import { type SourceLayerSchema, vectorLayers } from "../tile/schema.ts";
import { firstSeenZooms } from "./first-zoom.ts";
import { placeOf } from "./place.ts";
import type { SourceFeature, SourceLayer } from "./source-layer.ts";
import type { BuildProgress, BuildReport } from "./types.ts";
import { writeTileset } from "./write-tileset.ts";

/** BUILD: an archive straight from files of features, without a dataset. */

export interface FileLayer {
  /** Name of the layer in the tiles. */
  readonly name: string;
  readonly description?: string;
  /** Newline-delimited GeoJSON: one feature a line. */
  readonly file: string;
  /** Default 0. */
  readonly minZoom?: number;
  /**
   * Where the features are too small to be told apart, the feature of another layer that each one names stands for them: a
   * parcel names its block in `property`. They are drawn from the zoom on at which those of one stand-in cover 4 px² each on
   * average.
   */
  readonly standIn?: { readonly layer: string; readonly property: string };
}

export interface TilesetFilesOptions {
  /** In drawing order, from the bottom of the map to its top. */
  readonly layers: readonly FileLayer[];
  readonly outFile: string;
  readonly name?: string;
  /** Default 4. */
  readonly minZoom?: number;
  /** Default 14, at most 18. */
  readonly maxZoom?: number;
  readonly onProgress?: (progress: BuildProgress) => void;
}

/**
 * Builds the archive, with its ledger, of layers that stand in files.
 *
 * @throws {GeoError} `file-unreadable`, `build-failed`, `file-unwritable` as `buildArchive` does.
 */
export async function buildTileset(options: TilesetFilesOptions): Promise<BuildReport> {
  const { outFile, minZoom = 4, maxZoom = 14, onProgress } = options;
  const layers = await Promise.all(options.layers.map(readLayer));
  const head = { datasetId: options.name ?? "tileset", inputsSha256: "", builderVersion: "" };
  const schemas = layers.map(({ schema }) => schema);
  return writeTileset({
    layers,
    outFile,
    minZoom,
    maxZoom,
    head,
    place: placeOf(layers, minZoom, maxZoom),
    metadata: (ledgerSha256, firstZoomOf) => ({
      name: options.name ?? "tileset",
      vector_layers: vectorLayers(minZoom, maxZoom, firstZoomOf, schemas),
      parkatlas: { ledgerSha256 },
    }),
    ...(onProgress ? { onProgress } : {}),
  });
}

interface Line {
  readonly id?: string | number;
  readonly geometry: Geometry;
  readonly properties: Readonly<Record<string, unknown>> | null;
}

async function readLayer(layer: FileLayer): Promise<SourceLayer> {
  const features: SourceFeature[] = [];
  const fields: Record<string, "String" | "Number" | "Boolean"> = { id: "String" };
  for await (const text of createInterface({ input: createReadStream(layer.file) })) {
    if (text.trim() === "") continue;
    const line = JSON.parse(text) as Line;
    const properties: Record<string, TileValue> = {};
    for (const [key, value] of Object.entries(line.properties ?? {})) {
      if (key === "id" || value === null) continue;
      const carried = typeof value === "object" ? JSON.stringify(value) : (value as TileValue);
      properties[key] = carried;
      fields[key] ??= typeof carried === "string" ? "String" : typeof carried === "number" ? "Number" : "Boolean";
    }
    const id = line.id ?? line.properties?.id;
    if (typeof id !== "string" && typeof id !== "number")
      throw new GeoError("build-failed", `Feature ${features.length + 1} of ${layer.file} has no id; give every feature one`);
    const standIn = layer.standIn === undefined ? undefined : line.properties?.[layer.standIn.property];
    features.push({
      id: String(id),
      geometry: line.geometry,
      properties,
      ...(standIn === undefined || standIn === null ? {} : { standIn: String(standIn) }),
    });
  }
  const { name, description = "", minZoom = 0 } = layer;
  const schema: SourceLayerSchema = { name, description, minZoom, isDerived: false, fields };
  if (layer.standIn === undefined) return { schema, features };
  const zooms = firstSeenZooms(features);
  const standing = features.map((feature) => ({ ...feature, minZoom: zooms.get(feature.standIn ?? "") ?? minZoom }));
  return { schema, features: standing, standInLayer: layer.standIn.layer };
}
