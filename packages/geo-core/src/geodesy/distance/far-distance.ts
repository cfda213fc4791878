import type { LonLat } from "../../crs/position.ts";
import { lonDifferenceDeg } from "../../crs/transverse-mercator.ts";
import { DEG_PER_RAD, RAD_PER_DEG } from "../../units.ts";
import { geodesicInverse } from "../geographiclib.ts";
import type { DistanceInterval } from "../types.ts";
import { MAX_RADIUS_M, ROUNDING_M } from "./bounds.ts";
import type { EdgeShape } from "./edge-shape.ts";

/**
 * Distance interval of two shapes too large or too far apart for a local frame. Lower bound: triangle inequality between
 * bounding circles; upper bound: the nearest vertices found. Wide, but sound; exact for two points.
 */
export function farDistance(a: EdgeShape, b: EdgeShape): DistanceInterval {
  const circleA = boundingCircle(a);
  const circleB = boundingCircle(b);
  const between = geodesicInverse(circleA.centre, circleB.centre).distanceM;
  const loM = Math.max(0, between - circleA.radiusM - circleB.radiusM - ROUNDING_M);
  let from = nearestVertex(a, circleB.centre);
  const to = nearestVertex(b, from);
  from = nearestVertex(a, to);
  const { distanceM, azimuthDeg } = geodesicInverse(from, to);
  const hiM = distanceM === 0 ? 0 : distanceM + ROUNDING_M;
  return {
    distanceM: Math.max(distanceM, loM),
    loM: Math.min(loM, hiM),
    hiM,
    from,
    to,
    azimuthDeg: distanceM === 0 ? null : azimuthDeg,
  };
}

/** A geodesic circle that holds every point of the shape's edges: a place on an edge is within half its length of an end. */
function boundingCircle(shape: EdgeShape): { centre: LonLat; radiusM: number } {
  const { lonLat } = shape.flat;
  const centre = meanDirection(lonLat);
  let radiusM = 0;
  for (let i = 0; i < lonLat.length; i += 2)
    radiusM = Math.max(radiusM, geodesicInverse(centre, [lonLat[i]!, lonLat[i + 1]!]).distanceM);
  let longestM = 0;
  for (let edge = 0; edge < shape.first.length; edge++) longestM = Math.max(longestM, edgeLengthBoundM(shape, edge));
  return { centre, radiusM: radiusM + longestM / 2 };
}

/** The position in the mean direction of all vertices; the only vertex, if there is one. */
function meanDirection(lonLat: Float64Array): LonLat {
  if (lonLat.length === 2) return [lonLat[0]!, lonLat[1]!];
  let x = 0;
  let y = 0;
  let z = 0;
  for (let i = 0; i < lonLat.length; i += 2) {
    const lon = lonLat[i]! * RAD_PER_DEG;
    const lat = lonLat[i + 1]! * RAD_PER_DEG;
    x += Math.cos(lat) * Math.cos(lon);
    y += Math.cos(lat) * Math.sin(lon);
    z += Math.sin(lat);
  }
  return [Math.atan2(y, x) * DEG_PER_RAD, Math.atan2(z, Math.hypot(x, y)) * DEG_PER_RAD];
}

/** A length that the edge does not exceed. In the plane of a transverse Mercator with k0 = 1 lengths only grow. */
function edgeLengthBoundM(shape: EdgeShape, edge: number): number {
  const a = 2 * shape.first[edge]!;
  const b = 2 * shape.last[edge]!;
  if (shape.plane) return Math.hypot(shape.plane[b]! - shape.plane[a]!, shape.plane[b + 1]! - shape.plane[a + 1]!);
  const { lonLat } = shape.flat;
  const dLat = (lonLat[b + 1]! - lonLat[a + 1]!) * RAD_PER_DEG;
  const dLon = lonDifferenceDeg(lonLat[a]!, lonLat[b]!) * RAD_PER_DEG;
  return MAX_RADIUS_M * Math.hypot(dLat, dLon);
}

function nearestVertex(shape: EdgeShape, place: LonLat): LonLat {
  const { lonLat } = shape.flat;
  let best: LonLat = [lonLat[0]!, lonLat[1]!];
  let bestM = Infinity;
  for (let i = 0; i < lonLat.length; i += 2) {
    const vertex: LonLat = [lonLat[i]!, lonLat[i + 1]!];
    const { distanceM } = geodesicInverse(place, vertex);
    if (distanceM >= bestM) continue;
    bestM = distanceM;
    best = vertex;
  }
  return best;
}
