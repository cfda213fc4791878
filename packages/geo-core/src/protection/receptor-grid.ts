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
