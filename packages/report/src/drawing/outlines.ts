import type { Areal, LineString, MultiLineString, Point } from "@parkatlas/geo-core";
import type { Box } from "../page/paper.ts";
import type { Ground } from "./ground.ts";

export type Drawable = Areal | LineString | MultiLineString | Point;

/** A line on the sheet, mm: x, y, x, y … */
export type Track = readonly number[];
/** Rings of one polygon, the shell first. */
export type Rings = readonly Track[];

/** Steps shorter than this on paper are not drawn: a third of the finest line. */
const SHORTEST_STEP_MM = 0.03;

type Position = readonly number[];

/** Every position of a geometry. */
export function* positionsOf(geometry: Drawable): Generator<readonly [number, number]> {
  yield* flattened(geometry.coordinates as readonly unknown[]);
}

function* flattened(coordinates: readonly unknown[]): Generator<readonly [number, number]> {
  if (typeof coordinates[0] === "number") yield [coordinates[0], coordinates[1] as number];
  else for (const part of coordinates) yield* flattened(part as readonly unknown[]);
}

/** The polygons of a geometry on the sheet; none for points and lines. */
export function ringsOf(geometry: Drawable, ground: Ground): readonly Rings[] {
  if (geometry.type === "Polygon") return [geometry.coordinates.map((ring) => trackOf(ring, ground))];
  if (geometry.type === "MultiPolygon") return geometry.coordinates.map((rings) => rings.map((ring) => trackOf(ring, ground)));
  return [];
}

/** The lines of a geometry on the sheet, outlines of polygons included. */
export function tracksOf(geometry: Drawable, ground: Ground): readonly Track[] {
  if (geometry.type === "LineString") return [trackOf(geometry.coordinates, ground)];
  if (geometry.type === "MultiLineString") return geometry.coordinates.map((line) => trackOf(line, ground));
  return ringsOf(geometry, ground).flat();
}

function trackOf(line: readonly Position[], ground: Ground): Track {
  const track: number[] = [];
  for (const [index, [lonDeg, latDeg]] of line.entries()) {
    const [x, y] = ground.at([lonDeg!, latDeg!]);
    const isEnd = index === line.length - 1;
    const step = Math.hypot(x - (track.at(-2) ?? Number.NaN), y - (track.at(-1) ?? Number.NaN));
    if (index > 0 && !isEnd && step < SHORTEST_STEP_MM) continue;
    track.push(x, y);
  }
  return track;
}

/** The bounds of tracks, mm. */
export function boundsOf(tracks: readonly Track[]): Box {
  let [west, top, east, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const track of tracks)
    for (let at = 0; at < track.length; at += 2) {
      [west, east] = [Math.min(west, track[at]!), Math.max(east, track[at]!)];
      [top, bottom] = [Math.min(top, track[at + 1]!), Math.max(bottom, track[at + 1]!)];
    }
  return { x: west, y: top, width: east - west, height: bottom - top };
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}
