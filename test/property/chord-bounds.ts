import type { Geometry } from "@parkatlas/geo-core";

const A = 6378137;
const F = 1 / 298.257222101;
const E2 = F * (2 - F);

/** A ball of space that holds a geometry. */
export interface ChordBounds {
  readonly middle: readonly [number, number, number];
  readonly radiusM: number;
  /** No two places of the two geometries are nearer than this: chords are shorter than geodesics. */
  readonly gapM: (other: ChordBounds) => number;
}

/** Edges up to a few kilometres bow out of the ball of their ends by less than this. */
const BOW_M = 2;

/** The ball around the vertices of a geometry, a little larger; independent of the library's frames and boxes. */
export function chordBounds(geometry: Geometry): ChordBounds {
  const vertices = (geometry as { coordinates: number[] }).coordinates.flat(3);
  const xyz: [number, number, number][] = [];
  for (let i = 0; i + 1 < vertices.length; i += 2) xyz.push(xyzOf(vertices[i]!, vertices[i + 1]!));
  const middle = [0, 1, 2].map((k) => xyz.reduce((sum, each) => sum + each[k]!, 0) / xyz.length) as [number, number, number];
  const radiusM = Math.max(...xyz.map((each) => distance(each, middle))) + BOW_M;
  return { middle, radiusM, gapM: (other) => distance(middle, other.middle) - radiusM - other.radiusM };
}

function distance(a: readonly [number, number, number], b: readonly [number, number, number]): number {
  return Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2);
}

function xyzOf(lonDeg: number, latDeg: number): [number, number, number] {
  const [lon, lat] = [(lonDeg * Math.PI) / 180, (latDeg * Math.PI) / 180];
  const n = A / Math.sqrt(1 - E2 * Math.sin(lat) ** 2);
  return [n * Math.cos(lat) * Math.cos(lon), n * Math.cos(lat) * Math.sin(lon), n * (1 - E2) * Math.sin(lat)];
}
