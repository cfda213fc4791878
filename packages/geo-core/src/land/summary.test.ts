import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, it } from "vitest";
import { isGeoError } from "../errors.ts";
import type { Areal } from "../geometry/types.ts";
import type { Block, Dataset, Parcel, ParcelProperties, Park, ParkProperties } from "../model/types.ts";
import { landReport } from "./report.ts";
import { summariseLand } from "./summary.ts";

// A made-up city of two parks whose sums are worked out by hand.
const square: Areal = {
  type: "Polygon",
  coordinates: [
    [
      [116, 40],
      [116.01, 40],
      [116.01, 40.01],
      [116, 40.01],
      [116, 40],
    ],
  ],
};
const park = (id: string, more: Partial<ParkProperties> = {}): Park => ({
  type: "Feature",
  id,
  geometry: square,
  properties: { name: `园区${id}`, city: "示例市", county: `${id}县`, ...more },
});
const block = (id: string, parkId: string): Block => ({
  type: "Feature",
  id,
  geometry: square,
  properties: { name: id, parkId },
});
const parcel = (id: string, blockId: string, facts: Partial<ParcelProperties>): Parcel => ({
  type: "Feature",
  id,
  geometry: square,
  properties: { name: id, blockId, ...facts },
});
const supplied = { approvedOn: "2015-01-01", suppliedOn: "2018-01-01", agreedStartOn: "2018-12-31" };
const industrial = { landUse: "0601", landUseScheme: "GB/T 21010-2017" };
const built = { ...supplied, startedOn: "2018-06-01", completedOn: "2019-06-01" };

const dataset: Dataset = {
  format: "parkatlas-dataset/1",
  id: "example",
  title: { zh: "示例市", en: "Example" },
  asOf: "2020-06-30",
  crs: "EPSG:4490",
  edgeModel: "projected",
  workingCrs: "EPSG:4548",
  boundaries: [],
  sites: [],
  units: [],
  plants: [],
  contours: [],
  parks: [
    park("A", { plannedAreaM2: 1_000_000, readyAreaM2: 100_000 }),
    park("B", { plannedAreaM2: 500_000 }),
    park("C", { plannedAreaM2: 900_000, validTo: "2019-12-31" }),
  ],
  blocks: [block("A1", "A"), block("B1", "B")],
  parcels: [
    parcel("p-built", "A1", { ...built, ...industrial, recordedAreaM2: 30_000 }),
    parcel("p-built-other", "A1", { ...built, landUse: "0701", landUseScheme: "GB/T 21010-2017", recordedAreaM2: 10_000 }),
    parcel("p-suspected", "A1", { ...supplied, recordedAreaM2: 20_000 }),
    parcel("p-idle", "A1", {
      ...supplied,
      recordedAreaM2: 5_000,
      determinations: [{ on: "2020-02-01", documentNo: "示例闲认〔2020〕001号" }],
    }),
    parcel("p-unknown", "A1", { suppliedOn: "2018-01-01", recordedAreaM2: 15_000 }),
    parcel("p-unsupplied", "A1", { approvedOn: "2018-01-01", recordedAreaM2: 20_000 }),
    parcel("p-collective", "B1", { ...supplied, ownership: "collective", recordedAreaM2: 7_000 }),
    parcel("p-computed", "B1", { ...supplied, startedOn: "2018-12-31" }),
    parcel("p-lost", "no-such-block", { ...supplied, recordedAreaM2: 1_000 }),
  ],
  zoning: [
    {
      id: "two",
      title: { zh: "两区", en: "Two zones" },
      zones: [
        { id: "north", name: "北区", parkIds: ["A"] },
        { id: "south", name: "南区", parkIds: ["B"] },
      ],
    },
  ],
  lineage: null,
  config: {},
  sources: [],
};
const groupsBy = (by: Parameters<typeof summariseLand>[1]["by"], date = "2020-06-30") =>
  new Map(summariseLand(dataset, { date, by }).map((group) => [group.id, group]));

describe("land by park on 2020-06-30", () => {
  const a = groupsBy("park").get("A")!;

  it("sums areas by status from the recorded areas", () => {
    expect(a).toMatchObject({
      by: "park",
      name: "园区A",
      parcels: 6,
      areaM2: 100_000,
      areaMu: 150,
      areaBasis: "recorded",
      suppliedM2: 80_000,
      suppliedParcels: 5,
      builtM2: 40_000,
      idleM2: 5_000,
      suspectedIdleM2: 20_000,
      idleOrSuspectedM2: 25_000,
      unknownM2: 15_000,
      industrialBuiltM2: 30_000,
    });
  });

  it("names the denominator of every ratio and divides by it (TD/T 1029, rules §4)", () => {
    expect(a.idleShareOfSupplied).toBe(5_000 / 80_000);
    expect(a.suspectedIdleShareOfSupplied).toBe(25_000 / 80_000);
    expect(a.idleShareOfBuilt).toBe(5_000 / 40_000);
    expect(a.suspectedIdleShareOfBuilt).toBe(25_000 / 40_000);
    expect(a.idleShareOfPlanned).toBe(5_000 / 1_000_000);
    expect(a.suspectedIdleShareOfPlanned).toBe(25_000 / 1_000_000);
    expect(a.supplyRate).toBe(80_000 / 140_000);
    expect(a.buildOutRate).toBe(40_000 / 80_000);
    expect(a.industrialShare).toBe(30_000 / 40_000);
    expect(a.unknownShare).toBe(15_000 / 100_000);
  });

  it("keeps unknown parcels in the denominator when they are supplied", () => {
    expect(a.classes.unknown).toEqual({ parcels: 1, areaM2: 15_000, share: 0.15 });
  });

  it("counts land as supplied from the very day of the supply", () => {
    expect(groupsBy("park", "2017-12-31").get("A")!.suppliedParcels).toBe(0);
    expect(groupsBy("park", "2018-01-01").get("A")!.suppliedParcels).toBe(5);
  });

  it("gives null, not 0, where the denominator is 0 or not known", () => {
    const b = groupsBy("park").get("B")!;
    expect(b.buildOutRate).toBe(0);
    expect(b.idleShareOfBuilt).toBeNull();
    expect(b.supplyRate).toBeNull();
    expect(b.readyForSupplyM2).toBeNull();
  });

  it("leaves collective land out of the supplied land, and marks computed areas", () => {
    const b = groupsBy("park").get("B")!;
    expect(b.areaBasis).toBe("mixed");
    // 948 099.2119 m²: geodesic area of this square, from the rules page §2.
    expectWithin(b.suppliedM2, 948_099.2119, { tolM2: 1e-3 });
    expectWithin(b.areaM2, 955_099.2119, { tolM2: 1e-3 });
  });

  it("leaves land whose ownership cannot be read out of the supplied state-owned land, and says that it is unknown", () => {
    const parcels = dataset.parcels.map((each) =>
      each.id === "p-suspected" ? { ...each, properties: { ...each.properties, ownership: "集体" as "collective" } } : each,
    );
    const [group] = summariseLand({ ...dataset, parcels }, { date: "2020-06-30", by: "park" });
    // 80 000 − 20 000 m² supplied; 15 000 + 20 000 m² unknown.
    expect(group).toMatchObject({ suppliedM2: 60_000, suspectedIdleM2: 0, unknownM2: 35_000 });
  });

  it("measures the intensity of use of built land, with the share of land that the figure covers (TD/T 1029)", () => {
    const withFigures = dataset.parcels.map((each) =>
      each.id === "p-built"
        ? {
            ...each,
            properties: {
              ...each.properties,
              floorAreaM2: 24_000,
              footprintM2: 15_000,
              progress: [{ on: "2019-05-01", investedCny: 60_000_000 }],
              performance: [{ year: 2019, outputCny: 30_000_000, taxCny: 1_500_000 }],
            },
          }
        : each,
    );
    const [group] = summariseLand({ ...dataset, parcels: withFigures }, { date: "2020-06-30", by: "park" });
    // 24 000 m² of floor on 30 000 m²; the other built parcel, 10 000 m² and not industrial, has no figure.
    expect(group!.intensity.plotRatio).toEqual({ value: 0.8, unit: "", coverage: 0.75 });
    expect(group!.intensity.industrialPlotRatio).toEqual({ value: 0.8, unit: "", coverage: 1 });
    expect(group!.intensity.industrialBuildingCoefficient.value).toBe(0.5);
    // 60, 30 and 1.5 million CNY on 3 ha.
    expect(group!.intensity.investmentPerHa).toEqual({ value: 20_000_000, unit: "CNY/ha", coverage: 1 });
    expect(group!.intensity.outputPerHa.value).toBe(10_000_000);
    expect(group!.intensity.taxPerHa.value).toBe(500_000);
    expect(groupsBy("park").get("A")!.intensity.taxPerHa).toEqual({ value: null, unit: "CNY/ha", coverage: 0 });
    expect(groupsBy("park").get("B")!.intensity.taxPerHa.coverage).toBeNull();
  });

  it("keeps parcels of an unknown block in a group of their own, so that groups add up", () => {
    const groups = groupsBy("park");
    expect([...groups.keys()]).toEqual(["A", "B", "unknown"]);
    expect(groups.get("unknown")).toMatchObject({ areaM2: 1_000, name: "未知", plannedAreaM2: null });
  });
});

describe("other groups", () => {
  it("are zones, counties and the city, named by id and by name", () => {
    expect([...groupsBy("zone").keys()]).toEqual(["north", "south", "unknown"]);
    expect([...groupsBy("county").keys()]).toEqual(["A县", "B县", "C县", "unknown"]);
    const city = groupsBy("city").get("example")!;
    expect(city).toMatchObject({ name: "示例市", nameEn: "Example", parcels: 9 });
  });

  it("put the land of a park that lies in two counties into the county of its block", () => {
    const blocks = dataset.blocks.map((each) =>
      each.id === "B1" ? { ...each, properties: { ...each.properties, county: "A县" } } : each,
    );
    const { groups } = landReport({ ...dataset, blocks }, { by: "county" });
    const counties = new Map(groups.map((group) => [group.id, group.parcels]));
    const parks = groupsBy("park");
    expect(counties.get("A县")).toBe(parks.get("A")!.parcels + parks.get("B")!.parcels);
    expect(counties.get("B县")).toBe(0);
  });

  it("add up published areas of the parks that exist on the date only", () => {
    expect(groupsBy("city").get("example")!.plannedAreaM2).toBe(1_500_000);
    expect(groupsBy("city", "2019-12-31").get("example")!.plannedAreaM2).toBe(2_400_000);
  });

  it("can be crossed, two keys at a time, with a row for each pair that has a parcel", () => {
    const groups = groupsBy(["zone", "block"]);
    expect([...groups.keys()]).toEqual(["north|A1", "south|B1", "unknown|unknown"]);
    expect(groups.get("north|A1")!.idleM2).toBe(5_000);
    expect(groups.get("north|A1")).toMatchObject({ by: "zone|block", name: "北区 × A1" });
  });

  it("can be made from a layer of parcels alone, by the block ids that they name", () => {
    for (const layer of [dataset.parcels, { features: dataset.parcels }]) {
      const groups = summariseLand(layer, { date: "2020-06-30", by: "block" });
      expect(groups.map(({ id, parcels }) => [id, parcels])).toEqual([
        ["A1", 6],
        ["B1", 2],
        ["no-such-block", 1],
      ]);
    }
  });

  it("are refused for a zoning scheme that is not there, with the ones that are", () => {
    try {
      summariseLand(dataset, { date: "2020-06-30", by: "zone", schemeId: "three" });
      expect.unreachable();
    } catch (error) {
      expect(isGeoError(error) && error.code).toBe("unknown-id");
      expect(isGeoError(error) && error.message).toContain("two");
    }
  });
});

describe("the land report", () => {
  it("is the object of the contract: date, parcels, groups, rule set, findings", () => {
    const report = landReport(dataset);
    expect(report).toMatchObject({ dataset: "example", asOf: "2020-06-30", projection: false, by: "park" });
    expect(report.ruleSet).toMatchObject({ id: "order-53-2012", version: "1", validFrom: "2012-07-01" });
    expect(report.parcels.map(({ id, status }) => [id, status])).toEqual([
      ["p-built", "built"],
      ["p-built-other", "built"],
      ["p-suspected", "suspected-idle"],
      ["p-idle", "idle"],
      ["p-unknown", "unknown"],
      ["p-unsupplied", "approved-unsupplied"],
      ["p-collective", "unknown"],
      ["p-computed", "under-construction"],
      ["p-lost", "suspected-idle"],
    ]);
    expect(report.parcels[2]).toMatchObject({
      blockId: "A1",
      parkId: "A",
      ground: "not-started-1y",
      class: "suspected-idle-1y",
      since: "2020-01-01",
      dueOn: "2018-12-31",
      daysOverdue: 547,
      measure: "fee",
      feeCny: null,
      areaM2: 20_000,
      areaMu: 30,
      areaBasis: "recorded",
      timeline: [
        { from: null, status: "unknown", ground: "before-first-event" },
        { from: "2015-01-01", status: "approved-unsupplied", ground: null },
        { from: "2018-01-01", status: "supplied-pending", ground: null },
        { from: "2019-01-01", status: "overdue", ground: null },
        { from: "2020-01-01", status: "suspected-idle", ground: "not-started-1y" },
        { from: "2021-01-01", status: "suspected-idle", ground: "not-started-2y" },
      ],
    });
    expect(report.parcels[2]).not.toHaveProperty("conditions");
  });

  it("says that a later date is a projection", () => {
    expect(landReport(dataset, { asOf: "2020-07-01" }).projection).toBe(true);
    expect(landReport(dataset, { asOf: "2020-06-30" }).projection).toBe(false);
  });

  it("says that no rule was in force before 2012-07-01", () => {
    const { issues } = landReport(dataset, { asOf: "2012-06-30" });
    expect(issues.map(({ code }) => code)).toEqual(["rule-not-in-force"]);
    expect(landReport(dataset, { asOf: "2012-07-01" }).issues).toEqual([]);
  });

  it("gives one parcel with its conditions on request, and refuses one that is not there", () => {
    const [row, ...rest] = landReport(dataset, { parcelIds: ["p-suspected"], withConditions: true }).parcels;
    expect(rest).toEqual([]);
    expect(row!.conditions).toEqual([
      { id: "state-owned", clause: "Order 53 (2012) Art. 2(1)", met: true, value: "state", limit: "state", unit: null },
      {
        id: "agreed-start-passed",
        clause: "Order 53 (2012) Art. 2(1)",
        met: true,
        value: "2018-12-31",
        limit: "2020-06-30",
        unit: "date",
      },
      { id: "not-started", clause: "Order 53 (2012) Art. 2(1)", met: true, value: null, limit: null, unit: "date" },
      { id: "one-year-over", clause: "Order 53 (2012) Art. 2(1)", met: true, value: 547, limit: 365, unit: "day" },
      { id: "two-years-over", clause: "Order 53 (2012) Art. 14(2)", met: false, value: 547, limit: 731, unit: "day" },
      { id: "delay-running", clause: "Order 53 (2012) Art. 8", met: false, value: 0, limit: null, unit: "day" },
    ]);
    expect(() => landReport(dataset, { parcelIds: ["nobody"] })).toThrow(/nobody/);
  });

  it("does not yet count the agreed start as passed on its own day", () => {
    const conditionOn = (asOf: string) =>
      landReport(dataset, { asOf, parcelIds: ["p-suspected"], withConditions: true }).parcels[0]!.conditions!.find(
        ({ id }) => id === "agreed-start-passed",
      )!.met;
    expect([conditionOn("2018-12-31"), conditionOn("2019-01-01")]).toEqual([false, true]);
  });

  it("lists only the statuses asked for, with the groups whole", () => {
    const report = landReport(dataset, { statuses: ["idle"] });
    expect(report.parcels.map(({ id }) => id)).toEqual(["p-idle"]);
    expect(report.groups.find(({ id }) => id === "A")!.areaM2).toBe(100_000);
  });

  it("points a finding at its feature in the layer", () => {
    const wrong = parcel("p-wrong", "A1", { ...supplied, startedOn: "2017-01-01" });
    const { issues } = landReport({ ...dataset, parcels: [...dataset.parcels, wrong] });
    expect(issues).toMatchObject([
      { code: "started-before-supplied", featureId: "p-wrong", path: "features[9].properties.startedOn" },
    ]);
  });
});
