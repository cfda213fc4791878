import type { ProtectionPair, UnitProtection } from "@parkatlas/geo-core";
import { dayFromDate } from "@parkatlas/geo-core";
import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, it } from "vitest";
import { compassPointOf } from "./compass.ts";
import type { LandGroupRow, LandParcelRow, ParkSummary } from "./contract.ts";
import { clampDay, dateRangeAround, yearTicks } from "./date-range.ts";
import { boundsOfCoordinates } from "./geometry-bounds.ts";
import { filterLandRows, landClassOfRow, landCounters, timelineSegments } from "./land-view.ts";
import { factValueText, factYearText, parksOn, zoneIndexOf, zoneViews } from "./overview-view.ts";
import { parcelEvents } from "./parcel-events.ts";
import { orderPairs, orderUnits, pairsOfSite, verdictStates, violationLines } from "./protection-view.ts";

function parcelRow(id: string, rest: Partial<LandParcelRow> = {}): LandParcelRow {
  return {
    id,
    name: id,
    nameEn: null,
    blockId: "b1",
    parkId: "k1",
    status: "built",
    ground: null,
    since: null,
    clause: null,
    clauseZh: null,
    next: null,
    dueOn: null,
    daysOverdue: null,
    measure: null,
    feeCny: null,
    missing: [],
    areaM2: 10_000,
    areaMu: 15,
    areaBasis: "recorded",
    timeline: [],
    ...rest,
  };
}

describe("list of parcels", () => {
  const rows = [
    parcelRow("a", { status: "suspected-idle", ground: "not-started-1y", daysOverdue: 400 }),
    parcelRow("b", { status: "idle", ground: "determined", daysOverdue: 900 }),
    parcelRow("c", { status: "overdue", daysOverdue: 20, parkId: "k2" }),
    parcelRow("e", { status: "suspected-idle", ground: "stalled-1y" }),
    parcelRow("d", { status: "suspected-idle", ground: "stalled-1y" }),
    parcelRow("f"),
  ];

  it("sorts by days overdue, those without a count last, equal ones by id", () => {
    expect(filterLandRows(rows, { parkId: null, group: "attention" }).map((row) => row.id)).toEqual(["b", "a", "c", "d", "e"]);
  });

  it("filters by status group and park", () => {
    expect(filterLandRows(rows, { parkId: null, group: "suspected" }).map((row) => row.id)).toEqual(["a", "d", "e"]);
    expect(filterLandRows(rows, { parkId: "k2", group: "all" }).map((row) => row.id)).toEqual(["c"]);
    expect(filterLandRows(rows, { parkId: "k9", group: "all" })).toEqual([]);
  });

  it("names the class by status and ground", () => {
    expect(rows.map(landClassOfRow)).toEqual([
      "suspected-idle-1y",
      "idle",
      "overdue",
      "suspected-idle-stalled",
      "suspected-idle-stalled",
      "built",
    ]);
  });

  it("weighs the city's share by supplied area, and gives none where nothing is supplied", () => {
    const group = (id: string, suppliedM2: number, share: number | null): LandGroupRow => ({
      by: "park",
      id,
      name: id,
      parcels: 1,
      suppliedM2,
      idleM2: 0,
      suspectedIdleM2: 0,
      idleShareOfSupplied: 0,
      suspectedIdleShareOfSupplied: share,
      unknownShare: 0,
    });
    const groups = [group("k1", 300, 0.1), group("k2", 100, 0.5), group("k3", 0, null)];
    // (300 · 0.1 + 100 · 0.5) / 400 = 0.2, by hand
    expectWithin(landCounters(rows, groups, null).suspectedIdleShareOfSupplied!, 0.2, { tolShare: 1e-12 });
    expectWithin(landCounters(rows, groups, "k2").suspectedIdleShareOfSupplied!, 0.5, { tolShare: 1e-12 });
    expect(landCounters(rows, groups, "k3").suspectedIdleShareOfSupplied).toBeNull();
    expect(landCounters(rows, groups, null).suspected).toEqual({ count: 3, areaM2: 30_000 });
  });
});

describe("timeline bar", () => {
  const timeline = [
    { from: null, status: "unknown", ground: "before-first-event" },
    { from: "2019-01-01", status: "supplied-pending", ground: null },
    { from: "2020-01-01", status: "overdue", ground: null },
  ] as const;

  it("fills the window without gap or overlap", () => {
    const [first, last] = [dayFromDate("2018-07-01"), dayFromDate("2020-06-30")];
    const segments = timelineSegments(timeline, dayFromDate, first, last);
    expect(segments.map((each) => each.landClass)).toEqual(["unknown", "supplied-pending", "overdue"]);
    expect(segments[0]!.fromDay).toBe(first);
    expect(segments.slice(1).map((each) => each.fromDay)).toEqual(segments.slice(0, -1).map((each) => each.toDay));
    expect(segments.at(-1)!.toDay).toBe(last + 1);
  });

  it("leaves out what lies before the window", () => {
    const segments = timelineSegments(timeline, dayFromDate, dayFromDate("2020-03-01"), dayFromDate("2020-04-01"));
    expect(segments.map((each) => each.landClass)).toEqual(["overdue"]);
  });
});

describe("range of dates", () => {
  it("runs from ten years before the data to five years after", () => {
    const range = dateRangeAround("2020-12-31");
    expect(range).toEqual({ firstDay: dayFromDate("2010-01-01"), lastDay: dayFromDate("2025-12-31") });
    expect(yearTicks(range).map((tick) => tick.year)).toEqual(Array.from({ length: 16 }, (_, index) => 2010 + index));
    expect(clampDay(0, range)).toBe(range.firstDay);
    expect(clampDay(99_999, range)).toBe(range.lastDay);
  });
});

describe("compass", () => {
  it.each([
    [0, "N"],
    [11.24, "N"],
    [11.26, "NNE"],
    [90, "E"],
    [348.76, "N"],
    [348.74, "NNW"],
    [-90, "W"],
    [360, "N"],
  ] as const)("names %f° %s", (azimuthDeg, point) => {
    expect(compassPointOf(azimuthDeg)).toBe(point);
  });
});

describe("bounds", () => {
  it("takes positions of any depth and says where there are none", () => {
    expect(
      boundsOfCoordinates([
        [
          [
            [1, 2],
            [3, -4],
          ],
        ],
        [[[0, 9]]],
      ]),
    ).toEqual([0, -4, 3, 9]);
    expect(boundsOfCoordinates([122, 43])).toEqual([122, 43, 122, 43]);
    expect(boundsOfCoordinates([])).toBeNull();
  });
});

function pair(siteId: string, rest: Partial<ProtectionPair>): ProtectionPair {
  return {
    siteId,
    siteName: siteId,
    kind: "village",
    siteStatus: "existing",
    households: null,
    population: null,
    measuredFrom: "unit",
    distanceKind: "health",
    tests: [],
    requiredM: 300,
    distanceM: 200,
    loM: 200,
    hiM: 200,
    shortfallM: 100,
    verdict: "inside",
    withinUncertainty: null,
    azimuthDeg: 90,
    from: [122, 43],
    to: [122.002, 43],
    ...rest,
  };
}

function unit(id: string, rest: Partial<UnitProtection>): UnitProtection {
  return {
    id,
    subject: "unit",
    name: id,
    plantId: null,
    parkId: null,
    enterprise: null,
    requiredM: 300,
    basis: "",
    basisZh: "",
    verdict: "outside",
    envelopeAreaM2: null,
    workings: [],
    unresolved: [],
    pairs: [],
    ...rest,
  };
}

describe("protection", () => {
  const near = pair("near", { distanceM: 120, shortfallM: 180 });
  const far = pair("far", { distanceM: 310, shortfallM: 0, verdict: "outside" });
  const open = pair("open", { distanceM: 300, shortfallM: 0, verdict: "indeterminate" });
  const units = [
    unit("u-quiet", { verdict: "not-required", requiredM: null }),
    unit("u-kept", { pairs: [far] }),
    unit("u-worse", { verdict: "inside", pairs: [far, near] }),
    unit("u-bad", { verdict: "inside", pairs: [pair("near", { distanceM: 250, shortfallM: 50 })] }),
    unit("u-open", { verdict: "indeterminate", pairs: [open] }),
  ];

  it("puts the units that do not keep their distance first, worst shortfall on top", () => {
    expect(orderUnits(units).map((each) => each.id)).toEqual(["u-worse", "u-bad", "u-open", "u-kept", "u-quiet"]);
  });

  it("gives the map the verdict of each unit, of each of its envelopes and of the sites inside", () => {
    const byPlant = unit("u-plant", {
      verdict: "inside",
      pairs: [pair("near", { measuredFrom: "plant" }), pair("far", { verdict: "outside", shortfallM: 0 })],
    });
    expect(verdictStates([byPlant, unit("u-off", { verdict: "not-required", requiredM: null })])).toEqual([
      { layer: "units", id: "u-plant", state: { verdict: "inside" } },
      { layer: "marks", id: "units/u-plant", state: { verdict: "inside" } },
      { layer: "envelopes", id: "u-plant", state: { verdict: "outside" } },
      { layer: "envelopes", id: "u-plant/plant", state: { verdict: "inside" } },
      { layer: "units", id: "u-off", state: { verdict: "not-required" } },
      { layer: "marks", id: "units/u-off", state: { verdict: "not-required" } },
      { layer: "envelopes", id: "u-off", state: { verdict: "not-required" } },
      { layer: "envelopes", id: "u-off/plant", state: { verdict: "not-required" } },
      { layer: "sites", id: "near", state: { inside: "yes" } },
      { layer: "marks", id: "sites/near", state: { verdict: "inside" } },
    ]);
  });

  it("lists the sites of a unit, nearest first, and the units of a site, nearest first", () => {
    expect(orderPairs(units[2]!).map((each) => each.siteId)).toEqual(["near", "far"]);
    expect(pairsOfSite(units, "near").map((each) => each.unit.id)).toEqual(["u-worse", "u-bad"]);
  });

  it("draws a line for what is inside or undecided and none for what keeps its distance", () => {
    expect(violationLines(units).map((line) => [line.unitId, line.siteId])).toEqual([
      ["u-worse", "near"],
      ["u-bad", "near"],
      ["u-open", "open"],
    ]);
  });
});

describe("clusters", () => {
  const park = (id: string, plannedAreaM2: number | null): ParkSummary => ({
    id,
    name: id,
    bbox: [0, 0, 1, 1],
    labelAt: [0.5, 0.5],
    validFrom: null,
    validTo: null,
    plannedAreaM2,
  });
  const zone = (id: string, parkIds: readonly string[]) => ({ id, name: id, parkIds });
  const dataset = {
    parks: [park("a", 1e6), park("b", null), park("c", 2e6)],
    schemes: [{ id: "s", title: { zh: "三区", en: "Three" }, zones: [zone("north", ["a", "b"]), zone("south", [])] }],
  };

  it("sums what the parks of a zone state, says nothing where none states it, and shows the parks in no zone", () => {
    const views = zoneViews(dataset);
    expect(views.map((view) => [view.zone?.id ?? null, view.parks.length, view.plannedAreaM2])).toEqual([
      ["north", 2, 1e6],
      ["south", 0, null],
      [null, 1, 2e6],
    ]);
    expect(views[0]!.builtAreaM2).toBeNull();
    expect([zoneIndexOf(dataset, "b"), zoneIndexOf(dataset, "c")]).toEqual([0, null]);
  });

  it("takes the parks of a date: the last day counts, the day after does not", () => {
    const old = { ...park("old", null), validTo: "2020-12-31" };
    const merged = { ...park("merged", null), validFrom: "2021-01-01" };
    const idsOn = (date: string) => parksOn([old, merged], date).map((each) => each.id);
    expect([idsOn("2020-12-31"), idsOn("2021-01-01")]).toEqual([["old"], ["merged"]]);
  });

  it("shows published figures as published", () => {
    expect(factValueText({ comparator: "=", value: 449.57, unit: "km²" })).toBe("449.57 km²");
    expect(factValueText({ comparator: ">=", value: 16, unit: "%" })).toBe("≥ 16 %");
    expect(factValueText({ comparator: "range", value: [14, 15], unit: "%" })).toBe("14–15 %");
    expect(factValueText({ value: [15, 8], unit: "个" })).toBe("15 / 8 个");
    expect(factYearText([2021, 2025])).toBe("2021–2025");
    expect(factYearText(null)).toBeNull();
  });
});

describe("events of a parcel", () => {
  it("orders every dated fact and leaves out what has no date", () => {
    const events = parcelEvents({
      startedOn: "2021-05-01",
      suppliedOn: "2019-01-01",
      suspensions: [{ from: "2022-01-01", to: "2022-06-01" }, { to: "" }],
      delays: [{ from: "2020-01-01", to: "2020-03-01", cause: "government" }],
      determinations: [{ on: "2023-01-01", documentNo: "示例〔2023〕1号" }],
      holder: "示例企业 017",
      progress: null,
    });
    expect(events.map((event) => `${event.on} ${event.kind} ${event.detail ?? ""}`.trim())).toEqual([
      "2019-01-01 suppliedOn",
      "2020-01-01 delayOn government",
      "2021-05-01 startedOn",
      "2022-01-01 suspendedOn",
      "2022-06-01 resumedOn",
      "2023-01-01 determinedOn 示例〔2023〕1号",
    ]);
  });
});
