/** Tiles of a degree. Small, so that a tile's plane is nearly true to scale all over. */
const TILES_PER_DEG = 10;
const ROWS = 180 * TILES_PER_DEG + 1;

/** Tile of the middle of each box (west, south, east, north in turn): column by column, from the south. */
export function tilesOf(boxes: Float64Array): Float64Array {
  const tiles = new Float64Array(boxes.length / 4);
  for (let k = 0; k < tiles.length; k++) tiles[k] = tileIndex(middleLonDeg(boxes, k)) * ROWS + tileIndex(middleLatDeg(boxes, k));
  return tiles;
}

/** Numbers of the boxes tile by tile, and by number within a tile. */
export function orderByTile(tiles: Float64Array): Uint32Array {
  const order = new Uint32Array(tiles.length);
  for (let k = 0; k < order.length; k++) order[k] = k;
  return order.sort((a, b) => tiles[a]! - tiles[b]! || a - b);
}

/** Longitude and latitude of the middle of the tile in which the middle of box `k` lies, degrees. */
export function tileMiddleDeg(boxes: Float64Array, k: number): readonly [lonDeg: number, latDeg: number] {
  return [(tileIndex(middleLonDeg(boxes, k)) + 0.5) / TILES_PER_DEG, (tileIndex(middleLatDeg(boxes, k)) + 0.5) / TILES_PER_DEG];
}

export function middleLonDeg(boxes: Float64Array, k: number): number {
  return (boxes[4 * k]! + boxes[4 * k + 2]!) / 2;
}

export function middleLatDeg(boxes: Float64Array, k: number): number {
  return (boxes[4 * k + 1]! + boxes[4 * k + 3]!) / 2;
}

function tileIndex(deg: number): number {
  return Math.floor(deg * TILES_PER_DEG);
}
