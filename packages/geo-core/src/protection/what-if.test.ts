import { expectWithin, seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { isGeoError } from "../errors.ts";
import type { DistanceRule, Plant, Site, Unit } from "../model/types.ts";
import { ASSUMED_SOURCE, applyChanges, type ProtectionChange } from "./changes.ts";
import { checkProtection } from "./check-protection.ts";
import type { ProtectionInput } from "./subjects.ts";
import { protectionWhatIf } from "./what-if.ts";

const LON_PER_M = 1 / 80_743;
const LAT_PER_M = 1 / 111_099;
const position = (eastM: number, northM: number) => [122.2 + eastM * LON_PER_M, 43.6 + northM * LAT_PER_M];
const square = (eastM: number, northM: number, sizeM: number) => ({
  type: "Polygon" as const,
  coordinates: [
    [
      position(eastM, northM),
      position(eastM + sizeM, northM),
      position(eastM + sizeM, northM + sizeM),
      position(eastM, northM + sizeM),
      position(eastM, northM),
    ],
  ],
});
const unit = (id: string, eastM: number, distances: readonly DistanceRule[], plantId?: string): Unit => ({
  type: "Feature",
  id,
  geometry: square(eastM, 0, 100),
  properties: { name: `示例车间 ${id}`, distances, ...(plantId === undefined ? {} : { plantId }) },
});
const site = (id: string, eastM: number, people: Partial<Site["properties"]> = {}): Site => ({
  type: "Feature",
  id,
  geometry: { type: "Point", coordinates: position(eastM, 50) },
  properties: { name: `示例村 ${id}`, kind: "village", ...people },
});
const specified = (distanceM: number): DistanceRule => ({ kind: "specified", distanceM, source: "示例批复" });
const OPTIONS = { edgeModel: "lonlat", workingCrs: "EPSG:4550", envelopes: false } as const;

/** The scenario, and the same by checking the changed data from the start: rows and summary must agree. */
function whatIf(input: ProtectionInput, changes: readonly ProtectionChange[]) {
  const scenario = protectionWhatIf(input, checkProtection(input, OPTIONS), changes, OPTIONS);
  const whole = checkProtection(applyChanges(input, changes, OPTIONS.workingCrs), OPTIONS);
  expect(scenario.summaryAfter).toEqual(whole.summary);
  for (const row of scenario.units) expect(row).toEqual(whole.units.find(({ id }) => id === row.id));
  return scenario;
}

const input: ProtectionInput = {
  units: [unit("a", 0, [specified(300)]), unit("b", 5000, [specified(300)])],
  plants: [],
  sites: [site("near", 350), site("edge", 450), site("far", 5600)],
};

describe("one change at a time", () => {
  test("a shorter distance lets sites out and names them", () => {
    const { differences, units, hypothetical } = whatIf(input, [
      { kind: "set-distance", unitId: "a", distanceKind: "specified", distanceM: 200 },
    ]);
    expect(hypothetical).toBe(true);
    expect(units.map(({ id }) => id)).toEqual(["a"]);
    expect(differences).toMatchObject([
      {
        unitId: "a",
        verdictBefore: "inside",
        verdictAfter: "outside",
        requiredBeforeM: 300,
        requiredAfterM: 200,
        sitesLeft: ["near"],
      },
    ]);
    expect(units[0]!.workings[0]!.source).toBe(ASSUMED_SOURCE);
  });

  test("a moved unit is measured from where it would stand", () => {
    // "near" is 250 m east of the unit; 100 m further east of that makes it 150 m, and "edge" 250 m.
    const { differences } = whatIf(input, [{ kind: "move-unit", unitId: "a", eastM: 100, northM: 0 }]);
    expect(differences).toMatchObject([{ sitesEntered: ["edge"], sitesLeft: [] }]);
    expectWithin(differences[0]!.worstShortfallAfterM, 150, { tolM: 1 });
  });

  test("dropping a site changes the units that reached it, and no others", () => {
    const { differences, units } = whatIf(input, [{ kind: "drop-site", siteId: "near" }]);
    expect(units.map(({ id }) => id)).toEqual(["a"]);
    expect(differences).toMatchObject([{ verdictAfter: "outside", sitesLeft: ["near"] }]);
  });

  test("a new site is found by the units it comes close to", () => {
    const { differences } = whatIf(input, [{ kind: "put-site", site: site("new", 5250) }]);
    expect(differences).toMatchObject([{ unitId: "b", verdictBefore: "outside", verdictAfter: "inside", sitesEntered: ["new"] }]);
  });

  test("a site that moves is let go by one unit and met by another", () => {
    const { differences } = whatIf(input, [{ kind: "put-site", site: site("near", 5250) }]);
    expect(differences.map(({ unitId, sitesEntered, sitesLeft }) => [unitId, sitesEntered, sitesLeft])).toEqual([
      ["a", [], ["near"]],
      ["b", ["near"], []],
    ]);
  });

  test("units come and go", () => {
    const added = whatIf(input, [{ kind: "put-unit", unit: unit("c", 500, [specified(100)]) }]);
    expect(added.differences).toMatchObject([
      { unitId: "c", verdictBefore: null, verdictAfter: "inside", sitesEntered: ["edge"] },
    ]);
    const dropped = whatIf(input, [{ kind: "drop-unit", unitId: "a" }]);
    expect(dropped.differences).toMatchObject([{ unitId: "a", verdictAfter: null, requiredAfterM: null, sitesLeft: ["near"] }]);
    expect(dropped.summaryAfter.units).toBe(1);
    expect(dropped.issues).toEqual([]);
  });

  test("wind and emission change the computed distance", () => {
    const substances = [{ name: "HF", emissionKgPerH: 0.3, limitMgPerM3: 0.02, sourceClass: "II" as const }];
    const health: DistanceRule = { kind: "health", windMPerS: 3, areaM2: 40_000, substances };
    const data = { ...input, units: [unit("a", 0, [health])] };
    // Rules §5: 278.46 m, graded 300, at 2–4 m/s; 359.11 m, graded 400, under 2 m/s.
    const calm = whatIf(data, [{ kind: "set-wind", unitId: "a", windMPerS: 1.5 }]);
    expect(calm.differences).toMatchObject([{ requiredBeforeM: 300, requiredAfterM: 400, sitesEntered: ["edge"] }]);
    const less = whatIf(data, [{ kind: "set-emission", unitId: "a", substance: "HF", emissionKgPerH: 0.01 }]);
    expect(less.differences[0]!.requiredAfterM).toBeLessThan(300);
  });

  test("a change without effect makes no difference", () => {
    expect(whatIf(input, [{ kind: "set-distance", unitId: "a", distanceKind: "specified", distanceM: 300 }]).differences).toEqual(
      [],
    );
    expect(whatIf(input, []).units).toEqual([]);
  });
});

describe("plants", () => {
  const plant: Plant = {
    type: "Feature",
    id: "p",
    geometry: square(-100, -100, 300),
    properties: { name: "示例厂区", distances: [{ kind: "atmospheric", distanceM: 200, source: "示例环评" }] },
  };

  test("a plant that loses its last unit keeps its distance in a row of its own, and gives it up again", () => {
    const one = { ...input, units: [unit("a", 0, [], "p")], plants: [plant] };
    expect(
      whatIf(one, [{ kind: "drop-unit", unitId: "a" }])
        .differences.map(({ unitId }) => unitId)
        .sort(),
    ).toEqual(["a", "p"]);
    const none = { ...one, units: [] };
    expect(whatIf(none, [{ kind: "put-unit", unit: unit("a", 0, [], "p") }]).summaryAfter.units).toBe(1);
  });

  test("a plant that keeps another unit gets no row of its own", () => {
    const two = { ...input, units: [unit("a", 0, [], "p"), unit("b", 0, [], "p")], plants: [plant] };
    expect(whatIf(two, [{ kind: "drop-unit", unitId: "a" }]).differences.map(({ unitId }) => unitId)).toEqual(["a"]);
  });

  test("a site near the plant, but kilometres from its unit, touches the unit's row", () => {
    const wide: Plant = { ...plant, geometry: square(-100, -100, 6000) };
    const one = { ...input, units: [unit("a", 0, [], "p")], plants: [wide], sites: [] };
    expect(whatIf(one, [{ kind: "put-site", site: site("s", 6050) }]).differences).toMatchObject([
      { unitId: "a", sitesEntered: ["s"] },
    ]);
  });
});

test("findings are placed in the whole of the changed data, not in the part that was tested", () => {
  const touching = whatIf(input, [{ kind: "put-site", site: site("new", 5050) }]);
  // The new site stands in unit b, as the fourth of the sites.
  expect(touching.issues).toMatchObject([{ code: "site-touches-unit", featureId: "new", path: "features[3].geometry" }]);
  const nameless = whatIf(input, [{ kind: "put-unit", unit: unit("b", 5000, [{ kind: "specified" }]) }]);
  expect(nameless.issues).toMatchObject([{ featureId: "b", path: "features[1].properties.distances[0]" }]);
});

test("random scenarios agree with checking the changed data from the start", () => {
  const random = seededRandom(2025);
  const units = Array.from({ length: 30 }, (_, index) =>
    unit(`u${index}`, 6000 * random(), [specified(100 * Math.ceil(9 * random()))]),
  );
  const people = () => (random() < 0.7 ? { households: Math.ceil(20 * random()), population: Math.ceil(60 * random()) } : {});
  const sites = Array.from({ length: 40 }, (_, index) => site(`s${index}`, 7000 * random(), people()));
  for (let run = 0; run < 40; run++) {
    const unitId = `u${Math.floor(30 * random())}`;
    const siteId = `s${Math.floor(40 * random())}`;
    const changes: ProtectionChange[] = [
      { kind: "move-unit", unitId, eastM: 2000 * random() - 1000, northM: 200 * random() },
      { kind: "set-distance", unitId: `u${Math.floor(30 * random())}`, distanceKind: "specified", distanceM: 1000 * random() },
      random() < 0.5 ? { kind: "drop-site", siteId } : { kind: "put-site", site: site(siteId, 7000 * random(), people()) },
    ];
    whatIf({ units, plants: [], sites }, changes);
  }
});

test("a base that was indexed for one input is indexed anew for another, and for another reach", () => {
  const base = checkProtection(input, OPTIONS);
  const drop: ProtectionChange[] = [{ kind: "drop-site", siteId: "near" }];
  const first = protectionWhatIf(input, base, drop, OPTIONS);
  expect(protectionWhatIf({ ...input, sites: [...input.sites] }, base, drop, OPTIONS)).toEqual(first);
  const wide = { ...OPTIONS, reachFactor: 20 };
  // Twenty times 300 m reach from b to "near", 4.6 km away: with that reach its row lists the site, so it is tested again.
  const touched = protectionWhatIf(input, checkProtection(input, wide), drop, wide).units.map(({ id }) => id);
  expect(touched).toEqual(["a", "b"]);
});

test.each<ProtectionChange>([
  { kind: "drop-unit", unitId: "nope" },
  { kind: "drop-site", siteId: "nope" },
  { kind: "move-unit", unitId: "nope", eastM: 1, northM: 1 },
  { kind: "set-emission", unitId: "a", substance: "nope", emissionKgPerH: 1 },
])("$kind of something that is not there is refused", (change) => {
  try {
    applyChanges(input, [change], "EPSG:4550");
    expect.unreachable();
  } catch (error) {
    expect(isGeoError(error) && error.code).toBe("unknown-id");
  }
});
