import { type Bbox, bboxOf, type Geometry } from "@parkatlas/geo-core";

type Position = readonly number[];
type Line = readonly Position[];

/** A geometry taken apart: lone points, open lines, and polygons by their rings. */
interface Parts {
  readonly points: Position[];
  readonly lines: Line[];
  readonly polygons: (readonly Line[])[];
}

function addParts(geometry: Geometry, parts: Parts): Parts {
  switch (geometry.type) {
    case "Point":
      parts.points.push(geometry.coordinates);
      break;
    case "MultiPoint":
      parts.points.push(...geometry.coordinates);
      break;
    case "LineString":
      parts.lines.push(geometry.coordinates);
      break;
    case "MultiLineString":
      parts.lines.push(...geometry.coordinates);
      break;
    case "Polygon":
      parts.polygons.push(geometry.coordinates);
      break;
    case "MultiPolygon":
      parts.polygons.push(...geometry.coordinates);
      break;
    case "GeometryCollection":
      for (const each of geometry.geometries) addParts(each, parts);
  }
  return parts;
}

/** Twice the signed area of a, b, p: its sign says on which side of a–b the position p lies. */
const side = (a: Position, b: Position, p: Position) => (b[0]! - a[0]!) * (p[1]! - a[1]!) - (b[1]! - a[1]!) * (p[0]! - a[0]!);

const isBetween = (a: Position, b: Position, p: Position) =>
  Math.min(a[0]!, b[0]!) <= p[0]! &&
  p[0]! <= Math.max(a[0]!, b[0]!) &&
  Math.min(a[1]!, b[1]!) <= p[1]! &&
  p[1]! <= Math.max(a[1]!, b[1]!);

function segmentsMeet(a: Position, b: Position, c: Position, d: Position): boolean {
  if (Math.max(a[0]!, b[0]!) < Math.min(c[0]!, d[0]!) || Math.max(c[0]!, d[0]!) < Math.min(a[0]!, b[0]!)) return false;
  if (Math.max(a[1]!, b[1]!) < Math.min(c[1]!, d[1]!) || Math.max(c[1]!, d[1]!) < Math.min(a[1]!, b[1]!)) return false;
  const [sc, sd, sa, sb] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (((sc > 0 && sd < 0) || (sc < 0 && sd > 0)) && ((sa > 0 && sb < 0) || (sa < 0 && sb > 0))) return true;
  return (
    (sc === 0 && isBetween(a, b, c)) ||
    (sd === 0 && isBetween(a, b, d)) ||
    (sa === 0 && isBetween(c, d, a)) ||
    (sb === 0 && isBetween(c, d, b))
  );
}

function linesMeet(a: Line, b: Line): boolean {
  for (let i = 1; i < a.length; i++)
    for (let j = 1; j < b.length; j++) if (segmentsMeet(a[i - 1]!, a[i]!, b[j - 1]!, b[j]!)) return true;
  return false;
}

const isOnLine = (p: Position, line: Line) =>
  line.some((b, i) => i > 0 && side(line[i - 1]!, b, p) === 0 && isBetween(line[i - 1]!, b, p));

/** Whether a position lies in the closed polygon: on a ring, or inside by the even-odd rule. */
function isInPolygon(p: Position, rings: readonly Line[]): boolean {
  let inside = false;
  for (const ring of rings) {
    if (isOnLine(p, ring)) return true;
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1]!, ring[i]!];
      if (a[1]! > p[1]! !== b[1]! > p[1]! && p[0]! < a[0]! + ((p[1]! - a[1]!) / (b[1]! - a[1]!)) * (b[0]! - a[0]!))
        inside = !inside;
    }
  }
  return inside;
}

const lineMeetsPolygon = (line: Line, rings: readonly Line[]) =>
  rings.some((ring) => linesMeet(line, ring)) || isInPolygon(line[0]!, rings);

const polygonsMeet = (a: readonly Line[], b: readonly Line[]) =>
  a.some((ring) => b.some((other) => linesMeet(ring, other))) || isInPolygon(a[0]![0]!, b) || isInPolygon(b[0]![0]!, a);

/** The pairs of lower with equal or higher dimension; asked both ways round it is all of them. */
function partsMeet(a: Parts, b: Parts): boolean {
  return (
    a.points.some(
      (p) =>
        b.points.some((q) => p[0] === q[0] && p[1] === q[1]) ||
        b.lines.some((line) => isOnLine(p, line)) ||
        b.polygons.some((rings) => isInPolygon(p, rings)),
    ) ||
    a.lines.some(
      (line) => b.lines.some((other) => linesMeet(line, other)) || b.polygons.some((rings) => lineMeetsPolygon(line, rings)),
    ) ||
    a.polygons.some((rings) => b.polygons.some((other) => polygonsMeet(rings, other)))
  );
}

const boxesMeet = (a: Bbox, b: Bbox) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
const emptyParts = (): Parts => ({ points: [], lines: [], polygons: [] });

/**
 * Whether geometries have a point in common with `asked`, borders included, edges straight in lon/lat: S_INTERSECTS of
 * CQL2. Cost of each: by the boxes alone where they do not meet, else the product of the edges.
 */
export function geometriesIntersect(asked: Geometry): (geometry: Geometry) => boolean {
  const box = bboxOf(asked);
  const parts = addParts(asked, emptyParts());
  return (geometry) => {
    if (!boxesMeet(box, bboxOf(geometry))) return false;
    const other = addParts(geometry, emptyParts());
    return partsMeet(parts, other) || partsMeet(other, parts);
  };
}
