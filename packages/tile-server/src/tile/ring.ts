/** TILE: rings and lines as flat integer coordinates x, y, x, y …; a ring does not repeat its first vertex. */

/**
 * Takes out repeated vertices and spikes (a border that runs out and straight back), in place; they enclose nothing.
 *
 * @returns the new length of the ring that begins at `from`; under 6 (three vertices) nothing is left of it.
 */
export function cleanRing(coords: Int32Array, from: number, to: number): number {
  let end = from;
  for (let i = from; i < to; i += 2) {
    coords[end] = coords[i]!;
    coords[end + 1] = coords[i + 1]!;
    end += 2;
    while (end - from >= 4 && lastIsIdle(coords, from, end)) {
      // Drop the tip: the vertex before the last, which then is a repetition, or nothing more.
      coords[end - 4] = coords[end - 2]!;
      coords[end - 3] = coords[end - 1]!;
      end -= 2;
    }
  }
  return closeRing(coords, from, end) - from;
}

/** Whether the vertex before the last is the last again, or the tip of a spike. */
function lastIsIdle(coords: Int32Array, from: number, end: number): boolean {
  if (coords[end - 2] === coords[end - 4] && coords[end - 1] === coords[end - 3]) return true;
  return end - from >= 6 && isSpike(coords, end - 6, end - 4, end - 2);
}

/** Cleans where the end meets the beginning. */
function closeRing(coords: Int32Array, from: number, to: number): number {
  let start = from;
  let end = to;
  for (;;) {
    const count = (end - start) / 2;
    if (count < 3) return from + (count > 0 ? 2 : 0);
    const last = end - 2;
    if (coords[last] === coords[start] && coords[last + 1] === coords[start + 1]) end -= 2;
    else if (isSpike(coords, last - 2, last, start)) end -= 2;
    else if (isSpike(coords, last, start, start + 2)) start += 2;
    else break;
  }
  coords.copyWithin(from, start, end);
  return from + end - start;
}

/** Whether b is a tip: a→b and b→c run on one line in opposite directions. */
function isSpike(coords: Int32Array, a: number, b: number, c: number): boolean {
  const abx = coords[b]! - coords[a]!;
  const aby = coords[b + 1]! - coords[a + 1]!;
  const bcx = coords[c]! - coords[b]!;
  const bcy = coords[c + 1]! - coords[b + 1]!;
  return abx * bcy === aby * bcx && abx * bcx + aby * bcy < 0;
}

/**
 * Twice the signed area of a ring by the surveyor's formula; positive where the ring runs clockwise on a screen
 * (y grows downward), as MVT asks of outer rings. Relative to the first vertex, so that it is exact for rings under
 * 2^26 units across.
 */
export function doubleArea(coords: ArrayLike<number>, from: number, to: number): number {
  const x0 = coords[from]!;
  const y0 = coords[from + 1]!;
  let sum = 0;
  let px = 0;
  let py = 0;
  for (let i = from + 2; i < to; i += 2) {
    const x = coords[i]! - x0;
    const y = coords[i + 1]! - y0;
    sum += px * y - x * py;
    px = x;
    py = y;
  }
  return sum;
}

/** Reverses the order of vertices in place. */
export function reverseRing(coords: Int32Array, from: number, to: number): void {
  for (let i = from, j = to - 2; i < j; i += 2, j -= 2) {
    const x = coords[i]!;
    const y = coords[i + 1]!;
    coords[i] = coords[j]!;
    coords[i + 1] = coords[j + 1]!;
    coords[j] = x;
    coords[j + 1] = y;
  }
}
