import { IntList } from "./int-list.ts";
import type { RecordReader } from "./record-reader.ts";
import { VertexTable } from "./vertex-table.ts";

/** TILE: the geometries of a layer, or of a part of it, as rings of vertex numbers, flat. */

/**
 * Feature → parts → rings → vertices, as offsets into the next level (each list one longer than its level).
 * A part of a polygon is an outer ring with its holes; of a line, one line; of a point, one point. Polygon rings do not
 * repeat their first vertex at the end. A feature that cannot be drawn has no parts.
 */
export interface Shapes {
  readonly types: Uint8Array;
  readonly featureParts: Int32Array;
  readonly partRings: Int32Array;
  readonly ringVertices: Int32Array;
  readonly vertices: Int32Array;
  readonly xs: Int32Array;
  readonly ys: Int32Array;
}

/** Takes records one after the other and gives equal places one vertex number. Cost: O(vertices). */
export class ShapeCollector {
  readonly #table = new VertexTable();
  readonly #types = new IntList();
  readonly #featureParts = new IntList();
  readonly #partRings = new IntList();
  readonly #ringVertices = new IntList();
  readonly #vertices = new IntList();

  /** Takes the geometry of a record; leaves the reader where the properties begin. */
  add(record: RecordReader, type: number): void {
    this.#types.push(type);
    this.#featureParts.push(this.#partRings.length);
    let x = 0;
    let y = 0;
    for (let parts = record.varint(); parts > 0; parts--) {
      this.#partRings.push(this.#ringVertices.length);
      for (let rings = record.varint(); rings > 0; rings--) {
        this.#ringVertices.push(this.#vertices.length);
        for (let count = record.varint(); count > 0; count--) {
          x += record.zigzag();
          y += record.zigzag();
          this.#vertices.push(this.#table.idOf(x, y));
        }
      }
    }
  }

  finish(): Shapes {
    this.#featureParts.push(this.#partRings.length);
    this.#partRings.push(this.#ringVertices.length);
    this.#ringVertices.push(this.#vertices.length);
    const merged = this.#table.merged();
    const vertices = this.#vertices.view();
    for (let i = 0; i < vertices.length; i++) vertices[i] = merged[vertices[i]!]!;
    return {
      types: Uint8Array.from(this.#types.view()),
      featureParts: this.#featureParts.view(),
      partRings: this.#partRings.view(),
      ringVertices: this.#ringVertices.view(),
      vertices,
      xs: this.#table.xs,
      ys: this.#table.ys,
    };
  }
}
