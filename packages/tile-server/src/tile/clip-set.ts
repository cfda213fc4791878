import { type Axis, clipLine, clipRing } from "./clip.ts";
import { BUFFER, EXTENT } from "./mercator.ts";
import { cleanRing, doubleArea } from "./ring.ts";
import type { RingSet } from "./ring-set.ts";

/** TILE: clips all rings or lines of a feature to one column or row of tiles with its buffer. */

/** Replaces `target` by the part of `source`, a set of lines, that lies in the column or row `index`. */
export function clipLines(source: RingSet, target: RingSet, axis: Axis, index: number): void {
  target.clear();
  const { low, high } = band(index);
  for (let line = 0; line < source.size; line++)
    clipLine(source.coords.data, source.start(line), source.ends[line]!, axis, low, high, target.coords, target.ends);
}

/**
 * Replaces `target` by the part of `source`, a set of polygons, that lies in the column or row `index`. Rings that enclose
 * nothing there are left out, and so is a polygon that its holes fill.
 */
export function clipPolygons(source: RingSet, target: RingSet, axis: Axis, index: number): void {
  target.clear();
  for (let ring = 0; ring < source.size; ) {
    const next = partEnd(source, ring);
    clipPart(source, ring, next, target, axis, index);
    ring = next;
  }
}

/** The ring after the last hole of the polygon that begins with `ring`. */
function partEnd(set: RingSet, ring: number): number {
  let end = ring + 1;
  while (end < set.size && !set.outer[end]) end++;
  return end;
}

function clipPart(source: RingSet, first: number, next: number, target: RingSet, axis: Axis, index: number): void {
  const before = target.size;
  let partArea = 0;
  for (let ring = first; ring < next; ring++) {
    const area = clipOne(source, ring, target, axis, index);
    if (ring === first && area <= 0) return;
    partArea += area;
  }
  if (partArea <= 0) target.truncate(before);
}

/** Adds the clipped ring to `target` where it encloses something; returns its doubled signed area there, else 0. */
function clipOne(source: RingSet, ring: number, target: RingSet, axis: Axis, index: number): number {
  const { low, high } = band(index);
  const outer = source.outer[ring]!;
  const from = target.start(target.size);
  clipRing(source.coords.data, source.start(ring), source.ends[ring]!, axis, low, high, target.scratch, target.coords);
  target.coords.length = from + cleanRing(target.coords.data, from, target.coords.length);
  const area = target.coords.length - from >= 6 ? doubleArea(target.coords.data, from, target.coords.length) : 0;
  if (area === 0 || area > 0 !== outer) {
    target.abandon();
    return 0;
  }
  target.close(outer);
  return area;
}

function band(index: number): { low: number; high: number } {
  return { low: index * EXTENT - BUFFER, high: (index + 1) * EXTENT + BUFFER };
}
