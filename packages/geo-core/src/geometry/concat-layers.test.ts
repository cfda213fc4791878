import { expect, test } from "vitest";
import { concatLayers } from "./concat-layers.ts";
import { flattenLayer } from "./flat-layer.ts";
import type { Geometry } from "./types.ts";

const ring = (lonDeg: number): number[][] => [
  [lonDeg, 43],
  [lonDeg + 1, 43],
  [lonDeg, 44],
  [lonDeg, 43],
];
const geometries: readonly Geometry[] = [
  { type: "Point", coordinates: [122, 43] },
  { type: "Polygon", coordinates: [ring(120), ring(120.1)] },
  { type: "MultiPolygon", coordinates: [[ring(118)], [ring(116), ring(116.1)]] },
  {
    type: "LineString",
    coordinates: [
      [121, 42],
      [122, 42],
    ],
  },
];

test("batches put together are the layer flattened at once, wherever it is cut", () => {
  const whole = flattenLayer(geometries);
  for (let cut = 0; cut <= geometries.length; cut++)
    expect(concatLayers([flattenLayer(geometries.slice(0, cut)), flattenLayer(geometries.slice(cut))])).toEqual(whole);
  expect(concatLayers([])).toEqual(flattenLayer([]));
});
