import type { Position } from "geojson";
import { type FlatGeometry, type PathSink, positionOutOfRange, walkPaths } from "./flat-geometry.ts";
import type { Geometry } from "./types.ts";

/**
 * The geometries of a layer as flat columns in one buffer: parts of geometry `g` are
 * `featureStarts[g] … featureStarts[g + 1] − 1`, the rest as in {@link FlatGeometry}. Plain data: it can be posted to a
 * worker, copied, or moved by naming `columnBuffer(column)` in the transfer list.
 */
export interface GeometryColumn extends FlatGeometry {
  readonly featureStarts: Int32Array;
}

/**
 * The column of a layer's geometries, in order; a geometry without a position keeps its place, with no parts.
 *
 * Cost: two passes, one to count and one to write; nothing is allocated but the column's buffer of 16 bytes a position.
 *
 * @throws {GeoError} `position-out-of-range` where a position is not in degrees; `ring-too-short`, `ring-not-closed`.
 */
export function geometryColumn(geometries: readonly Geometry[]): GeometryColumn {
  const column = allocate(geometries.length, countPaths(geometries));
  const { lonLat, pathStarts, partStarts, partKinds, featureStarts } = column;
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
  for (let g = 0; g < geometries.length; g++) {
    walkPaths(geometries[g]!, sink);
    featureStarts[g + 1] = parts;
  }
  return column;
}

/** The one buffer under a column made by {@link geometryColumn}, for `postMessage(column, [columnBuffer(column)])`. */
export function columnBuffer(column: GeometryColumn): ArrayBufferLike {
  return column.lonLat.buffer;
}

interface Counts {
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

/** Views of one buffer, the widest numbers first so that each is aligned. */
function allocate(geometries: number, { positions, paths, parts }: Counts): GeometryColumn {
  const starts = [paths + 1, parts + 1, geometries + 1] as const;
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
