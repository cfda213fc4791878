import { seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { featureOf, flattenLayer } from "../geometry/flat-layer.ts";
import type { Areal, Geometry, Polygon } from "../geometry/types.ts";
import { geodesicAreaM2 } from "./area.ts";
import { geodesicAreasM2 } from "./area-columns.ts";
import { bufferGeometry } from "./buffer.ts";
import { bufferColumns } from "./buffer-columns.ts";

const random = seededRandom(11);
const star = (lonDeg: number, latDeg: number, sizeDeg: number): Polygon => {
  const count = 5 + Math.floor(12 * random());
  const ring = Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * (i + 0.5 * random())) / count;
    const reach = sizeDeg * (0.3 + 0.7 * random());
    return [lonDeg + reach * Math.cos(angle), latDeg + reach * Math.sin(angle)];
  });
  return { type: "Polygon", coordinates: [[...ring, ring[0]!]] };
};
const hook: Geometry = {
  type: "LineString",
  coordinates: [
    [122, 43.6],
    [122.03, 43.6],
    [122.03, 43.62],
    [122, 43.62],
    [122, 43.602],
  ],
};
const geometries: Geometry[] = [
  { type: "Point", coordinates: [179.9999, 43.6] },
  ...Array.from({ length: 40 }, () => star(110 + 20 * random(), -40 + 80 * random(), 0.002)),
  hook,
  { type: "MultiPolygon", coordinates: [star(122, 43.6, 0.004).coordinates, star(122.02, 43.6, 0.004).coordinates] },
];
const ringsOf = (areal: Areal) => (areal.type === "Polygon" ? [areal.coordinates] : areal.coordinates).flat();

describe("buffers of a layer in columns", () => {
  test.each(["lonlat", "projected", "geodesic"] as const)(
    "are those of its geometries, position by position, with %s edges",
    (edgeModel) => {
      const distancesM = geometries.map((_, i) => 50 + 20 * i);
      const layer = bufferColumns(flattenLayer(geometries), distancesM, { edgeModel, guarantee: "outer" });
      geometries.forEach((geometry, i) => {
        const one = bufferGeometry(geometry, distancesM[i]!, { edgeModel, guarantee: "outer" });
        const columns = featureOf(layer, i);
        expect([...columns.lonLat], `geometry ${i}`).toEqual(ringsOf(one).flat(2));
        expect(columns.pathStarts.length - 1).toBe(ringsOf(one).length);
      });
      const areas = geodesicAreasM2(layer);
      expect(areas[3]).toBe(geodesicAreaM2(bufferGeometry(geometries[3]!, distancesM[3]!, { edgeModel, guarantee: "outer" })));
    },
  );

  test("keep the place of a feature of which nothing is left", () => {
    const layer = bufferColumns(
      flattenLayer(geometries),
      geometries.map(() => -400),
    );
    expect(layer.featureStarts).toHaveLength(geometries.length + 1);
    expect(geodesicAreasM2(layer)[0]).toBe(0);
  });

  test("ask for one distance a feature, and refuse one that is no number", () => {
    const layer = flattenLayer(geometries);
    expect(() => bufferColumns(layer, [100])).toThrow(RangeError);
    expect(() =>
      bufferColumns(
        layer,
        geometries.map(() => Number.NaN),
      ),
    ).toThrow(RangeError);
  });
});
