import { describe, expect, it } from "vitest";
import type { Parcel, ParcelProperties } from "../model/types.ts";
import { landStatusOn } from "./status-on.ts";

// Every expectation is worked out by hand from rules §3 with a calendar; the comment or the title names the clause.
const parcel = (facts: Partial<ParcelProperties>): Parcel => ({
  type: "Feature",
  id: "P1",
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [122, 43],
        [122.001, 43],
        [122.001, 43.001],
        [122, 43],
      ],
    ],
  },
  properties: { name: "P1", blockId: "B1", ...facts },
});
const supplied = { approvedOn: "2023-01-10", suppliedOn: "2024-03-20" };
const on = (facts: Partial<ParcelProperties>, date: string) => {
  const { status, ground, since } = landStatusOn(parcel(facts), date);
  return { status, ground, since };
};

describe("a parcel that was not started (Order 53 Art. 2(1))", () => {
  const facts = { ...supplied, agreedStartOn: "2024-12-31", priceCny: 12_345_678.9 };

  it("is unknown before its first event, since nothing is known", () => {
    expect(on(facts, "2023-01-09")).toEqual({ status: "unknown", ground: "before-first-event", since: null });
  });

  it("is approved and unsupplied from the approval to the day before the supply", () => {
    expect(on(facts, "2023-01-10")).toEqual({ status: "approved-unsupplied", ground: null, since: "2023-01-10" });
    expect(on(facts, "2024-03-19")).toEqual({ status: "approved-unsupplied", ground: null, since: "2023-01-10" });
  });

  it("is supplied and pending up to and including the agreed start", () => {
    expect(on(facts, "2024-03-20")).toEqual({ status: "supplied-pending", ground: null, since: "2024-03-20" });
    expect(on(facts, "2024-12-31")).toEqual({ status: "supplied-pending", ground: null, since: "2024-03-20" });
  });

  it("is overdue from the day after the agreed start to the end of one full year, that day included", () => {
    expect(on(facts, "2025-01-01")).toEqual({ status: "overdue", ground: null, since: "2025-01-01" });
    expect(on(facts, "2025-12-30")).toEqual({ status: "overdue", ground: null, since: "2025-01-01" });
    expect(on(facts, "2025-12-31")).toEqual({ status: "overdue", ground: null, since: "2025-01-01" });
  });

  it("is suspected idle from the day after one full year", () => {
    expect(on(facts, "2026-01-01")).toEqual({ status: "suspected-idle", ground: "not-started-1y", since: "2026-01-01" });
    expect(on(facts, "2026-12-31")).toEqual({ status: "suspected-idle", ground: "not-started-1y", since: "2026-01-01" });
  });

  it("may be reclaimed from the day after two full years", () => {
    expect(on(facts, "2027-01-01")).toEqual({ status: "suspected-idle", ground: "not-started-2y", since: "2027-01-01" });
  });

  it("bears a fee of 20 % of the price after one year, to the fen: 20 % of 12 345 678.90 is 2 469 135.78 (Art. 14(1))", () => {
    const status = landStatusOn(parcel(facts), "2026-06-30");
    expect(status.measure).toBe("fee");
    expect(status.feeCny).toBe(2_469_135.78);
    expect(status.clause).toBe("Order 53 (2012) Art. 2(1), Art. 14(1)");
    expect(status.clauseZh).toBe("《闲置土地处置办法》第二条第一款、第十四条第一项");
  });

  it("is to be reclaimed without a fee after two years (Art. 14(2))", () => {
    const status = landStatusOn(parcel(facts), "2027-01-01");
    expect(status).toMatchObject({ measure: "reclaim", feeCny: null, clause: "Order 53 (2012) Art. 2(1), Art. 14(2)" });
  });

  it("counts the days since the agreed start: 2025-01-01 is the first, 2025-12-31 the 365th", () => {
    expect(landStatusOn(parcel(facts), "2024-12-31").daysOverdue).toBeNull();
    expect(landStatusOn(parcel(facts), "2025-01-01").daysOverdue).toBe(1);
    expect(landStatusOn(parcel(facts), "2025-12-31").daysOverdue).toBe(365);
    expect(landStatusOn(parcel(facts), "2026-01-01").daysOverdue).toBe(366);
  });

  it("has no measure while it is only overdue", () => {
    expect(landStatusOn(parcel(facts), "2025-06-30")).toMatchObject({ measure: null, feeCny: null, dueOn: "2024-12-31" });
  });

  it("says the next change if nothing happens", () => {
    expect(landStatusOn(parcel(facts), "2025-06-30").next).toEqual({
      from: "2026-01-01",
      status: "suspected-idle",
      ground: "not-started-1y",
    });
    expect(landStatusOn(parcel(facts), "2027-06-30").next).toBeNull();
  });

  it("leaves the fee open where the price is not recorded", () => {
    const status = landStatusOn(parcel({ ...supplied, agreedStartOn: "2024-12-31" }), "2026-06-30");
    expect(status).toMatchObject({ measure: "fee", feeCny: null });
  });
});

describe("the end of a year (Civil Code Art. 201–203)", () => {
  it("falls on 28 February for an agreed start on a leap day", () => {
    const facts = { suppliedOn: "2023-08-31", agreedStartOn: "2024-02-29" };
    expect(on(facts, "2025-02-28").status).toBe("overdue");
    expect(on(facts, "2025-03-01")).toEqual({ status: "suspected-idle", ground: "not-started-1y", since: "2025-03-01" });
    expect(on(facts, "2026-02-28").ground).toBe("not-started-1y");
    expect(on(facts, "2026-03-01").ground).toBe("not-started-2y");
  });

  it("falls on the corresponding day when a leap year follows", () => {
    const facts = { suppliedOn: "2022-08-31", agreedStartOn: "2023-02-28" };
    expect(on(facts, "2024-02-28").status).toBe("overdue");
    expect(on(facts, "2024-02-29").ground).toBe("not-started-1y");
  });
});

describe("a parcel that was started (rules §3; a start ends what Order 53 Art. 2(1) asks for)", () => {
  it("is in time when it is started on the agreed day", () => {
    const facts = { ...supplied, agreedStartOn: "2024-12-31", startedOn: "2024-12-31" };
    expect(on(facts, "2024-12-31")).toEqual({ status: "under-construction", ground: null, since: "2024-12-31" });
    expect(landStatusOn(parcel(facts), "2026-06-30")).toMatchObject({
      status: "under-construction",
      daysOverdue: null,
      next: null,
    });
  });

  it("ends the suspicion on the day it is started, however late", () => {
    const facts = { ...supplied, agreedStartOn: "2024-12-31", startedOn: "2026-04-01" };
    expect(on(facts, "2026-03-31").ground).toBe("not-started-1y");
    expect(on(facts, "2026-04-01").status).toBe("under-construction");
  });

  it("is built from the day of completion", () => {
    const facts = { ...supplied, agreedStartOn: "2024-12-31", startedOn: "2024-10-08", completedOn: "2026-05-20" };
    expect(on(facts, "2026-05-19").status).toBe("under-construction");
    expect(on(facts, "2026-05-20")).toEqual({ status: "built", ground: null, since: "2026-05-20" });
  });

  it("says what was to be expected on a day, not what happened later", () => {
    const facts = { ...supplied, agreedStartOn: "2024-12-31", startedOn: "2025-03-01", completedOn: "2026-05-20" };
    expect(landStatusOn(parcel(facts), "2025-02-01").next).toEqual({
      from: "2026-01-01",
      status: "suspected-idle",
      ground: "not-started-1y",
    });
  });
});

describe("a parcel that was suspended (Order 53 Art. 2(2))", () => {
  const stopped = (
    developedAreaM2: number | undefined,
    investedCny: number | undefined,
    more: Partial<ParcelProperties> = {},
  ) => ({
    suppliedOn: "2022-11-30",
    agreedStartOn: "2023-05-31",
    startedOn: "2023-05-31",
    startableAreaM2: 30_000,
    plannedInvestmentCny: 100_000_000,
    progress: [
      {
        on: "2024-05-20",
        ...(developedAreaM2 === undefined ? {} : { developedAreaM2 }),
        ...(investedCny === undefined ? {} : { investedCny }),
      },
    ],
    suspendedOn: "2024-06-01",
    ...more,
  });

  it("is stalled from the day of the suspension until one full year is over", () => {
    const facts = stopped(9_999, 25_000_000);
    expect(on(facts, "2024-05-31").status).toBe("under-construction");
    expect(on(facts, "2024-06-01")).toEqual({ status: "stalled", ground: null, since: "2024-06-01" });
    expect(on(facts, "2025-06-01").status).toBe("stalled");
  });

  it("is suspected idle from 2025-06-02 when a square metre is missing to one third", () => {
    const status = landStatusOn(parcel(stopped(9_999, 25_000_000)), "2025-06-02");
    expect(status).toMatchObject({
      status: "suspected-idle",
      ground: "stalled-1y",
      since: "2025-06-02",
      measure: "art-12-options",
      feeCny: null,
      clause: "Order 53 (2012) Art. 2(2)",
      daysOverdue: null,
    });
  });

  it("is suspected idle when one yuan is missing to a quarter, although one third is developed", () => {
    expect(on(stopped(10_000, 24_999_999), "2025-06-02").ground).toBe("stalled-1y");
  });

  it("stays stalled with exactly one third and exactly a quarter, since that is not below", () => {
    expect(on(stopped(10_000, 25_000_000), "2030-01-01")).toEqual({ status: "stalled", ground: null, since: "2024-06-01" });
  });

  it("takes one third of an area with decimals exactly, where doubles would not", () => {
    // 0.29 is one third of 0.87, but 3 × 0.29 is 0.8699999999999999 in doubles; 1.41 / 4.23 is 0.33333333333333326.
    expect(on(stopped(0.29, 25_000_000, { startableAreaM2: 0.87 }), "2025-06-02").status).toBe("stalled");
    expect(on(stopped(1.41, 25_000_000, { startableAreaM2: 4.23 }), "2025-06-02").status).toBe("stalled");
    expect(on(stopped(1.4, 25_000_000, { startableAreaM2: 4.23 }), "2025-06-02").ground).toBe("stalled-1y");
  });

  it("is under construction again from the day of resumption", () => {
    const facts = stopped(5_000, 5_000_000, { resumedOn: "2025-09-01" });
    expect(on(facts, "2025-08-31").ground).toBe("stalled-1y");
    expect(on(facts, "2025-09-01")).toEqual({ status: "under-construction", ground: null, since: "2025-09-01" });
  });

  it("takes the latest report on or before the day, each quantity by its own", () => {
    const facts = stopped(5_000, undefined, {
      progress: [
        { on: "2024-05-20", developedAreaM2: 5_000 },
        { on: "2024-05-21", investedCny: 30_000_000 },
        { on: "2025-08-01", developedAreaM2: 12_000 },
      ],
    });
    expect(on(facts, "2025-07-31").ground).toBe("stalled-1y");
    expect(on(facts, "2025-08-01")).toEqual({ status: "stalled", ground: null, since: "2025-08-01" });
  });

  it("uses the recorded area where the area to be started is not given", () => {
    const { startableAreaM2: _none, ...facts } = stopped(9_999, 25_000_000, { recordedAreaM2: 30_000 });
    expect(on(facts, "2025-06-02").ground).toBe("stalled-1y");
  });

  it("is decided by one test alone when that one is below, whatever is missing for the other", () => {
    expect(on(stopped(9_999, undefined), "2025-06-02").ground).toBe("stalled-1y");
  });

  it("is unknown after the year when the fact that decides is missing, and says which", () => {
    const status = landStatusOn(parcel(stopped(10_000, undefined)), "2025-06-02");
    expect(status).toMatchObject({ status: "unknown", ground: "facts-missing", missing: ["progress.investedCny"] });
    expect(on(stopped(10_000, undefined), "2025-06-01").status).toBe("stalled");
  });

  it("names the plan as missing where only that is missing", () => {
    const { plannedInvestmentCny: _none, ...facts } = stopped(10_000, 25_000_000);
    expect(landStatusOn(parcel(facts), "2025-06-02").missing).toEqual(["plannedInvestmentCny"]);
  });

  it("counts suspensions that touch as one: no day of work lies between them", () => {
    const { suspendedOn: _none, ...started } = stopped(1_000, 1_000_000);
    const suspensions = [{ from: "2024-06-01", to: "2025-01-15" }, { from: "2025-01-15" }];
    expect(on({ ...started, suspensions }, "2025-06-01").status).toBe("stalled");
    expect(on({ ...started, suspensions }, "2025-06-02").ground).toBe("stalled-1y");
  });

  it("is expected to stay suspended, as long as the resumption has not happened", () => {
    const facts = stopped(9_999, 25_000_000, { resumedOn: "2025-03-01" });
    expect(landStatusOn(parcel(facts), "2024-12-01").next).toEqual({
      from: "2025-06-02",
      status: "suspected-idle",
      ground: "stalled-1y",
    });
    const { suspendedOn, resumedOn, ...started } = facts;
    const listed = { ...started, suspensions: [{ from: suspendedOn, to: resumedOn! }] };
    expect(landStatusOn(parcel(listed), "2024-12-01").next).toEqual({
      from: "2025-06-02",
      status: "suspected-idle",
      ground: "stalled-1y",
    });
  });

  it("counts each of several suspensions by itself", () => {
    const { suspendedOn: _none, ...started } = stopped(1_000, 1_000_000);
    const facts = {
      ...started,
      suspensions: [{ from: "2024-06-01", to: "2025-03-01" }, { from: "2025-06-01" }],
    };
    expect(on(facts, "2025-02-28").status).toBe("stalled");
    expect(on(facts, "2025-03-01").status).toBe("under-construction");
    expect(on(facts, "2026-06-01").status).toBe("stalled");
    expect(on(facts, "2026-06-02").ground).toBe("stalled-1y");
  });
});

describe("a determination of idleness (rules §3; Order 53 Art. 2, measures Art. 14)", () => {
  const facts = {
    ...supplied,
    agreedStartOn: "2024-12-31",
    priceCny: 1_000_000,
    determinations: [{ on: "2026-03-10", documentNo: "示例闲认〔2026〕001号" }],
  };

  it("makes the parcel idle from its day, no longer only suspected", () => {
    expect(on(facts, "2026-03-09").status).toBe("suspected-idle");
    expect(landStatusOn(parcel(facts), "2026-03-10")).toMatchObject({
      status: "idle",
      ground: "determined",
      since: "2026-03-10",
      measure: "fee",
      feeCny: 200_000,
    });
  });

  it("turns the measure to reclaim after two years without changing the status", () => {
    expect(landStatusOn(parcel(facts), "2027-01-01")).toMatchObject({ status: "idle", since: "2026-03-10", measure: "reclaim" });
  });

  it("ends with the disposition carried out; the fee is not levied twice", () => {
    const settled = { ...facts, dispositions: [{ on: "2026-06-01", kind: "fee", documentNo: "示例闲处〔2026〕001号" }] };
    expect(on(settled, "2026-05-31").status).toBe("idle");
    expect(landStatusOn(parcel(settled), "2026-06-01")).toMatchObject({
      status: "suspected-idle",
      ground: "not-started-1y",
      since: "2026-06-01",
      measure: null,
      feeCny: null,
    });
    expect(landStatusOn(parcel(settled), "2027-01-01").measure).toBe("reclaim");
  });

  it("ends on its own day when it is disposed of on the same day", () => {
    const settled = { ...facts, dispositions: [{ on: "2026-03-10", kind: "fee", documentNo: "示例闲处〔2026〕001号" }] };
    expect(on(settled, "2026-03-10").status).toBe("suspected-idle");
  });

  it("leaves a later year chargeable: a fee levied before a new agreed start does not pay for the year after it", () => {
    const again = {
      ...facts,
      dispositions: [{ on: "2026-06-01", kind: "fee", documentNo: "示例闲处〔2026〕001号" }],
      extensions: [{ decidedOn: "2026-06-01", newStartOn: "2026-12-31", ground: "政府原因" }],
    };
    expect(landStatusOn(parcel(again), "2028-01-01")).toMatchObject({
      ground: "not-started-1y",
      measure: "fee",
      feeCny: 200_000,
    });
  });

  it("ends with the reclaim, after which the land is approved and unsupplied again", () => {
    const returned = { ...facts, dispositions: [{ on: "2027-02-01", kind: "无偿收回", documentNo: "示例闲处〔2027〕002号" }] };
    expect(on(returned, "2027-02-01")).toEqual({ status: "approved-unsupplied", ground: null, since: "2027-02-01" });
    expect(on(returned, "2035-01-01").status).toBe("approved-unsupplied");
  });
});

describe("collective land (Order 53 Art. 2: state-owned construction land)", () => {
  it("is never suspected, since Order 53 speaks of state-owned construction land only", () => {
    const facts = { ...supplied, agreedStartOn: "2024-12-31", ownership: "collective" as const };
    expect(on(facts, "2025-12-31").status).toBe("overdue");
    expect(on(facts, "2026-01-01")).toEqual({ status: "unknown", ground: "not-state-owned", since: "2026-01-01" });
    const suspended = { ...supplied, agreedStartOn: "2024-12-31", startedOn: "2024-12-01", suspendedOn: "2025-01-01" };
    expect(on({ ...suspended, ownership: "collective" }, "2028-01-01").status).toBe("stalled");
  });
});
