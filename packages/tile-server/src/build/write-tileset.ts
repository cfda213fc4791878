import { setImmediate as turn } from "node:timers/promises";
import { GeoError } from "@parkatlas/geo-core";
import { AtomicFile } from "../pmtiles/atomic-file.ts";
import type { ArchiveMetadata } from "../pmtiles/types.ts";
import { type ArchivePlace, ArchiveWriter } from "../pmtiles/write-archive.ts";
import { LayerCutter } from "../tile/cut-layer.ts";
import { TileEncoder } from "../tile/encode-tile.ts";
import { GRID_ZOOM } from "../tile/mercator.ts";
import { PieceStore } from "../tile/pieces.ts";
import { arcsAtZoom, TOLERANCE_TU } from "../tile/simplify-arcs.ts";
import { type Fate, type LayerFates, requireProtected, withStandIns } from "./fates.ts";
import { encodeLedger, LedgerBuilder, type LedgerHead, ledgerPathOf } from "./ledger.ts";
import { type PreparedLayer, prepareLayers } from "./prepare-layer.ts";
import type { SourceLayer } from "./source-layer.ts";
import type { BuildProgress, BuildReport } from "./types.ts";

/** BUILD: layers in, archive and ledger out, zoom by zoom and within a zoom in the order of tile ids. */

export interface TilesetOptions {
  readonly layers: readonly SourceLayer[];
  readonly outFile: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly head: LedgerHead;
  readonly place: ArchivePlace;
  /** The metadata, once the digest of the ledger, and the first zoom at which each layer shows something, are known. */
  readonly metadata: (ledgerSha256: string, firstZoomOf: (layer: string) => number | undefined) => ArchiveMetadata;
  readonly onProgress?: (progress: BuildProgress) => void;
}

/** Tiles between two calls of `onProgress`, and two chances for other work of the process. */
const PROGRESS_TILES = 512;

/**
 * Builds an archive and its ledger. Both appear at the end, whole; until then, and after any failure, what stood there
 * before still stands.
 *
 * @throws {RangeError} the zooms are no range inside 0…18.
 * @throws {GeoError} `build-failed` when a protected feature would be missing or there is nothing to draw;
 * `file-unwritable` naming the path.
 */
export async function writeTileset(options: TilesetOptions): Promise<BuildReport> {
  requireZooms(options.minZoom, options.maxZoom);
  const writer = new ArchiveWriter(options.outFile);
  try {
    return await run(options, writer);
  } finally {
    writer.discard();
  }
}

function requireZooms(minZoom: number, maxZoom: number): void {
  const isRange = Number.isInteger(minZoom) && Number.isInteger(maxZoom) && minZoom >= 0 && minZoom <= maxZoom;
  if (!isRange || maxZoom > GRID_ZOOM)
    throw new RangeError(`Zooms ${minZoom}…${maxZoom} cannot be built; they must be integers, ascending, inside 0…${GRID_ZOOM}`);
}

async function run(options: TilesetOptions, writer: ArchiveWriter): Promise<BuildReport> {
  const { minZoom, maxZoom, outFile, onProgress } = options;
  onProgress?.({ step: "layers", z: null, done: 0, total: options.layers.length });
  const layers = prepareLayers(options.layers);
  const encoder = new TileEncoder(layers);
  const ledger = new LedgerBuilder();
  for (let z = minZoom; z <= maxZoom; z++) {
    const pieces = new PieceStore(z);
    const fates = withStandIns(layers.map((layer) => cutLayer(layer, z, maxZoom, pieces)));
    requireProtected(fates);
    ledger.add(pieces.tileCount, fates);
    let done = 0;
    for (const tile of pieces.inTileOrder()) {
      writer.add(tile.id, encoder.encode(tile));
      if (++done % PROGRESS_TILES !== 0 && done < pieces.tileCount) continue;
      onProgress?.({ step: "tiles", z, done, total: pieces.tileCount });
      await turn();
    }
  }
  const zooms = ledger.reports();
  if (zooms.every(({ tiles }) => tiles === 0))
    throw new GeoError("build-failed", "Nothing can be drawn at these zooms: the dataset has no features inside Web Mercator");
  onProgress?.({ step: "archive", z: null, done: 0, total: 1 });
  const encoded = encodeLedger(ledger.ledger(options.head));
  const metadata = options.metadata(encoded.sha256, (layer) => ledger.firstZoomOf(layer));
  const written = writer.finish(metadata, options.place);
  publish(writer, ledgerPathOf(outFile), encoded.bytes);
  onProgress?.({ step: "archive", z: null, done: 1, total: 1 });
  return {
    tiles: written.addressedTiles,
    bytes: written.sizeBytes,
    zooms,
    sha256: written.sha256,
    ledger: ledgerPathOf(outFile),
    ledgerSha256: encoded.sha256,
  };
}

/** Puts ledger and archive in place by two renames, when both are on the disk: nothing is left that could fail for want of room. */
function publish(writer: ArchiveWriter, ledgerPath: string, ledgerBytes: Uint8Array): void {
  const ledgerFile = new AtomicFile(ledgerPath);
  try {
    ledgerFile.write(ledgerBytes, 0);
    ledgerFile.flush();
    ledgerFile.commit();
    writer.publish();
  } finally {
    ledgerFile.discard();
  }
}

/** Cuts one layer for one zoom. At the last zoom nothing is simplified: it is looked at from ever closer. */
function cutLayer(layer: PreparedLayer, z: number, maxZoom: number, pieces: PieceStore): LayerFates {
  const arcs = arcsAtZoom(layer.graph, layer.importance, z, z === maxZoom ? 0 : TOLERANCE_TU);
  const cutter = new LayerCutter(layer.graph, layer.signs, arcs, z, pieces);
  const fates: Fate[] = layer.features.map((feature, i) => {
    if (layer.undrawable.has(i)) return "outside-mercator";
    // A protected feature that nothing can stand for is drawn outside its zooms too.
    const isAlone = feature.isProtected === true && feature.standIn === undefined;
    if ((z < layer.minZooms[i]! || z > layer.maxZooms[i]!) && !isAlone) return "zoom-range";
    const cut = cutter.cut(i, layer.firstFeature + i);
    return cut === "nothing" ? "under-one-unit" : cut;
  });
  return { z, layer, fates, lostParts: cutter.lost.parts, lostHoles: cutter.lost.holes };
}
