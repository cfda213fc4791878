import { describe, expect, it } from "vitest";
import type { Parcel, ParcelProperties } from "../model/types.ts";
import { landStatusOn } from "./status-on.ts";
import { landTimeline } from "./timeline.ts";

// Days are counted by hand with a calendar; both days of a delay count. Clauses: Order 53 Art. 8 (delay), Art. 12 (new start).
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
  properties: { name: "P1", blockId: "B1", suppliedOn: "2020-06-30", agreedStartOn: "2020-12-31", ...facts },
});
const on = (facts: Partial<ParcelProperties>, date: string) => landStatusOn(parcel(facts), date);
const government = (from: string, to?: string) => ({ from, cause: "government" as const, ...(to ? { to } : {}) });
const codes = (facts: Partial<ParcelProperties>) => landTimeline(parcel(facts)).issues.map((issue) => issue.code);

describe("delays that the holder does not answer for (Art. 8)", () => {
  it("stop the clock for their days: 92 days from March to May move the end of the year from 2021-12-31 to 2022-04-02", () => {
    const delays = [government("2021-03-01", "2021-05-31")];
    expect(on({ delays }, "2022-04-02")).toMatchObject({ status: "overdue", daysOverdue: 365 });
    expect(on({ delays }, "2022-04-03")).toMatchObject({ status: "suspected-idle", ground: "not-started-1y", daysOverdue: 366 });
  });

  it("make the measure one of Art. 12 while they run, and leave none after, the year not being over", () => {
    const delays = [government("2021-03-01", "2021-05-31")];
    expect(on({ delays }, "2021-02-28").measure).toBeNull();
    expect(on({ delays }, "2021-03-01")).toMatchObject({
      status: "overdue",
      measure: "art-12-options",
      clause: "Order 53 (2012) Art. 8, Art. 12",
    });
    expect(on({ delays }, "2021-05-31").measure).toBe("art-12-options");
    expect(on({ delays }, "2021-06-01").measure).toBeNull();
  });

  it("stand still in the count of days: 59 days before the delay, 59 on its last day, 60 on the day after", () => {
    const delays = [government("2021-03-01", "2021-05-31")];
    expect(on({ delays }, "2021-02-28").daysOverdue).toBe(59);
    expect(on({ delays }, "2021-05-31").daysOverdue).toBe(59);
    expect(on({ delays }, "2021-06-01").daysOverdue).toBe(60);
  });

  it("do not break the count of `since`: the parcel is overdue since the day after the agreed start throughout", () => {
    expect(on({ delays: [government("2021-03-01", "2021-05-31")] }, "2021-07-01").since).toBe("2021-01-01");
  });

  it("count once where they overlap: 1 March to 31 May and 1 May to 30 June are 122 days", () => {
    // 2021-12-31 + 122 days = 2022-05-02.
    const delays = [
      government("2021-03-01", "2021-05-31"),
      { ...government("2021-05-01", "2021-06-30"), cause: "force-majeure" as const },
    ];
    expect(on({ delays }, "2022-05-02").status).toBe("overdue");
    expect(on({ delays }, "2022-05-03").ground).toBe("not-started-1y");
  });

  it("count once where one lies inside the other", () => {
    const delays = [government("2021-03-01", "2021-05-31"), government("2021-04-01", "2021-04-30")];
    expect(on({ delays }, "2022-04-02").status).toBe("overdue");
    expect(on({ delays }, "2022-04-03").ground).toBe("not-started-1y");
  });

  it("count only from the day after the agreed start: of December and January 31 days", () => {
    const delays = [government("2020-12-01", "2021-01-31")];
    expect(on({ delays }, "2020-12-31")).toMatchObject({ status: "supplied-pending", measure: null });
    expect(on({ delays }, "2022-01-31").status).toBe("overdue");
    expect(on({ delays }, "2022-02-01").ground).toBe("not-started-1y");
  });

  it("hold the clock for good while they have no end", () => {
    const delays = [government("2021-03-01")];
    expect(on({ delays }, "2040-01-01")).toMatchObject({
      status: "overdue",
      daysOverdue: 59,
      measure: "art-12-options",
      next: null,
    });
  });

  it("leave a year that was full before they began, and only change the measure while they run", () => {
    const delays = [government("2022-03-01", "2022-03-31")];
    expect(on({ delays, priceCny: 100 }, "2022-02-28")).toMatchObject({ ground: "not-started-1y", measure: "fee", feeCny: 20 });
    expect(on({ delays, priceCny: 100 }, "2022-03-31")).toMatchObject({
      ground: "not-started-1y",
      measure: "art-12-options",
      feeCny: null,
      since: "2022-01-01",
      clause: "Order 53 (2012) Art. 2(1), Art. 8, Art. 12",
    });
    expect(on({ delays, priceCny: 100 }, "2022-04-01")).toMatchObject({ measure: "fee", feeCny: 20, since: "2022-01-01" });
    // Two years end on 2022-12-31, 31 days later on 2023-01-31.
    expect(on({ delays }, "2023-01-31").ground).toBe("not-started-1y");
    expect(on({ delays }, "2023-02-01").ground).toBe("not-started-2y");
  });

  it("begin on the day after the year has ended without undoing it", () => {
    const delays = [government("2022-01-01", "2022-06-30")];
    expect(on({ delays }, "2022-01-01")).toMatchObject({ ground: "not-started-1y", measure: "art-12-options" });
  });

  it("do not stop the clock when the holder causes them, or preliminary work does", () => {
    for (const cause of ["holder", "preliminary-work"] as const) {
      const delays = [{ from: "2021-03-01", to: "2021-05-31", cause }];
      expect(on({ delays }, "2021-04-01").measure, cause).toBeNull();
      expect(on({ delays }, "2022-01-01").ground, cause).toBe("not-started-1y");
    }
  });

  it("stop the clock of a suspension too: 30 days of April move the end of its year from 2025-02-01 to 2025-03-03", () => {
    const facts = {
      startedOn: "2020-12-01",
      suspendedOn: "2024-02-01",
      startableAreaM2: 100,
      progress: [{ on: "2024-01-01", developedAreaM2: 1 }],
      delays: [government("2024-04-01", "2024-04-30")],
    };
    expect(on(facts, "2025-03-03").status).toBe("stalled");
    expect(on(facts, "2025-03-04").ground).toBe("stalled-1y");
  });

  it("that cannot be read leave no suspicion standing, and are findings", () => {
    const delays = [government("2021-05-31", "2021-03-01")];
    expect(codes({ delays })).toEqual(["delay-ends-before-it-begins"]);
    expect(on({ delays }, "2021-12-31").status).toBe("overdue");
    expect(on({ delays }, "2022-01-01")).toMatchObject({ status: "unknown", ground: "facts-contradict", missing: ["delays"] });
  });
});

describe("an agreed new start (Art. 12)", () => {
  const extended = (decidedOn: string, newStartOn: string) => ({
    extensions: [{ decidedOn, newStartOn, ground: "政府原因" }],
  });

  it("decided before the due date moves it", () => {
    const facts = extended("2020-11-15", "2021-09-30");
    expect(on(facts, "2020-11-14").dueOn).toBe("2020-12-31");
    expect(on(facts, "2021-09-30")).toMatchObject({ status: "supplied-pending", since: "2020-06-30", dueOn: "2021-09-30" });
    expect(on(facts, "2021-10-01")).toMatchObject({ status: "overdue", daysOverdue: 1 });
    expect(on(facts, "2022-09-30").status).toBe("overdue");
    expect(on(facts, "2022-10-01").ground).toBe("not-started-1y");
    expect(codes(facts)).toEqual([]);
  });

  it("decided after the due date restarts the clock from the day of the decision on, not before", () => {
    const facts = extended("2021-06-15", "2021-12-31");
    expect(on(facts, "2021-06-14")).toMatchObject({ status: "overdue", dueOn: "2020-12-31", daysOverdue: 165 });
    expect(on(facts, "2021-06-15")).toMatchObject({
      status: "supplied-pending",
      since: "2021-06-15",
      dueOn: "2021-12-31",
      daysOverdue: null,
    });
    expect(on(facts, "2022-12-31").status).toBe("overdue");
    expect(on(facts, "2023-01-01").ground).toBe("not-started-1y");
  });

  it("decided when the parcel was already suspected idle ends the suspicion until a new year is full", () => {
    const facts = extended("2022-03-01", "2021-12-31");
    expect(on(facts, "2022-02-28").ground).toBe("not-started-1y");
    expect(on(facts, "2022-03-01")).toMatchObject({ status: "overdue", daysOverdue: 60, since: "2022-03-01" });
  });

  it("is a finding when it is more than one year later, and not when it is exactly one year", () => {
    expect(codes(extended("2020-11-15", "2021-12-31"))).toEqual([]);
    expect(codes(extended("2020-11-15", "2022-01-01"))).toEqual(["extension-over-one-year"]);
  });

  it("is a finding when it records no ground", () => {
    expect(codes({ extensions: [{ decidedOn: "2020-11-15", newStartOn: "2021-06-30" }] })).toEqual(["extension-without-ground"]);
  });

  it("that lies before the start in force contradicts it: from its decision on the status is unknown", () => {
    const facts = extended("2020-11-15", "2020-10-01");
    expect(codes(facts)).toEqual(["extension-shortens"]);
    expect(on(facts, "2020-11-14").status).toBe("supplied-pending");
    expect(on(facts, "2023-01-01")).toMatchObject({ status: "unknown", ground: "facts-contradict" });
  });

  it("counts delays only after the new start", () => {
    const facts = { ...extended("2021-02-01", "2021-06-30"), delays: [government("2021-05-01", "2021-07-31")] };
    // 31 days of July: the year from 2021-06-30 ends on 2022-07-31.
    expect(on(facts, "2022-07-31").status).toBe("overdue");
    expect(on(facts, "2022-08-01").ground).toBe("not-started-1y");
  });
});
