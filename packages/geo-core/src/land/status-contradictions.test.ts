import { describe, expect, it } from "vitest";
import type { Parcel, ParcelProperties } from "../model/types.ts";
import { landStatusOn } from "./status-on.ts";
import { landTimeline } from "./timeline.ts";

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
const on = (facts: Partial<ParcelProperties>, date: string) => {
  const { status, ground, missing } = landStatusOn(parcel(facts), date);
  return { status, ground, missing };
};
const codes = (facts: Partial<ParcelProperties>) => landTimeline(parcel(facts)).issues.map((issue) => issue.code);
const contradict = (...missing: string[]) => ({ status: "unknown", ground: "facts-contradict", missing });
const lacking = (...missing: string[]) => ({ status: "unknown", ground: "facts-missing", missing });

describe("facts that are missing (rules §3, row `unknown`)", () => {
  it("no event at all is unknown on every date and says what to record", () => {
    expect(on({}, "2025-01-01")).toEqual(lacking("approvedOn", "suppliedOn"));
  });

  it("a supply without an agreed start is unknown, since nobody can say when the holder had to start", () => {
    expect(on({ suppliedOn: "2020-01-01" }, "2025-01-01")).toEqual(lacking("agreedStartOn"));
  });

  it("an agreed start without a supply is unknown up to that day; after it the supply is implied", () => {
    const facts = { approvedOn: "2019-01-01", agreedStartOn: "2020-12-31" };
    expect(on(facts, "2020-12-31")).toEqual(lacking("suppliedOn"));
    expect(on(facts, "2021-01-01").status).toBe("overdue");
  });

  it("a completion without a start is built from its day and unknown before it", () => {
    const facts = { suppliedOn: "2018-01-01", agreedStartOn: "2018-12-31", completedOn: "2021-06-30" };
    expect(on(facts, "2021-06-29")).toEqual(lacking("startedOn"));
    expect(on(facts, "2021-06-30").status).toBe("built");
    expect(codes(facts)).toEqual(["start-missing"]);
  });

  it("developed area proves a start by its day, so a parcel without a recorded start is never called idle after it", () => {
    const facts = {
      suppliedOn: "2018-01-01",
      agreedStartOn: "2018-12-31",
      progress: [{ on: "2019-06-30", developedAreaM2: 500 }],
    };
    expect(on(facts, "2019-06-29")).toEqual(lacking("startedOn"));
    expect(on(facts, "2025-01-01").status).toBe("under-construction");
  });

  it("money spent does not prove a start, since plant can be bought before the ground is broken", () => {
    const facts = { suppliedOn: "2018-01-01", agreedStartOn: "2018-12-31", progress: [{ on: "2019-06-30", investedCny: 500 }] };
    expect(on(facts, "2025-01-01")).toMatchObject({ status: "suspected-idle", ground: "not-started-2y" });
  });

  it("a resumption without a suspension leaves the time from the start to it unknown", () => {
    const facts = { suppliedOn: "2018-01-01", agreedStartOn: "2018-12-31", startedOn: "2018-10-01", resumedOn: "2021-01-01" };
    expect(on(facts, "2020-12-31")).toEqual(lacking("suspendedOn"));
    expect(on(facts, "2021-01-01").status).toBe("under-construction");
  });
});

describe("facts that contradict each other (rules §3: findings, and `unknown` where they decide)", () => {
  it("started before supplied: from the earlier day on it is not known whether the parcel is started", () => {
    const facts = { approvedOn: "2017-01-01", suppliedOn: "2018-01-01", agreedStartOn: "2018-12-31", startedOn: "2017-06-01" };
    expect(codes(facts)).toEqual(["started-before-supplied"]);
    expect(on(facts, "2017-05-31").status).toBe("approved-unsupplied");
    expect(on(facts, "2017-06-01")).toEqual(contradict("suppliedOn", "startedOn"));
    expect(on(facts, "2025-01-01")).toEqual(contradict("suppliedOn", "startedOn"));
  });

  it("a later completion decides in spite of it", () => {
    const facts = { suppliedOn: "2018-01-01", agreedStartOn: "2018-12-31", startedOn: "2017-06-01", completedOn: "2020-01-01" };
    expect(on(facts, "2019-12-31").ground).toBe("facts-contradict");
    expect(on(facts, "2020-01-01").status).toBe("built");
  });

  it("completed before started: neither is believed", () => {
    const facts = { suppliedOn: "2018-01-01", agreedStartOn: "2018-12-31", startedOn: "2020-01-01", completedOn: "2019-01-01" };
    expect(codes(facts)).toContain("completed-before-start");
    expect(on(facts, "2018-06-01")).toEqual(contradict("startedOn", "completedOn"));
    expect(on(facts, "2025-01-01")).toEqual(contradict("startedOn", "completedOn"));
  });

  it("supplied before approved: unknown until the agreed start has passed, which decides alone", () => {
    const facts = { approvedOn: "2018-06-01", suppliedOn: "2018-01-01", agreedStartOn: "2018-12-31" };
    expect(on(facts, "2018-12-31")).toEqual(contradict("approvedOn", "suppliedOn"));
    expect(on(facts, "2019-01-01").status).toBe("overdue");
  });

  it("agreed to start before the supply: the clock is not believed", () => {
    const facts = { suppliedOn: "2018-01-01", agreedStartOn: "2017-12-31" };
    expect(codes(facts)).toEqual(["agreed-start-before-supply"]);
    expect(on(facts, "2025-01-01")).toEqual(contradict("agreedStartOn"));
  });

  it("progress over 100 % decides nothing: below by the other test is suspected, otherwise unknown", () => {
    const facts = {
      suppliedOn: "2018-01-01",
      agreedStartOn: "2018-12-31",
      startedOn: "2018-12-31",
      suspendedOn: "2020-01-01",
      startableAreaM2: 10_000,
      plannedInvestmentCny: 1_000_000,
    };
    const over = { on: "2019-12-01", developedAreaM2: 10_001 };
    expect(codes({ ...facts, progress: [over] })).toEqual(["progress-over-100-percent"]);
    expect(on({ ...facts, progress: [{ ...over, investedCny: 900_000 }] }, "2022-01-01")).toEqual(
      contradict("progress.developedAreaM2", "startableAreaM2"),
    );
    expect(on({ ...facts, progress: [{ ...over, investedCny: 100_000 }] }, "2022-01-01").ground).toBe("stalled-1y");
  });

  it("suspended before started: unknown between the two", () => {
    const facts = {
      suppliedOn: "2018-01-01",
      agreedStartOn: "2018-12-31",
      startedOn: "2018-12-31",
      suspensions: [{ from: "2018-06-01", to: "2018-09-01" }],
    };
    expect(codes(facts)).toEqual(["suspended-before-start"]);
    expect(on(facts, "2018-07-01")).toEqual(contradict("startedOn", "suspendedOn"));
    expect(on(facts, "2018-12-31").status).toBe("under-construction");
  });

  it("resumed before suspended: unknown from the earlier day until the completion", () => {
    const facts = {
      suppliedOn: "2018-01-01",
      agreedStartOn: "2018-12-31",
      startedOn: "2018-12-31",
      suspendedOn: "2020-06-01",
      resumedOn: "2020-01-01",
      completedOn: "2022-01-01",
    };
    expect(on(facts, "2019-12-31").status).toBe("under-construction");
    expect(on(facts, "2021-01-01")).toEqual(contradict("suspendedOn", "resumedOn"));
    expect(on(facts, "2022-01-01").status).toBe("built");
  });

  it("a determination on collective land is not followed", () => {
    const facts = {
      ownership: "collective" as const,
      suppliedOn: "2018-01-01",
      agreedStartOn: "2018-12-31",
      determinations: [{ on: "2020-03-01", documentNo: "示例闲认〔2020〕001号" }],
    };
    expect(codes(facts)).toEqual(["determination-on-collective-land"]);
    expect(on(facts, "2021-01-01").ground).toBe("facts-contradict");
  });

  it("an ownership that cannot be read is a finding, and never counts as state-owned", () => {
    // As reading keeps it: a word that is neither "state" nor "collective" (docs/dataset.md).
    const ownership = "集体" as unknown as "collective";
    const waiting = { ownership, suppliedOn: "2018-01-01", agreedStartOn: "2018-12-31" };
    expect(codes(waiting)).toEqual(["choice-unknown"]);
    expect(on(waiting, "2019-12-31").status).toBe("overdue");
    expect(on(waiting, "2020-01-01")).toEqual(contradict("ownership"));
    expect(landStatusOn(parcel(waiting), "2020-01-01")).toMatchObject({ measure: null, feeCny: null, clause: null });
    expect(landStatusOn(parcel(waiting), "2020-01-01").conditions[0]).toMatchObject({
      id: "state-owned",
      met: null,
      value: null,
    });
    const stopped = { ...waiting, startedOn: "2018-12-01", suspendedOn: "2020-01-01" };
    expect(on(stopped, "2021-01-01").status).toBe("stalled");
    expect(on(stopped, "2021-01-02")).toEqual(contradict("ownership"));
    const enough = { startableAreaM2: 100, plannedInvestmentCny: 100 };
    const progress = [{ on: "2019-06-01", developedAreaM2: 90, investedCny: 90 }];
    expect(on({ ...stopped, ...enough, progress }, "2021-01-02").status).toBe("stalled");
    expect(on({ ...stopped, completedOn: "2022-01-01" }, "2022-01-01").status).toBe("built");
  });

  it("a delay caused by government changes no measure where the ownership cannot be read", () => {
    const delays = [{ from: "2019-02-01", to: "2019-03-01", cause: "government" as const }];
    const facts = { suppliedOn: "2018-01-01", agreedStartOn: "2018-12-31", delays };
    expect(landStatusOn(parcel(facts), "2019-02-15").measure).toBe("art-12-options");
    const unreadable = { ...facts, ownership: "国有？" as unknown as "state" };
    expect(landStatusOn(parcel(unreadable), "2019-02-15")).toMatchObject({ status: "overdue", measure: null });
  });

  it("a determination before the supply in force was one against an earlier holder", () => {
    const facts = {
      suppliedOn: "2018-01-01",
      agreedStartOn: "2030-12-31",
      determinations: [{ on: "2015-03-01", documentNo: "示例闲认〔2015〕001号" }],
    };
    expect(codes(facts)).toEqual(["decision-before-supply"]);
    expect(on(facts, "2020-01-01").status).toBe("supplied-pending");
  });

  it("a text that is no date is a finding, not a crash, and the fact counts as unusable", () => {
    const facts = { suppliedOn: "2018-01-01", agreedStartOn: "2018-12-31", startedOn: "2019-02-30" };
    expect(codes(facts)).toEqual(["date-invalid"]);
    expect(on(facts, "2025-01-01")).toEqual(contradict("startedOn"));
  });

  it("every finding names the parcel, the place, and what to do, in both languages", () => {
    const [issue] = landTimeline(parcel({ suppliedOn: "2018-01-01", startedOn: "2017-06-01" })).issues;
    expect(issue).toEqual({
      severity: "error",
      code: "started-before-supplied",
      layer: "parcels",
      featureId: "P1",
      path: "properties.startedOn",
      message: "started on 2017-06-01, before the supply on 2018-01-01; correct one of the two",
      messageZh: "动工日2017-06-01早于供地日2018-01-01，请核对并更正其中之一",
    });
  });
});
