/**
 * A solver for distances between geometries, written for the tests alone; it shares no method with the library. Edges are followed
 * on their true curves, near pairs of edges are found among samples, and the straight distance through the earth is minimised
 * along both curves (golden section along one, Gauss–Newton along the other). Its minimum lies where the geodesic's does, to far
 * below a nanometre; the length is then GeographicLib's. No bounds, no projection of its own, no shortcuts.
 *
 * Only the inverse of the working plane comes from the library; test/golden/gauss-krueger holds it to PROJ within 8 nm.
 */
import { type Geometry, type LonLat, projectTo, unprojectFrom } from "@parkatlas/geo-core";
import geographiclib from "geographiclib-geodesic";

export type EdgeModel = "projected" | "lonlat" | "geodesic";
type Xyz = readonly [number, number, number];

const A = 6378137;
const F = 1 / 298.257222101;
const E2 = F * (2 - F);
const CGCS2000 = new geographiclib.Geodesic.Geodesic(A, F);
const SAMPLES = 16;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

interface Curve {
  /** Position at share t; the only position where the curve is a point. */
  readonly at: (t: number) => LonLat;
  readonly isPoint: boolean;
  readonly samples: readonly Xyz[];
  readonly lengthM: number;
}

/** The least geodesic distance between two geometries, metres; 0 where their insides meet. */
export function solveDistance(a: Geometry, b: Geometry, model: EdgeModel, workingCrs: string): number {
  const ringsA = ringsOf(a);
  const ringsB = ringsOf(b);
  const curvesA = ringsA.flatMap(({ positions }) => curvesOf(positions, model, workingCrs));
  const curvesB = ringsB.flatMap(({ positions }) => curvesOf(positions, model, workingCrs));
  const outlineM = leastBetween(curvesA, curvesB);
  if (outlineM < 1e-7) return 0;
  return isInAnother(ringsA, ringsB, model, workingCrs) || isInAnother(ringsB, ringsA, model, workingCrs) ? 0 : outlineM;
}

function leastBetween(curvesA: readonly Curve[], curvesB: readonly Curve[]): number {
  // A sample is at most half a step from any place of its stretch, so chord − slack bounds the pair from below.
  const pairs = curvesA.flatMap((p) =>
    curvesB.map((q) => ({ p, q, near: nearestSamples(p, q), slackM: (0.51 * (p.lengthM + q.lengthM)) / SAMPLES })),
  );
  const leastSampleM = Math.min(...pairs.map(({ near }) => near.chordM));
  let leastM = Infinity;
  // Through-chords are shorter than geodesics by g³/24R²: 8 mm at 20 km; the reserve covers that many times over.
  for (const { p, q, near, slackM } of pairs)
    if (near.chordM - slackM <= Math.min(leastSampleM, leastM) + 0.1) leastM = Math.min(leastM, minimise(p, q, near.share));
  return leastM;
}

function nearestSamples(p: Curve, q: Curve): { chordM: number; share: number } {
  let chordM = Infinity;
  let share = 0;
  p.samples.forEach((one, i) => {
    for (const other of q.samples) {
      const d = Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
      if (d < chordM) [chordM, share] = [d, i / SAMPLES];
    }
  });
  return { chordM, share };
}

/**
 * Golden section along p, with the nearest place on q for each place on p: over all of p, since the distance from straight edges
 * is convex along them, and again around the nearest sample and the first result, since curved ones may hide a lower dip.
 */
function minimise(p: Curve, q: Curve, share: number): number {
  const nearestTo = (t: number): number => nearestShare(xyzOf(p.at(t)), q);
  const chordAt = (t: number): number => chord(xyzOf(p.at(t)), xyzOf(q.at(nearestTo(t))));
  const geodesicAt = (t: number): number => inverse(p.at(t), q.at(nearestTo(t)));
  const ends = Math.min(geodesicAt(0), geodesicAt(1));
  if (p.isPoint) return ends;
  const width = 1 / SAMPLES;
  const whole = goldenSection(chordAt, 0, 1);
  const windows = [share, whole].map((t) => goldenSection(chordAt, Math.max(0, t - width), Math.min(1, t + width)));
  return [whole, ...windows].reduce((leastM, t) => Math.min(leastM, geodesicAt(t)), ends);
}

function goldenSection(f: (t: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [t1, t2] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [f1, f2] = [f(t1), f(t2)];
  for (let step = 0; step < 64 && high - low > 1e-13; step++) {
    if (f1 <= f2) {
      [high, t2, f2] = [t2, t1, f1];
      t1 = high - GOLDEN * (high - low);
      f1 = f(t1);
    } else {
      [low, t1, f1] = [t1, t2, f2];
      t2 = low + GOLDEN * (high - low);
      f2 = f(t2);
    }
  }
  return (low + high) / 2;
}

/** Share of the place on q nearest to a point: from the nearest sample, t += (P − C)·C′/|C′|² with C′ by differences. */
function nearestShare(point: Xyz, q: Curve): number {
  if (q.isPoint) return 0;
  let t = 0;
  let bestM = Infinity;
  q.samples.forEach((sample, i) => {
    const d = chord(point, sample);
    if (d < bestM) [bestM, t] = [d, i / SAMPLES];
  });
  for (let step = 0; step < 6; step++) {
    const h = 1e-3;
    const [c, before, after] = [xyzOf(q.at(t)), xyzOf(q.at(t - h)), xyzOf(q.at(t + h))];
    const tangent = after.map((value, k) => (value - before[k]!) / (2 * h)) as unknown as Xyz;
    const ahead = point.map((value, k) => value - c[k]!) as unknown as Xyz;
    const next = Math.min(1, Math.max(0, t + dot(ahead, tangent) / dot(tangent, tangent)));
    if (Math.abs(next - t) < 1e-14) break;
    t = next;
  }
  return t;
}

function curvesOf(positions: readonly LonLat[], model: EdgeModel, workingCrs: string): Curve[] {
  if (positions.length === 1) return [{ at: () => positions[0]!, isPoint: true, samples: [xyzOf(positions[0]!)], lengthM: 0 }];
  return positions.slice(1).map((to, i) => {
    const from = positions[i]!;
    const along = curve(from, to, model, workingCrs);
    const at = (t: number): LonLat => (t === 0 ? from : t === 1 ? to : along(t));
    const samples = Array.from({ length: SAMPLES + 1 }, (_, k) => xyzOf(at(k / SAMPLES)));
    return { at, isPoint: false, samples, lengthM: 1.01 * inverse(from, to) };
  });
}

/** The true curve of an edge; also a little beyond its ends, for the differences above. */
function curve(from: LonLat, to: LonLat, model: EdgeModel, workingCrs: string): (t: number) => LonLat {
  if (model === "lonlat") return (t) => [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
  if (model === "projected") {
    const [a, b] = [projectTo(workingCrs, from), projectTo(workingCrs, to)];
    return (t) => unprojectFrom(workingCrs, [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
  }
  const line = CGCS2000.InverseLine(from[1], from[0], to[1], to[0]);
  return (t) => {
    const { lon2, lat2 } = line.Position(t * line.s13);
    return [lon2!, lat2!];
  };
}

interface Ring {
  readonly positions: readonly LonLat[];
  /** Polygon the ring belongs to; −1 for lines and points. */
  readonly polygon: number;
}

function ringsOf(geometry: Geometry): Ring[] {
  const lonLats = (list: readonly (readonly number[])[]): LonLat[] => list.map(([lon, lat]) => [lon!, lat!]);
  if (geometry.type === "Point") return [{ positions: lonLats([geometry.coordinates]), polygon: -1 }];
  if (geometry.type === "LineString") return [{ positions: lonLats(geometry.coordinates), polygon: -1 }];
  if (geometry.type === "Polygon") return geometry.coordinates.map((ring) => ({ positions: lonLats(ring), polygon: 0 }));
  if (geometry.type === "MultiPolygon")
    return geometry.coordinates.flatMap((rings, polygon) => rings.map((ring) => ({ positions: lonLats(ring), polygon })));
  throw new RangeError(`the solver does not take ${geometry.type}`);
}

/** Whether the first position of any ring of `inner` lies in a polygon of `outer`, by even-odd on edges of 256 straight pieces. */
function isInAnother(inner: readonly Ring[], outer: readonly Ring[], model: EdgeModel, workingCrs: string): boolean {
  const polygons = new Set(outer.map(({ polygon }) => polygon).filter((polygon) => polygon >= 0));
  return inner.some(({ positions }) =>
    [...polygons].some((polygon) => {
      const rings = outer.filter((ring) => ring.polygon === polygon);
      const crossings = rings.reduce((sum, ring) => sum + rayCrossings(positions[0]!, ring.positions, model, workingCrs), 0);
      return crossings % 2 === 1;
    }),
  );
}

function rayCrossings([x, y]: LonLat, ring: readonly LonLat[], model: EdgeModel, workingCrs: string): number {
  let count = 0;
  for (let i = 1; i < ring.length; i++) {
    const along = curve(ring[i - 1]!, ring[i]!, model, workingCrs);
    let [ax, ay] = ring[i - 1]!;
    for (let k = 1; k <= 256; k++) {
      const [bx, by] = k === 256 ? ring[i]! : along(k / 256);
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) count++;
      [ax, ay] = [bx, by];
    }
  }
  return count;
}

function xyzOf([lonDeg, latDeg]: LonLat): Xyz {
  const [lon, lat] = [(lonDeg * Math.PI) / 180, (latDeg * Math.PI) / 180];
  const n = A / Math.sqrt(1 - E2 * Math.sin(lat) ** 2);
  return [n * Math.cos(lat) * Math.cos(lon), n * Math.cos(lat) * Math.sin(lon), n * (1 - E2) * Math.sin(lat)];
}

function chord(a: Xyz, b: Xyz): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function dot(a: Xyz, b: Xyz): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function inverse(a: LonLat, b: LonLat): number {
  return CGCS2000.Inverse(a[1], a[0], b[1], b[0]).s12!;
}
