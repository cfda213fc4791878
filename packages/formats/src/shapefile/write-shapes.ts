import type { Geometry } from "@parkatlas/geo-core";
import { twiceSignedArea } from "../source/ring-area.ts";

export type ShapeKind = "point" | "line" | "polygon" | "multipoint";

const TYPE: Readonly<Record<ShapeKind, number>> = { point: 1, line: 3, polygon: 5, multipoint: 8 };

/** The kind of shape that a geometry is written as; null for none. */
export function shapeKindOf(geometry: Geometry): ShapeKind | null {
  switch (geometry.type) {
    case "Point":
      return "point";
    case "MultiPoint":
      return "multipoint";
    case "LineString":
    case "MultiLineString":
      return "line";
    case "Polygon":
    case "MultiPolygon":
      return "polygon";
    default:
      return null;
  }
}

type Position = readonly number[];
type Part = readonly Position[];

function partsOf(geometry: Geometry): readonly Part[] {
  switch (geometry.type) {
    case "LineString":
      return [geometry.coordinates];
    case "MultiLineString":
      return geometry.coordinates;
    case "Polygon":
      return wound(geometry.coordinates);
    case "MultiPolygon":
      return geometry.coordinates.flatMap(wound);
    case "MultiPoint":
      return [geometry.coordinates];
    default:
      return [];
  }
}

/** Outlines clockwise, holes the other way round, as the format asks. */
function wound(rings: readonly Part[]): readonly Part[] {
  return rings.map((ring, index) => (twiceSignedArea(ring) < 0 === (index === 0) ? ring : [...ring].reverse()));
}

type Box = [west: number, south: number, east: number, north: number];

function boxOf(positions: Iterable<Position>): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of positions) {
    box[0] = Math.min(box[0], x!);
    box[1] = Math.min(box[1], y!);
    box[2] = Math.max(box[2], x!);
    box[3] = Math.max(box[3], y!);
  }
  return box;
}

function contentOf(geometry: Geometry | null, kind: ShapeKind): Uint8Array {
  if (!geometry) return new Uint8Array(4);
  const view = (bytes: number) => new DataView(new ArrayBuffer(bytes));
  if (geometry.type === "Point") {
    const content = view(20);
    content.setInt32(0, TYPE.point, true);
    content.setFloat64(4, geometry.coordinates[0]!, true);
    content.setFloat64(12, geometry.coordinates[1]!, true);
    return new Uint8Array(content.buffer);
  }
  const parts = partsOf(geometry);
  const positions = parts.flat();
  const heads = kind === "multipoint" ? 0 : 4 * parts.length;
  const content = view(4 + 32 + (kind === "multipoint" ? 4 : 8) + heads + 16 * positions.length);
  content.setInt32(0, TYPE[kind], true);
  for (const [index, edge] of boxOf(positions).entries()) content.setFloat64(4 + 8 * index, edge, true);
  let at = 36;
  if (kind !== "multipoint") {
    content.setInt32(at, parts.length, true);
    at += 4;
  }
  content.setInt32(at, positions.length, true);
  at += 4;
  if (kind !== "multipoint") {
    let first = 0;
    for (const part of parts) {
      content.setInt32(at, first, true);
      first += part.length;
      at += 4;
    }
  }
  for (const [x, y] of positions) {
    content.setFloat64(at, x!, true);
    content.setFloat64(at + 8, y!, true);
    at += 16;
  }
  return new Uint8Array(content.buffer);
}

/**
 * The `.shp` and `.shx` of geometries of one kind, a null shape for a record without one (ESRI Shapefile Technical Description,
 * July 1998). Throws RangeError above 2 GB, which the format cannot count.
 */
export function writeShapes(
  geometries: readonly (Geometry | null)[],
  kind: ShapeKind,
): { readonly shp: Uint8Array; readonly shx: Uint8Array } {
  const contents = geometries.map((geometry) => contentOf(geometry, kind));
  const total = 100 + contents.reduce((sum, { length }) => sum + 8 + length, 0);
  if (total > 2 ** 31 - 1) throw new RangeError(`a Shapefile of ${total} bytes cannot be written; the format ends at 2 GB`);
  const shp = new Uint8Array(total);
  const shx = new Uint8Array(100 + 8 * contents.length);
  const present = geometries.filter((geometry): geometry is Geometry => geometry !== null);
  const box = boxOf(
    present.flatMap((geometry) => (geometry.type === "Point" ? [geometry.coordinates] : partsOf(geometry).flat())),
  );
  for (const file of [shp, shx]) {
    const head = new DataView(file.buffer);
    head.setInt32(0, 9994, false);
    head.setInt32(24, file.length / 2, false);
    head.setInt32(28, 1000, true);
    head.setInt32(32, TYPE[kind], true);
    if (present.length > 0) for (const [index, edge] of box.entries()) head.setFloat64(36 + 8 * index, edge, true);
  }
  let at = 100;
  const [records, index] = [new DataView(shp.buffer), new DataView(shx.buffer)];
  for (const [number, content] of contents.entries()) {
    records.setInt32(at, number + 1, false);
    records.setInt32(at + 4, content.length / 2, false);
    index.setInt32(100 + 8 * number, at / 2, false);
    index.setInt32(104 + 8 * number, content.length / 2, false);
    shp.set(content, at + 8);
    at += 8 + content.length;
  }
  return { shp, shx };
}
