import type { Geometry } from "@parkatlas/geo-core";
import { EXTENT, GRID_ZOOM, gridXFromLonDeg, gridYFromLatDeg } from "../tile/mercator.ts";

/** BUILD: from which zoom features are large enough to be drawn themselves; below it another feature stands for them. */

/** Map pixels across a tile. */
const TILE_PX = 512;
/** Under this area, in square pixels, features cannot be told apart. */
const LEAST_SEEN_PX2 = 4;

/** The first zoom at which an area, given in squares of the base grid, covers {@link LEAST_SEEN_PX2}. */
export function firstSeenZoom(gridArea: number): number {
  const neededTu2 = LEAST_SEEN_PX2 * (EXTENT / TILE_PX) ** 2;
  const zoom = GRID_ZOOM - Math.floor(Math.log2(gridArea / neededTu2) / 2);
  return Math.min(GRID_ZOOM, Math.max(0, Number.isFinite(zoom) ? zoom : GRID_ZOOM));
}

/** Squares of the base grid that a polygon covers; 0 for lines and points. */
export function gridAreaOf(geometry: Geometry): number {
  const polygons =
    geometry.type === "Polygon" ? [geometry.coordinates] : geometry.type === "MultiPolygon" ? geometry.coordinates : [];
  let area = 0;
  for (const [outer = [], ...holes] of polygons) area += ringArea(outer) - holes.reduce((sum, hole) => sum + ringArea(hole), 0);
  return area;
}

function ringArea(ring: readonly (readonly number[])[]): number {
  const [x0, y0] = [gridXFromLonDeg(ring[0]?.[0] ?? 0), gridYFromLatDeg(ring[0]?.[1] ?? 0)];
  let [sum, px, py] = [0, 0, 0];
  for (const [lonDeg = 0, latDeg = 0] of ring) {
    const [x, y] = [gridXFromLonDeg(lonDeg) - x0, gridYFromLatDeg(latDeg) - y0];
    sum += px * y - x * py;
    [px, py] = [x, y];
  }
  return Math.abs(sum) / 2;
}
