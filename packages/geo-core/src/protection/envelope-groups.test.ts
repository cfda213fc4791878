import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { unprojectFrom } from "../crs/project.ts";
import { intersectionAreaM2, unionAreaM2 } from "../geodesy/intersection-area.ts";
import { containsPoint } from "../geometry/contains-point.ts";
import type { Plant, Site, Unit } from "../model/types.ts";
import { checkProtection } from "./check-protection.ts";
import { envelopeGroups } from "./envelope-groups.ts";
import { sitesInMargin } from "./envelope-margin.ts";
import { protectionEnvelopes } from "./envelopes.ts";
import { siteGrounds } from "./reverse-ground.ts";

/** On the central meridian of the zone, where its metres are those of the ground to 1e-7. */
const OPTIONS = { edgeModel: "projected", workingCrs: "EPSG:4550" } as const;
const at = (eastM: number, northM: number) => unprojectFrom(OPTIONS.workingCrs, [500_000 + eastM, 4_830_000 + northM]);
const pointUnit = (id: string, eastM: number, distanceM: number, plantId?: string, parkId?: string): Unit => ({
  type: "Feature",
  id,
  geometry: { type: "Point", coordinates: [...at(eastM, 0)] },
  properties: {
    name: `示例车间 ${id}`,
    distances: [{ kind: "specified", distanceM, source: "示例批复" }],
    ...(plantId === undefined ? {} : { plantId }),
    ...(parkId === undefined ? {} : { parkId }),
  },
});
const pointSite = (id: string, eastM: number): Site => ({
  type: "Feature",
  id,
  geometry: { type: "Point", coordinates: [...at(eastM, 0)] },
  properties: { name: `示例村 ${id}`, kind: "village" },
});
const plant: Plant = {
  type: "Feature",
  id: "p",
  geometry: {
    type: "Polygon",
    coordinates: [[at(-50, -50), at(450, -50), at(450, 50), at(-50, 50), at(-50, -50)].map((each) => [...each])],
  },
  properties: { name: "示例厂区" },
};
const input = {
  units: [pointUnit("a", 0, 200, "p", "k"), pointUnit("b", 300, 100, "p", "k"), pointUnit("c", 5000, 300, undefined, "k")],
  plants: [plant],
};

describe("envelopes of a plant and a park", () => {
  test("unite those of their units; discs of 200 and 100 m around centres 300 m apart only touch", () => {
    const [group, ...others] = envelopeGroups(input, { ...OPTIONS, by: "plant" });
    expect(others).toEqual([]);
    expect(group).toMatchObject({ id: "p", unitIds: ["a", "b"], longestM: 200 });
    // π(200² + 100²) = 157 079.6 m², drawn outward by at most 5 cm: 2π·300·0.05 = 94 m² more.
    expect(group!.areaM2).toBeGreaterThanOrEqual(Math.PI * 50_000 - 1);
    expect(group!.areaM2).toBeLessThan(Math.PI * 50_000 + 94);
    // The margin reaches 220 and 110 m: π(220² + 110²) less their overlap and the envelopes.
    const margin = group!.margin!;
    expect(intersectionAreaM2(margin, group!.geometry)).toBeLessThan(0.01);
    expect(containsPoint(margin, at(-210, 0))).toBe(true);
    expect(containsPoint(margin, at(-221, 0))).toBe(false);
  });

  test("hold every envelope they unite, exactly", () => {
    const [park] = envelopeGroups(input, { ...OPTIONS, by: "park" });
    expect(park!.unitIds).toEqual(["a", "b", "c"]);
    const single = protectionEnvelopes(input, OPTIONS).map(({ geometry }) => geometry);
    expectWithin(unionAreaM2([park!.geometry, ...single]), park!.areaM2, { tolM2: 0.01 });
    expect(envelopeGroups(input, { ...OPTIONS, by: "unit" }).map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });

  test("a margin of nothing is the caller's mistake", () => {
    expect(() => envelopeGroups(input, { ...OPTIONS, by: "park", marginShare: 0 })).toThrow(RangeError);
    expect(() => sitesInMargin({ units: [] }, 0)).toThrow(RangeError);
  });
});

test("sites outside by less than a tenth are listed, the nearest to failing first; by distance, not by drawing", () => {
  // West of a: 199 m inside, 205 and 219 m in the margin, 221 m beyond it.
  const sites = [pointSite("in", -199), pointSite("wide", -219), pointSite("close", -205), pointSite("far", -221)];
  const found = sitesInMargin(checkProtection({ ...input, sites }, OPTIONS));
  expect(found.map(({ siteId, unitId }) => [siteId, unitId])).toEqual([
    ["close", "a"],
    ["wide", "a"],
  ]);
  expectWithin(found[0]!.spareM, 5, { tolM: 1e-4 });
});

describe("the check the other way round", () => {
  test("a unit that stands on the ground of a distance fails that distance, one beyond it passes", () => {
    const site = pointSite("s", 0);
    const grounds = siteGrounds([site], [300, 100, 100], OPTIONS);
    expect(grounds.map(({ siteId, distanceM }) => [siteId, distanceM])).toEqual([
      ["s", 100],
      ["s", 300],
    ]);
    for (const { distanceM, geometry } of grounds)
      for (const eastM of [99.9, 100.1, 299.9, 300.1]) {
        const check = checkProtection({ units: [pointUnit("u", eastM, distanceM)], plants: [], sites: [site] }, OPTIONS);
        expect(check.units[0]!.verdict === "inside", `${distanceM} m, unit at ${eastM} m`).toBe(
          containsPoint(geometry, at(eastM, 0)),
        );
      }
  });

  test("rings lie over each other without overlap and make up the widest ground", () => {
    const grounds = siteGrounds([pointSite("s", 0)], [100, 200, 300], OPTIONS);
    const rings = grounds.map(({ ring }) => ring!);
    expectWithin(unionAreaM2(rings), grounds[2]!.areaM2, { tolM2: 0.05 });
    // A ring of 100 to 200 m: π(200² − 100²) = 94 247.8 m², both edges drawn up to 5 cm outward.
    expectWithin(unionAreaM2([rings[1]!]), Math.PI * 30_000, { tolM2: 70 });
  });

  test("kinds and dates choose the sites; a distance of nothing is refused", () => {
    const school: Site = { ...pointSite("school", 0), properties: { name: "示例小学", kind: "school", validTo: "2024-12-31" } };
    expect(siteGrounds([school, pointSite("v", 900)], [50], { ...OPTIONS, kinds: ["school"] })).toHaveLength(1);
    expect(siteGrounds([school], [50], { ...OPTIONS, asOf: "2025-01-01" })).toEqual([]);
    expect(() => siteGrounds([school], [0], OPTIONS)).toThrow(/must be above 0/);
  });
});
