import type { EastNorth } from "../crs/position.ts";

/** Receptors by square cells, so that the neighbours of one are found without looking at all. */
function cellsOf(positions: readonly EastNorth[], sizeM: number): ReadonlyMap<string, readonly number[]> {
  const cells = new Map<string, number[]>();
  for (const [index, [eastM, northM]] of positions.entries()) {
    const key = `${Math.floor(eastM / sizeM)},${Math.floor(northM / sizeM)}`;
    const cell = cells.get(key);
    if (cell) cell.push(index);
    else cells.set(key, [index]);
  }
  return cells;
}

/**
 * Those of `asked` that have no other receptor within `spacingM`: where the grid is coarser than that.
 *
 * Cost: O(n) for an even grid.
 */
export function isolatedReceptors(
  positions: readonly EastNorth[],
  asked: readonly number[],
  spacingM: number,
): readonly number[] {
  const cells = cellsOf(positions, spacingM);
  return asked.filter((index) => {
    const [eastM, northM] = positions[index]!;
    for (const dx of [-1, 0, 1])
      for (const dy of [-1, 0, 1]) {
        const cell = cells.get(`${Math.floor(eastM / spacingM) + dx},${Math.floor(northM / spacingM) + dy}`) ?? [];
        const isNear = cell.some((other) => {
          const gapM = Math.hypot(positions[other]![0] - eastM, positions[other]![1] - northM);
          return other !== index && gapM > 0 && gapM <= spacingM;
        });
        if (isNear) return false;
      }
    return true;
  });
}

/**
 * The share of `asked` places that the receptors do not cover: none within `reachM`, or the grid (its convex hull) ends nearer
 * than that. Cost: O(n log n), and a look at nine cells and at the hull a place.
 */
export function uncoveredShare(asked: readonly EastNorth[], receptors: readonly EastNorth[], reachM: number): number {
  const cells = cellsOf(receptors, reachM);
  const hull = convexHull(receptors);
  const uncovered = asked.filter(([eastM, northM]) => {
    const near = [-1, 0, 1].flatMap((dx) =>
      [-1, 0, 1].flatMap((dy) => cells.get(`${Math.floor(eastM / reachM) + dx},${Math.floor(northM / reachM) + dy}`) ?? []),
    );
    const isNear = near.some((index) => Math.hypot(receptors[index]![0] - eastM, receptors[index]![1] - northM) <= reachM);
    return !isNear || depthInHullM(hull, [eastM, northM]) < reachM;
  });
  return asked.length === 0 ? 1 : uncovered.length / asked.length;
}

/** How deep a place lies in a hull that runs counter-clockwise, metres from its nearest side; negative outside, and without area. */
function depthInHullM(hull: readonly EastNorth[], place: EastNorth): number {
  if (hull.length < 3) return Number.NEGATIVE_INFINITY;
  return Math.min(
    ...hull.map((from, index) => {
      const to = hull[(index + 1) % hull.length]!;
      return turn(from, to, place) / Math.hypot(to[0] - from[0], to[1] - from[1]);
    }),
  );
}

/**
 * The receptors on the outer rim of the grid: on its convex hull, within `toleranceM`. Beyond them nothing was computed.
 *
 * Source: Andrew (1979), monotone chain.
 */
export function rimReceptors(positions: readonly EastNorth[], asked: readonly number[], toleranceM: number): readonly number[] {
  const hull = convexHull(positions);
  return asked.filter((index) => {
    const [x, y] = positions[index]!;
    return hull.some(([ax, ay], i) => {
      const [bx, by] = hull[(i + 1) % hull.length]!;
      const lengthM = Math.hypot(bx - ax, by - ay);
      if (lengthM === 0) return Math.hypot(x - ax, y - ay) <= toleranceM;
      return Math.abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / lengthM <= toleranceM;
    });
  });
}

function convexHull(positions: readonly EastNorth[]): readonly EastNorth[] {
  const sorted = [...positions].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const chain = (list: readonly EastNorth[]): EastNorth[] => {
    const kept: EastNorth[] = [];
    for (const position of list) {
      while (kept.length >= 2 && turn(kept[kept.length - 2]!, kept[kept.length - 1]!, position) <= 0) kept.pop();
      kept.push(position);
    }
    return kept.slice(0, -1);
  };
  const hull = [...chain(sorted), ...chain([...sorted].reverse())];
  return hull.length > 0 ? hull : sorted.slice(0, 1);
}

function turn([ax, ay]: EastNorth, [bx, by]: EastNorth, [cx, cy]: EastNorth): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}
