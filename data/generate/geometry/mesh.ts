import { add, areaOf, contains, cross, dot, length, mix, type Ring, scale, sub, unit, type XY } from "./plane.ts";

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

  /**
   * Takes a parcel out of a near-square corner of a convex face, which becomes L-shaped; the shares say how much of the two
   * sides it takes. False where the corner or the new parcel is not fit.
   */
  cutCorner(face: Face, corner: number, shareAhead: number, shareBack: number, leastAreaM2: number): boolean {
    const [a, b, d] = [face.ring.at(corner)!, face.ring[(corner + 1) % face.ring.length]!, face.ring.at(corner - 1)!];
    const [origin, alongAhead, alongBack] = [this.points[a]!, this.points[b]!, this.points[d]!];
    const ahead = scale(sub(alongAhead, origin), shareAhead);
    const back = scale(sub(alongBack, origin), shareBack);
    const square = Math.abs(dot(ahead, back)) < 0.3 * length(ahead) * length(back);
    const innerPoint = add(origin, add(ahead, back));
    if (!square || cross(ahead, back) < leastAreaM2 || !contains(this.ringOf(face.ring), innerPoint)) return false;
    const inner = this.addPoint(innerPoint);
    const first = this.splitEdge(a, b, add(origin, ahead));
    const last = this.splitEdge(d, a, add(origin, back));
    face.ring.splice(face.ring.indexOf(a), 1, inner);
    face.finished = true;
    this.faces.push({ ring: [a, first, inner, last], holes: [], finished: true });
    return true;
  }

  /** Takes a parcel out of the middle of a long side of a convex face, which is left with a notch. False where it does not fit. */
  cutNotch(face: Face, side: number, widthM: number, depthM: number): boolean {
    const [a, b] = [face.ring.at(side)!, face.ring[(side + 1) % face.ring.length]!];
    const [from, to] = [this.points[a]!, this.points[b]!];
    const sideM = length(sub(to, from));
    if (sideM < widthM * 2.2) return false;
    const along = unit(sub(to, from));
    const inward = scale([-along[1], along[0]], depthM);
    const start = add(from, scale(along, (sideM - widthM) / 2));
    const end = add(start, scale(along, widthM));
    const ring = this.ringOf(face.ring);
    if (![start, end].every((point) => contains(ring, add(point, scale(inward, 1.4))))) return false;
    const first = this.splitEdge(a, b, start);
    const last = this.splitEdge(first, b, end);
    const [innerFirst, innerLast] = [this.addPoint(add(start, inward)), this.addPoint(add(end, inward))];
    face.ring.splice(face.ring.indexOf(first) + 1, 0, innerFirst, innerLast);
    face.finished = true;
    this.faces.push({ ring: [first, last, innerLast, innerFirst], holes: [], finished: true });
    return true;
  }

  /** Takes a parcel, given by its counter-clockwise ring, out of the inside of a face, which is left with a hole. */
  cutHole(face: Face, inner: Ring): void {
    const numbers = inner.map((point) => this.addPoint(point));
    face.holes.push([...numbers].reverse());
    face.finished = true;
    this.faces.push({ ring: numbers, holes: [], finished: true });
  }
}

function between(ring: readonly number[], from: number, to: number): number[] {
  return to > from ? ring.slice(from, to + 1) : [...ring.slice(from), ...ring.slice(0, to + 1)];
}
