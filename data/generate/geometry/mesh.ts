import { areaOf, cross, dot, edgesOf, length, mix, type Ring, sub, type XY } from "./plane.ts";

/** A face of the mesh: vertex numbers of its outer ring (counter-clockwise) and of its holes (clockwise). */
export interface Face {
  ring: number[];
  readonly holes: number[][];
  /** A finished face keeps its shape: it is cut no further. */
  finished: boolean;
}

const SNAP_M = 12;

/**
 * A piece of land cut into parcels. Neighbours share vertices, not just places: a vertex put on a border is put into
 * both faces, so the parcels on either side carry identical positions and neither gap nor overlap can arise.
 */
export class Mesh {
  readonly points: XY[] = [];
  readonly faces: Face[] = [];

  constructor(outline: Ring) {
    this.faces.push({ ring: outline.map((point) => this.addPoint(point)), holes: [], finished: false });
  }

  addPoint(point: XY): number {
    return this.points.push(point) - 1;
  }

  ringOf(numbers: readonly number[]): Ring {
    return numbers.map((number) => this.points[number]!);
  }

  areaOf(face: Face): number {
    return [face.ring, ...face.holes].reduce((sum, ring) => sum + areaOf(this.ringOf(ring)), 0);
  }

  /** Puts a vertex on the edge a–b of every face that has this edge, and gives its number. */
  splitEdge(a: number, b: number, point: XY): number {
    const number = this.addPoint(point);
    for (const face of this.faces)
      for (const ring of [face.ring, ...face.holes]) {
        const at = ring.findIndex((vertex, index) => {
          const next = ring[(index + 1) % ring.length];
          return (vertex === a && next === b) || (vertex === b && next === a);
        });
        if (at >= 0) ring.splice(at + 1, 0, number);
      }
    return number;
  }

  /** Cuts a convex face along a line. False where a side would be thinner than the snapping distance or too small. */
  cut(face: Face, through: XY, direction: XY, leastAreaM2: number): boolean {
    const crossings = this.crossings(face, through, direction);
    if (crossings.length !== 2) return false;
    const numbers = crossings.map(({ edge, share }) => this.vertexAt(edge, share));
    const [from, to] = numbers.map((number) => face.ring.indexOf(number)) as [number, number];
    const first = between(face.ring, from, to);
    const second = between(face.ring, to, from);
    if (first.length < 3 || second.length < 3) return false;
    if (areaOf(this.ringOf(first)) < leastAreaM2 || areaOf(this.ringOf(second)) < leastAreaM2) return false;
    face.ring = first;
    this.faces.push({ ring: second, holes: [], finished: false });
    return true;
  }

  private crossings(face: Face, through: XY, direction: XY): readonly { edge: readonly [number, number]; share: number }[] {
    const found: { edge: readonly [number, number]; share: number }[] = [];
    const side = (number: number) => cross(direction, sub(this.points[number]!, through));
    face.ring.forEach((a, index) => {
      const b = face.ring[(index + 1) % face.ring.length]!;
      const sideA = side(a);
      const sideB = side(b);
      if (sideA >= 0 !== sideB >= 0) found.push({ edge: [a, b], share: sideA / (sideA - sideB) });
    });
    return found;
  }

  /** The vertex at a share of an edge: an end of the edge where that is near, else a new vertex in both neighbours. */
  private vertexAt([a, b]: readonly [number, number], share: number): number {
    const edgeM = length(sub(this.points[b]!, this.points[a]!));
    if (share * edgeM < SNAP_M) return a;
    if ((1 - share) * edgeM < SNAP_M) return b;
    return this.splitEdge(a, b, mix(this.points[a]!, this.points[b]!, share));
  }

  /** Takes a corner parcel out of a four-sided face, which becomes L-shaped. */
  cutCorner(face: Face, corner: number, shareAhead: number, shareBack: number): void {
    const [a, b, c, d] = turned(face.ring, corner) as [number, number, number, number];
    const inner = this.inside([a, b, d], shareAhead, shareBack);
    const ahead = this.splitEdge(a, b, mix(this.points[a]!, this.points[b]!, shareAhead));
    const back = this.splitEdge(d, a, mix(this.points[a]!, this.points[d]!, shareBack));
    face.ring = [ahead, b, c, d, back, inner];
    face.finished = true;
    this.faces.push({ ring: [a, ahead, inner, back], holes: [], finished: true });
  }

  /** Takes a small parcel out of the middle of a side of a four-sided face, which is left with a notch. */
  cutNotch(face: Face, side: number, depth: number): void {
    const [a, b, c, d] = turned(face.ring, side) as [number, number, number, number];
    const innerLeft = this.inside([a, b, d], 0.36, depth);
    const innerRight = this.inside([a, b, d], 0.62, depth);
    const left = this.splitEdge(a, b, mix(this.points[a]!, this.points[b]!, 0.36));
    const right = this.splitEdge(left, b, mix(this.points[a]!, this.points[b]!, 0.62));
    face.ring = [a, left, innerLeft, innerRight, right, b, c, d];
    face.finished = true;
    this.faces.push({ ring: [left, right, innerRight, innerLeft], holes: [], finished: true });
  }

  /** Takes a parcel, given by its counter-clockwise ring, out of the inside of a face, which is left with a hole. */
  cutHole(face: Face, inner: Ring): void {
    const numbers = inner.map((point) => this.addPoint(point));
    face.holes.push([...numbers].reverse());
    face.finished = true;
    this.faces.push({ ring: numbers, holes: [], finished: true });
  }

  private inside([a, b, d]: readonly [number, number, number], u: number, v: number): number {
    const [origin, alongU, alongV] = [this.points[a]!, this.points[b]!, this.points[d]!];
    return this.addPoint([
      origin[0] + (alongU[0] - origin[0]) * u + (alongV[0] - origin[0]) * v,
      origin[1] + (alongU[1] - origin[1]) * u + (alongV[1] - origin[1]) * v,
    ]);
  }

  /** Whether a face is a plain quadrilateral with corners near a right angle. */
  isPlainQuad(face: Face): boolean {
    if (face.ring.length !== 4 || face.holes.length > 0) return false;
    const ring = this.ringOf(face.ring);
    return edgesOf(ring).every(([a, b], index) => {
      const ahead = sub(ring[(index + 2) % 4]!, b);
      const back = sub(a, b);
      return Math.abs(dot(ahead, back)) < 0.35 * length(ahead) * length(back);
    });
  }
}

function between(ring: readonly number[], from: number, to: number): number[] {
  return to > from ? ring.slice(from, to + 1) : [...ring.slice(from), ...ring.slice(0, to + 1)];
}

function turned(ring: readonly number[], by: number): readonly number[] {
  return [...ring.slice(by), ...ring.slice(0, by)];
}
