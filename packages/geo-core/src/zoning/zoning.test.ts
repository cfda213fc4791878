import { expectWithin, seededRandom } from "@parkatlas/test-support";
import { describe, expect, it } from "vitest";
import type { Areal } from "../geometry/types.ts";
import type { Block, Dataset, Lineage, Park, ParkProperties, ZoningScheme } from "../model/types.ts";
import { applyZoning } from "./apply-zoning.ts";
import { compareZoning } from "./compare-zoning.ts";
import { entitiesOn, predecessorsOf, successorsOf } from "./lineage.ts";
import { buildParkGraph, isConnected } from "./park-graph.ts";
import { zonesReport } from "./report.ts";
import { suggestZoning } from "./suggest-zoning.ts";

const squareAt = (lonDeg: number, latDeg: number, sizeDeg = 0.01): Areal => {
  const [e, n] = [lonDeg + sizeDeg, latDeg + sizeDeg];
  return {
    type: "Polygon",
    coordinates: [
      [
        [lonDeg, latDeg],
        [e, latDeg],
        [e, n],
        [lonDeg, n],
        [lonDeg, latDeg],
      ],
    ],
  };
};
const park = (id: string, lonDeg: number, latDeg: number, more: Partial<ParkProperties> = {}): Park => ({
  type: "Feature",
  id,
  geometry: squareAt(lonDeg, latDeg),
  properties: { name: `园区${id}`, ...more },
});
const block = (id: string, parkId: string, industries: readonly string[], enterprises?: number): Block => ({
  type: "Feature",
  id,
  geometry: squareAt(122, 43),
  properties: { name: id, parkId, industries, ...(enterprises === undefined ? {} : { enterprises }) },
});
const scheme = (zones: Readonly<Record<string, readonly string[]>>, id = "s"): ZoningScheme => ({
  id,
  title: { zh: "分区", en: "Zones" },
  zones: Object.entries(zones).map(([zoneId, parkIds]) => ({ id: zoneId, name: zoneId, parkIds })),
});
const dataset = (parks: readonly Park[], zoning: readonly ZoningScheme[], blocks: readonly Block[] = []): Dataset => ({
  format: "parkatlas-dataset/1",
  id: "example",
  title: { zh: "示例市", en: "Example" },
  asOf: "2021-12-31",
  crs: "EPSG:4490",
  edgeModel: "projected",
  workingCrs: "EPSG:4550",
  boundaries: [],
  parks,
  blocks,
  parcels: [],
  sites: [],
  units: [],
  plants: [],
  contours: [],
  zoning,
  lineage: null,
  config: {},
  sources: [],
});

describe("an assigned zoning", () => {
  const parks = [
    park("a", 122, 43, { plannedAreaM2: 10, builtAreaM2: 4 }),
    park("b", 122.1, 43, { plannedAreaM2: 20 }),
    park("c", 122.2, 43, { plannedAreaM2: 40, validTo: "2020-12-31" }),
  ];
  const blocks = [block("a1", "a", ["食品", "装备"], 5), block("a2", "a", ["食品"], 7), block("b1", "b", ["能源"])];

  it("sums published areas, enterprises and industries by zone", () => {
    const { zones, issues, unassigned } = applyZoning(dataset(parks, [scheme({ north: ["a", "b"] })], blocks));
    expect(zones).toMatchObject([
      { id: "north", parks: ["a", "b"], blocks: 3, plannedAreaM2: 30, builtAreaM2: null, enterprises: null },
    ]);
    expect(zones[0]!.industries).toEqual([
      { name: "食品", parks: 0, blocks: 2 },
      { name: "能源", parks: 0, blocks: 1 },
      { name: "装备", parks: 0, blocks: 1 },
    ]);
    expect(issues).toEqual([]);
    expect(unassigned).toEqual([]);
  });

  it("counts the parks that exist on the date", () => {
    const data = dataset(parks, [scheme({ north: ["a"], south: ["b", "c"] })], blocks);
    expect(applyZoning(data).zones[1]!.plannedAreaM2).toBe(20);
    expect(applyZoning(data, { date: "2020-12-31" }).zones[1]!.plannedAreaM2).toBe(60);
    expect(applyZoning(data, { date: "2020-12-31" }).zones[1]!.parks).toEqual(["b", "c"]);
  });

  it("finds a park in no zone, in two, and one that does not exist (rules §8)", () => {
    const { issues, unassigned } = applyZoning(dataset(parks, [scheme({ north: ["a"], south: ["a", "x"] })]));
    expect(issues.map(({ code, featureId }) => [code, featureId])).toEqual([
      ["park-in-two-zones", "a"],
      ["zone-park-unknown", "x"],
      ["park-in-no-zone", "b"],
    ]);
    expect(unassigned).toEqual(["b"]);
  });

  it("refuses a scheme that is not there and a date that is none", () => {
    expect(() => applyZoning(dataset(parks, [scheme({})]), { schemeId: "other" })).toThrow(/other/);
    expect(() => applyZoning(dataset(parks, [scheme({})]), { date: "2020-02-30" })).toThrow(/2020-02-30/);
  });
});

describe("agreement of two zonings", () => {
  it("is 4/7 for {ab}{c}{d} against {ab}{cd}: one pair together, 1 and 2 pairs, a third by chance", () => {
    const { adjustedRand } = compareZoning(
      scheme({ x: ["a", "b"], y: ["c"], z: ["d"] }),
      scheme({ p: ["a", "b"], q: ["c", "d"] }),
    );
    expectWithin(adjustedRand!, 4 / 7, { tolIndex: 1e-15 });
  });

  it("is 1 for the same division under other names, 0 for all against single ones, null for one park", () => {
    const pairs = scheme({ x: ["a", "b"], y: ["c", "d"] });
    expect(compareZoning(pairs, scheme({ q: ["d", "c"], p: ["b", "a"] })).adjustedRand).toBe(1);
    const single = scheme({ a: ["a"], b: ["b"], c: ["c"], d: ["d"] });
    expect(compareZoning(scheme({ all: ["a", "b", "c", "d"] }), single).adjustedRand).toBe(0);
    expect(compareZoning(single, single).adjustedRand).toBe(1);
    expect(compareZoning(scheme({ x: ["a"] }), scheme({ y: ["a"] })).adjustedRand).toBeNull();
  });

  it("is −1/2 for two pairs that are crossed: none together, 2 and 2 pairs, 2/3 by chance", () => {
    const { adjustedRand, overlaps } = compareZoning(
      scheme({ x: ["a", "b"], y: ["c", "d"] }),
      scheme({ p: ["a", "c"], q: ["b", "d"] }),
    );
    expectWithin(adjustedRand!, -0.5, { tolIndex: 1e-15 });
    expect(overlaps).toHaveLength(4);
  });

  it("looks at the parks that are in both and names the others", () => {
    const { parks, onlyInFirst, onlyInSecond } = compareZoning(scheme({ x: ["a", "b"] }), scheme({ y: ["b", "c"] }));
    expect({ parks, onlyInFirst, onlyInSecond }).toEqual({ parks: 1, onlyInFirst: ["a"], onlyInSecond: ["c"] });
  });
});

describe("a suggested zoning", () => {
  const clusters = [
    park("n1", 121.0, 45.0),
    park("n2", 121.1, 45.0),
    park("n3", 121.0, 45.1),
    park("s1", 122.0, 42.5),
    park("s2", 122.1, 42.5),
    park("c1", 121.5, 43.7),
    park("c2", 121.6, 43.7),
  ];

  it("finds three clusters that are plain to see, from north to south", () => {
    const { zones } = suggestZoning(clusters, { zones: 3, balance: "parks" });
    expect(zones.map(({ parkIds }) => [...parkIds].sort())).toEqual([
      ["n1", "n2", "n3"],
      ["c1", "c2"],
      ["s1", "s2"],
    ]);
    expect(zones.map(({ share }) => share)).toEqual([3 / 7, 2 / 7, 2 / 7]);
  });

  it("does not depend on ids or on the order of the parks", () => {
    const expected = suggestZoning(clusters, { zones: 3 }).zones.map(({ parkIds }) => parkIds);
    const renamed = [...clusters].reverse().map((each) => ({ ...each, id: `z-${each.id}` }));
    const found = suggestZoning(renamed, { zones: 3 }).zones.map(({ parkIds }) => parkIds.map((id) => id.slice(2)));
    expect(found).toEqual(expected);
  });

  it("puts every park into one connected zone, k zones for every k, for scattered parks too", () => {
    const random = seededRandom(53);
    const scattered = Array.from({ length: 17 }, (_, index) => park(`p${index}`, 120 + 3 * random(), 42 + 3 * random()));
    for (let k = 1; k <= scattered.length; k++) {
      const { zones } = suggestZoning(scattered, { zones: k });
      expect(zones).toHaveLength(k);
      expect(zones.flatMap(({ parkIds }) => parkIds).sort()).toEqual(scattered.map(({ id }) => id).sort());
      const { neighbours } = buildParkGraph(scattered.map(({ geometry }) => centreOf(geometry)));
      for (const { parkIds } of zones)
        expect(
          isConnected(
            parkIds.map((id) => scattered.findIndex((each) => each.id === id)),
            neighbours,
          ),
        ).toBe(true);
    }
  });

  it("balances planned areas when they weigh more than distances", () => {
    const row = [1, 1, 1, 3].map((area, index) => park(`r${index}`, 122 + index * 0.1, 43, { plannedAreaM2: area }));
    const { zones, imbalance } = suggestZoning(row, { zones: 2, balanceWeight: 100 });
    expect(zones.map(({ parkIds }) => parkIds)).toEqual([["r0", "r1", "r2"], ["r3"]]);
    expect(imbalance).toBe(0);
  });

  it("refuses more zones than parks, and none", () => {
    expect(() => suggestZoning(clusters, { zones: 8 })).toThrow(/1 to 7/);
    expect(() => suggestZoning(clusters, { zones: 0 })).toThrow(/1 to 7/);
  });

  it("comes with its agreement with the assigned zones in the report", () => {
    const assigned = scheme({ north: ["n1", "n2", "n3"], central: ["c1", "c2"], south: ["s1", "s2"] });
    const report = zonesReport(dataset(clusters, [assigned]), { suggest: 3, balance: "parks" });
    expect(report.suggestion!.agreement).toMatchObject({ adjustedRand: 1, parks: 7 });
    expect(zonesReport(dataset(clusters, [assigned]))).not.toHaveProperty("suggestion");
  });
});

/** Middle of one of the squares above, where their label point lies too. */
function centreOf(areal: Areal): readonly [number, number] {
  const [lonDeg, latDeg] = (areal.coordinates as number[][][])[0]![0]!;
  return [lonDeg! + 0.005, latDeg! + 0.005];
}

describe("lineage", () => {
  const lineage: Lineage = {
    entities: [
      { id: "old-1", kind: "park", name: "旧一", validTo: "2020-12-31" },
      { id: "old-2", kind: "park", name: "旧二", validTo: "2020-12-31" },
      { id: "new", kind: "park", name: "新", validFrom: "2021-01-01", validTo: "2023-12-31", predecessors: ["old-1", "old-2"] },
      { id: "newest", kind: "park", name: "更新", validFrom: "2024-01-01", predecessors: ["new"] },
      { id: "block", kind: "block", name: "区块" },
    ],
  };
  const ids = (entities: readonly { readonly id: string }[]) => entities.map(({ id }) => id);

  it("gives the entities of a date; the last day belongs to the old ones", () => {
    expect(ids(entitiesOn(lineage, "2020-12-31", "park"))).toEqual(["old-1", "old-2"]);
    expect(ids(entitiesOn(lineage, "2021-01-01", "park"))).toEqual(["new"]);
    expect(ids(entitiesOn(lineage, "2021-01-01"))).toEqual(["new", "block"]);
    expect(() => entitiesOn(lineage, "2021")).toThrow(/2021/);
  });

  it("follows predecessors and successors to the end, and ends in a circle too", () => {
    expect(ids(predecessorsOf(lineage, "newest"))).toEqual(["new", "old-1", "old-2"]);
    expect(ids(successorsOf(lineage, "old-2"))).toEqual(["new", "newest"]);
    const circle: Lineage = {
      entities: [
        { id: "x", kind: "park", name: "x", predecessors: ["y"] },
        { id: "y", kind: "park", name: "y", predecessors: ["x"] },
      ],
    };
    expect(ids(predecessorsOf(circle, "x"))).toEqual(["y"]);
  });
});
