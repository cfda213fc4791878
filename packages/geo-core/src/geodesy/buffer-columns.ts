import { POLYGON_PART } from "../geometry/flat-geometry.ts";
import { type FlatLayer, featureOf } from "../geometry/flat-layer.ts";
import type { Areal } from "../geometry/types.ts";
import { type BufferOptions, bufferTask } from "./buffer.ts";
import { drawByOffset } from "./buffer-by-offset.ts";
import { drawStar } from "./buffer-draw-star.ts";
import { polygonsOf } from "./overlay/degree-grid.ts";
import { PositionColumn } from "./position-column.ts";

/**
 * The buffer of every feature of a layer, as columns: the same outlines as `bufferGeometry`, position by position, without nested arrays.
 * `distancesM` holds a distance for each feature. A feature of which nothing is left keeps its place and has no part.
 *
 * Cost: about 25 µs for 400 positions where outlines are drawn at once. The result's buffers can be transferred
 * (`flatLayerBuffers`).
 *
 * @throws {RangeError} where the number of distances is not that of the features. @throws as bufferGeometry.
 */
export function bufferColumns(layer: FlatLayer, distancesM: ArrayLike<number>, options: BufferOptions = {}): FlatLayer {
  return bufferColumnsInto(new PositionColumn(0), layer, distancesM, options);
}

/**
 * The same, written to a column that the caller keeps and gives again: megabytes that are asked for anew with each drawing make the
 * engine collect its whole heap. The result is good until the column is given again.
 */
export function bufferColumnsInto(
  positions: PositionColumn,
  layer: FlatLayer,
  distancesM: ArrayLike<number>,
  options: BufferOptions,
): FlatLayer {
  const count = layer.featureStarts.length - 1;
  if (distancesM.length !== count)
    throw new RangeError(`${distancesM.length} distances for ${count} features; give one for each.`);
  const out = new LayerWriter(positions, count, expectedPositions(layer, distancesM, options.toleranceM ?? 0.01));
  for (let feature = 0; feature < count; feature++) {
    const flat = featureOf(layer, feature);
    const task = bufferTask(flat, distancesM[feature]!, options);
    if (flat.partKinds.length === 1 && drawStar(flat, 0, task, out.positions)) out.endPolygon();
    else out.add(drawByOffset(flat, task));
    out.endFeature(feature);
  }
  return out.layer();
}

/** About as many positions as outlines drawn at once will have: whole circles of each distance, and those of the layer. */
function expectedPositions(layer: FlatLayer, distancesM: ArrayLike<number>, toleranceM: number): number {
  let arcs = 0;
  for (let i = 0; i < distancesM.length; i++) arcs += Math.PI * Math.sqrt(Math.max(0, distancesM[i]!) / (2 * toleranceM)) + 8;
  return Math.ceil(arcs + layer.lonLat.length);
}

/** Columns of a layer that grows polygon by polygon. */
class LayerWriter {
  readonly positions: PositionColumn;
  readonly #pathStarts = [0];
  readonly #partStarts = [0];
  readonly #featureStarts: Int32Array<ArrayBuffer>;

  constructor(column: PositionColumn, features: number, positions: number) {
    this.positions = column;
    column.length = 0;
    column.reserve(2 * positions);
    this.#featureStarts = new Int32Array(features + 1);
  }

  /** Ends a polygon of one ring, the positions written since the last one. */
  endPolygon(): void {
    this.#endRing();
    this.#partStarts.push(this.#pathStarts.length - 1);
  }

  add(areal: Areal | null): void {
    for (const rings of areal ? polygonsOf(areal) : []) {
      for (const ring of rings) {
        const numbers = this.positions.reserve(2 * ring.length);
        for (const [lonDeg, latDeg] of ring) {
          numbers[this.positions.length] = lonDeg!;
          numbers[this.positions.length + 1] = latDeg!;
          this.positions.length += 2;
        }
        this.#endRing();
      }
      this.#partStarts.push(this.#pathStarts.length - 1);
    }
  }

  endFeature(feature: number): void {
    this.#featureStarts[feature + 1] = this.#partStarts.length - 1;
  }

  layer(): FlatLayer {
    return {
      lonLat: this.positions.numbers.subarray(0, this.positions.length),
      pathStarts: Int32Array.from(this.#pathStarts),
      partStarts: Int32Array.from(this.#partStarts),
      featureStarts: this.#featureStarts,
      partKinds: new Uint8Array(this.#partStarts.length - 1).fill(POLYGON_PART),
    };
  }

  #endRing(): void {
    this.#pathStarts.push(this.positions.length / 2);
  }
}
