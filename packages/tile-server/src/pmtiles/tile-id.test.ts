import fc from "fast-check";
import { tileIdToZxy, zxyToTileId } from "pmtiles";
import { describe, expect, it } from "vitest";
import { firstTileId, tileIdFromZxy, zxyFromTileId } from "./tile-id.ts";

const address = fc
  .integer({ min: 0, max: 26 })
  .chain((z) => fc.tuple(fc.constant(z), fc.integer({ min: 0, max: 2 ** z - 1 }), fc.integer({ min: 0, max: 2 ** z - 1 })));

describe("tile ids", () => {
  it("are those of the examples in the PMTiles v3 specification", () => {
    // Specification §4.1, and the test values of the reference implementations (go-pmtiles tile_id_test.go).
    expect(tileIdFromZxy(0, 0, 0)).toBe(0);
    expect(tileIdFromZxy(1, 0, 0)).toBe(1);
    expect(tileIdFromZxy(1, 0, 1)).toBe(2);
    expect(tileIdFromZxy(1, 1, 1)).toBe(3);
    expect(tileIdFromZxy(1, 1, 0)).toBe(4);
    expect(tileIdFromZxy(2, 0, 0)).toBe(5);
    expect(tileIdFromZxy(12, 3423, 1763)).toBe(19_078_479);
  });

  it("come back as the address they were made from, up to zoom 26, and equal those of the stock reader", () => {
    fc.assert(
      fc.property(address, ([z, x, y]) => {
        const id = tileIdFromZxy(z, x, y);
        expect(zxyFromTileId(id)).toEqual([z, x, y]);
        expect(id).toBe(zxyToTileId(z, x, y));
        expect(tileIdToZxy(id)).toEqual([z, x, y]);
      }),
    );
  });

  it("of neighbours on the curve are addresses that touch", () => {
    // A Hilbert curve moves by one cell in one direction (Hilbert 1891).
    for (let id = firstTileId(6); id + 1 < firstTileId(7); id++) {
      const [, x, y] = zxyFromTileId(id);
      const [, nextX, nextY] = zxyFromTileId(id + 1);
      expect(Math.abs(nextX - x) + Math.abs(nextY - y)).toBe(1);
    }
  });

  it("refuse what is no tile", () => {
    for (const [z, x, y] of [
      [27, 0, 0],
      [-1, 0, 0],
      [1, 2, 0],
      [1, 0, 2],
      [1.5, 0, 0],
      [3, 0.5, 0],
      [3, -1, 0],
    ] as const)
      expect(() => tileIdFromZxy(z, x, y)).toThrow(RangeError);
    for (const id of [-1, 0.5, firstTileId(27), Number.NaN]) expect(() => zxyFromTileId(id)).toThrow(RangeError);
  });
});
