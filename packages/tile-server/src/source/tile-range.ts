import type { Bbox } from "@parkatlas/geo-core";
import type { ArchiveHeader } from "../pmtiles/types.ts";

/** Latitude at which the square of Web Mercator ends. */
const MAX_LAT_DEG = 85.0511287798066;

/** Columns and rows of the tiles of one zoom that touch a box, both ends included. */
export interface TileRange {
  readonly minX: number;
  readonly maxX: number;
  readonly minY: number;
  readonly maxY: number;
}

function mercatorY(latDeg: number): number {
  const sin = Math.sin((Math.max(-MAX_LAT_DEG, Math.min(MAX_LAT_DEG, latDeg)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}

/** The tiles of zoom `z` that a box in degrees touches. A box edge on a tile edge counts for both tiles, as in MapLibre. */
export function tileRangeOf([west, south, east, north]: Bbox, z: number): TileRange {
  const size = 2 ** z;
  const clamp = (tile: number) => Math.max(0, Math.min(size - 1, tile));
  return {
    minX: clamp(Math.floor(((west + 180) / 360) * size)),
    maxX: clamp(Math.floor(((east + 180) / 360) * size)),
    minY: clamp(Math.floor(mercatorY(north) * size)),
    maxY: clamp(Math.floor(mercatorY(south) * size)),
  };
}

/** Whether a tile lies in the zooms and the bounds that an archive declares. */
export function isTileInBounds(header: ArchiveHeader, z: number, x: number, y: number): boolean {
  if (z < header.minZoom || z > header.maxZoom) return false;
  const { minX, maxX, minY, maxY } = tileRangeOf(header.bounds, z);
  return x >= minX && x <= maxX && y >= minY && y <= maxY;
}
