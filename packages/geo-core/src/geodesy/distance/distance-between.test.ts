import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { isGeoError } from "../../errors.ts";
import type { EdgeModel, Geometry, MultiPolygon, Polygon } from "../../geometry/types.ts";
import { geodesicDistanceM } from "../geodesic-distance.ts";
import { distanceBetween } from "./distance-between.ts";

const MODELS = ["projected", "lonlat", "geodesic"] satisfies EdgeModel[];
const ring = (west: number, south: number, east: number, north: number): number[][] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const box = (...bounds: [number, number, number, number]): Polygon => ({ type: "Polygon", coordinates: [ring(...bounds)] });
const point = (lon: number, lat: number): Geometry => ({ type: "Point", coordinates: [lon, lat] });
const codeOfError = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isGeoError(error)) return error.code;
  }
  return "no GeoError";
};

describe("the trap of picking edges on a sphere", () => {
  // From the unit at 44°N 122°E the site's northern arm is 1000 m away and its eastern arm 1003 m (GeodSolve 2.1.2, CGCS2000:
  // direct 0° 1000 m → 44.00899990127851; direct 90° 1003 m → 122.01250526865199 43.99999931569345). A sphere makes north
  // 1000.745 m and east 1000.26 m, so PostGIS geography measures the eastern edge: 1003.0 m, "not within 1000.1 m".
  const unit = point(122, 44);
  const site: Polygon = {
    type: "Polygon",
    coordinates: [
      [
        [121.99, 44.00899990127851],
        [122.01250526865199, 44.00899990127851],
        [122.01250526865199, 43.99],
        [122.02, 43.99],
        [122.02, 44.02],
        [121.99, 44.02],
        [121.99, 44.00899990127851],
      ],
    ],
  };

  test("the L-shaped site is 1000.000 m away, to the north, and inside 1000.1 m", () => {
    const { distanceM, loM, hiM, azimuthDeg, to } = distanceBetween(unit, site, { edgeModel: "lonlat" });
    expectWithin(distanceM, 1000, { tolM: 1e-6 });
    expect(loM).toBeLessThanOrEqual(1000);
    expect(hiM).toBeLessThan(1000.1);
    expectWithin((azimuthDeg! + 180) % 360, 180, { tolDeg: 1e-4 });
    expectWithin(to[0], 122, { tolDeg: 1e-8 });
  });

  test("turned with its eastern arm nearest, it answers with that arm", () => {
    const nearer: Polygon = { type: "Polygon", coordinates: [site.coordinates[0]!.map(([lon, lat]) => [lon! - 0.0001, lat!])] };
    const { distanceM } = distanceBetween(unit, nearer, { edgeModel: "lonlat" });
    // Due east of the point, 8 m nearer: GeodSolve -i 44 122 44 122.01240526865199 → 994.98 m; the edge's foot lies 8 cm south.
    expectWithin(distanceM, geodesicDistanceM([122, 44], [122.01240526865199, 43.9999993]), { tolM: 1e-3 });
  });
});

describe.each(MODELS)("distances with %s edges", (edgeModel) => {
  const options = { edgeModel, workingCrs: "EPSG:4550" };

  test("between points are the geodesic's, with its azimuth", () => {
    // GeodSolve -i 43.61 122.01 43.61 122.02 → azimuth 89.99655127037008, 807.297014423 m
    const { distanceM, azimuthDeg, from, to } = distanceBetween(point(122.01, 43.61), point(122.02, 43.61), options);
    expectWithin(distanceM, 807.297014423, { tolM: 1e-8 });
    expectWithin(azimuthDeg!, 89.99655127037008, { tolDeg: 1e-9 });
    expect([from, to]).toEqual([
      [122.01, 43.61],
      [122.02, 43.61],
    ]);
  });

  test("are 0 where geometries touch, overlap, cross, or contain one another", () => {
    const unit = box(122, 43.6, 122.01, 43.61);
    const others: Record<string, Geometry> = {
      "shared corner": box(122.01, 43.61, 122.02, 43.62),
      "shared border": box(122.01, 43.6, 122.02, 43.61),
      overlap: box(122.005, 43.605, 122.02, 43.62),
      inside: box(122.004, 43.604, 122.005, 43.605),
      around: box(121.9, 43.5, 122.1, 43.7),
      "line across": {
        type: "LineString",
        coordinates: [
          [121.99, 43.605],
          [122.02, 43.606],
        ],
      },
      "point inside": point(122.005, 43.605),
      corner: point(122, 43.6),
      itself: unit,
    };
    for (const [name, other] of Object.entries(others))
      for (const [a, b] of [
        [unit, other],
        [other, unit],
      ] as const) {
        const { distanceM, loM, hiM, azimuthDeg } = distanceBetween(a, b, options);
        expect([distanceM, loM, azimuthDeg], name).toEqual([0, 0, null]);
        expect(hiM, name).toBeLessThanOrEqual(1e-7);
      }
  });

  test("from a hole go to the hole's border, and an island in it is outside", () => {
    const holed: Polygon = {
      type: "Polygon",
      coordinates: [ring(122, 43.6, 122.1, 43.7), ring(122.02, 43.62, 122.08, 43.68).reverse()],
    };
    const island = box(122.04, 43.64, 122.06, 43.66);
    const { distanceM } = distanceBetween(holed, island, options);
    // The nearer borders are east and west, 0.02° of longitude at the island's northern corners: 0.02° by GeodSolve at 43.66.
    expectWithin(distanceM, geodesicDistanceM([122.04, 43.66], [122.02, 43.66]), { tolM: 0.1 });
    expect(distanceBetween(holed, point(122.05, 43.65), options).distanceM).toBeGreaterThan(2000);
  });

  test("ask every part of a multi-geometry and collection, whichever contains or is nearest", () => {
    const parts: MultiPolygon = {
      type: "MultiPolygon",
      coordinates: [[ring(122, 43.6, 122.01, 43.61)], [ring(122.3, 43.6, 122.31, 43.61)]],
    };
    expect(distanceBetween(parts, point(122.305, 43.605), options).distanceM).toBe(0);
    expect(distanceBetween(point(122.305, 43.605), parts, options).distanceM).toBe(0);
    const collection: Geometry = { type: "GeometryCollection", geometries: [point(122.2, 43.6), parts] };
    const near = distanceBetween(collection, point(122.201, 43.6), options);
    expectWithin(near.distanceM, geodesicDistanceM([122.2, 43.6], [122.201, 43.6]), { tolM: 1e-7 });
  });

  test("are the same both ways, and from, to and azimuth turn with them", () => {
    const [a, b] = [box(122, 43.6, 122.01, 43.61), box(122.03, 43.63, 122.04, 43.64)];
    const [there, back] = [distanceBetween(a, b, options), distanceBetween(b, a, options)];
    expectWithin(there.distanceM, back.distanceM, { tolM: 1e-8 });
    expect(there.from).toEqual(back.to);
    expect(there.to).toEqual(back.from);
    expect(there.from).toEqual([122.01, 43.61]);
    expectWithin((back.azimuthDeg! - there.azimuthDeg! + 360) % 360, 180, { tolDeg: 0.05 });
  });

  test("hold across 50 km, and for a shape a hundred times wider than the gap", () => {
    const far = distanceBetween(box(122, 43.6, 122.01, 43.61), box(122.6, 43.6, 122.61, 43.61), options);
    expect(far.hiM - far.loM).toBeLessThan(2e-5);
    expectWithin(far.distanceM, geodesicDistanceM([122.01, 43.61], [122.6, 43.61]), { tolM: 20 });
    const wide = distanceBetween(box(121.5, 43, 124.5, 43.6), point(122.7, 43.61), options);
    // Straight in lon/lat the top edge is 1111 m south of the point (1/M per radian); the others bow up to 1.1 km north of that.
    expect(wide.loM).toBeGreaterThan(edgeModel === "lonlat" ? 1110 : 50);
    expect(wide.hiM).toBeLessThan(1112);
    expect(wide.hiM - wide.loM).toBeLessThan(1e-6);
  });
});

describe("distances beyond a frame", () => {
  test("between two points stay exact at 8 000 km and at the antipodes", () => {
    // GeodSolve -i 43 122 43 10 → 8322258.590819051 m; 43.6 122 −43.6 −58.2 → 20000239.437578231 m
    const far = distanceBetween(point(122, 43), point(10, 43), { edgeModel: "geodesic" });
    expectWithin(far.distanceM, 8_322_258.590819051, { tolM: 1e-7 });
    expect(far.hiM - far.loM).toBeLessThan(1e-7);
    const antipodal = distanceBetween(point(122, 43.6), point(-58.2, -43.6), { edgeModel: "projected" });
    expectWithin(antipodal.distanceM, 20_000_239.437578231, { tolM: 1e-7 });
  });

  test("between polygons give a wide interval that holds the truth", () => {
    const interval = distanceBetween(box(100, 30, 105, 35), box(130, 30, 135, 35), { edgeModel: "geodesic" });
    // Nearest are the northern corners: meridians converge. GeodSolve gives the geodesic between them.
    const truthM = geodesicDistanceM([105, 35], [130, 35]);
    expect(interval.loM).toBeLessThanOrEqual(truthM);
    expect(interval.hiM).toBeGreaterThanOrEqual(truthM - 1e-6);
  });

  test("go the short way across the antimeridian", () => {
    for (const edgeModel of ["lonlat", "geodesic"] as const) {
      const { distanceM, from, to } = distanceBetween(box(179.98, 10, 179.99, 10.01), box(-179.99, 10, -179.98, 10.01), {
        edgeModel,
      });
      expectWithin(distanceM, geodesicDistanceM([179.99, 10.01], [-179.99, 10.01]), { tolM: 1e-3 });
      expect(from[0]).toBe(179.99);
      expect(to[0]).toBe(-179.99);
    }
  });
});

describe("what cannot be measured", () => {
  test("is refused with its reason", () => {
    const unit = box(122, 43.6, 122.01, 43.61);
    const options = { edgeModel: "projected", workingCrs: "EPSG:4550" } as const;
    const open: Polygon = { type: "Polygon", coordinates: [ring(122, 43.6, 122.01, 43.61).slice(0, 4)] };
    expect(codeOfError(() => distanceBetween(unit, open, options))).toBe("ring-not-closed");
    expect(codeOfError(() => distanceBetween(unit, { type: "MultiPoint", coordinates: [] }, options))).toBe("empty-geometry");
    expect(codeOfError(() => distanceBetween(unit, point(43.6, 122), options))).toBe("position-out-of-range");
    expect(codeOfError(() => distanceBetween(unit, box(60, 43, 60.1, 43.1), options))).toBe("position-out-of-range");
    expect(codeOfError(() => distanceBetween(unit, unit, { ...options, workingCrs: "EPSG:3857" }))).toBe("crs-not-projected");
    expect(codeOfError(() => distanceBetween(unit, unit, { ...options, workingCrs: "EPSG:2370" }))).toBe("datum-shift-needed");
  });

  test("the working CRS defaults to the zone of the first geometry's middle", () => {
    const [a, b] = [box(122, 43.6, 122.01, 43.61), box(122.03, 43.6, 122.04, 43.61)];
    expect(distanceBetween(a, b, { edgeModel: "projected" })).toEqual(
      distanceBetween(a, b, { edgeModel: "projected", workingCrs: "EPSG:4550" }),
    );
  });
});
