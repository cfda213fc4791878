import { POINT, POLYGON } from "./flat-geometry.ts";
import { IntList } from "./int-list.ts";
import { EdgeNoder } from "./node-edges.ts";
import type { Shapes } from "./shape.ts";
import { comesBefore } from "./vertex-table.ts";

/**
 * TILE: the borders of a layer as arcs. An arc runs between junctions, the vertices where more or fewer than two borders
 * meet; a border that two features share is one arc that both refer to. Whatever is done to an arc is done to both.
 * (The structure of TopoJSON; the junction rule "neighbours are not exactly two" is also that of versatiles-rs.)
 */
export interface ArcGraph {
  readonly types: Uint8Array;
  readonly featureParts: Int32Array;
  readonly partRings: Int32Array;
  /** Ring → its references into `arcRefs`; one longer than the rings. */
  readonly ringRefs: Int32Array;
  /** Arc number, or its bitwise complement where the ring runs through the arc backwards. */
  readonly arcRefs: Int32Array;
  /** Arc → its vertices in `arcX`, `arcY`; one longer than the arcs. */
  readonly arcStarts: Int32Array;
  readonly arcX: Int32Array;
  readonly arcY: Int32Array;
}

/** Vertex numbers stay below this, so that a pair of them is an exact integer. */
const MAX_VERTICES = 2 ** 26;

/**
 * Builds the arcs of a layer.
 *
 * @throws {RangeError} the layer has 2^26 vertices or more.
 * Cost: O(vertices) in time and memory. The result depends on places and on the order of features only.
 */
export function arcGraphOf(shapes: Shapes): ArcGraph {
  if (shapes.xs.length >= MAX_VERTICES)
    throw new RangeError(`A layer has ${shapes.xs.length} vertices, the limit is ${MAX_VERTICES}`);
  const noded = withNodes(shapes);
  return new ArcBuilder(shapes, noded.ringVertices, noded.vertices).build();
}

interface NodedRings {
  readonly ringVertices: Int32Array;
  readonly vertices: Int32Array;
}

/** The rings without repeated vertices and with the T-junctions put in. */
function withNodes(shapes: Shapes): NodedRings {
  const plain = eachRing(shapes, shapes.ringVertices, shapes.vertices, (a, _b, out) => out.push(a));
  const used = new Uint8Array(shapes.xs.length);
  let edges = 0;
  let lengthUnits = 0;
  const noted = eachRing(shapes, plain.ringVertices, plain.vertices, (a, b, out) => {
    used[a] = 1;
    out.push(a);
    if (b < 0) return;
    edges++;
    lengthUnits += Math.hypot(shapes.xs[b]! - shapes.xs[a]!, shapes.ys[b]! - shapes.ys[a]!);
  });
  if (edges === 0) return noted;
  const noder = new EdgeNoder(shapes.xs, shapes.ys, used, lengthUnits / edges);
  const split = eachRing(shapes, noted.ringVertices, noted.vertices, (a, b, out) => {
    out.push(a);
    if (b >= 0) noder.appendVerticesOn(a, b, out);
  });
  return eachRing(shapes, split.ringVertices, split.vertices, (a, _b, out) => out.push(a));
}

/**
 * Walks the edges a→b of each ring, skipping those of no length, and collects what `visit` appends as the new rings.
 * The last vertex of a line, and a point, come with b = −1.
 */
function eachRing(
  shapes: Shapes,
  ringVertices: Int32Array,
  vertices: Int32Array,
  visit: (a: number, b: number, out: IntList) => void,
): NodedRings {
  const starts = new IntList(ringVertices.length);
  const out = new IntList(vertices.length);
  for (let feature = 0; feature < shapes.types.length; feature++) {
    const closed = shapes.types[feature] === POLYGON;
    const lastRing = shapes.partRings[shapes.featureParts[feature + 1]!]!;
    for (let ring = shapes.partRings[shapes.featureParts[feature]!]!; ring < lastRing; ring++) {
      starts.push(out.length);
      const from = ringVertices[ring]!;
      const to = ringVertices[ring + 1]!;
      for (let i = from; i < to; i++) {
        const a = vertices[i]!;
        const b = i + 1 < to ? vertices[i + 1]! : closed ? vertices[from]! : -1;
        if (a !== b || to - from === 1) visit(a, to - from === 1 ? -1 : b, out);
      }
      // A ring that shrank to one place keeps it, so that the feature can still be shown there.
      if (out.length === starts.data[starts.length - 1] && to > from) out.push(vertices[from]!);
    }
  }
  starts.push(out.length);
  return { ringVertices: starts.view(), vertices: out.view() };
}

class ArcBuilder {
  readonly #shapes: Shapes;
  readonly #ringVertices: Int32Array;
  readonly #vertices: Int32Array;
  readonly #junction: Uint8Array;
  readonly #arcs = new Map<number, number>();
  readonly #arcStarts = new IntList();
  readonly #arcVertices = new IntList();
  readonly #ringRefs = new IntList();
  readonly #arcRefs = new IntList();

  constructor(shapes: Shapes, ringVertices: Int32Array, vertices: Int32Array) {
    this.#shapes = shapes;
    this.#ringVertices = ringVertices;
    this.#vertices = vertices;
    this.#junction = junctionsOf(shapes, ringVertices, vertices);
  }

  build(): ArcGraph {
    const { types, featureParts, partRings, xs, ys } = this.#shapes;
    for (let feature = 0; feature < types.length; feature++) {
      const lastRing = partRings[featureParts[feature + 1]!]!;
      for (let ring = partRings[featureParts[feature]!]!; ring < lastRing; ring++) {
        this.#ringRefs.push(this.#arcRefs.length);
        this.#addRing(this.#vertices.subarray(this.#ringVertices[ring]!, this.#ringVertices[ring + 1]!), types[feature]!);
      }
    }
    this.#ringRefs.push(this.#arcRefs.length);
    this.#arcStarts.push(this.#arcVertices.length);
    const arcVertices = this.#arcVertices.view();
    return {
      types,
      featureParts,
      partRings,
      ringRefs: this.#ringRefs.view(),
      arcRefs: this.#arcRefs.view(),
      arcStarts: this.#arcStarts.view(),
      arcX: arcVertices.map((id) => xs[id]!),
      arcY: arcVertices.map((id) => ys[id]!),
    };
  }

  #addRing(ring: Int32Array, type: number): void {
    if (type === POINT || ring.length === 1) {
      this.#arcRefs.push(this.#newArc(ring));
      return;
    }
    if (type !== POLYGON) {
      this.#addChain(ring, 0, ring.length - 1);
      return;
    }
    const first = ring.findIndex((id) => this.#junction[id] === 1);
    const start = first >= 0 ? first : this.#earliest(ring);
    const loop = new Int32Array(ring.length + 1);
    for (let i = 0; i <= ring.length; i++) loop[i] = ring[(start + i) % ring.length]!;
    if (first >= 0) this.#addChain(loop, 0, ring.length);
    else this.#arcRefs.push(this.#arcOf(loop));
  }

  /** Cuts the vertices from…to, both junctions or ends, at the junctions between them. */
  #addChain(vertices: Int32Array, from: number, to: number): void {
    let start = from;
    for (let i = from + 1; i <= to; i++) {
      if (i < to && this.#junction[vertices[i]!] === 0) continue;
      this.#arcRefs.push(this.#arcOf(vertices.subarray(start, i + 1)));
      start = i;
    }
  }

  /** A ring without junctions begins where it comes first in the order of places, so that its neighbour begins there too. */
  #earliest(ring: Int32Array): number {
    let best = 0;
    for (let i = 1; i < ring.length; i++) if (comesBefore(this.#shapes.xs, this.#shapes.ys, ring[i]!, ring[best]!)) best = i;
    return best;
  }

  /** The reference of an arc, whichever way it is given: every arc is kept once, in one direction. */
  #arcOf(vertices: Int32Array): number {
    const { xs, ys } = this.#shapes;
    const last = vertices.length - 1;
    const [a, b] = vertices[0] === vertices[last] ? [vertices[1]!, vertices[last - 1]!] : [vertices[0]!, vertices[last]!];
    const backward = comesBefore(xs, ys, b, a);
    // Between two junctions every vertex has two neighbours, so the first edge names the whole arc.
    const key = backward ? vertices[last]! * MAX_VERTICES + vertices[last - 1]! : vertices[0]! * MAX_VERTICES + vertices[1]!;
    let arc = this.#arcs.get(key);
    if (arc === undefined) {
      arc = this.#newArc(backward ? vertices.slice().reverse() : vertices);
      this.#arcs.set(key, arc);
    }
    return backward ? ~arc : arc;
  }

  #newArc(vertices: Int32Array): number {
    const arc = this.#arcStarts.length;
    this.#arcStarts.push(this.#arcVertices.length);
    for (const id of vertices) this.#arcVertices.push(id);
    return arc;
  }
}

/** 1 for each vertex whose neighbours along all rings and lines are not exactly two. */
function junctionsOf(shapes: Shapes, ringVertices: Int32Array, vertices: Int32Array): Uint8Array {
  const count = shapes.xs.length;
  const one = new Int32Array(count).fill(-1);
  const two = new Int32Array(count).fill(-1);
  const junction = new Uint8Array(count);
  const meet = (a: number, b: number): void => {
    if (one[a] === -1 || one[a] === b) one[a] = b;
    else if (two[a] === -1 || two[a] === b) two[a] = b;
    else junction[a] = 1;
  };
  eachRing(shapes, ringVertices, vertices, (a, b) => {
    if (b < 0) return;
    meet(a, b);
    meet(b, a);
  });
  for (let id = 0; id < count; id++) if (two[id] === -1) junction[id] = 1;
  return junction;
}
