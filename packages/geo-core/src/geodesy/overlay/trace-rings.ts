import type { GridPath, GridPoint } from "./clipper.ts";
import { type DirectedEdge, keyOf } from "./planar-edges.ts";

interface Step extends DirectedEdge {
  used: boolean;
}

/**
 * Simple rings from edges that meet in their ends only, the inside to the left of each. At a vertex with several ways on the
 * walk takes the one that bounds the same wedge of the inside; where it comes back to a vertex the ring is cut off.
 */
export function traceSimpleRings(edges: readonly DirectedEdge[]): GridPath[] {
  const steps = edges.map(({ from, to }): Step => ({ from, to, used: false }));
  const leaving = new Map<string, Step[]>();
  for (const step of steps) {
    const key = keyOf(step.from);
    const list = leaving.get(key);
    if (list) list.push(step);
    else leaving.set(key, [step]);
  }
  const simple: GridPath[] = [];
  for (const start of steps) if (!start.used) cutAtRepeats(walk(start, leaving), simple);
  return simple;
}

function walk(start: Step, leaving: ReadonlyMap<string, readonly Step[]>): GridPoint[] {
  const points: GridPoint[] = [];
  let step: Step | undefined = start;
  while (step && !step.used) {
    step.used = true;
    points.push(step.from);
    step = nextStep(step, leaving.get(keyOf(step.to)) ?? []);
  }
  return points;
}

/** The way on that is met first when turning clockwise from the way back: it bounds the same wedge of the inside. */
function nextStep(step: Step, ways: readonly Step[]): Step | undefined {
  const open = ways.filter(({ used }) => !used);
  if (open.length <= 1) return open[0];
  const back = Math.atan2(step.from.y - step.to.y, step.from.x - step.to.x);
  const clockwiseFromBack = (way: Step): number => {
    const turn = back - Math.atan2(way.to.y - way.from.y, way.to.x - way.from.x);
    return turn <= 0 ? turn + 2 * Math.PI : turn;
  };
  return open.reduce((best, way) => (clockwiseFromBack(way) < clockwiseFromBack(best) ? way : best));
}

/** Cuts a closed walk into rings that visit no vertex twice. */
function cutAtRepeats(points: readonly GridPoint[], into: GridPath[]): void {
  const path: GridPoint[] = [];
  const placeOf = new Map<string, number>();
  for (const point of points) {
    const key = keyOf(point);
    const place = placeOf.get(key);
    if (place !== undefined) {
      const ring = path.splice(place);
      for (const left of ring) placeOf.delete(keyOf(left));
      if (ring.length >= 3) into.push(ring);
    }
    placeOf.set(key, path.length);
    path.push(point);
  }
  if (path.length >= 3) into.push(path);
}
