import { DEG_PER_RAD, RAD_PER_DEG } from "@parkatlas/geo-core";

/**
 * TILE: the Web Mercator square as one integer grid for the whole world.
 *
 * Every position is rounded once, to the grid of zoom 18 (2^30 units across, 3.7 cm at the equator); the grid of a lower
 * zoom is a shift of it. So a vertex that two features share has one place at every zoom, whatever tile it is drawn in.
 * Longitude and latitude in EPSG:4490 or EPSG:4326 are taken as they are: the two agree within decimetres.
 */

/** Tile units across a tile. */
export const EXTENT = 4096;
/** Tile units that geometry reaches beyond the tile, so that strokes do not break at its edge. */
export const BUFFER = 64;
/** The zoom whose tile units are the base grid, and therefore the highest zoom that can be built. */
export const GRID_ZOOM = 18;
/** Units of the base grid across the world. */
export const GRID_SIZE = EXTENT * 2 ** GRID_ZOOM;
/** Where Web Mercator ends, so that the world is a square. */
export const MAX_LATITUDE_DEG = 85.0511287798066;
const EQUATOR_M = 40_075_016.685578488;

export function isInMercator(lonDeg: number, latDeg: number): boolean {
  return lonDeg >= -180 && lonDeg <= 180 && Math.abs(latDeg) <= MAX_LATITUDE_DEG;
}

/** Column on the base grid, 0 at 180° W, growing east. */
export function gridXFromLonDeg(lonDeg: number): number {
  return Math.round((lonDeg / 360 + 0.5) * GRID_SIZE);
}

/** Row on the base grid, 0 at 85.05° N, growing south (tiles count from the north). */
export function gridYFromLatDeg(latDeg: number): number {
  const northing = Math.atanh(Math.sin(latDeg * RAD_PER_DEG)) / (2 * Math.PI);
  return Math.min(GRID_SIZE, Math.max(0, Math.round((0.5 - northing) * GRID_SIZE)));
}

/** Longitude and latitude of a place in tile z/x/y given in tile units. */
export function lonLatFromTile(z: number, x: number, y: number, xTu: number, yTu: number): [lonDeg: number, latDeg: number] {
  const tiles = 2 ** z;
  const column = (x + xTu / EXTENT) / tiles;
  const row = (y + yTu / EXTENT) / tiles;
  return [(column - 0.5) * 360, Math.asin(Math.tanh((0.5 - row) * 2 * Math.PI)) * DEG_PER_RAD];
}

/** Metres on the ground of one tile unit at a zoom and latitude (spherical scale, exact to 0.7 %). */
export function metresPerUnit(z: number, latDeg: number): number {
  return (EQUATOR_M * Math.cos(latDeg * RAD_PER_DEG)) / (EXTENT * 2 ** z);
}
