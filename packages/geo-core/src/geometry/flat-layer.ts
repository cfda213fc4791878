import type { Position } from "geojson";
import { emptyGeometry, type FlatGeometry, type PathSink, positionOutOfRange, walkPaths } from "./flat-geometry.ts";
import type { Geometry } from "./types.ts";

/**
 * All geometries of a layer in one set of columns, laid out as {@link FlatGeometry} with one more step: parts of feature `f` are
 * `featureStarts[f] … featureStarts[f + 1] − 1`. Plain data on one buffer: a layer can be posted to a worker thread, or moved there
 * (`flatLayerBuffers`) without copying a position.
 */
export interface FlatLayer extends FlatGeometry {
  readonly featureStarts: Int32Array;
}

/**
 * Flat columns of a layer of geometries, in their order. Cost: two passes, one to count and one to write, about 40 ns a position;
 * nothing is allocated but the buffer of 16 bytes a position.
 *
 * @throws {GeoError} as flattenGeometry, where a geometry is none.
 */
export function flattenLayer(geometries: readonly Geometry[]): FlatLayer {
  const layer = allocateLayer(geometries.length, countPaths(geometries));
  const { lonLat, pathStarts, partStarts, partKinds, featureStarts } = layer;
  let numbers = 0;
  let paths = 0;
  let parts = 0;
  const sink: PathSink = {
    path(positions) {
      for (let i = 0; i < positions.length; i++) {
        const position = positions[i]!;
        const lonDeg = position[0]!;
        const latDeg = position[1]!;
        if (!(Math.abs(lonDeg) <= 360 && Math.abs(latDeg) <= 90)) throw positionOutOfRange(lonDeg, latDeg);
        lonLat[numbers] = lonDeg;
        lonLat[numbers + 1] = latDeg;
        numbers += 2;
      }
      paths++;
      pathStarts[paths] = numbers / 2;
    },
    endPart(kind) {
      partKinds[parts] = kind;
      parts++;
      partStarts[parts] = paths;
    },
  };
  for (let feature = 0; feature < geometries.length; feature++) {
    walkPaths(geometries[feature]!, sink);
    featureStarts[feature + 1] = parts;
    if (featureStarts[feature] === parts) throw emptyGeometry(geometries[feature]!.type);
  }
  return layer;
}

/** How much a layer holds. */
export interface Counts {
  readonly positions: number;
  readonly paths: number;
  readonly parts: number;
}

function countPaths(geometries: readonly Geometry[]): Counts {
  let positions = 0;
  let paths = 0;
  let parts = 0;
  const sink: PathSink = {
    path(path: readonly Position[]) {
      positions += path.length;
      paths++;
    },
    endPart() {
      parts++;
    },
  };
  for (const geometry of geometries) walkPaths(geometry, sink);
  return { positions, paths, parts };
}

/** A layer to be filled: views of one buffer, the widest numbers first so that each is aligned. */
export function allocateLayer(features: number, { positions, paths, parts }: Counts): FlatLayer {
  const starts = [paths + 1, parts + 1, features + 1] as const;
  const buffer = new ArrayBuffer(16 * positions + 4 * (starts[0] + starts[1] + starts[2]) + parts);
  let offset = 16 * positions;
  const next = (count: number): Int32Array => {
    const view = new Int32Array(buffer, offset, count);
    offset += 4 * count;
    return view;
  };
  return {
    lonLat: new Float64Array(buffer, 0, 2 * positions),
    pathStarts: next(starts[0]),
    partStarts: next(starts[1]),
    featureStarts: next(starts[2]),
    partKinds: new Uint8Array(buffer, offset, parts),
  };
}

/** The columns of one feature, as flattenGeometry makes them; positions are shared with the layer, not copied. */
export function featureOf(layer: FlatLayer, feature: number): FlatGeometry {
  const { featureStarts, partStarts, pathStarts } = layer;
  const [firstPart, endPart] = [featureStarts[feature]!, featureStarts[feature + 1]!];
  const [firstPath, endPath] = [partStarts[firstPart]!, partStarts[endPart]!];
  const [first, end] = [pathStarts[firstPath]!, pathStarts[endPath]!];
  return {
    lonLat: layer.lonLat.subarray(2 * first, 2 * end),
    pathStarts: pathStarts.slice(firstPath, endPath + 1).map((start) => start - first),
    partStarts: partStarts.slice(firstPart, endPart + 1).map((start) => start - firstPath),
    partKinds: layer.partKinds.subarray(firstPart, endPart),
  };
}

/** Boxes west, south, east, north of the features in turn, degrees: plain minimum and maximum of positions, as bboxOf. */
export function featureBoxes({ lonLat, pathStarts, partStarts, featureStarts }: FlatLayer): Float64Array {
  const count = featureStarts.length - 1;
  const boxes = new Float64Array(4 * count);
  for (let feature = 0; feature < count; feature++) {
    let westDeg = Infinity;
    let southDeg = Infinity;
    let eastDeg = -Infinity;
    let northDeg = -Infinity;
    const end = 2 * pathStarts[partStarts[featureStarts[feature + 1]!]!]!;
    for (let i = 2 * pathStarts[partStarts[featureStarts[feature]!]!]!; i < end; i += 2) {
      const lonDeg = lonLat[i]!;
      const latDeg = lonLat[i + 1]!;
      if (lonDeg < westDeg) westDeg = lonDeg;
      if (lonDeg > eastDeg) eastDeg = lonDeg;
      if (latDeg < southDeg) southDeg = latDeg;
      if (latDeg > northDeg) northDeg = latDeg;
    }
    boxes[4 * feature] = westDeg;
    boxes[4 * feature + 1] = southDeg;
    boxes[4 * feature + 2] = eastDeg;
    boxes[4 * feature + 3] = northDeg;
  }
  return boxes;
}

/** The buffers of a layer's columns, for the transfer list of `postMessage`. A layer from `flattenLayer` owns its buffers. */
export function flatLayerBuffers(layer: FlatLayer): ArrayBuffer[] {
  const columns = [layer.lonLat, layer.pathStarts, layer.partStarts, layer.partKinds, layer.featureStarts];
  return [...new Set(columns.map(({ buffer }) => buffer as ArrayBuffer))];
}
