import type { LocalFrame } from "../local-frame.ts";
import { projectColumn } from "../local-frame.ts";
import { deviationM, type EdgeShape } from "./edge-shape.ts";

/** Edges a block; small enough to prune well, large enough that the block table stays short. */
const BLOCK = 8;

/** A shape seen in a local frame: projected positions, the deviation of each edge from its chord, and boxes over runs of edges. */
export interface FrameShape {
  readonly shape: EdgeShape;
  readonly frame: LocalFrame;
  readonly xy: Float64Array;
  readonly edgeDeviationM: Float64Array;
  /** minX, minY, maxX, maxY of the chords of edges 8b … 8b + 7, and beside it the greatest deviation among them. */
  readonly blockBoxes: Float64Array;
  readonly blockDeviationM: Float64Array;
  readonly maxAbsX: number;
  readonly maxDeviationM: number;
}

export function shapeInFrame(shape: EdgeShape, frame: LocalFrame): FrameShape {
  const xy = projectColumn(frame.projection, shape.flat.lonLat);
  const { first, last } = shape;
  const count = first.length;
  const blocks = Math.ceil(count / BLOCK);
  const edgeDeviationM = new Float64Array(count);
  const blockBoxes = new Float64Array(4 * blocks);
  const blockDeviationM = new Float64Array(blocks);
  let maxAbsX = 0;
  let maxDeviationM = 0;
  for (let block = 0; block < blocks; block++) {
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    for (let i = block * BLOCK; i < Math.min(count, (block + 1) * BLOCK); i++) {
      const a = 2 * first[i]!;
      const b = 2 * last[i]!;
      const ax = xy[a]!;
      const ay = xy[a + 1]!;
      const bx = xy[b]!;
      const by = xy[b + 1]!;
      const reach = Math.max(Math.abs(ax), Math.abs(bx));
      edgeDeviationM[i] = deviationM(shape, i, 0, 1, reach, Math.hypot(bx - ax, by - ay));
      if (edgeDeviationM[i]! > blockDeviationM[block]!) blockDeviationM[block] = edgeDeviationM[i]!;
      minX = Math.min(minX, ax, bx);
      maxX = Math.max(maxX, ax, bx);
      minY = Math.min(minY, ay, by);
      maxY = Math.max(maxY, ay, by);
    }
    blockBoxes.set([minX, minY, maxX, maxY], 4 * block);
    maxDeviationM = Math.max(maxDeviationM, blockDeviationM[block]!);
    maxAbsX = Math.max(maxAbsX, Math.abs(minX), Math.abs(maxX));
  }
  return { shape, frame, xy, edgeDeviationM, blockBoxes, blockDeviationM, maxAbsX, maxDeviationM };
}

/** Distance of two blocks' boxes, metres in the frame. */
function boxDistance(a: Float64Array, i: number, b: Float64Array, j: number): number {
  const dx = Math.max(0, a[i]! - b[j + 2]!, b[j]! - a[i + 2]!);
  const dy = Math.max(0, a[i + 1]! - b[j + 3]!, b[j + 1]! - a[i + 3]!);
  return Math.sqrt(dx * dx + dy * dy);
}

/**
 * Calls `visit(i, j)` for every pair of edges whose blocks lie within `limitM()` of each other, deviations taken off; the
 * limit is asked anew for each pair of blocks, so that a search can tighten it.
 */
export function visitNearEdges(a: FrameShape, b: FrameShape, limitM: () => number, visit: (i: number, j: number) => void): void {
  const countA = a.edgeDeviationM.length;
  const countB = b.edgeDeviationM.length;
  for (let p = 0; p < a.blockDeviationM.length; p++)
    for (let q = 0; q < b.blockDeviationM.length; q++) {
      const gapM = boxDistance(a.blockBoxes, 4 * p, b.blockBoxes, 4 * q);
      if (gapM - a.blockDeviationM[p]! - b.blockDeviationM[q]! > limitM()) continue;
      for (let i = p * BLOCK; i < Math.min(countA, (p + 1) * BLOCK); i++)
        for (let j = q * BLOCK; j < Math.min(countB, (q + 1) * BLOCK); j++) visit(i, j);
    }
}
