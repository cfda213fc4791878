import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { isGeoError } from "../errors.ts";
import type { DistanceRule, Plant, PlantProperties, Site, SiteProperties, Unit, UnitProperties } from "../model/types.ts";
import { checkProtection, type ProtectionOptions } from "./check-protection.ts";
import type { ProtectionInput } from "./subjects.ts";
import type { ProtectionCheck } from "./types.ts";

/** Degrees of longitude and latitude for a metre at 43.6° N, good to 0.1 %: these tests place sites well away from limits. */
const LON_PER_M = 1 / 80_743;
const LAT_PER_M = 1 / 111_099;

const box = (eastM: number, northM: number, widthM: number, heightM: number) => {
  const at = (x: number, y: number) => [122.2 + (eastM + x) * LON_PER_M, 43.6 + (northM + y) * LAT_PER_M];
  return { type: "Polygon" as const, coordinates: [[at(0, 0), at(widthM, 0), at(widthM, heightM), at(0, heightM), at(0, 0)]] };
};
const point = (eastM: number, northM: number) => ({
  type: "Point" as const,
  coordinates: [122.2 + eastM * LON_PER_M, 43.6 + northM * LAT_PER_M],
});
const rule = (kind: DistanceRule["kind"], distanceM: number): DistanceRule => ({ kind, distanceM, source: "示例批复" });

const unit = (id: string, more: Partial<UnitProperties> = {}, geometry: Unit["geometry"] = box(0, 0, 100, 100)): Unit => ({
  type: "Feature",
  id,
  geometry,
  properties: { name: `示例车间 ${id}`, ...more },
});
const plant = (id: string, more: Partial<PlantProperties> = {}): Plant => ({
  type: "Feature",
  id,
  geometry: box(-200, -200, 500, 500),
  properties: { name: `示例厂区 ${id}`, ...more },
});
const site = (id: string, geometry: Site["geometry"], more: Partial<SiteProperties> = {}): Site => ({
  type: "Feature",
  id,
  geometry,
  properties: { name: `示例村 ${id}`, kind: "village", ...more },
});

const check = (input: Partial<ProtectionInput>, options: Partial<ProtectionOptions> = {}): ProtectionCheck =>
  checkProtection({ units: [], plants: [], sites: [], ...input }, { edgeModel: "lonlat", workingCrs: "EPSG:4550", ...options });
const codes = ({ issues }: ProtectionCheck) => issues.map(({ code }) => code);

describe("a unit and the sites around it", () => {
  const units = [unit("u", { distances: [rule("specified", 300)] })];

  test("sites are listed nearest first, up to a tenth beyond the required distance", () => {
    const sites = [site("far", point(431, 50)), site("near", point(200, 50)), site("beyond", point(420, 50))];
    const [row] = check({ units, sites }).units;
    // 331 m lies beyond 1.1 · 300 m, 320 m within it.
    expect(row!.pairs.map(({ siteId, verdict }) => [siteId, verdict])).toEqual([
      ["near", "inside"],
      ["beyond", "outside"],
    ]);
    expect(row).toMatchObject({ verdict: "inside", requiredM: 300, subject: "unit" });
    expectWithin(row!.pairs[0]!.shortfallM, 200, { tolM: 0.5 });
    expectWithin(row!.pairs[0]!.azimuthDeg!, 90, { tolDeg: 0.1 });
  });

  test("a wider reach lists more sites and changes no verdict", () => {
    const sites = [site("far", point(431, 50))];
    expect(check({ units, sites }).units[0]!.pairs).toHaveLength(0);
    const wide = check({ units, sites }, { reachFactor: 2 }).units[0]!;
    expect(wide.pairs).toHaveLength(1);
    expect(wide.verdict).toBe("outside");
  });

  test("a site that touches the unit, or lies in it, is at 0 m, inside, and a finding", () => {
    const sites = [site("touching", box(100, 0, 50, 50)), site("within", point(50, 50))];
    const result = check({ units, sites });
    expect(result.units[0]!.pairs.map(({ distanceM, verdict, azimuthDeg }) => [distanceM, verdict, azimuthDeg])).toEqual([
      [0, "inside", null],
      [0, "inside", null],
    ]);
    expect(result.units[0]!.pairs.every(({ shortfallM }) => shortfallM === 300)).toBe(true);
    expect(codes(result)).toEqual(["site-touches-unit", "site-touches-unit"]);
    expect(result.issues[0]).toMatchObject({ layer: "sites", featureId: "touching", path: "features[0].geometry" });
  });

  test("the order of features changes no row and no verdict", () => {
    const sites = [site("a", point(200, 50)), site("b", point(200, 50)), site("c", point(320, 50))];
    const forward = check({ units, sites }).units;
    expect(check({ units, sites: [...sites].reverse() }).units).toEqual(forward);
  });

  test("the envelope is the unit with the ground within the distance around it, drawn outward", () => {
    // 100 × 100 m with 300 m around: 10 000 + 4·100·300 + π·300² = 412 743 m², by hand.
    const { envelopeAreaM2 } = check({ units, sites: [] }).units[0]!;
    const expectedM2 = 10_000 + 120_000 + Math.PI * 90_000;
    expect(envelopeAreaM2!).toBeGreaterThan(expectedM2 * 0.999);
    expectWithin(envelopeAreaM2!, expectedM2, { tolM2: 0.004 * expectedM2 });
    expect(check({ units }, { envelopes: false }).units[0]!.envelopeAreaM2).toBeNull();
  });
});

describe("several distances of one unit", () => {
  test("distances from the same outline share a pair that shows each of them", () => {
    const units = [unit("u", { distances: [rule("health", 100), rule("specified", 400)] })];
    const [row] = check({ units, sites: [site("s", point(350, 50))] }).units;
    expect(row!.requiredM).toBe(400);
    expect(row!.pairs).toHaveLength(1);
    expect(row!.pairs[0]).toMatchObject({ distanceKind: "specified", requiredM: 400, verdict: "inside" });
    expect(row!.pairs[0]!.tests.map(({ distanceKind, verdict }) => [distanceKind, verdict])).toEqual([
      ["specified", "inside"],
      ["health", "outside"],
    ]);
  });

  test("units of one plant may ask its boundary for different distances", () => {
    const plants = [plant("p")];
    const units = [
      unit("near", { plantId: "p", distances: [rule("atmospheric", 50)] }),
      unit("wide", { plantId: "p", distances: [rule("atmospheric", 200)] }),
    ];
    // The plant's east edge lies 300 m east of the origin, so the site is 100 m from it.
    const rows = check({ units, plants, sites: [site("s", point(400, 50))] }).units;
    expect(rows.map(({ id, verdict, pairs }) => [id, verdict, pairs.length])).toEqual([
      ["near", "outside", 0],
      ["wide", "inside", 1],
    ]);
  });

  test("the envelope of unit and plant together counts the shared ground once", () => {
    const plants = [plant("p")];
    const alone = check({ plants, units: [unit("u", { plantId: "p", distances: [rule("atmospheric", 300)] })] }).units[0]!;
    const both = check({
      plants,
      units: [unit("u", { plantId: "p", distances: [rule("atmospheric", 300), rule("health", 100)] })],
    }).units[0]!;
    // 100 m around the unit, whose edges lie 200 m inside the plant, stay within 300 m around the plant.
    expectWithin(both.envelopeAreaM2!, alone.envelopeAreaM2!, { tolM2: 1 });
  });
});

describe("plants", () => {
  const sites = [site("s", point(400, 50))];

  test("a plant with a distance and no unit has a row of its own", () => {
    const result = check({ plants: [plant("p", { distances: [rule("atmospheric", 200)] })], sites });
    expect(result.units).toMatchObject([{ id: "p", subject: "plant", plantId: "p", verdict: "inside", requiredM: 200 }]);
  });

  test("a plant with units, or without a distance, has none", () => {
    const plants = [plant("p", { distances: [rule("atmospheric", 200)] }), plant("quiet")];
    const result = check({ plants, units: [unit("u", { plantId: "p" })], sites });
    expect(result.units.map(({ id }) => id)).toEqual(["u"]);
    expect(result.units[0]).toMatchObject({ verdict: "inside", requiredM: 200 });
  });

  test("a plant id that names nothing leaves the atmospheric distance unknown, and the others answered", () => {
    const units = [unit("u", { plantId: "gone", distances: [rule("atmospheric", 200), rule("health", 100)] })];
    const result = check({ units, sites });
    expect(result.units[0]).toMatchObject({ verdict: "unknown", requiredM: 100 });
    expect(result.units[0]!.unresolved).toMatchObject([{ kind: "atmospheric", code: "plant-unknown" }]);
    expect(codes(result)).toEqual(["plant-unknown"]);
    expect(result.issues[0]!.path).toBe("features[0].properties.plantId");
  });

  test("a unit outside its plant is a finding and is still tested", () => {
    const units = [unit("u", { plantId: "p", distances: [rule("health", 100)] }, box(280, 0, 100, 100))];
    const result = check({ units, plants: [plant("p")], sites });
    // 80 of its 100 m lie east of the plant's edge.
    expect(result.issues).toMatchObject([{ code: "unit-outside-plant", message: expect.stringContaining("80 %") }]);
    expect(result.units[0]!.verdict).toBe("inside");
    const pointUnit = unit("u", { plantId: "p", distances: [rule("health", 100)] }, point(900, 0));
    expect(codes(check({ units: [pointUnit], plants: [plant("p")], sites }))).toEqual(["unit-outside-plant"]);
  });
});

describe("units without a settled distance", () => {
  const sites = [site("s", point(150, 50))];

  test("no rule at all is not required, with the reason", () => {
    const [row] = check({ units: [unit("u")], sites }).units;
    expect(row).toMatchObject({ verdict: "not-required", requiredM: null, envelopeAreaM2: null, pairs: [] });
    expect(row!.basisZh).toBe("数据中未提出防护距离要求");
  });

  test("an assessed atmospheric distance of 0 m is not required, with its source", () => {
    const units = [unit("u", { plantId: "p", distances: [rule("atmospheric", 0)] })];
    const [row] = check({ units, plants: [plant("p")], sites }).units;
    expect(row).toMatchObject({ verdict: "not-required", requiredM: null });
    expect(row!.basis).toContain("none needed (0 m), 示例批复");
  });

  test("missing wind is unknown, never outside", () => {
    const substances = [{ name: "NH3", emissionKgPerH: 1, limitMgPerM3: 0.2, sourceClass: "II" as const }];
    const result = check({ units: [unit("u", { distances: [{ kind: "health", substances }] })], sites });
    expect(result.units[0]).toMatchObject({ verdict: "unknown", requiredM: null });
    expect(codes(result)).toEqual(["health-input-missing"]);
    expect(result.summary).toMatchObject({ unknown: 1, outside: 0, notRequired: 0 });
  });

  test("a known violation outweighs a distance that is not settled", () => {
    const units = [unit("u", { distances: [rule("specified", 100), { kind: "specified" }] })];
    expect(check({ units, sites }).units[0]!.verdict).toBe("inside");
  });
});

describe("dates", () => {
  const units = [unit("u", { distances: [rule("specified", 300)], operatesFrom: "2022-01-01" })];
  const sites = [
    site("moved", point(200, 50), { status: "relocated", validTo: "2023-06-30" }),
    site("planned", point(250, 50), { status: "planned", validFrom: "2024-01-01" }),
  ];
  const on = (asOf: string) => check({ units, sites }, { asOf });

  test("before the unit runs nothing is tested", () => {
    const [row] = on("2021-12-31").units;
    expect(row).toMatchObject({ verdict: "not-required", requiredM: null, pairs: [] });
    expect(row!.basis).toMatch(/^Not yet running on 2021-12-31 \(from 2022-01-01\); specified distance 300 m/);
    expect(row!.workings).toHaveLength(1);
  });

  test("a site counts until it is relocated, a planned one from its plan on", () => {
    const listed = (asOf: string) => on(asOf).units[0]!.pairs.map(({ siteId, siteStatus }) => [siteId, siteStatus]);
    expect(listed("2023-06-30")).toEqual([["moved", "relocated"]]);
    expect(listed("2023-07-01")).toEqual([]);
    expect(listed("2024-01-01")).toEqual([["planned", "planned"]]);
  });

  test("a relocated site without a day counts on no date and is a finding", () => {
    const result = check({ units, sites: [site("s", point(200, 50), { status: "relocated" })] }, { asOf: "2023-01-01" });
    expect(result.units[0]!.verdict).toBe("outside");
    expect(codes(result)).toEqual(["site-relocated-undated"]);
  });
});

describe("uncertainty", () => {
  test("a margin under the accuracy of both outlines is flagged, and unknown accuracy is not a pass", () => {
    const units = [unit("u", { distances: [rule("specified", 300)], accuracyM: 3 })];
    const sites = [site("surveyed", point(402, 50), { accuracyM: 4 }), site("undeclared", point(402, 60))];
    // 302 m against 300 m: a margin of 2 m under √(3² + 4²) = 5 m.
    const flags = new Map(
      check({ units, sites }).units[0]!.pairs.map(({ siteId, withinUncertainty }) => [siteId, withinUncertainty]),
    );
    expect(flags.get("surveyed")).toBe(true);
    expect(flags.get("undeclared")).toBeNull();
  });
});

describe("bad and empty data", () => {
  test("a broken outline leaves its unit unknown and the others answered", () => {
    const open: Unit["geometry"] = {
      type: "Polygon",
      coordinates: [
        [
          [122, 43],
          [122.1, 43],
          [122.1, 43.1],
        ],
      ],
    };
    const units = [
      unit("broken", { distances: [rule("specified", 300)] }, open),
      unit("good", { distances: [rule("specified", 300)] }),
    ];
    const result = check({
      units,
      sites: [site("s", point(200, 50)), site("bad", { type: "Point", coordinates: [43.6, 122.2] })],
    });
    expect(result.units.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["broken", "unknown"],
      ["good", "inside"],
    ]);
    expect(result.issues.map(({ code, featureId, path }) => [code, featureId, path])).toEqual([
      ["geometry-unmeasurable", "broken", "features[0].geometry"],
      ["geometry-unmeasurable", "bad", "features[1].geometry"],
    ]);
  });

  test("no sites is said, because every unit then passes untested", () => {
    const result = check({ units: [unit("u", { distances: [rule("specified", 300)] })] });
    expect(result.units[0]!.verdict).toBe("outside");
    expect(codes(result)).toEqual(["sites-empty"]);
  });

  test("nothing to test is said too", () => {
    const result = check({ sites: [site("s", point(0, 0))] });
    expect(result.units).toEqual([]);
    expect(codes(result)).toEqual(["units-empty"]);
    expect(result.summary).toMatchObject({ units: 0, sitesInside: 0, worstShortfallM: 0 });
  });

  test.each<[string, Partial<ProtectionOptions>, string]>([
    ["an unknown unit", { unitId: "nope" }, "unknown-id"],
    ["a reach under the required distance", { reachFactor: 0.5 }, "input-out-of-range"],
    ["a date that is none", { asOf: "2023-02-30" }, "date-invalid"],
  ])("%s is refused", (_, options, code) => {
    try {
      check({ units: [unit("u")] }, options);
      expect.unreachable();
    } catch (error) {
      expect(isGeoError(error) && error.code).toBe(code);
    }
  });
});

describe("one unit and the summary", () => {
  const units = [
    unit("a", { distances: [rule("specified", 300)] }),
    unit("b", { distances: [rule("specified", 200)] }),
    unit("c", { distances: [rule("specified", 50)] }),
    unit("d"),
  ];
  const sites = [
    site("both", point(250, 50), { households: 40, population: 120 }),
    site("one", point(380, 50), { households: 10 }),
  ];

  test("asking for one unit answers for that one alone", () => {
    const result = check({ units, sites }, { unitId: "b" });
    expect(result.units.map(({ id }) => id)).toEqual(["b"]);
    expect(result.units[0]).toEqual(check({ units, sites }).units[1]);
  });

  test("an answer about one unit has no findings about the plants of others", () => {
    const plants = [
      plant("mine", { distances: [{ kind: "specified" }] }),
      plant("other", { distances: [{ kind: "specified" }] }),
    ];
    const both = [unit("a", { plantId: "mine" }), unit("b", { plantId: "other" })];
    const found = (options: Partial<ProtectionOptions>) =>
      check({ units: both, plants, sites }, options).issues.map(({ path }) => path);
    expect(found({})).toEqual(["features[0].properties.distances[0]", "features[1].properties.distances[0]"]);
    expect(found({ unitId: "b" })).toEqual(["features[1].properties.distances[0]"]);
  });

  test("a site inside two distances counts once, with its people", () => {
    const { summary } = check({ units, sites });
    // "both" is 150 m from the units, "one" 280 m: inside 300 m both, inside 200 m only the first.
    expect(summary).toMatchObject({
      units: 4,
      inside: 2,
      outside: 1,
      indeterminate: 0,
      unknown: 0,
      notRequired: 1,
      sitesInside: 2,
      householdsInside: 50,
      populationInside: 120,
      sitesInsideWithoutHouseholds: 0,
      sitesInsideWithoutPopulation: 1,
    });
    expectWithin(summary.worstShortfallM, 150, { tolM: 0.5 });
  });
});
