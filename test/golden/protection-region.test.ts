import { readFileSync } from "node:fs";
import { type Areal, checkProtection, findSites, type Parcel, type Site, type Unit } from "@parkatlas/geo-core";
import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";

type Ring = readonly (readonly [number, number])[];

/** Made by protection/region.py, without this library; see protection/source.md. */
const region = JSON.parse(readFileSync(new URL("./protection/region.json", import.meta.url), "utf8")) as {
  readonly units: readonly Ring[];
  readonly sites: readonly Ring[];
  readonly distancesM: readonly (readonly number[])[];
  readonly parcels: readonly Ring[];
  readonly usableDistanceM: number;
  readonly usableAreasM2: readonly number[];
  readonly parcelAreasM2: readonly number[];
};
const CRS = { edgeModel: "projected", workingCrs: "EPSG:4550" } as const;
const polygon = (ring: Ring): Areal => ({ type: "Polygon", coordinates: [[...ring, ring[0]!].map((position) => [...position])] });
const sites = region.sites.map(
  (ring, index): Site => ({
    type: "Feature",
    id: `s${String(index).padStart(2, "0")}`,
    geometry: ring.length === 1 ? { type: "Point", coordinates: [...ring[0]!] } : polygon(ring),
    properties: { name: `示例村 ${index}`, kind: "village" },
  }),
);
const unitsNeeding = (distanceM: number) =>
  region.units.map(
    (ring, index): Unit => ({
      type: "Feature",
      id: `u${index}`,
      geometry: polygon(ring),
      properties: { name: `示例车间 ${index}`, distances: [{ kind: "specified", distanceM, source: "示例批复" }] },
    }),
  );

describe("a region against planar geometry and PROJ", () => {
  test.each([50, 100, 200, 300, 400, 500])("every pair and verdict at %d m is that of the reference", (requiredM) => {
    const { units } = checkProtection({ units: unitsNeeding(requiredM), plants: [], sites }, { ...CRS, envelopes: false });
    let pairs = 0;
    for (const [index, row] of units.entries()) {
      const expected = region.distancesM[index]!.flatMap((distanceM, site) =>
        distanceM < 1.1 * requiredM ? [{ siteId: sites[site]!.id, distanceM }] : [],
      );
      expect(row.pairs.map(({ siteId }) => siteId).sort()).toEqual(expected.map(({ siteId }) => siteId));
      for (const { siteId, distanceM } of expected) {
        const pair = row.pairs.find((each) => each.siteId === siteId)!;
        // The plane is true to 1.3e-8 of the distance, the positions to 1e-6 m.
        expectWithin(pair.distanceM, distanceM, { tolM: 2e-5 });
        expect(pair.verdict).toBe(distanceM < requiredM ? "inside" : "outside");
        pairs++;
      }
    }
    expect(pairs).toBeGreaterThan(10);
  });

  test("verdicts flip at the reference distance of each pair, 0.1 mm to either side", () => {
    let flips = 0;
    for (const [unit, distances] of region.distancesM.entries())
      for (const [site, distanceM] of distances.entries()) {
        if (distanceM === 0 || distanceM > 250) continue;
        const verdictAt = (requiredM: number) =>
          checkProtection(
            { units: [unitsNeeding(requiredM)[unit]!], plants: [], sites: [sites[site]!] },
            { ...CRS, envelopes: false },
          ).units[0]!.pairs[0]!.verdict;
        expect(verdictAt(distanceM - 1e-4)).toBe("outside");
        expect(verdictAt(distanceM + 1e-4)).toBe("inside");
        flips++;
      }
    expect(flips).toBeGreaterThan(50);
  });
});

describe("usable ground against integration in slices", () => {
  const parcels = region.parcels.map(
    (ring, index): Parcel => ({
      type: "Feature",
      id: `p${index}`,
      geometry: polygon(ring),
      properties: { name: `示例地块 ${index}`, blockId: "b", approvedOn: "2020-01-01" },
    }),
  );
  const points = sites.filter(({ geometry }) => geometry.type === "Point");
  const { parcels: rows } = findSites(
    { parcels, sites: points, asOf: "2020-12-31", ...CRS },
    { distanceM: region.usableDistanceM },
  );

  test.each(region.parcels.map((_, index) => index))(
    "parcel %d: never overstated, and short by no more than the stated bound",
    (index) => {
      const row = rows.find(({ id }) => id === `p${index}`)!;
      const exactM2 = region.usableAreasM2[index]!;
      // Slices of 1 cm are good to 0.1 m² here; an edge cut in lon/lat adds up to L³·tan φ/12R = 0.2 m² for 250 m.
      const slackM2 = 0.5;
      expectWithin(row.areaM2, region.parcelAreasM2[index]!, { tolM2: slackM2 });
      expect(row.usableAreaM2).toBeLessThanOrEqual(exactM2 + slackM2);
      expect(row.usableAreaM2 + row.usableAreaBoundM2).toBeGreaterThanOrEqual(exactM2 - slackM2);
      expect(row.usableAreaBoundM2).toBeLessThan(20);
      expect(row.class === "whole").toBe(exactM2 === region.parcelAreasM2[index]!);
    },
  );

  test("the parcels hold every class", () => {
    expect(new Set(rows.map(({ class: siting }) => siting)).size).toBeGreaterThanOrEqual(2);
  });
});
