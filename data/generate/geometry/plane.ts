/** A point of a local plane, metres east and north of the plane's centre (turned by the plane's rotation). */
export type XY = readonly [number, number];
export type Ring = readonly XY[];

export const sub = (a: XY, b: XY): XY => [a[0] - b[0], a[1] - b[1]];
export const add = (a: XY, b: XY): XY => [a[0] + b[0], a[1] + b[1]];
export const scale = (a: XY, factor: number): XY => [a[0] * factor, a[1] * factor];
export const cross = (a: XY, b: XY): number => a[0] * b[1] - a[1] * b[0];
export const dot = (a: XY, b: XY): number => a[0] * b[0] + a[1] * b[1];
export const length = (a: XY): number => Math.hypot(a[0], a[1]);
export const mix = (a: XY, b: XY, share: number): XY => [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
export const unit = (a: XY): XY => scale(a, 1 / length(a));
export const turn = (a: XY, angleRad: number): XY => [
  a[0] * Math.cos(angleRad) - a[1] * Math.sin(angleRad),
  a[0] * Math.sin(angleRad) + a[1] * Math.cos(angleRad),
];

/** The edges of an open ring (the last vertex joins the first). */
export function edgesOf(ring: Ring): readonly (readonly [XY, XY])[] {
  return ring.map((point, index) => [point, ring[(index + 1) % ring.length]!] as const);
}

/** Signed area of an open ring: positive when counter-clockwise. */
export function areaOf(ring: Ring): number {
  return edgesOf(ring).reduce((sum, [a, b]) => sum + cross(a, b), 0) / 2;
}

export function centroidOf(ring: Ring): XY {
  let x = 0;
  let y = 0;
  let doubleArea = 0;
  for (const [a, b] of edgesOf(ring)) {
    const weight = cross(a, b);
    doubleArea += weight;
    x += (a[0] + b[0]) * weight;
    y += (a[1] + b[1]) * weight;
  }
  return [x / (3 * doubleArea), y / (3 * doubleArea)];
}

export function isConvex(ring: Ring): boolean {
  return edgesOf(ring).every(([a, b], index) => cross(sub(b, a), sub(ring[(index + 2) % ring.length]!, b)) > -1e-6);
}

export function contains(ring: Ring, [x, y]: XY): boolean {
  let inside = false;
  for (const [[ax, ay], [bx, by]] of edgesOf(ring))
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  return inside;
}

function distanceToSegment(point: XY, a: XY, b: XY): number {
  const along = sub(b, a);
  const share = Math.max(0, Math.min(1, dot(sub(point, a), along) / dot(along, along)));
  return length(sub(point, add(a, scale(along, share))));
}

/** Distance from a point to the line of a ring, inside or outside. */
export function distanceToOutline(point: XY, ring: Ring): number {
  return Math.min(...edgesOf(ring).map(([a, b]) => distanceToSegment(point, a, b)));
}

/** Distance from a point to a ring's area: 0 inside. */
export function distanceToRing(point: XY, ring: Ring): number {
  return contains(ring, point) ? 0 : distanceToOutline(point, ring);
}

/** Boundary-to-boundary distance of two rings that do not overlap. */
export function distanceBetweenRings(first: Ring, second: Ring): number {
  const towards = (points: Ring, ring: Ring) => Math.min(...points.map((point) => distanceToRing(point, ring)));
  return Math.min(towards(first, second), towards(second, first));
}

/** The part of a convex ring on the left of the line through `through` along `direction`. */
function clipLeft(ring: Ring, through: XY, direction: XY): Ring {
  const side = (point: XY) => cross(direction, sub(point, through));
  const kept: XY[] = [];
  for (const [a, b] of edgesOf(ring)) {
    const sideA = side(a);
    const sideB = side(b);
    if (sideA >= 0) kept.push(a);
    if (sideA >= 0 !== sideB >= 0) kept.push(mix(a, b, sideA / (sideA - sideB)));
  }
  return kept;
}

/** A convex ring with each edge moved inward by its own distance. */
export function insetConvex(ring: Ring, distances: readonly number[]): Ring {
  let inner: Ring = ring;
  edgesOf(ring).forEach(([a, b], index) => {
    const direction = unit(sub(b, a));
    const inward = scale([-direction[1], direction[0]], distances[index % distances.length]!);
    if (inner.length > 2) inner = clipLeft(inner, add(a, inward), direction);
  });
  return inner;
}

/** The two sides of a convex ring along a line, with a strip of `gapM` left out between them. */
export function cutConvex(ring: Ring, through: XY, direction: XY, gapM: number): readonly [Ring, Ring] {
  const across = scale([-direction[1], direction[0]], gapM / 2 / length(direction));
  const left = clipLeft(ring, add(through, across), direction);
  const right = clipLeft(ring, sub(through, across), scale(direction, -1));
  return [left, right];
}

/** Cuts the sharp corners of a convex ring, as street corners are. */
export function chamfer(ring: Ring, cutM: number): Ring {
  return ring.flatMap((point, index) => {
    const before = ring[(index + ring.length - 1) % ring.length]!;
    const after = ring[(index + 1) % ring.length]!;
    const back = sub(before, point);
    const ahead = sub(after, point);
    const cosine = dot(back, ahead) / (length(back) * length(ahead));
    if (cosine < -0.6 || length(back) < 4 * cutM || length(ahead) < 4 * cutM) return [point];
    return [add(point, scale(unit(back), cutM)), add(point, scale(unit(ahead), cutM))];
  });
}

/** Extent of a ring along a direction. */
export function extent(ring: Ring, direction: XY): readonly [number, number] {
  const values = ring.map((point) => dot(point, direction));
  return [Math.min(...values), Math.max(...values)];
}
