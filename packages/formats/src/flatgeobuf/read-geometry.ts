import type { Geometry } from "@parkatlas/geo-core";
import type { GeometryFault } from "../source/geometry-notes.ts";
import type { FlatTable } from "./flat-table.ts";

type Position = [number, number];

/** Kinds of geometries by their number in the schema, which is that of well-known binary. */
const KIND = { point: 1, line: 2, polygon: 3, multiPoint: 4, multiLine: 5, multiPolygon: 6, collection: 7 } as const;

/**
 * The geometry table (feature.fbs) of the given kind, or of its own where that is 0: x and y of every vertex. A collection of one kind
 * becomes the multi-geometry of that kind. Throws RangeError where its bytes contradict themselves.
 */
export function readFgbGeometry(table: FlatTable | null, kindOfAll: number): Geometry | null | GeometryFault {
  if (!table) return null;
  const kind = kindOfAll === 0 ? table.uint8(6) : kindOfAll;
  if (kind > KIND.collection) return "curve";
  if (kind === KIND.multiPolygon) return polygonsOf(table);
  if (kind === KIND.collection) return collectionOf(table);
  const positions = positionsOf(table);
  if (positions === null) return "not-finite";
  if (positions.length === 0) return null;
  switch (kind) {
    case KIND.point:
      return { type: "Point", coordinates: positions[0]! };
    case KIND.multiPoint:
      return { type: "MultiPoint", coordinates: positions };
    case KIND.line:
      return { type: "LineString", coordinates: positions };
    case KIND.multiLine: {
      const lines = partsOf(table, positions);
      return lines === null ? "malformed" : { type: "MultiLineString", coordinates: lines };
    }
    case KIND.polygon: {
      const rings = partsOf(table, positions);
      return rings === null ? "malformed" : { type: "Polygon", coordinates: rings };
    }
    default:
      return "malformed";
  }
}

/** Vertices; null where one is no number. */
function positionsOf(table: FlatTable): Position[] | null {
  const xy = table.numbers(1, 8);
  if (xy === null) return [];
  const positions: Position[] = [];
  for (let at = 0; at + 16 <= xy.byteLength; at += 16) {
    const [x, y] = [xy.getFloat64(at, true), xy.getFloat64(at + 8, true)];
    if (!Number.isFinite(x + y)) return null;
    positions.push([x, y]);
  }
  return positions;
}

/** The vertices by the ends of their rings or lines; one where no ends are written. */
function partsOf(table: FlatTable, positions: Position[]): Position[][] | null {
  const ends = table.numbers(0, 4);
  if (ends === null || ends.byteLength === 0) return [positions];
  const parts: Position[][] = [];
  let from = 0;
  for (let at = 0; at < ends.byteLength; at += 4) {
    const to = ends.getUint32(at, true);
    if (to < from || to > positions.length) return null;
    if (to > from) parts.push(positions.slice(from, to));
    from = to;
  }
  return parts;
}

/** Parts may point at the same bytes; more vertices than the feature has room for are damage, or an attack. */
function assertHeld(parts: readonly FlatTable[], table: FlatTable): readonly FlatTable[] {
  const bytes = parts.reduce((sum, part) => sum + (part.numbers(1, 8)?.byteLength ?? 0), 0);
  if (bytes > table.bufferBytes) throw new RangeError("parts share their vertices");
  return parts;
}

function polygonsOf(table: FlatTable): Geometry | null | GeometryFault {
  const polygons: Position[][][] = [];
  for (const part of assertHeld(table.tables(7), table)) {
    const positions = positionsOf(part);
    if (positions === null) return "not-finite";
    const rings = partsOf(part, positions);
    if (rings === null) return "malformed";
    if (positions.length > 0) polygons.push(rings);
  }
  return polygons.length === 0 ? null : { type: "MultiPolygon", coordinates: polygons };
}

function collectionOf(table: FlatTable): Geometry | null | GeometryFault {
  const members: Geometry[] = [];
  for (const part of assertHeld(table.tables(7), table)) {
    // Nothing that holds parts again is taken, so damage cannot lead ever deeper.
    const isNested = part.uint8(6) === KIND.collection || part.uint8(6) === KIND.multiPolygon;
    const member = isNested ? "mixed" : readFgbGeometry(part, 0);
    if (typeof member === "string") return member;
    if (member) members.push(member);
  }
  const kinds = new Set(members.map(({ type }) => type.replace("Multi", "")));
  if (kinds.size === 0) return null;
  if (kinds.size > 1) return "mixed";
  const coordinates = members.flatMap((member) => {
    if (!("coordinates" in member)) return [];
    return member.type.startsWith("Multi") ? (member.coordinates as unknown[]) : [member.coordinates];
  });
  return { type: `Multi${[...kinds][0]}`, coordinates } as Geometry;
}
