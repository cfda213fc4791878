import type { ArcGraph } from "./arc-graph.ts";
import { cleanRing, doubleArea, reverseRing } from "./ring.ts";
import type { RingSet } from "./ring-set.ts";
import type { ZoomArcs } from "./simplify-arcs.ts";

/** TILE: puts the rings and lines of a feature together from the arcs of a zoom. */

/** Parts and holes that came out under one unit and were left out, while the rest of their feature is drawn. */
export interface LostDetail {
  parts: number;
  holes: number;
}

export function collectLines(graph: ArcGraph, arcs: ZoomArcs, feature: number, out: RingSet): void {
  const { featureParts, partRings } = graph;
  for (let ring = partRings[featureParts[feature]!]!; ring < partRings[featureParts[feature + 1]!]!; ring++) {
    pushRing(graph, arcs, ring, false, out);
    if (out.coords.length - out.start(out.size) >= 4) out.close(true);
    else out.abandon();
  }
}

/** A part or hole that shrank to nothing, or turned over against `signs`, is left out and counted in `lost`. */
export function collectPolygons(
  graph: ArcGraph,
  arcs: ZoomArcs,
  signs: Int8Array,
  feature: number,
  out: RingSet,
  lost: LostDetail,
): void {
  const { featureParts, partRings } = graph;
  for (let part = featureParts[feature]!; part < featureParts[feature + 1]!; part++) {
    const first = partRings[part]!;
    for (let ring = first; ring < partRings[part + 1]!; ring++) {
      const outer = ring === first;
      pushRing(graph, arcs, ring, true, out);
      const kept = closePolygonRing(out, outer, signs[ring]!);
      if (!kept && outer) {
        lost.parts++;
        break;
      }
      if (!kept) lost.holes++;
    }
  }
}

/** Appends the vertices of a ring (without its last, when closed) or of a line. */
function pushRing(graph: ArcGraph, arcs: ZoomArcs, ring: number, closed: boolean, set: RingSet): void {
  const { ringRefs, arcRefs } = graph;
  const { starts, coords } = arcs;
  const out = set.coords;
  const ringStart = out.length;
  for (let ref = ringRefs[ring]!; ref < ringRefs[ring + 1]!; ref++) {
    const arc = arcRefs[ref]!;
    const from = starts[arc < 0 ? ~arc : arc]!;
    const to = starts[(arc < 0 ? ~arc : arc) + 1]!;
    // The last vertex of an arc is the first of the next.
    if (out.length > ringStart) out.length -= 2;
    if (arc >= 0) for (let i = from; i < to; i += 2) out.push2(coords[i]!, coords[i + 1]!);
    else for (let i = to - 2; i >= from; i -= 2) out.push2(coords[i]!, coords[i + 1]!);
  }
  if (closed && out.length - ringStart > 2) out.length -= 2;
}

/** Cleans the ring just pushed and turns outer rings and holes the way MVT wants them. */
function closePolygonRing(set: RingSet, outer: boolean, sourceSign: number): boolean {
  const from = set.start(set.size);
  const length = cleanRing(set.coords.data, from, set.coords.length);
  set.coords.length = from + length;
  const area = length >= 6 ? doubleArea(set.coords.data, from, from + length) : 0;
  if (area * sourceSign <= 0) {
    set.abandon();
    return false;
  }
  if (area > 0 !== outer) reverseRing(set.coords.data, from, from + length);
  set.close(outer);
  return true;
}

/**
 * One unit square at the middle of the feature's arcs: the least that a tile can show of a place. False for a feature
 * without any place.
 *
 * @param limit greatest coordinate that its upper left corner may have.
 */
export function collectSquare(graph: ArcGraph, arcs: ZoomArcs, feature: number, limit: number, out: RingSet): boolean {
  const { featureParts, partRings, ringRefs, arcRefs } = graph;
  const { starts, coords } = arcs;
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  const lastRef = ringRefs[partRings[featureParts[feature + 1]!]!]!;
  for (let i = ringRefs[partRings[featureParts[feature]!]!]!; i < lastRef; i++) {
    const ref = arcRefs[i]!;
    const arc = ref < 0 ? ~ref : ref;
    for (let at = starts[arc]!; at < starts[arc + 1]!; at += 2) {
      west = Math.min(west, coords[at]!);
      east = Math.max(east, coords[at]!);
      north = Math.min(north, coords[at + 1]!);
      south = Math.max(south, coords[at + 1]!);
    }
  }
  if (west > east) return false;
  const x = Math.min(limit, Math.floor((west + east) / 2));
  const y = Math.min(limit, Math.floor((north + south) / 2));
  out.coords.push2(x, y);
  out.coords.push2(x + 1, y);
  out.coords.push2(x + 1, y + 1);
  out.coords.push2(x, y + 1);
  out.close(true);
  return true;
}
