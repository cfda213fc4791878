import {
  type Areal,
  containsPoint,
  findSites,
  geodesicDistanceM,
  type Parcel,
  prepareSiting,
  type Site,
  type SitingInput,
} from "@parkatlas/geo-core";
import { seededRandom } from "@parkatlas/test-support";
import initGeosJs from "geos-wasm";
import { geojsonToGeosGeom } from "geos-wasm/helpers";
import { describe, expect, test } from "vitest";
import { solveDistance } from "./geodesy-solver.ts";
import { alongOutline, PLANE, type PlaneRing, planeStar, pointOf, polygonOf } from "./region-shapes.ts";

interface Region {
  readonly input: SitingInput;
  readonly parcelRings: readonly PlaneRing[];
  readonly siteRings: readonly PlaneRing[];
}

/** Parcels of some 100 m and villages among them, within 2 km of the zone's meridian. */
function region(seed: number, parcelCount: number, siteCount: number): Region {
  const random = seededRandom(seed);
  const somewhere = () => [4000 * random() - 2000, 4000 * random() - 2000] as const;
  const parcelRings = Array.from({ length: parcelCount }, () => planeStar(random, somewhere(), 60 + 60 * random()));
  const siteRings = Array.from({ length: siteCount }, () => planeStar(random, somewhere(), 20 + 80 * random()));
  const parcels = parcelRings.map(
    (ring, i): Parcel => ({
      type: "Feature",
      id: `p${i}`,
      geometry: polygonOf(ring),
      properties: { name: `示例地块 ${i}`, blockId: "b", approvedOn: "2020-01-01" },
    }),
  );
  const sites = siteRings.map(
    (ring, i): Site => ({
      type: "Feature",
      id: `s${i}`,
      geometry: polygonOf(ring),
      properties: { name: `示例村 ${i}`, kind: "village" },
    }),
  );
  return {
    input: { parcels, sites, asOf: "2025-12-31", edgeModel: "projected", workingCrs: PLANE },
    parcelRings,
    siteRings,
  };
}

describe("usable ground", () => {
  test("agrees with GEOS at a chord of 0.04 mm within the stated bound", async () => {
    const geos = await initGeosJs();
    const toGeos = (ring: PlaneRing) =>
      geojsonToGeosGeom({ type: "Polygon", coordinates: [[...ring, ring[0]!].map((each) => [...each])] }, geos);
    const { input, parcelRings, siteRings } = region(9001, 120, 8);
    const sites = siteRings.map(toGeos);
    const out = geos.Module._malloc(8);
    for (const distanceM of [120, 300, 500]) {
      // 2 000 segments a quarter: the chord's rise is r·(π/4000)²/8, under 0.04 mm.
      const buffers = sites.map((site) => geos.GEOSBuffer(site, distanceM, 2000));
      let part = 0;
      for (const row of findSites(input, { distanceM }).parcels) {
        let rest = toGeos(parcelRings[Number(row.id.slice(1))]!);
        for (const buffer of buffers) {
          const less = geos.GEOSDifference(rest, buffer);
          geos.GEOSGeom_destroy(rest);
          rest = less;
        }
        geos.GEOSArea(rest, out);
        const expectedM2 = geos.Module.getValue(out, "double");
        geos.GEOSGeom_destroy(rest);
        // Cut edges are straight in lon/lat (docs/protection.md): up to 0.02 m² an edge of 100 m; plane and GEOS add 0.03 m².
        const otherwiseM2 = 0.15;
        expect(row.usableAreaM2, row.id).toBeLessThanOrEqual(expectedM2 + otherwiseM2);
        expect(row.usableAreaM2 + row.usableAreaBoundM2, row.id).toBeGreaterThanOrEqual(expectedM2 - otherwiseM2);
        // The bound is what 2 cm along the cut can be, not a licence.
        expect(row.usableAreaBoundM2, row.id).toBeLessThan(25);
        if (row.class === "part") part++;
      }
      expect(part).toBeGreaterThan(5);
      for (const buffer of buffers) geos.GEOSGeom_destroy(buffer);
    }
  });

  test("holds no point nearer than the distance, and whole parcels none at all: dense samples, measured by the independent solver", () => {
    const { input } = region(9002, 40, 6);
    const distanceM = 350;
    const { parcels } = findSites(input, { distanceM });
    const nearest = (position: readonly number[]) =>
      input.sites.reduce((leastM, { geometry }) => {
        const aboutM = geodesicDistanceM([position[0]!, position[1]!], geometry.coordinates.flat(2).slice(0, 2) as never);
        // A village is at most 200 m wide: what is farther needs no solving.
        return aboutM > distanceM + 400
          ? leastM
          : Math.min(leastM, solveDistance(pointOf(position), geometry, "projected", PLANE));
      }, Infinity);
    let sampled = 0;
    for (const { usable, class: use } of parcels) {
      if (!usable) continue;
      for (const position of samplesOf(usable)) {
        expect(nearest(position), use).toBeGreaterThanOrEqual(distanceM - 1e-6);
        sampled++;
      }
    }
    expect(sampled).toBeGreaterThan(2000);
    expect(new Set(parcels.map((row) => row.class))).toEqual(new Set(["whole", "part", "none"]));
  });

  test("shrinks with the distance, parcel by parcel, and so does the curve; a prepared base answers as the whole question does", () => {
    const { input } = region(9003, 60, 10);
    const base = prepareSiting(input);
    let before = new Map<string, number>();
    let availableMu = Infinity;
    for (const distanceM of [50, 50.01, 120, 300, 301, 700, 1500]) {
      const result = base.at({ distanceM });
      expect(result).toEqual(findSites(input, { distanceM }));
      for (const { id, usableAreaM2 } of result.parcels)
        expect(usableAreaM2).toBeLessThanOrEqual((before.get(id) ?? Infinity) + 1e-6);
      // What the drawing may understate at the shorter distance must not look like ground won at the longer one.
      before = new Map(result.parcels.map((row) => [row.id, row.usableAreaM2 + row.usableAreaBoundM2]));
      const step = result.curve.find((each) => each.distanceM === distanceM)!;
      expect(step.availableMu).toBeLessThanOrEqual(availableMu);
      ({ availableMu } = step);
    }
  });

  test("and every other answer stay the same with the order of parcels and sites", () => {
    const { input } = region(9004, 50, 8);
    const reversed = { ...input, parcels: [...input.parcels].reverse(), sites: [...input.sites].reverse() };
    const plain = findSites(input, { distanceM: 300 });
    const other = findSites(reversed, { distanceM: 300 });
    expect(other.parcels.map(({ id, class: use, wholeUpToM }) => [id, use, wholeUpToM])).toEqual(
      plain.parcels.map(({ id, class: use, wholeUpToM }) => [id, use, wholeUpToM]),
    );
    plain.parcels.forEach(({ usableAreaM2 }, i) => {
      expect(Math.abs(other.parcels[i]!.usableAreaM2 - usableAreaM2)).toBeLessThan(0.01);
    });
  });
});

/** Along the outline, and a grid inside. */
function samplesOf(usable: Areal): number[][] {
  const outline = alongOutline(usable, 4);
  const lons = outline.map(([lonDeg]) => lonDeg!);
  const lats = outline.map(([, latDeg]) => latDeg!);
  const [west, south] = [Math.min(...lons), Math.min(...lats)];
  const [width, height] = [Math.max(...lons) - west, Math.max(...lats) - south];
  const grid = Array.from({ length: 49 }, (_, k) => [
    west + (((k % 7) + 0.5) / 7) * width,
    south + ((Math.floor(k / 7) + 0.5) / 7) * height,
  ]);
  return [...outline, ...grid.filter(([lonDeg, latDeg]) => containsPoint(usable, [lonDeg!, latDeg!]))];
}
