import type { ArcGraph } from "./arc-graph.ts";
import { X_AXIS, Y_AXIS } from "./clip.ts";
import { clipLines, clipPolygons } from "./clip-set.ts";
import { GeometryWriter } from "./geometry-writer.ts";
import { BUFFER, EXTENT } from "./mercator.ts";
import type { PieceStore } from "./pieces.ts";
import { cleanRing, doubleArea, reverseRing } from "./ring.ts";
import { RingSet } from "./ring-set.ts";
import { LINE, POINT, POLYGON } from "./shape.ts";
import type { ZoomArcs } from "./simplify-arcs.ts";

/** TILE: cuts the features of a layer into the tiles of one zoom. */

/** How a feature came out: as it is, as a square of one unit because nothing larger was left of it, or not at all. */
export type Cut = "drawn" | "minimal" | "nothing";

/** Parts and holes that came out under one unit and were left out, while the rest of their feature is drawn. */
export interface LostDetail {
  parts: number;
  holes: number;
}

export class LayerCutter {
  readonly lost: LostDetail = { parts: 0, holes: 0 };
  readonly #graph: ArcGraph;
  readonly #ringSigns: Int8Array;
  readonly #arcs: ZoomArcs;
  readonly #tiles: number;
  readonly #pieces: PieceStore;
  readonly #writer: GeometryWriter;
  readonly #whole = new RingSet();
  readonly #column = new RingSet();
  readonly #cell = new RingSet();

  constructor(graph: ArcGraph, ringSigns: Int8Array, arcs: ZoomArcs, z: number, pieces: PieceStore) {
    this.#graph = graph;
    this.#ringSigns = ringSigns;
    this.#arcs = arcs;
    this.#tiles = 2 ** z;
    this.#pieces = pieces;
    this.#writer = new GeometryWriter(pieces.geometry);
  }

  /** Adds the pieces of a feature under the number `as`. */
  cut(feature: number, as: number): Cut {
    const type = this.#graph.types[feature];
    if (type === POINT) return this.#cutPoints(feature, as);
    this.#whole.clear();
    if (type === LINE) {
      this.#collectLines(feature);
      return this.#cutRings(as, LINE) ? "drawn" : "nothing";
    }
    const { parts, holes } = this.lost;
    this.#collectPolygons(feature);
    if (this.#cutRings(as, POLYGON)) return "drawn";
    // Then the feature as a whole counts, not its parts.
    Object.assign(this.lost, { parts, holes });
    this.#whole.clear();
    if (!this.#collectSquare(feature)) return "nothing";
    return this.#cutRings(as, POLYGON) ? "minimal" : "nothing";
  }

  /** A point belongs to one tile, the one it lies in: drawn twice, a label would stand there twice. */
  #cutPoints(feature: number, as: number): Cut {
    const byTile = new Map<number, (readonly [number, number])[]>();
    const { starts, coords } = this.#arcs;
    for (const arc of this.#arcsOf(feature)) {
      const x = coords[starts[arc]!]!;
      const y = coords[starts[arc]! + 1]!;
      const column = Math.min(this.#tiles - 1, Math.floor(x / EXTENT));
      const row = Math.min(this.#tiles - 1, Math.floor(y / EXTENT));
      const key = column * this.#tiles + row;
      const points = byTile.get(key) ?? [];
      points.push([x - column * EXTENT, y - row * EXTENT]);
      byTile.set(key, points);
    }
    for (const [key, points] of byTile) {
      const start = this.#pieces.geometry.length;
      this.#writer.begin();
      this.#writer.points(points);
      this.#pieces.add(Math.floor(key / this.#tiles), key % this.#tiles, as, start);
    }
    return byTile.size > 0 ? "drawn" : "nothing";
  }

  #arcsOf(feature: number): Int32Array {
    const { featureParts, partRings, ringRefs, arcRefs } = this.#graph;
    const firstRing = partRings[featureParts[feature]!]!;
    const lastRing = partRings[featureParts[feature + 1]!]!;
    return arcRefs.subarray(ringRefs[firstRing]!, ringRefs[lastRing]!);
  }

  #collectLines(feature: number): void {
    const { featureParts, partRings } = this.#graph;
    for (let ring = partRings[featureParts[feature]!]!; ring < partRings[featureParts[feature + 1]!]!; ring++) {
      this.#pushRing(ring, false);
      if (this.#whole.coords.length - this.#whole.start(this.#whole.size) >= 4) this.#whole.close(true);
      else this.#whole.abandon();
    }
  }

  /** Puts the rings of a polygon together from its arcs; a part or hole that shrank to nothing, or turned over, is left out. */
  #collectPolygons(feature: number): void {
    const { featureParts, partRings } = this.#graph;
    for (let part = featureParts[feature]!; part < featureParts[feature + 1]!; part++) {
      const first = partRings[part]!;
      for (let ring = first; ring < partRings[part + 1]!; ring++) {
        const outer = ring === first;
        this.#pushRing(ring, true);
        const kept = this.#closePolygonRing(outer, this.#ringSigns[ring]!);
        if (!kept && outer) {
          this.lost.parts++;
          break;
        }
        if (!kept) this.lost.holes++;
      }
    }
  }

  /** Appends the vertices of a ring (without its last, when closed) or of a line. */
  #pushRing(ring: number, closed: boolean): void {
    const { ringRefs, arcRefs } = this.#graph;
    const { starts, coords } = this.#arcs;
    const out = this.#whole.coords;
    const ringStart = out.length;
    for (let ref = ringRefs[ring]!; ref < ringRefs[ring + 1]!; ref++) {
      const arc = arcRefs[ref]!;
      const from = starts[arc < 0 ? ~arc : arc]!;
      const to = starts[(arc < 0 ? ~arc : arc) + 1]!;
      // The last vertex of an arc is the first of the next.
      if (out.length > ringStart) out.length -= 2;
      if (arc >= 0) for (let i = from; i < to; i += 2) out.push2(coords[i]!, coords[i + 1]!);
      else for (let i = to - 2; i >= from; i -= 2) out.push2(coords[i]!, coords[i + 1]!);
    }
    if (closed && out.length - ringStart > 2) out.length -= 2;
  }

  /** Cleans the ring just pushed and turns outer rings and holes the way MVT wants them. */
  #closePolygonRing(outer: boolean, sourceSign: number): boolean {
    const set = this.#whole;
    const from = set.start(set.size);
    const length = cleanRing(set.coords.data, from, set.coords.length);
    set.coords.length = from + length;
    const area = length >= 6 ? doubleArea(set.coords.data, from, from + length) : 0;
    if (area * sourceSign <= 0) {
      set.abandon();
      return false;
    }
    if (area > 0 !== outer) reverseRing(set.coords.data, from, from + length);
    set.close(outer);
    return true;
  }

  /** One unit square at the middle of the feature's arcs: the least that a tile can show of a place. */
  #collectSquare(feature: number): boolean {
    const { starts, coords } = this.#arcs;
    let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const ref of this.#arcsOf(feature)) {
      const arc = ref < 0 ? ~ref : ref;
      for (let i = starts[arc]!; i < starts[arc + 1]!; i += 2) {
        west = Math.min(west, coords[i]!);
        east = Math.max(east, coords[i]!);
        north = Math.min(north, coords[i + 1]!);
        south = Math.max(south, coords[i + 1]!);
      }
    }
    if (west > east) return false;
    const limit = this.#tiles * EXTENT - 1;
    const x = Math.min(limit, Math.floor((west + east) / 2));
    const y = Math.min(limit, Math.floor((north + south) / 2));
    const out = this.#whole.coords;
    out.push2(x, y);
    out.push2(x + 1, y);
    out.push2(x + 1, y + 1);
    out.push2(x, y + 1);
    this.#whole.close(true);
    return true;
  }

  /** Distributes the collected rings over the tiles they reach; true when at least one tile shows something. */
  #cutRings(as: number, type: typeof LINE | typeof POLYGON): boolean {
    const whole = this.#whole;
    if (whole.size === 0) return false;
    const clip = type === LINE ? clipLines : clipPolygons;
    const [firstColumn, lastColumn] = this.#tileRange(whole.range(X_AXIS));
    const [firstRow, lastRow] = this.#tileRange(whole.range(Y_AXIS));
    if (firstColumn === lastColumn && firstRow === lastRow) return this.#emit(whole, firstColumn, firstRow, as, type);
    let drawn = false;
    for (let x = firstColumn; x <= lastColumn; x++) {
      clip(whole, this.#column, X_AXIS, x);
      if (this.#column.size === 0) continue;
      const [from, to] = this.#tileRange(this.#column.range(Y_AXIS));
      for (let y = from; y <= to; y++) {
        clip(this.#column, this.#cell, Y_AXIS, y);
        if (this.#emit(this.#cell, x, y, as, type)) drawn = true;
      }
    }
    return drawn;
  }

  /** The tiles whose buffered band meets low…high. */
  #tileRange([low, high]: readonly [low: number, high: number]): readonly [first: number, last: number] {
    const first = Math.ceil((low - BUFFER) / EXTENT) - 1;
    const last = Math.floor((high + BUFFER) / EXTENT);
    return [Math.min(this.#tiles - 1, Math.max(0, first)), Math.max(0, Math.min(this.#tiles - 1, last))];
  }

  #emit(set: RingSet, x: number, y: number, as: number, type: typeof LINE | typeof POLYGON): boolean {
    if (set.size === 0) return false;
    const start = this.#pieces.geometry.length;
    this.#writer.begin();
    for (let ring = 0; ring < set.size; ring++)
      this.#writer.path(set.coords.data, set.start(ring), set.ends[ring]!, x * EXTENT, y * EXTENT, type === POLYGON);
    this.#pieces.add(x, y, as, start);
    return true;
  }
}
