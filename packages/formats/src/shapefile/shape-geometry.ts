import type { Geometry } from "@parkatlas/geo-core";
import { assembleRings } from "../source/assemble-rings.ts";

/** What one shape record holds; `note` where it was read, but something about it has to be said. */
export interface ShapeGeometry {
  readonly geometry: Geometry | null;
  readonly note?: "ring-direction" | "ring-not-closed" | "ring-too-short" | "not-finite";
}

/** Shape types by their plain number; +10 carries heights, +20 measures. */
const POINT = 1;
const LINE = 3;
const POLYGON = 5;
const MULTIPOINT = 8;
const HEADER_BYTES = 4;
const BOX_BYTES = 32;

/** The plain type of a shape type (11 → 1, 25 → 5); null for one that is not read, such as a surface of patches (31). */
export function plainShapeType(type: number): number | null {
  const plain = type % 10;
  return type <= 28 && [0, POINT, LINE, POLYGON, MULTIPOINT].includes(plain) ? plain : null;
}

/**
 * The geometry in the content of one shape record (ESRI Shapefile Technical Description, July 1998, pp. 5–15): x and y of
 * every vertex; heights and measures are passed over. Returns null where the counts in the record contradict its length.
 */
export function shapeGeometry(view: DataView): ShapeGeometry | null {
  if (view.byteLength < HEADER_BYTES) return null;
  const type = view.getInt32(0, true);
  if (type === 0) return { geometry: null };
  const plain = plainShapeType(type);
  if (plain === POINT) return pointOf(view);
  if (plain === MULTIPOINT) return multiPointOf(view);
  if (plain === LINE || plain === POLYGON) return partsOf(view, plain);
  return null;
}

type Position = [number, number];

function positionAt(view: DataView, at: number): Position {
  return [view.getFloat64(at, true), view.getFloat64(at + 8, true)];
}

function isFinitePosition([x, y]: Position): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}

function pointOf(view: DataView): ShapeGeometry | null {
  if (view.byteLength < HEADER_BYTES + 16) return null;
  const position = positionAt(view, HEADER_BYTES);
  if (!isFinitePosition(position)) return { geometry: null, note: "not-finite" };
  return { geometry: { type: "Point", coordinates: position } };
}

function positionsFrom(view: DataView, start: number, count: number): Position[] {
  const positions: Position[] = new Array(count);
  for (let index = 0; index < count; index++) positions[index] = positionAt(view, start + 16 * index);
  return positions;
}

function multiPointOf(view: DataView): ShapeGeometry | null {
  const start = HEADER_BYTES + BOX_BYTES + 4;
  if (view.byteLength < start) return null;
  const count = view.getInt32(start - 4, true);
  if (count < 0 || start + 16 * count > view.byteLength) return null;
  const positions = positionsFrom(view, start, count);
  if (!positions.every(isFinitePosition)) return { geometry: null, note: "not-finite" };
  return { geometry: count === 0 ? null : { type: "MultiPoint", coordinates: positions } };
}

function partsOf(view: DataView, plain: number): ShapeGeometry | null {
  const counts = HEADER_BYTES + BOX_BYTES;
  if (view.byteLength < counts + 8) return null;
  const partCount = view.getInt32(counts, true);
  const pointCount = view.getInt32(counts + 4, true);
  const start = counts + 8 + 4 * partCount;
  if (partCount < 0 || pointCount < 0 || start + 16 * pointCount > view.byteLength) return null;
  const firsts = Array.from({ length: partCount }, (_, part) => view.getInt32(counts + 8 + 4 * part, true));
  const parts: Position[][] = [];
  for (let part = 0; part < partCount; part++) {
    const first = firsts[part]!;
    const end = firsts[part + 1] ?? pointCount;
    if (first < 0 || end < first || end > pointCount) return null;
    if (end > first) parts.push(positionsFrom(view, start + 16 * first, end - first));
  }
  if (parts.length === 0) return { geometry: null };
  if (!parts.every((part) => part.every(isFinitePosition))) return { geometry: null, note: "not-finite" };
  return plain === LINE ? { geometry: linesOf(parts) } : polygonsOf(parts);
}

function linesOf(lines: Position[][]): Geometry {
  return lines.length === 1 ? { type: "LineString", coordinates: lines[0]! } : { type: "MultiLineString", coordinates: lines };
}

function polygonsOf(parts: readonly Position[][]): ShapeGeometry {
  let note: ShapeGeometry["note"];
  const rings: Position[][] = [];
  for (const part of parts) {
    const [first, last] = [part[0]!, part.at(-1)!];
    if (first[0] !== last[0] || first[1] !== last[1]) {
      part.push([...first]);
      note = "ring-not-closed";
    }
    if (part.length < 4) note = "ring-too-short";
    else rings.push(part);
  }
  if (rings.length === 0) return { geometry: null, note: "ring-too-short" };
  const { geometry, contradicting } = assembleRings(rings, { outlinesClockwise: true });
  note ??= contradicting.length > 0 ? "ring-direction" : undefined;
  return note ? { geometry, note } : { geometry };
}
