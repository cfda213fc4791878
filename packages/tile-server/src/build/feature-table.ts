import { GeoError } from "@parkatlas/geo-core";
import { GRID_ZOOM } from "../tile/mercator.ts";
import type { SourceLayerSchema } from "../tile/schema.ts";
import { PROTECTED, type Segment } from "./segment.ts";

/** BUILD: all features of a build in columns that threads share: layer after layer, and in a layer by id. */

/** A layer as it was read, in any order and in any number of segments. */
export interface ReadLayer {
  readonly schema: SourceLayerSchema;
  readonly segments: readonly Segment[];
  readonly standInLayer: string | null;
}

export interface TableLayer {
  readonly name: string;
  /** Number of its first feature; its features follow. */
  readonly first: number;
  readonly count: number;
}

/** What threads need of the features; everything is shared, nothing is copied. */
export interface SharedTable {
  readonly layers: readonly TableLayer[];
  /** In which segment the record of each feature is, and where. */
  readonly segments: Int32Array;
  readonly offsets: Int32Array;
  readonly lengths: Int32Array;
  readonly types: Uint8Array;
  readonly bboxes: Int32Array;
  readonly positions: Int32Array;
  readonly numbers: Float64Array;
  /** First and last zoom at which each feature is drawn itself. */
  readonly fromZooms: Uint8Array;
  readonly toZooms: Uint8Array;
}

/** What only the thread that leads the build needs. */
export interface FeatureTable {
  readonly shared: SharedTable;
  readonly layers: readonly LedTableLayer[];
  /** Ids by number. */
  readonly ids: readonly string[];
  /** The feature that stands for each, or −1. */
  readonly standIns: Int32Array;
  readonly isProtected: Uint8Array;
  readonly digests: Int32Array;
}

export interface LedTableLayer extends TableLayer {
  readonly isDerived: boolean;
  readonly standInLayer: string | null;
}

/**
 * Puts the segments of all layers together; features are sorted by id, so that the order of input shows nowhere.
 *
 * @throws {GeoError} `build-failed` when an id is given twice in a layer, or two ids of a layer get the same number.
 */
export function featureTableOf(read: readonly ReadLayer[]): FeatureTable {
  const total = read.reduce((sum, { segments }) => sum + countOf(segments), 0);
  const shared = emptyTable(total, read);
  const ids: string[] = [];
  const standInIds: (string | undefined)[] = [];
  const isProtected = new Uint8Array(total);
  const digests = new Int32Array(total * 2);
  let firstSegment = 0;
  for (const [index, { schema, segments }] of read.entries()) {
    const { first } = shared.layers[index]!;
    const order = sortedById(segments);
    order.rows.forEach((row, i) => {
      const source = segments[order.segments[i]!]!;
      const at = first + i;
      ids.push(source.ids[row]!);
      standInIds.push(source.standIns[row]);
      isProtected[at] = source.flags[row]! & PROTECTED;
      digests[at * 2] = source.digests[row * 2]!;
      digests[at * 2 + 1] = source.digests[row * 2 + 1]!;
      place(shared, at, firstSegment + order.segments[i]!, source, row, schema.minZoom);
    });
    requireDistinct(schema.name, ids, shared.numbers, first);
    firstSegment += segments.length;
  }
  const layers = read.map(({ schema, standInLayer }, i) => ({
    ...shared.layers[i]!,
    isDerived: schema.isDerived,
    standInLayer,
  }));
  return { shared, layers, ids, standIns: standInsOf(layers, ids, standInIds), isProtected, digests };
}

const countOf = (segments: readonly Segment[]): number => segments.reduce((sum, { ids }) => sum + ids.length, 0);

function emptyTable(total: number, read: readonly ReadLayer[]): SharedTable {
  const bytes = (count: number) => new SharedArrayBuffer(count);
  let first = 0;
  const layers = read.map(({ schema, segments }) => {
    const layer = { name: schema.name, first, count: countOf(segments) };
    first += layer.count;
    return layer;
  });
  return {
    layers,
    segments: new Int32Array(bytes(total * 4)),
    offsets: new Int32Array(bytes(total * 4)),
    lengths: new Int32Array(bytes(total * 4)),
    types: new Uint8Array(bytes(total)),
    bboxes: new Int32Array(bytes(total * 16)),
    positions: new Int32Array(bytes(total * 4)),
    numbers: new Float64Array(bytes(total * 8)),
    fromZooms: new Uint8Array(bytes(total)),
    toZooms: new Uint8Array(bytes(total)),
  };
}

/** Segment and row of each feature, by id. */
function sortedById(segments: readonly Segment[]): { segments: Int32Array; rows: Int32Array } {
  const ids = segments.flatMap((segment) => segment.ids);
  const segmentOf = new Int32Array(ids.length);
  const rowOf = new Int32Array(ids.length);
  let at = 0;
  segments.forEach(({ ids: own }, segment) => {
    for (let row = 0; row < own.length; row++) {
      segmentOf[at] = segment;
      rowOf[at++] = row;
    }
  });
  const order = Int32Array.from(ids, (_, i) => i);
  if (ids.some((id, i) => i > 0 && ids[i - 1]! > id))
    order.sort((a, b) => {
      const [one, other] = [ids[a]!, ids[b]!];
      return one < other ? -1 : one > other ? 1 : 0;
    });
  return { segments: order.map((i) => segmentOf[i]!), rows: order.map((i) => rowOf[i]!) };
}

function place(table: SharedTable, at: number, segment: number, source: Segment, row: number, layerMinZoom: number): void {
  table.segments[at] = segment;
  table.offsets[at] = source.starts[row]!;
  table.lengths[at] = source.starts[row + 1]! - source.starts[row]!;
  table.types[at] = source.types[row]!;
  table.positions[at] = source.positions[row]!;
  table.numbers[at] = source.numbers[row]!;
  for (let edge = 0; edge < 4; edge++) table.bboxes[at * 4 + edge] = source.bboxes[row * 4 + edge]!;
  // A protected feature that nothing can stand for is drawn at every zoom.
  const isAlone = (source.flags[row]! & PROTECTED) !== 0 && source.standIns[row] === undefined;
  table.fromZooms[at] = isAlone ? 0 : Math.max(layerMinZoom, source.minZooms[row]!);
  table.toZooms[at] = isAlone ? GRID_ZOOM : source.maxZooms[row]!;
}

/** Whether a feature can be drawn at all: it has positions, and all of them inside Web Mercator. */
export function isDrawable({ bboxes }: Pick<SharedTable, "bboxes">, feature: number): boolean {
  return bboxes[feature * 4]! <= bboxes[feature * 4 + 2]!;
}

export function isDrawnAt(table: SharedTable, feature: number, z: number): boolean {
  return z >= table.fromZooms[feature]! && z <= table.toZooms[feature]! && isDrawable(table, feature);
}

function requireDistinct(layer: string, ids: readonly string[], numbers: Float64Array, first: number): void {
  for (let at = first + 1; at < ids.length; at++)
    if (ids[at] === ids[at - 1])
      throw new GeoError("build-failed", `The id "${ids[at]}" stands twice in layer ${layer}; give every feature its own id`, {
        details: { layer, id: ids[at] },
      });
  const sorted = numbers.slice(first, ids.length).sort();
  const twice = sorted.find((number, i) => i > 0 && number === sorted[i - 1]);
  if (twice === undefined) return;
  const same = ids.slice(first).filter((_, i) => numbers[first + i] === twice);
  throw new GeoError(
    "build-failed",
    `${same.map((id) => `"${id}"`).join(" and ")} of layer ${layer} get the same number ${twice}; rename one`,
    { details: { layer, ids: same } },
  );
}

function standInsOf(
  layers: readonly LedTableLayer[],
  ids: readonly string[],
  standInIds: readonly (string | undefined)[],
): Int32Array {
  const standIns = new Int32Array(ids.length).fill(-1);
  for (const { first, count, standInLayer } of layers) {
    const other = layers.find(({ name }) => name === standInLayer);
    if (other === undefined) continue;
    const numbers = new Map<string, number>();
    for (let at = other.first; at < other.first + other.count; at++) numbers.set(ids[at]!, at);
    for (let at = first; at < first + count; at++) standIns[at] = numbers.get(standInIds[at] ?? "") ?? -1;
  }
  return standIns;
}
