import type { Areal } from "../../geometry/types.ts";
import { type GridPolygon, nest, ringInRing, twiceArea } from "./assemble.ts";
import type { GridPath } from "./clipper.ts";
import { type CoverageRings, coverageRings, hashOf } from "./coverage-rings.ts";
import type { DegreeGrid } from "./degree-grid.ts";
import { type GraphEdges, meetsOnlyAtVertices } from "./plane-graph.ts";
import { traceSimpleRings } from "./trace-rings.ts";

/**
 * The union of areals that form a coverage (they share borders vertex by vertex and nowhere overlap): shared edges run both ways
 * and cancel, the rest is the outline. Null where they do not, which is tested exactly: edges meet in vertices only, rings are
 * plain, holes lie in their shells, and no place is covered twice. Then the cover count of a place is the winding number of the
 * edges that are left, and 0 or 1 everywhere, so they bound the union.
 *
 * Cost: O(n), n positions, and O(r²) boxes for r rings of the outline.
 */
export function uniteCoverage(grid: DegreeGrid, areals: readonly Areal[]): GridPolygon[] | null {
  const rings = coverageRings(grid, areals);
  if (!rings || !haveSoundHoles(rings)) return null;
  const edges = netEdges(rings);
  if (!edges || !meetsOnlyAtVertices(edges)) return null;
  const outline = traceSimpleRings(outlineOf(edges));
  return isCoveredOnce(outline) ? nest(outline) : null;
}

/** Whether each hole lies in its shell and in no other hole; true to the ground once edges are known to meet in vertices only. */
function haveSoundHoles({ vx, vy, vertexAt, ringStarts, polygonStarts }: CoverageRings): boolean {
  const pathOf = (ring: number): GridPath =>
    Array.from(vertexAt.subarray(ringStarts[ring]!, ringStarts[ring + 1]!), (v) => ({ x: vx[v]!, y: vy[v]! }));
  for (let p = 0; p + 1 < polygonStarts.length; p++) {
    if (polygonStarts[p + 1]! - polygonStarts[p]! < 2) continue;
    const [shell, ...holes] = Array.from({ length: polygonStarts[p + 1]! - polygonStarts[p]! }, (_, k) =>
      pathOf(polygonStarts[p]! + k),
    );
    if (!holes.every((hole) => ringInRing(hole, shell!))) return false;
    if (holes.some((hole) => holes.some((other) => other !== hole && ringInRing(hole, other)))) return false;
  }
  return true;
}

interface NetEdges extends GraphEdges {
  /** How many more times edge e is run from its low to its high end than back. */
  readonly net: Int8Array;
}

/** The different edges with their net runs; null where one is left run twice the same way. */
function netEdges({ vx, vy, vertexAt, ringStarts }: CoverageRings): NetEdges | null {
  const total = ringStarts[ringStarts.length - 1]!;
  const low = new Int32Array(total);
  const high = new Int32Array(total);
  const net = new Int8Array(total);
  const mask = 2 ** Math.ceil(Math.log2(2 * total + 1)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  let count = 0;
  for (let ring = 0; ring + 1 < ringStarts.length; ring++) {
    let from = vertexAt[ringStarts[ring + 1]! - 1]!;
    for (let i = ringStarts[ring]!; i < ringStarts[ring + 1]!; i++) {
      const to = vertexAt[i]!;
      const a = Math.min(from, to);
      const b = Math.max(from, to);
      let slot = hashOf(a, b) & mask;
      while (slots[slot]! >= 0 && (low[slots[slot]!] !== a || high[slots[slot]!] !== b)) slot = (slot + 1) & mask;
      if (slots[slot]! < 0) {
        low[count] = a;
        high[count] = b;
        slots[slot] = count++;
      }
      const run = net[slots[slot]!]! + (from === a ? 1 : -1);
      if (Math.abs(run) > 100) return null;
      net[slots[slot]!] = run;
      from = to;
    }
  }
  return net.some((run) => run > 1 || run < -1) ? null : { vx, vy, low, high, net, count };
}

/** The edges left, turned so that the inside is to their left. */
function outlineOf({ vx, vy, low, high, net, count }: NetEdges) {
  const point = (v: number) => ({ x: vx[v]!, y: vy[v]! });
  const edges = [];
  for (let e = 0; e < count; e++) {
    if (net[e] === 0) continue;
    const [from, to] = net[e]! > 0 ? [low[e]!, high[e]!] : [high[e]!, low[e]!];
    edges.push({ from: point(from), to: point(to) });
  }
  return edges;
}

/** Whether shells have open ground about them and holes covered ground: then nothing is covered twice. */
function isCoveredOnce(rings: readonly GridPath[]): boolean {
  const sizes = rings.map(twiceArea);
  return rings.every((ring, r) => {
    let around = 0;
    for (let other = 0; other < rings.length; other++)
      if (other !== r && ringInRing(ring, rings[other]!)) around += sizes[other]! > 0 ? 1 : -1;
    return around === (sizes[r]! > 0 ? 0 : 1);
  });
}
