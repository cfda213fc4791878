import { expectWithin, seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { isGeoError } from "../errors.ts";
import { flatLayerBuffers, flattenLayer } from "../geometry/flat-layer.ts";
import type { Areal } from "../geometry/types.ts";
import { geodesicAreaM2, surveyAreaM2 } from "./area.ts";
import { geodesicAreasM2, surveyAreasM2 } from "./area-columns.ts";

type Ring = [number, number][];
const box = (west: number, south: number, widthDeg: number): Ring => [
  [west, south],
  [west + widthDeg, south],
  [west + widthDeg, south + widthDeg],
  [west, south + widthDeg],
  [west, south],
];
const polygon = (...rings: Ring[]): Areal => ({ type: "Polygon", coordinates: rings });
const codeOfError = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isGeoError(error)) return error.code;
  }
  return "no GeoError";
};

describe("areas of a column", () => {
  const random = seededRandom(42);
  const layer: Areal[] = Array.from({ length: 300 }, (_, i) => {
    const west = i % 7 === 0 ? 179.95 : 75 + 60 * random();
    const south = -79 + 158 * random();
    const widthDeg = 10 ** (-5 + 4.5 * random());
    const shell = box(west, south, widthDeg);
    const hole = box(west + widthDeg / 4, south + widthDeg / 4, widthDeg / 3);
    if (i % 3 === 0) return polygon(shell);
    if (i % 3 === 1) return polygon(shell, [...hole].reverse());
    return { type: "MultiPolygon", coordinates: [[shell, hole], [hole]] };
  });

  test("are the areas of its geometries, digit by digit", () => {
    const column = flattenLayer(layer);
    expect([...geodesicAreasM2(column)]).toEqual(layer.map(geodesicAreaM2));
    expect([...surveyAreasM2(column)]).toEqual(layer.map(surveyAreaM2));
  });

  test("a hole is subtracted, a part added: shell 897017.86984, hole 35881.89097 by Planimeter 2.1.2", () => {
    const shell = box(122, 43.6, 0.01);
    const hole = box(122.002, 43.602, 0.002);
    const [holed, multi] = geodesicAreasM2(
      flattenLayer([polygon(shell, hole), { type: "MultiPolygon", coordinates: [[shell], [hole]] }]),
    );
    expectWithin(holed!, 897_017.86984 - 35_881.89097, { tolM2: 1e-3 });
    expectWithin(multi!, 897_017.86984 + 35_881.89097, { tolM2: 1e-3 });
  });

  test("an empty layer has none; a geometry without a position is refused", () => {
    expect(codeOfError(() => flattenLayer([layer[0]!, { type: "MultiPolygon", coordinates: [] }]))).toBe("empty-geometry");
    expect(geodesicAreasM2(flattenLayer([]))).toHaveLength(0);
  });

  test("a column moves to another thread whole: one buffer, same figures on the other side, nothing left here", () => {
    const column = flattenLayer(layer);
    const expected = [...geodesicAreasM2(column)];
    expect(flatLayerBuffers(column)).toHaveLength(1);
    const moved = structuredClone(column, { transfer: flatLayerBuffers(column) });
    expect([...geodesicAreasM2(moved)]).toEqual(expected);
    expect(column.lonLat).toHaveLength(0);
  });

  test("points and lines have no area, bad rings and metres no column", () => {
    expect(codeOfError(() => geodesicAreasM2(flattenLayer([{ type: "Point", coordinates: [122, 43] }])))).toBe(
      "unsupported-geometry",
    );
    const line = { type: "LineString" as const, coordinates: box(122, 43, 1) };
    expect(codeOfError(() => surveyAreasM2(flattenLayer([layer[0]!, line])))).toBe("unsupported-geometry");
    expect(codeOfError(() => flattenLayer([polygon(box(122, 43, 1).slice(1))]))).toBe("ring-not-closed");
    expect(codeOfError(() => flattenLayer([polygon(box(500_000, 4_800_000, 1))]))).toBe("position-out-of-range");
    const bare = { type: "Point", coordinates: [122] } as const;
    expect(codeOfError(() => flattenLayer([{ ...bare, coordinates: [...bare.coordinates] }]))).toBe("position-out-of-range");
  });
});
