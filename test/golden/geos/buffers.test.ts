// Buffers beside GEOS 3.13: validity by GEOSisValid, ground by a union that GEOS makes of the polygon, its edges widened, and discs of chords ten times as fine.
import { type Areal, bufferGeometry, type Geometry, projectTo, unprojectFrom } from "@parkatlas/geo-core";
import { seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { areaOf, differenceOf, isValid, lengthOf, overlayArea, unionOf } from "./geos.ts";

const ZONE = { edgeModel: "projected", workingCrs: "EPSG:4550" } as const;
const TOLERANCE_M = 0.01;
/** Sagitta of the judge's discs. */
const FINE_M = 0.001;
type Ring = readonly (readonly [number, number])[];

/** Shapes in metres about 123°E 43.3°N, where the plane of EPSG:4550 is true to scale to 1e-7. */
const box = (e: number, n: number, w: number, h: number): Ring => [
  [e, n],
  [e + w, n],
  [e + w, n + h],
  [e, n + h],
];
const random = seededRandom(313);
const star = (e: number, n: number, sizeM: number): Ring =>
  Array.from({ length: 5 + Math.floor(8 * random()) }, (_, i, { length } = { length: 12 }) => {
    const angle = (2 * Math.PI * (i + 0.6 * random())) / Math.max(length, 12);
    const reach = sizeM * (0.2 + 0.8 * random());
    return [e + reach * Math.cos(angle), n + reach * Math.sin(angle)] as const;
  });
const L_SHAPE: Ring = [
  [0, 0],
  [300, 0],
  [300, 60],
  [60, 60],
  [60, 400],
  [0, 400],
];
const COMB: Ring = [
  [0, 0],
  [250, 0],
  [250, 150],
  [200, 150],
  [200, 30],
  [150, 30],
  [150, 150],
  [100, 150],
  [100, 30],
  [50, 30],
  [50, 150],
  [0, 150],
];
const SHAPES: readonly { readonly name: string; readonly polygons: readonly (readonly Ring[])[] }[] = [
  { name: "a box", polygons: [[box(0, 0, 120, 80)]] },
  { name: "an L shape", polygons: [[L_SHAPE]] },
  { name: "a comb", polygons: [[COMB]] },
  { name: "a needle", polygons: [[box(0, 0, 500, 0.02)]] },
  { name: "a court with a hole", polygons: [[box(0, 0, 400, 300), [...box(100, 100, 180, 90)].reverse()]] },
  { name: "parts that touch in a corner", polygons: [[box(0, 0, 100, 100)], [box(100, 100, 80, 120)]] },
  { name: "parts far apart", polygons: [[box(0, 0, 50, 50)], [box(900, 300, 60, 30)]] },
  { name: "a star", polygons: [[star(0, 0, 150)]] },
  { name: "a large star", polygons: [[star(0, 0, 600)]] },
];

const lonLat = (rings: readonly Ring[]) =>
  rings.map((ring) => [...ring, ring[0]!].map(([e, n]) => [...unprojectFrom("EPSG:4550", [500_000 + e, 4_800_000 + n])]));
const geometryOf = (polygons: readonly (readonly Ring[])[]): Areal =>
  polygons.length === 1
    ? { type: "Polygon", coordinates: lonLat(polygons[0]!) }
    : { type: "MultiPolygon", coordinates: polygons.map(lonLat) };
const inPlane = (areal: Areal): Areal => {
  const rings = (each: number[][][]) =>
    each.map((ring) =>
      ring.map(([lonDeg, latDeg]) => {
        const [e, n] = projectTo("EPSG:4550", [lonDeg!, latDeg!]);
        return [e - 500_000, n - 4_800_000];
      }),
    );
  return areal.type === "Polygon"
    ? { type: "Polygon", coordinates: rings(areal.coordinates) }
    : { type: "MultiPolygon", coordinates: areal.coordinates.map(rings) };
};

/** What lies within `radius` of the outlines: a rectangle for each edge and a disc for each vertex, inscribed. */
function surroundings(polygons: readonly (readonly Ring[])[], radius: number): Areal {
  const steps = Math.ceil(Math.PI / Math.acos(1 - FINE_M / radius));
  const parts: Areal[] = [];
  for (const ring of polygons.flat())
    ring.forEach(([ax, ay], i) => {
      const [bx, by] = ring[(i + 1) % ring.length]!;
      const length = Math.hypot(bx - ax, by - ay);
      const [nx, ny] = [(radius * (by - ay)) / length, (radius * (ax - bx)) / length];
      const corners = [
        [ax + nx, ay + ny],
        [bx + nx, by + ny],
        [bx - nx, by - ny],
        [ax - nx, ay - ny],
      ];
      const disc = Array.from({ length: steps }, (_, k) => {
        const angle = (2 * Math.PI * k) / steps;
        return [ax + radius * Math.cos(angle), ay + radius * Math.sin(angle)];
      });
      parts.push(
        { type: "Polygon", coordinates: [[...corners, corners[0]!]] },
        { type: "Polygon", coordinates: [[...disc, disc[0]!]] },
      );
    });
  return unionOf(parts);
}

function judged(polygons: readonly (readonly Ring[])[], distanceM: number): Areal {
  const ground: Areal = {
    type: "MultiPolygon",
    coordinates: polygons.map((rings) => rings.map((ring) => [...ring, ring[0]!].map((place) => [...place]))),
  };
  const around = surroundings(polygons, Math.abs(distanceM));
  return distanceM > 0 ? unionOf([ground, around]) : differenceOf(ground, around);
}

const CASES = SHAPES.flatMap(({ name, polygons }) => [35, 140, -8].map((distanceM) => ({ name, polygons, distanceM })));

describe.each(CASES)("the buffer of $name by $distanceM m", ({ polygons, distanceM }) => {
  const truth = judged(polygons, distanceM);
  const outlineM = lengthOf(truth) + 1;
  // The judge's chords cut inside when it grows and leave too much when it shrinks; the plane adds 1e-7 of the area.
  const judgeM2 = FINE_M * outlineM + 2e-7 * areaOf(truth);

  test.each(["outer", "inner", "nearest"] as const)(
    "with the guarantee %s is valid and within its bound of GEOS' ground",
    (guarantee) => {
      const drawn = bufferGeometry(geometryOf(polygons) as Geometry, distanceM, { ...ZONE, guarantee, toleranceM: TOLERANCE_M });
      expect(isValid(drawn)).toBe(true);
      const plane = inPlane(drawn);
      const missingM2 = overlayArea("difference", truth, plane);
      const excessM2 = overlayArea("difference", plane, truth);
      if (guarantee === "outer")
        expect(missingM2).toBeLessThanOrEqual((distanceM > 0 ? 1e-6 * outlineM : judgeM2) + 2e-7 * areaOf(truth));
      if (guarantee === "inner")
        expect(excessM2).toBeLessThanOrEqual((distanceM < 0 ? 1e-6 * outlineM : judgeM2) + 2e-7 * areaOf(truth));
      expect(missingM2 + excessM2).toBeLessThanOrEqual(TOLERANCE_M * outlineM + judgeM2);
    },
  );
});

test("areas come out even where nothing is guaranteed and the outline is drawn at once", () => {
  for (const { polygons, name } of SHAPES.filter((shape) => ["a box", "an L shape", "a star"].includes(shape.name))) {
    const truth = judged(polygons, 300);
    const plane = inPlane(bufferGeometry(geometryOf(polygons), 300, { ...ZONE, toleranceM: TOLERANCE_M }));
    const offM = (areaOf(plane) - areaOf(truth)) / lengthOf(truth);
    expect(Math.abs(offM), name).toBeLessThan(FINE_M);
  }
});
