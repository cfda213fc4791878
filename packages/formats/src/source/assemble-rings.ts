import type { MultiPolygon, Polygon } from "@parkatlas/geo-core";
import { twiceSignedArea } from "./ring-area.ts";

type Ring = [number, number][];

/** Rings made into polygons, and whether their own directions said something else than their places do. */
export interface AssembledRings {
  readonly geometry: Polygon | MultiPolygon;
  /** Rings whose direction contradicts their place, by index. */
  readonly contradicting: readonly number[];
}

/** 1 inside, −1 outside, 0 on the outline. */
function sideOf([x, y]: readonly [number, number], ring: Ring): -1 | 0 | 1 {
  let inside = false;
  for (let at = 1; at < ring.length; at++) {
    const [ax, ay] = ring[at - 1]!;
    const [bx, by] = ring[at]!;
    const cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    if (cross === 0 && x >= Math.min(ax, bx) && x <= Math.max(ax, bx) && y >= Math.min(ay, by) && y <= Math.max(ay, by)) return 0;
    if (ay > y !== by > y && cross > 0 === by > ay) inside = !inside;
  }
  return inside ? 1 : -1;
}

interface Outlined {
  readonly ring: Ring;
  readonly index: number;
  readonly areaTwice: number;
  readonly box: readonly [number, number, number, number];
}

function outlined(ring: Ring, index: number): Outlined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  return { ring, index, areaTwice: twiceSignedArea(ring), box: [west, south, east, north] };
}

/** True where `inner` lies in `outer`: told by the first vertex, or middle of an edge, that is not on the outline. */
function liesIn(inner: Outlined, outer: Outlined): boolean {
  const [iw, is, ie, ine] = inner.box;
  const [ow, os, oe, one] = outer.box;
  if (iw < ow || is < os || ie > oe || ine > one || Math.abs(inner.areaTwice) >= Math.abs(outer.areaTwice)) return false;
  for (const vertex of inner.ring) {
    const side = sideOf(vertex, outer.ring);
    if (side !== 0) return side === 1;
  }
  for (let at = 1; at < inner.ring.length; at++) {
    const [ax, ay] = inner.ring[at - 1]!;
    const [bx, by] = inner.ring[at]!;
    const side = sideOf([(ax + bx) / 2, (ay + by) / 2], outer.ring);
    if (side !== 0) return side === 1;
  }
  return false;
}

/**
 * Polygons from the rings of one record by where the rings lie: a ring inside an odd number of others is a hole of the
 * smallest of them, every other ring an outline, an island in a hole too. Directions do not decide, since programs write them
 * wrongly; `outlinesClockwise` is what the format asks for, and rings that say otherwise are named. One ring stays one polygon.
 * The rings become part of the result. Cost: O(rings² + vertices · rings that overlap by box).
 */
export function assembleRings(
  rings: readonly Ring[],
  { outlinesClockwise }: { readonly outlinesClockwise: boolean },
): AssembledRings {
  const runsAsOutline = (areaTwice: number): boolean => areaTwice === 0 || areaTwice < 0 === outlinesClockwise;
  if (rings.length === 1) {
    const right = runsAsOutline(twiceSignedArea(rings[0]!));
    return { geometry: { type: "Polygon", coordinates: [rings[0]!] }, contradicting: right ? [] : [0] };
  }
  const all = rings.map(outlined);
  const containers = all.map((inner) => all.filter((outer) => outer !== inner && liesIn(inner, outer)));
  const polygons = new Map<number, Ring[]>();
  const contradicting: number[] = [];
  for (const { ring, index, areaTwice } of all) {
    const isHole = containers[index]!.length % 2 === 1;
    if (!isHole) polygons.set(index, [ring]);
    if (areaTwice !== 0 && runsAsOutline(areaTwice) === isHole) contradicting.push(index);
  }
  for (const { ring, index } of all) {
    const around = containers[index]!;
    if (around.length % 2 === 0) continue;
    const owner = around
      .filter((outer) => polygons.has(outer.index))
      .sort((a, b) => Math.abs(a.areaTwice) - Math.abs(b.areaTwice))[0];
    // Rings that cross each other nest in no order; what is wrong with them is for the check of geometries to say.
    if (owner) polygons.get(owner.index)!.push(ring);
    else polygons.set(index, [ring]);
  }
  const coordinates = [...polygons.values()];
  const geometry: Polygon | MultiPolygon =
    coordinates.length === 1 ? { type: "Polygon", coordinates: coordinates[0]! } : { type: "MultiPolygon", coordinates };
  return { geometry, contradicting };
}
