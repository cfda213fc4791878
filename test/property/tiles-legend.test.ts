import { expect, it } from "vitest";
import { LAND_COLOURS, VERDICT_COLOURS } from "../../packages/tile-server/src/build/tile-picture.ts";
import { LAND_SYMBOLS, type MapSymbol, VERDICT_SYMBOLS } from "../../packages/viewer/src/style/symbology.ts";

it("a picture of a tile has the colours of the map's legend", () => {
  const fills = (symbols: Readonly<Record<string, MapSymbol>>) =>
    Object.fromEntries(Object.entries(symbols).map(([key, { fill }]) => [key, Number.parseInt(fill.slice(1), 16)]));
  expect(LAND_COLOURS).toEqual(fills(LAND_SYMBOLS));
  expect(VERDICT_COLOURS).toEqual(fills(VERDICT_SYMBOLS));
});
