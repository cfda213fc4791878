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
  const counts = { positions: 0, paths: 0, parts: 0 };
  for (const geometry of geometries) count(geometry, counts);
  const writer = new LayerWriter(allocateLayer(geometries.length, counts));
  for (const geometry of geometries) {
    const before = writer.parts;
    walkPaths(geometry, writer);
    if (writer.parts === before) throw emptyGeometry(geometry.type);
    writer.endFeature();
  }
  return writer.layer;
}

/** How much a layer holds. */
export interface Counts {
  positions: number;
  paths: number;
  parts: number;
}

/** Adds what walkPaths will hand out of a geometry, without a call for each path. */
function count(geometry: Geometry, counts: Counts): void {
  if (geometry.type === "Point") countPath(geometry.coordinates.length === 0 ? 0 : 1, counts);
  else if (geometry.type === "LineString") countPath(geometry.coordinates.length, counts);
  else if (geometry.type === "Polygon") countRings(geometry.coordinates, counts);
  else if (geometry.type === "MultiPoint")
    for (const point of geometry.coordinates) countPath(point.length === 0 ? 0 : 1, counts);
  else if (geometry.type === "MultiLineString") for (const line of geometry.coordinates) countPath(line.length, counts);
  else if (geometry.type === "MultiPolygon") for (const rings of geometry.coordinates) countRings(rings, counts);
  else if (geometry.type === "GeometryCollection") for (const member of geometry.geometries) count(member, counts);
}

function countPath(positions: number, counts: Counts): void {
  if (positions === 0) return;
  counts.positions += positions;
  counts.paths++;
  counts.parts++;
}

function countRings(rings: readonly (readonly Position[])[], counts: Counts): void {
  for (let k = 0; k < rings.length; k++) counts.positions += rings[k]!.length;
  counts.paths += rings.length;
  if (rings.length > 0) counts.parts++;
}

/** Fills a layer path by path. A class, because its places of writing are then fields the engine keeps unboxed. */
class LayerWriter implements PathSink {
  readonly layer: FlatLayer;
  parts = 0;
  private numbers = 0;
  private paths = 0;
  private features = 0;

  constructor(layer: FlatLayer) {
    this.layer = layer;
  }

  path(positions: readonly Position[]): void {
    const { lonLat } = this.layer;
    let at = this.numbers;
    for (let i = 0; i < positions.length; i++) {
      const position = positions[i]!;
      const lonDeg = position[0]!;
      const latDeg = position[1]!;
      if (!(Math.abs(lonDeg) <= 360 && Math.abs(latDeg) <= 90)) throw positionOutOfRange(lonDeg, latDeg);
      lonLat[at] = lonDeg;
      lonLat[at + 1] = latDeg;
      at += 2;
    }
    this.numbers = at;
    this.paths++;
    this.layer.pathStarts[this.paths] = at / 2;
  }

  endPart(kind: number): void {
    this.layer.partKinds[this.parts] = kind;
    this.parts++;
    this.layer.partStarts[this.parts] = this.paths;
  }

  endFeature(): void {
    this.features++;
    this.layer.featureStarts[this.features] = this.parts;
  }
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
