import type { Archive } from "../pmtiles/types.ts";
import { isTileInBounds } from "../source/tile-range.ts";
import { HttpProblem } from "./problem.ts";

export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

function whole(name: string, value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const detail = `${name} must be a whole number, but is ${JSON.stringify(value.slice(0, 40))}`;
  throw new HttpProblem(400, "tile-address-invalid", detail, "ask for whole numbers of zoom, column and row");
}

/** The address in the parts of a path. Throws a 400 where one is no whole number. */
export function tileAddressOf(z: string, x: string, y: string): TileAddress {
  return { z: whole("z", z), x: whole("x", x), y: whole("y", y) };
}

/** Throws a 404 where the archive cannot have the tile; the archive itself is not read. */
export function requireInBounds({ header }: Archive, { z, x, y }: TileAddress): void {
  if (z < header.minZoom || z > header.maxZoom)
    throw new HttpProblem(
      404,
      "tile-out-of-range",
      `zoom ${z} is not in ${header.minZoom}…${header.maxZoom}`,
      "keep to the zooms of the TileJSON",
    );
  if (x >= 2 ** z || y >= 2 ** z)
    throw new HttpProblem(
      404,
      "tile-out-of-range",
      `tile ${z}/${x}/${y} does not exist: x and y end at ${2 ** z - 1}`,
      "correct x and y",
    );
  if (!isTileInBounds(header, z, x, y))
    throw new HttpProblem(
      404,
      "tile-out-of-bounds",
      `tile ${z}/${x}/${y} lies outside the tileset`,
      "keep to the bounds of the TileJSON",
    );
}
