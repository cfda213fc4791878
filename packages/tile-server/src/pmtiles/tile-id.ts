/**
 * ARCHIVE: tile ids of PMTiles v3: the tiles of all lower zooms come first, then those of a zoom along its Hilbert curve.
 *
 * All arithmetic is on doubles that hold exact integers, never on 32-bit shifts: an id of z 26 needs 53 bits, and no
 * zoom above that has exact ids.
 */

const MAX_ID_ZOOM = 26;

/** Number of tiles of all zooms below z, which is the id of the first tile of z: (4^z − 1) / 3. */
export function firstTileId(z: number): number {
  return (4 ** z - 1) / 3;
}

/**
 * The tile id of z/x/y.
 *
 * @throws {RangeError} z is not an integer in 0…26, or x or y not an integer in 0…2^z − 1.
 * Cost: O(z). Source: PMTiles v3 specification §4.1, Hilbert curve by Hamilton's xy→d loop.
 */
export function tileIdFromZxy(z: number, x: number, y: number): number {
  if (!isTileAddress(z, x, y)) throw new RangeError(`${z}/${x}/${y} is no tile: z must be 0…${MAX_ID_ZOOM}, x and y 0…2^z − 1`);
  let id = firstTileId(z);
  let column = x;
  let row = y;
  for (let side = 2 ** (z - 1); side >= 1; side /= 2) {
    const right = column >= side;
    const bottom = row >= side;
    id += side * side * (right ? (bottom ? 2 : 3) : bottom ? 1 : 0);
    if (right) column -= side;
    if (bottom) row -= side;
    if (!bottom) {
      if (right) {
        column = side - 1 - column;
        row = side - 1 - row;
      }
      [column, row] = [row, column];
    }
  }
  return id;
}

/** The z, x and y of a tile id. @throws {RangeError} the id is not an integer of the pyramid up to z 26. */
export function zxyFromTileId(id: number): readonly [z: number, x: number, y: number] {
  if (!Number.isSafeInteger(id) || id < 0 || id >= firstTileId(MAX_ID_ZOOM + 1))
    throw new RangeError(`${id} is no tile id: it must be an integer of the pyramid up to zoom ${MAX_ID_ZOOM}`);
  const z = zoomOfTileId(id);
  let rest = id - firstTileId(z);
  let column = 0;
  let row = 0;
  for (let side = 1; side < 2 ** z; side *= 2) {
    const quarter = rest % 4;
    rest = (rest - quarter) / 4;
    const right = quarter >= 2;
    const bottom = quarter === 1 || quarter === 2;
    if (!bottom) {
      if (right) {
        column = side - 1 - column;
        row = side - 1 - row;
      }
      [column, row] = [row, column];
    }
    if (right) column += side;
    if (bottom) row += side;
  }
  return [z, column, row];
}

/** The zoom of a tile id inside the pyramid up to z 26. */
export function zoomOfTileId(id: number): number {
  let z = 0;
  while (id >= firstTileId(z + 1)) z++;
  return z;
}

export function isTileAddress(z: number, x: number, y: number): boolean {
  if (!Number.isInteger(z) || z < 0 || z > MAX_ID_ZOOM) return false;
  const count = 2 ** z;
  return Number.isInteger(x) && Number.isInteger(y) && x >= 0 && y >= 0 && x < count && y < count;
}
