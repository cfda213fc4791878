import { gzipTile } from "../pmtiles/gzip.ts";
import { tileIdFromZxy } from "../pmtiles/tile-id.ts";
import { LayerCutter, type TileTargets } from "../tile/cut-layer.ts";
import { LayerEncoder, TileEncoder } from "../tile/encode-tile.ts";
import { IntList } from "../tile/int-list.ts";
import { type LayerBatch, layerBatchOf } from "../tile/layer-batch.ts";
import { PieceStore, type TilePieces } from "../tile/pieces.ts";
import { arcsAtZoom } from "../tile/simplify-arcs.ts";
import { CUT_FATES, NOT_CUT } from "./fates.ts";
import type { FeatureStore } from "./feature-store.ts";
import { isDrawnAt } from "./feature-table.ts";
import { type PartIndex, PartWriter } from "./part-file.ts";
import { featuresNear, type LayerSelection } from "./region-features.ts";
import type { Region, RegionPlan } from "./region-plan.ts";
import type { ZoomRange } from "./zoom-range.ts";

/** BUILD: makes all tiles of one region, and its pieces of the tiles above. */

/** A layer's features of a region, and what is needed to cut and encode them. */
interface RegionLayer {
  readonly selection: LayerSelection;
  readonly batch: LayerBatch;
  readonly encoder: LayerEncoder;
  /** Number of its first feature among those of all layers of the region. */
  readonly first: number;
}

export class RegionCutter {
  readonly #store: FeatureStore;
  readonly #plan: RegionPlan;
  readonly #inner: ReadonlySet<number>;
  readonly #deepestInner: number;
  readonly #zooms: ZoomRange;
  readonly #encoder = new TileEncoder();
  readonly #pieces = new PieceStore(0);
  #memory = new Int32Array(0);

  constructor(store: FeatureStore, plan: RegionPlan, zooms: ZoomRange) {
    this.#store = store;
    this.#plan = plan;
    this.#inner = new Set(plan.inner);
    this.#deepestInner = Math.max(-1, ...plan.regions.map(({ z }) => z - 1));
    this.#zooms = zooms;
  }

  /** Makes the part file of a region. @returns finished tiles. */
  cut(index: number, path: string): number {
    const part = new RegionPart(path, this.#zooms);
    try {
      this.#cutInto(index, part);
      return part.finish();
    } catch (error) {
      part.abandon();
      throw error;
    }
  }

  #cutInto(index: number, part: RegionPart): void {
    const region = this.#plan.regions[index]!;
    const layers = this.#layersOf(region, index, part);
    for (let z = this.#zooms.minZoom; z <= this.#zooms.maxZoom; z++) {
      this.#pieces.reset(z);
      for (const layer of layers) this.#cutLayer(layer, region, z, part);
      for (const tile of this.#pieces.inTileOrder()) {
        if (z >= region.z && isUnder(region, z, tile.x, tile.y)) part.addTile(tile.id, this.#encode(tile, layers));
        else addPieces(part, tile, layers);
      }
    }
  }

  #layersOf(region: Region, index: number, part: RegionPart): RegionLayer[] {
    const { table } = this.#store;
    const result: RegionLayer[] = [];
    let first = 0;
    for (const layer of table.layers) {
      const selection = featuresNear(table, layer, region, this.#plan.owners, index);
      if (selection.features.length === 0) continue;
      const batch = layerBatchOf(selection.features, (feature) => this.#store.read(feature));
      const ids = Float64Array.from(batch.features, (feature) => table.numbers[feature]!);
      const encoder = new LayerEncoder({ ...batch, name: layer.name, ids });
      result.push({ selection, batch, encoder, first });
      part.addFeatures(selection);
      first += batch.features.length;
    }
    return result;
  }

  /** At the last zoom nothing is simplified: it is looked at from ever closer. */
  #cutLayer({ selection, batch, first }: RegionLayer, region: Region, z: number, part: RegionPart): void {
    const { table } = this.#store;
    const owned = this.#ownTargets(region, z);
    const others = regionTargets(region, z);
    let cutter: LayerCutter | undefined;
    for (let i = 0; i < batch.features.length; i++) {
      const feature = batch.features[i]!;
      const isOwn = selection.isOwn[i] === 1;
      if (selection.isCore[i] === 0 || !isDrawnAt(table, feature, z) || (!isOwn && others === null)) continue;
      cutter ??= new LayerCutter(
        { ...batch, arcs: arcsAtZoom(batch.graph, batch.firstZooms, z, z < this.#zooms.maxZoom, this.#arcMemory(batch)) },
        z,
        this.#pieces,
      );
      const cut = cutter.cut(i, first + i, isOwn ? owned : others!);
      if (isOwn) part.setFate(feature, z, CUT_FATES[cut], cutter.lost.parts, cutter.lost.holes);
    }
  }

  /** Kept from zoom to zoom and region to region: only one layer at one zoom is in work. */
  #arcMemory({ graph }: LayerBatch): Int32Array {
    if (this.#memory.length < graph.arcX.length * 2) this.#memory = new Int32Array(graph.arcX.length * 3);
    return this.#memory;
  }

  /** The owner of a feature gives its pieces of the tiles above regions, wherever they are, besides those of its region. */
  #ownTargets(region: Region, z: number): TileTargets {
    const own = regionTargets(region, z);
    if (z > this.#deepestInner && own !== null) return own;
    const last = 2 ** z - 1;
    const has = (x: number, y: number): boolean =>
      (own !== null && isUnder(region, z, x, y)) || this.#inner.has(tileIdFromZxy(z, x, y));
    return { firstColumn: 0, lastColumn: last, firstRow: 0, lastRow: last, has };
  }

  #encode({ from, to, columns }: TilePieces, layers: readonly RegionLayer[]): Uint8Array {
    this.#encoder.begin();
    let next = from;
    for (const { batch, encoder, first } of layers) {
      const start = next;
      const end = first + batch.features.length;
      while (next < to && columns.features[next]! < end) {
        columns.features[next] = columns.features[next]! - first;
        next++;
      }
      if (next > start) this.#encoder.layer(encoder, { ...columns, from: start, to: next });
    }
    return this.#encoder.finish();
  }
}

function isUnder(region: Region, z: number, x: number, y: number): boolean {
  const scale = 2 ** (z - region.z);
  return Math.floor(x / scale) === region.x && Math.floor(y / scale) === region.y;
}

/** The tiles of a region at a zoom; null above it. */
function regionTargets({ z: regionZ, x, y }: Region, z: number): TileTargets | null {
  if (z < regionZ) return null;
  const scale = 2 ** (z - regionZ);
  return {
    firstColumn: x * scale,
    lastColumn: (x + 1) * scale - 1,
    firstRow: y * scale,
    lastRow: (y + 1) * scale - 1,
    has: () => true,
  };
}

function addPieces(part: RegionPart, { id, from, to, columns }: TilePieces, layers: readonly RegionLayer[]): void {
  let layer = 0;
  for (let piece = from; piece < to; piece++) {
    const number = columns.features[piece]!;
    while (number >= layers[layer]!.first + layers[layer]!.batch.features.length) layer++;
    const { batch, first } = layers[layer]!;
    part.addPiece(id, batch.features[number - first]!, columns.bytes.slice(columns.starts[piece]!, columns.ends[piece]!));
  }
}

/** Collects what a region gives and writes it to its part file. */
class RegionPart {
  readonly #writer: PartWriter;
  readonly #zooms: ZoomRange;
  readonly #tileIds: number[] = [];
  readonly #tileOffsets: number[] = [];
  readonly #tileLengths: number[] = [];
  readonly #pieceTiles: number[] = [];
  readonly #pieceFeatures = new IntList();
  readonly #pieceOffsets: number[] = [];
  readonly #pieceLengths = new IntList();
  readonly #features = new IntList();
  readonly #rows = new Map<number, number>();
  readonly #lost = new IntList();
  #fates = new Uint8Array(0);
  #lastContent = new Uint8Array(0);
  #lastStored: Uint8Array = new Uint8Array(0);

  constructor(path: string, zooms: ZoomRange) {
    this.#writer = new PartWriter(path);
    this.#zooms = zooms;
  }

  addFeatures({ features, isOwn }: LayerSelection): void {
    features.forEach((feature, i) => {
      if (isOwn[i] === 0) return;
      this.#rows.set(feature, this.#features.length);
      this.#features.push(feature);
    });
    const { minZoom, maxZoom } = this.#zooms;
    this.#fates = new Uint8Array(this.#features.length * (maxZoom - minZoom + 1)).fill(NOT_CUT);
  }

  setFate(feature: number, z: number, code: number, lostParts: number, lostHoles: number): void {
    const { minZoom, maxZoom } = this.#zooms;
    this.#fates[this.#rows.get(feature)! * (maxZoom - minZoom + 1) + z - minZoom] = code;
    if (lostParts === 0 && lostHoles === 0) return;
    this.#lost.push2(feature, z);
    this.#lost.push2(lostParts, lostHoles);
  }

  addTile(id: number, content: Uint8Array): void {
    // Inside a large polygon one tile after the other is the same.
    if (Buffer.compare(content, this.#lastContent) !== 0) {
      this.#lastContent = content.slice();
      this.#lastStored = gzipTile(content);
    }
    this.#tileIds.push(id);
    this.#tileOffsets.push(this.#writer.append(this.#lastStored));
    this.#tileLengths.push(this.#lastStored.length);
  }

  addPiece(tile: number, feature: number, geometry: Uint8Array): void {
    this.#pieceTiles.push(tile);
    this.#pieceFeatures.push(feature);
    this.#pieceOffsets.push(this.#writer.append(geometry));
    this.#pieceLengths.push(geometry.length);
  }

  /** @returns finished tiles. */
  finish(): number {
    const index: PartIndex = {
      tileIds: Float64Array.from(this.#tileIds),
      tileOffsets: Float64Array.from(this.#tileOffsets),
      tileLengths: Int32Array.from(this.#tileLengths),
      pieceTiles: Float64Array.from(this.#pieceTiles),
      pieceFeatures: this.#pieceFeatures.view().slice(),
      pieceOffsets: Float64Array.from(this.#pieceOffsets),
      pieceLengths: this.#pieceLengths.view().slice(),
      features: this.#features.view().slice(),
      fates: this.#fates,
      lost: this.#lost.view().slice(),
    };
    this.#writer.finish(index);
    return this.#tileIds.length;
  }

  abandon(): void {
    this.#writer.abandon();
  }
}
