import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { unprojectFrom } from "../crs/project.ts";
import { geodesicDistanceM } from "../geodesy/geodesic-distance.ts";
import { containsPoint } from "../geometry/contains-point.ts";
import type { Areal } from "../geometry/types.ts";
import type { Parcel, Site } from "../model/types.ts";
import type { SitingInput } from "./offers.ts";
import { type CandidateProject, placeProjects } from "./place-projects.ts";

/** On the central meridian of the zone, where its metres are those of the ground to 1e-7. */
const WORKING_CRS = "EPSG:4550";
const at = (eastM: number, northM: number) => [...unprojectFrom(WORKING_CRS, [500_000 + eastM, 4_830_000 + northM])];
const box = (west: number, south: number, width: number, height: number): Areal => ({
  type: "Polygon",
  coordinates: [
    [at(west, south), at(west + width, south), at(west + width, south + height), at(west, south + height), at(west, south)],
  ],
});
const parcel = (id: string, geometry: Areal): Parcel => ({
  type: "Feature",
  id,
  geometry,
  properties: { name: `示例地块 ${id}`, blockId: "b", approvedOn: "2020-01-01" },
});
const site: Site = {
  type: "Feature",
  id: "s",
  geometry: { type: "Point", coordinates: at(0, 0) },
  properties: { name: "示例村", kind: "village" },
};
const input = (...parcels: readonly Parcel[]): SitingInput => ({
  parcels,
  sites: [site],
  asOf: "2025-12-31",
  edgeModel: "projected",
  workingCrs: WORKING_CRS,
});
/** Discs of radius 50 m. */
const DISC_M2 = Math.PI * 2500;
const project = (...distancesM: readonly number[]): CandidateProject => ({
  id: "P",
  units: distancesM.map((distanceM, i) => ({ id: `u${i}`, areaM2: DISC_M2, distanceM })),
});

describe("a project on a parcel", () => {
  // A strip 200 m wide and 500 m long, east of the site: x 300…800, y −100…100.
  const strip = parcel("strip", box(300, -100, 500, 200));

  test("fits where each unit finds room with its own distance, the most demanding one farthest away", () => {
    const { placements, issues } = placeProjects(input(strip), [project(300, 600)]);
    expect(issues).toEqual([]);
    const [found] = placements;
    expect(found).toMatchObject({ verdict: "fits", parcelId: "strip" });
    const [near, far] = found!.units;
    // The farthest centre of a disc of 50 m is at (750, ±50): √(750² + 50²) − 50 = 701.67 m of room.
    expectWithin(far!.clearanceM!, Math.hypot(750, 50) - 50, { tolM: 0.2 });
    expectWithin(found!.spareM!, Math.min(far!.clearanceM! - 600, near!.clearanceM! - 300), { tolM: 1e-9 });
    expect(near!.fits && far!.fits).toBe(true);
    // The proof: centre and end point of the exact distance.
    expect(near!.centreToSite!.from).toEqual(near!.position);
    for (const unit of found!.units) {
      expect(containsPoint(strip.geometry, unit.position!)).toBe(true);
      expectWithin(geodesicDistanceM(unit.position!, unit.centreToSite!.to), unit.clearanceM! + 50, { tolM: 1e-6 });
    }
    expect(geodesicDistanceM(near!.position!, far!.position!)).toBeGreaterThanOrEqual(100);
  });

  test("is impossible where one unit does not fit even alone: too large, or too far from the site", () => {
    expect(placeProjects(input(strip), [project(702)]).placements[0]).toMatchObject({ verdict: "impossible", spareM: null });
    const wide = { id: "W", units: [{ id: "u", areaM2: Math.PI * 101 ** 2, distanceM: 50 }] };
    expect(placeProjects(input(strip), [wide]).placements[0]).toMatchObject({
      verdict: "impossible",
      units: [{ position: null, fits: false }],
    });
  });

  test("is not found where units fit alone but not beside each other, and that is not called impossible", () => {
    // 120 × 120 m hold one disc of 50 m, not two.
    const small = parcel("small", box(600, -60, 120, 120));
    expect(placeProjects(input(small), [project(100, 100)]).placements[0]!.verdict).toBe("not-found");
    expect(placeProjects(input(small), [project(100)]).placements[0]!.verdict).toBe("fits");
  });

  test("comes with the parcels that fit first, the roomiest on top", () => {
    const parcels = [
      parcel("near", box(500, -100, 200, 200)),
      parcel("far", box(900, -100, 200, 200)),
      parcel("no", box(100, 0, 60, 60)),
    ];
    const { placements } = placeProjects(input(...parcels), [project(300)]);
    expect(placements.map(({ parcelId, verdict }) => [parcelId, verdict])).toEqual([
      ["far", "fits"],
      ["near", "fits"],
      ["no", "impossible"],
    ]);
  });
});

describe("requests that make no sense", () => {
  test.each<[string, CandidateProject]>([
    ["a project without units", { id: "P", units: [] }],
    ["a negative area", { id: "P", units: [{ id: "u", areaM2: -1, distanceM: 100 }] }],
    ["no distance", { id: "P", units: [{ id: "u", areaM2: 1, distanceM: 0 }] }],
    ["a distance that is no number", { id: "P", units: [{ id: "u", areaM2: 1, distanceM: Number.NaN }] }],
  ])("%s is refused", (_, wrong) => {
    expect(() => placeProjects(input(), [wrong])).toThrow(/Project "P" cannot be placed/);
  });

  test("two projects or units of one name are refused", () => {
    const twice: CandidateProject = { id: "P", units: [project(100).units[0]!, project(200).units[0]!] };
    expect(() => placeProjects(input(), [twice])).toThrow(/Two units are called "u0"/);
    expect(() => placeProjects(input(), [project(100), project(200)])).toThrow(/Two projects are called "P"/);
  });

  test("more searches than the caller will wait for are refused before the first, with their number", () => {
    const parcels = [parcel("a", box(300, 0, 100, 100)), parcel("b", box(500, 0, 100, 100))];
    const ask = (mostSearches: number) => placeProjects(input(...parcels), [project(100, 200)], { mostSearches });
    expect(() => ask(3)).toThrow(/2 units on 2 parcels are 4 searches; at most 3/);
    expect(ask(4).placements).toHaveLength(2);
  });

  test("without sites nothing is placed, and a finding says so", () => {
    const result = placeProjects({ ...input(parcel("p", box(0, 0, 100, 100))), sites: [] }, [project(100)]);
    expect(result.placements).toEqual([]);
    expect(result.issues.map(({ code }) => code)).toEqual(["sites-empty"]);
  });
});
