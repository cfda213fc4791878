import { type LandGround, type LandStatus, landReport, landStatusOn, landTimeline } from "@parkatlas/geo-core";
import { beforeAll, describe, expect, it } from "vitest";
import { CITIES, type City, dataText, readCity } from "./datasets.ts";

const STATUSES: readonly LandStatus[] = [
  "approved-unsupplied",
  "supplied-pending",
  "overdue",
  "suspected-idle",
  "idle",
  "under-construction",
  "stalled",
  "built",
  "unknown",
];
const GROUNDS: readonly LandGround[] = [
  "not-started-1y",
  "not-started-2y",
  "stalled-1y",
  "determined",
  "facts-missing",
  "facts-contradict",
  "not-state-owned",
];

describe.each(CITIES)("the histories of %s", (city: City) => {
  let parcels: Awaited<ReturnType<typeof readCity>>["parcels"];
  let asOf = "";
  beforeAll(async () => {
    const dataset = await readCity(city);
    parcels = dataset.parcels;
    asOf = dataset.asOf;
  });
  const on = (date: string) => parcels.map((parcel) => landStatusOn(landTimeline(parcel), date));
  const demo = (id: string, date: string) => {
    const parcel = parcels.find(({ properties }) => properties.demoCase === id);
    if (!parcel) throw new Error(`${city} has no parcel with the case "${id}"`);
    return landStatusOn(landTimeline(parcel), date);
  };

  it("hold every status and every ground on the date of the dataset", () => {
    const found = on(asOf);
    expect(STATUSES.filter((status) => !found.some((each) => each.status === status))).toEqual([]);
    expect(GROUNDS.filter((ground) => !found.some((each) => each.ground === ground))).toEqual([]);
  });

  it("are about 60 % built, 15 % under construction, and 6 to 12 % suspected idle", () => {
    const found = on(asOf);
    const share = (status: LandStatus) => found.filter((each) => each.status === status).length / found.length;
    expect(share("built")).toBeGreaterThan(0.54);
    expect(share("built")).toBeLessThan(0.66);
    expect(share("under-construction")).toBeGreaterThan(0.11);
    expect(share("under-construction")).toBeLessThan(0.19);
    expect(share("suspected-idle")).toBeGreaterThan(0.06);
    expect(share("suspected-idle")).toBeLessThan(0.12);
  });

  it("leave parks with 75 to 93 % of the land that is ready for supply supplied", async () => {
    // D/(A + B21) of TD/T 1029: supplied land is part of the land that is ready, so it can never pass 100 %.
    const { groups } = landReport(await readCity(city), { by: "park" });
    const rates = groups.filter(({ parcels: count }) => count > 0).map(({ supplyRate }) => supplyRate!);
    expect(rates.length).toBeGreaterThan(0);
    expect(Math.min(...rates)).toBeGreaterThan(0.75);
    expect(Math.max(...rates)).toBeLessThan(0.93);
  });

  it("change in every year from 2012 to 2025, so that the date slider moves", () => {
    const changes = new Map<string, number>();
    for (const parcel of parcels)
      for (const { from } of landTimeline(parcel).periods)
        if (from) changes.set(from.slice(0, 4), (changes.get(from.slice(0, 4)) ?? 0) + 1);
    for (let year = 2012; year <= 2025; year++)
      expect(changes.get(String(year)) ?? 0, String(year)).toBeGreaterThan(parcels.length / 50);
  });

  // Expected values by hand from rules §3 (Civil Code Art. 201–203), with a calendar.
  it("begin suspicion on 2025-03-01 where the agreed start was 29 February 2024", () => {
    expect(demo("leap-day-agreed-start", "2025-02-28").status).toBe("overdue");
    expect(demo("leap-day-agreed-start", "2025-03-01")).toMatchObject({
      status: "suspected-idle",
      ground: "not-started-1y",
      since: "2025-03-01",
    });
  });

  it("do not call exactly one third and exactly 25 % idle, but a square metre less", () => {
    expect(demo("exactly-one-third-and-a-quarter", asOf).status).toBe("stalled");
    expect(demo("a-square-metre-below-one-third", asOf)).toMatchObject({ ground: "stalled-1y", since: "2025-06-02" });
  });

  it("count overlapping government delays once: 2024-04-01 to 12-31 are 275 days, and 365 own days are not over a year", () => {
    expect(demo("overlapping-government-delays", asOf)).toMatchObject({ status: "overdue", daysOverdue: 365 });
    expect(demo("overlapping-government-delays", "2026-01-01").status).toBe("suspected-idle");
  });

  it("let the holder's own delay count, and a running force majeure stop the clock", () => {
    expect(demo("delay-by-the-holder", asOf).ground).toBe("not-started-1y");
    expect(demo("force-majeure-running", asOf)).toMatchObject({ status: "overdue", measure: "art-12-options" });
  });

  it("end a determination with the disposition carried out", () => {
    expect(demo("determined-idle", asOf)).toMatchObject({ status: "idle", ground: "determined" });
    expect(demo("determined-then-fee-then-started", asOf).status).toBe("under-construction");
    expect(demo("determined-then-fee-then-started", "2024-12-01").status).toBe("idle");
    expect(demo("determined-then-reclaimed", asOf).status).toBe("approved-unsupplied");
  });

  it("say unknown for collective land and for a missing agreed start", () => {
    expect(demo("collective-land", asOf)).toMatchObject({ status: "unknown", ground: "not-state-owned" });
    expect(demo("agreed-start-not-recorded", asOf)).toMatchObject({ status: "unknown", ground: "facts-missing" });
  });
});

describe("the table of hand-made cases in the README", () => {
  const rows = [...dataText("README.md").matchAll(/^\| `([a-z-]+)` *\| (\S+)(?: \/ (\S+))? *\| (\S+) *\| (\S+) *\|/gm)];

  it("has the parcel, status, ground and first day that the rules give", async () => {
    const { parcels, asOf } = await readCity("tongliao");
    const cases = parcels.filter(({ properties }) => properties.demoCase !== undefined);
    expect(rows.map(([, id]) => id)).toEqual(cases.map(({ properties }) => properties.demoCase));
    for (const [, id, status, ground = null, since, parcelId] of rows) {
      const parcel = parcels.find((each) => each.id === parcelId)!;
      expect(parcel.properties.demoCase).toBe(id);
      expect(landStatusOn(landTimeline(parcel), asOf), id).toMatchObject({ status, ground, since });
    }
  });
});
