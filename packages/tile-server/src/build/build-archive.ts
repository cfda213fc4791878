import type { Dataset } from "@parkatlas/geo-core";
import type { ArchiveMetadata } from "../pmtiles/types.ts";
import { metresPerUnit } from "../tile/mercator.ts";
import { vectorLayers } from "../tile/schema.ts";
import { datasetLayers } from "./dataset-layers.ts";
import { placeOf } from "./place.ts";
import type { SourceLayer } from "./source-layer.ts";
import type { BuildOptions, BuildReport, ParkAtlasMetadata } from "./types.ts";
import { writeTileset } from "./write-tileset.ts";

/** Changes whenever the same dataset would give other bytes; a server builds archives of another version again. */
export const BUILDER_VERSION = "5";

const MIN_ZOOM = 4;
const MAX_ZOOM = 14;

/**
 * Builds the PMTiles archive of a dataset and the ledger beside it (`<outFile>.ledger.json`).
 *
 * The same dataset gives the same bytes, whatever the order of its features (on one version of Node: deflate differs between
 * zlib builds). Archive and ledger appear whole, at the end; after a failure the old ones are untouched. Features never
 * merge; what became of each at every zoom stands in the ledger.
 *
 * @throws {GeoError} `build-failed` when a protected feature would be missing at some zoom, an id is given twice or there is
 * nothing to draw; `file-unwritable` naming the path. What `onProgress` throws ends the build and is passed on.
 * @throws {RangeError} zooms that are no range inside 0…18.
 * Cost: time for vertices × zooms and for the tiles, shared out over `threads`; memory for the features as records (or none
 * of them above `memoryMiB`) and for one region a thread.
 */
export async function buildArchive(options: BuildOptions): Promise<BuildReport> {
  const { dataset, inputsSha256, minZoom = MIN_ZOOM, maxZoom = MAX_ZOOM, ...conduct } = options;
  const layers = datasetLayers(dataset, minZoom, maxZoom);
  const place = placeOf(layers, minZoom, maxZoom);
  const synthetic = isSynthetic(layers);
  return writeTileset({
    ...conduct,
    layers,
    minZoom,
    maxZoom,
    head: { datasetId: dataset.id, inputsSha256, builderVersion: BUILDER_VERSION },
    place,
    metadata: (ledgerSha256, zoomsOf) => ({
      ...describe(dataset, synthetic),
      vector_layers: vectorLayers(minZoom, maxZoom, zoomsOf),
      parkatlas: {
        datasetId: dataset.id,
        asOf: dataset.asOf,
        synthetic,
        inputsSha256,
        builderVersion: BUILDER_VERSION,
        ledgerSha256,
        precisionMPerUnit: precisionOf((place.bounds[1] + place.bounds[3]) / 2, minZoom, maxZoom),
      } satisfies ParkAtlasMetadata,
    }),
  });
}

function describe({ title, sources }: Dataset, synthetic: boolean): ArchiveMetadata {
  const credits = [...new Set(sources.flatMap(({ attribution }) => attribution ?? [])), ...(synthetic ? [SYNTHETIC_CREDIT] : [])];
  return {
    name: title.zh,
    description: title.en,
    ...(credits.length > 0 ? { attribution: credits.map(escapeHtml).join(" · ") } : {}),
    type: "overlay",
  };
}

/** Whoever shows the tiles elsewhere must not take made-up outlines for real ones. */
const SYNTHETIC_CREDIT = "图形为合成";

/** Attribution is HTML to the programs that show it, and what a dataset says is only text. */
function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Whether any feature on the map was made up; the map then says so. */
function isSynthetic(layers: readonly SourceLayer[]): boolean {
  return layers.some(({ features }) => features.some(({ properties }) => properties.provenance === "synthetic"));
}

/** Metres of one tile unit, by zoom: what a vertex can be off by is half of it in each direction. */
function precisionOf(latDeg: number, minZoom: number, maxZoom: number): Record<string, number> {
  const precision: Record<string, number> = {};
  for (let z = minZoom; z <= maxZoom; z++) precision[z] = Number(metresPerUnit(z, latDeg).toPrecision(4));
  return precision;
}
