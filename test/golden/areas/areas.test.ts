import { readFileSync } from "node:fs";
import { type Areal, geodesicAreaM2, perimeterM } from "@parkatlas/geo-core";
import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";

type Ring = [number, number][];
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const rings = read("rings.json") as Ring[];
const expected = read("expected.json") as { vertices: number; perimeterM: number; areaM2: number }[];
const closed = (ring: Ring): Ring => [...ring, ring[0]!];
const polygon = (...shellAndHoles: Ring[]): Areal => ({ type: "Polygon", coordinates: shellAndHoles.map(closed) });
/** Issue bound: 1e-9 relative or 1 cm², and the oracle's own noise of 1e-5 m² an edge. */
const allowedM2 = (areaM2: number, edges: number): number => Math.max(1e-9 * areaM2, 1e-4 + 1e-5 * edges);

describe("geodesic areas against GeographicLib Planimeter", () => {
  test("holds 600 rings of both windings", () => {
    expect(rings).toHaveLength(600);
    expect(expected.filter(({ areaM2 }) => areaM2 < 0).length).toBeGreaterThan(200);
  });

  test("every ring agrees to 1e-9 or 1 cm² plus the oracle's noise", () => {
    rings.forEach((ring, i) => {
      const areaM2 = Math.abs(expected[i]!.areaM2);
      expectWithin(geodesicAreaM2(polygon(ring)), areaM2, { tolM2: allowedM2(areaM2, ring.length) });
    });
  });

  test("rings above 1 km² agree to 1e-10", () => {
    rings.forEach((ring, i) => {
      const areaM2 = Math.abs(expected[i]!.areaM2);
      if (areaM2 > 1e6) expectWithin(geodesicAreaM2(polygon(ring)) / areaM2, 1, { tolShare: 1e-10 });
    });
  });

  test("a hole is subtracted: shell and hole measured apart by the program", () => {
    // Rings 2 and 12 have nothing to do with each other on the ground; areas subtract all the same.
    const areaM2 = Math.abs(expected[12]!.areaM2) - Math.abs(expected[2]!.areaM2);
    expectWithin(geodesicAreaM2(polygon(rings[12]!, rings[2]!)), areaM2, { tolM2: 1e-3 });
  });

  test("polygons of a MultiPolygon add up", () => {
    const sumM2 = expected.slice(0, 50).reduce((sum, { areaM2 }) => sum + Math.abs(areaM2), 0);
    const multi: Areal = { type: "MultiPolygon", coordinates: rings.slice(0, 50).map((ring) => [closed(ring)]) };
    expectWithin(geodesicAreaM2(multi), sumM2, { tolM2: 1e-9 * sumM2 });
  });

  test("perimeters agree to 0.1 µm", () => {
    rings.forEach((ring, i) => {
      expectWithin(perimeterM(polygon(ring)), expected[i]!.perimeterM, { tolM: 1e-7 });
    });
  });
});
