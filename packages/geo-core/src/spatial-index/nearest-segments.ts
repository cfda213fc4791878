import Flatbush from "flatbush";

/** Segments of a plane, metres, with the vector from any place to the nearest of them. */
export interface NearestSegments {
  /** Vector from (x, y) to the nearest place on a segment. */
  vectorFrom(x: number, y: number): readonly [dx: number, dy: number];
}

/** Boxes asked for a place; a segment nearer than all those boxes' segments would need a box nearer than theirs. */
const FIRST_ASKED = 8;

/** Index of segments given as ax, ay, bx, by in turn. Cost: O(n log n), then about O(log n) a place. */
export function indexSegments(segments: readonly number[]): NearestSegments {
  const tree = new Flatbush(segments.length / 4);
  for (let i = 0; i < segments.length; i += 4) {
    const [ax, ay, bx, by] = segments.slice(i, i + 4) as [number, number, number, number];
    tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  tree.finish();
  const vectorTo = (i: number, x: number, y: number): readonly [number, number] => {
    const [ax, ay, bx, by] = segments.slice(4 * i, 4 * i + 4) as [number, number, number, number];
    const [dx, dy] = [bx - ax, by - ay];
    const square = dx * dx + dy * dy;
    const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
    return [ax + t * dx - x, ay + t * dy - y];
  };
  return {
    vectorFrom: (x, y) => {
      let best = nearestOf(tree.neighbors(x, y, FIRST_ASKED), (i) => vectorTo(i, x, y));
      // A box can be nearer than its segment: whatever box comes within the distance found is asked too.
      const reach = Math.hypot(best[0], best[1]);
      best = nearestOf(tree.search(x - reach, y - reach, x + reach, y + reach), (i) => vectorTo(i, x, y), best);
      return best;
    },
  };
}

function nearestOf(
  indexes: readonly number[],
  vectorOf: (i: number) => readonly [number, number],
  start: readonly [number, number] = [Infinity, Infinity],
): readonly [number, number] {
  return indexes.reduce<readonly [number, number]>((best, i) => {
    const vector = vectorOf(i);
    return Math.hypot(vector[0], vector[1]) < Math.hypot(best[0], best[1]) ? vector : best;
  }, start);
}
