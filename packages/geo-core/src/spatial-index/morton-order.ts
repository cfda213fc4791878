/** Cells of the Morton order on each axis, and the digits by which its codes of 30 bits are sorted. */
const CELLS = 1 << 15;
const DIGIT_BITS = 10;
const DIGITS = 1 << DIGIT_BITS;

/**
 * Numbers of boxes (west, south, east, north in turn) by the Morton code of their middles, so that neighbours in the plane are mostly
 * neighbours in the order; equal codes by number. Cost: O(n), three passes of a radix sort.
 */
export function mortonOrder(boxes: Float64Array): Uint32Array {
  const codes = mortonCodes(boxes);
  let order = new Uint32Array(codes.length);
  for (let k = 0; k < order.length; k++) order[k] = k;
  let sorted = new Uint32Array(codes.length);
  const starts = new Uint32Array(DIGITS + 1);
  for (let shift = 0; shift < 3 * DIGIT_BITS; shift += DIGIT_BITS) {
    starts.fill(0);
    for (let k = 0; k < codes.length; k++) starts[((codes[k]! >>> shift) & (DIGITS - 1)) + 1]!++;
    for (let digit = 0; digit < DIGITS; digit++) starts[digit + 1]! += starts[digit]!;
    for (let k = 0; k < codes.length; k++) sorted[starts[(codes[order[k]!]! >>> shift) & (DIGITS - 1)]!++] = order[k]!;
    [order, sorted] = [sorted, order];
  }
  return order;
}

function mortonCodes(boxes: Float64Array): Uint32Array {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (let i = 0; i < boxes.length; i += 4) {
    const x = boxes[i]! + boxes[i + 2]!;
    const y = boxes[i + 1]! + boxes[i + 3]!;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  const scaleX = (CELLS - 1) / (maxX - minX || 1);
  const scaleY = (CELLS - 1) / (maxY - minY || 1);
  const codes = new Uint32Array(boxes.length / 4);
  for (let k = 0; k < codes.length; k++) {
    const x = (boxes[4 * k]! + boxes[4 * k + 2]! - minX) * scaleX;
    const y = (boxes[4 * k + 1]! + boxes[4 * k + 3]! - minY) * scaleY;
    codes[k] = spread(x) | (spread(y) << 1);
  }
  return codes;
}

/** The bits of a number under 2¹⁵, a 0 between each and the next. */
function spread(value: number): number {
  let bits = Math.floor(value);
  bits = (bits | (bits << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
}
