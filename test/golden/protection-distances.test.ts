import { readFileSync } from "node:fs";
import {
  type Areal,
  checkProtection,
  type DistanceRule,
  distanceBetween,
  type EdgeModel,
  type Plant,
  type ProtectionCheck,
  type Site,
  type Unit,
} from "@parkatlas/geo-core";
import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";

interface Case {
  readonly name: string;
  readonly outline: "unit" | "ring" | "plant";
  readonly site: readonly [number, number];
  readonly distanceM: number;
  readonly azimuthDeg: number;
}

/** Sites placed with GeodSolve; commands in protection/source.md. */
const { cases } = JSON.parse(readFileSync(new URL("./protection/distances.json", import.meta.url), "utf8")) as {
  readonly cases: readonly Case[];
};
const siteOf = (name: string) => cases.find((each) => each.name === name)!.site;

const box = (west: number, south: number, east: number, north: number) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const OUTLINES: Readonly<Record<Case["outline"], Areal>> = {
  unit: { type: "Polygon", coordinates: [box(122.197, 43.599, 122.2, 43.601)] },
  /** A unit around a yard: the hole's west edge lies on 122.198°. */
  ring: { type: "Polygon", coordinates: [box(122.19, 43.59, 122.21, 43.61), box(122.198, 43.595, 122.205, 43.605)] },
  plant: { type: "Polygon", coordinates: [box(122.195, 43.598, 122.203, 43.602)] },
};
const MODELS: readonly EdgeModel[] = ["projected", "lonlat", "geodesic"];
const WORKING_CRS = "EPSG:4550";

const site = (id: string, position: readonly [number, number]): Site => ({
  type: "Feature",
  id,
  geometry: { type: "Point", coordinates: [...position] },
  properties: { name: id, kind: "village" },
});
const unit = (distances: readonly DistanceRule[], geometry = OUTLINES.unit): Unit => ({
  type: "Feature",
  id: "u",
  geometry,
  properties: { name: "示例车间", plantId: "p", distances },
});
const plant = (distances: readonly DistanceRule[] = []): Plant => ({
  type: "Feature",
  id: "p",
  geometry: OUTLINES.plant,
  properties: { name: "示例厂区", distances },
});
const specified = (distanceM: number): DistanceRule => ({ kind: "specified", distanceM, source: "示例批复" });
function check(
  units: readonly Unit[],
  plants: readonly Plant[],
  sites: readonly Site[],
  edgeModel: EdgeModel = "lonlat",
): ProtectionCheck {
  return checkProtection({ units, plants, sites }, { edgeModel, workingCrs: WORKING_CRS });
}

describe("distances against GeodSolve", () => {
  test.each(cases)("$name: $distanceM m", ({ outline, site: position, distanceM, azimuthDeg }) => {
    const point = { type: "Point" as const, coordinates: [...position] };
    for (const edgeModel of MODELS) {
      const found = distanceBetween(OUTLINES[outline], point, { edgeModel, workingCrs: WORKING_CRS });
      // Meridian edges are exact in the lonlat and geodesic models. An edge straight in the plane of the zone, at 0.8° from
      // its central meridian, bows by L²·cos φ·Δλ/8R: 10 µm over 222 m, 0.25 mm over the 1.1 km of the hole (by hand).
      const tolM = edgeModel === "projected" ? 3e-4 : 2e-6;
      expectWithin(found.distanceM, distanceM, { tolM });
      expect(found.loM).toBeLessThanOrEqual(distanceM + tolM);
      expect(found.hiM).toBeGreaterThanOrEqual(distanceM - tolM);
      expectWithin(found.azimuthDeg!, azimuthDeg, { tolDeg: 1e-2 });
    }
  });
});

describe("verdicts at the exact distance", () => {
  test("a site 1 mm short of the required distance is inside, one 1 mm beyond it is outside", () => {
    const sites = [site("short", siteOf("east of an edge, 1 mm short")), site("beyond", siteOf("east of an edge, 1 mm beyond"))];
    for (const edgeModel of MODELS) {
      const [row] = check([unit([specified(300)])], [plant()], sites, edgeModel).units;
      expect(row!.pairs.map(({ siteId, verdict }) => [siteId, verdict])).toEqual([
        ["short", "inside"],
        ["beyond", "outside"],
      ]);
      expectWithin(row!.pairs[0]!.shortfallM, 0.001, { tolM: 2e-4 });
      expect(row!.pairs[1]!.shortfallM).toBe(0);
      expect(row!.verdict).toBe("inside");
    }
  });

  test("the same at a corner of the unit", () => {
    const sites = [site("short", siteOf("off a corner, 1 mm short")), site("beyond", siteOf("off a corner, 1 mm beyond"))];
    const [row] = check([unit([specified(500)])], [plant()], sites).units;
    expect(row!.pairs.map(({ verdict }) => verdict)).toEqual(["inside", "outside"]);
  });

  test("a site in the hole of a unit is measured to the edge of the hole", () => {
    const sites = [site("yard", siteOf("in the hole of a unit"))];
    const ring = unit([specified(60)], OUTLINES.ring);
    const [row] = check([ring], [plant()], sites).units;
    expectWithin(row!.pairs[0]!.distanceM, 50, { tolM: 2e-6 });
    expect(row!.verdict).toBe("inside");
    expect(check([unit([specified(45)], OUTLINES.ring)], [plant()], sites).units[0]!.verdict).toBe("outside");
  });
});

describe("each distance from its own outline", () => {
  // 250 m east of the plant's edge is 250 + 242.229 m = 492.229 m from the unit's (GeodSolve -i, same latitude).
  const sites = [site("east", siteOf("east of the plant"))];
  const health: DistanceRule = { kind: "health", distanceM: 300, source: "示例环评" };
  const atmospheric: DistanceRule = { kind: "atmospheric", distanceM: 300, source: "示例环评" };

  test("300 m of health protection is kept from the unit", () => {
    const [row] = check([unit([health])], [plant()], sites).units;
    expect(row!.verdict).toBe("outside");
    expect(row!.pairs).toEqual([]);
  });

  test("300 m of atmospheric protection from the plant boundary is not kept, whichever feature declares it", () => {
    for (const row of [
      check([unit([health, atmospheric])], [plant()], sites).units[0]!,
      check([unit([health])], [plant([atmospheric])], sites).units[0]!,
    ]) {
      expect(row.verdict).toBe("inside");
      expect(row.pairs).toHaveLength(1);
      expect(row.pairs[0]).toMatchObject({ measuredFrom: "plant", distanceKind: "atmospheric", verdict: "inside" });
      expectWithin(row.pairs[0]!.distanceM, 250, { tolM: 2e-6 });
      expectWithin(row.pairs[0]!.shortfallM, 50, { tolM: 2e-6 });
    }
  });

  test("a site within reach of both outlines is shown for both, with its own distance to each", () => {
    const wide: DistanceRule = { kind: "health", distanceM: 600, source: "示例环评" };
    const [row] = check([unit([wide, atmospheric])], [plant()], sites).units;
    expect(row!.pairs.map(({ measuredFrom, verdict }) => [measuredFrom, verdict])).toEqual([
      ["plant", "inside"],
      ["unit", "inside"],
    ]);
    expectWithin(row!.pairs[1]!.distanceM, 250 + 242.229226, { tolM: 1e-4 });
  });
});
