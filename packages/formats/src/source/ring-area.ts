/**
 * Twice the signed area of a closed ring, in its own units squared; negative runs clockwise. Relative to the first vertex, so that
 * large coordinates and small rings lose no digits; 0 for a ring without positions.
 */
export function twiceSignedArea(ring: readonly (readonly number[])[]): number {
  const [x0 = 0, y0 = 0] = ring[0] ?? [];
  let sum = 0;
  for (let at = 1; at < ring.length; at++) {
    const [ax, ay] = ring[at - 1]!;
    const [bx, by] = ring[at]!;
    sum += (ax! - x0) * (by! - y0) - (bx! - x0) * (ay! - y0);
  }
  return sum;
}
