import { describe, expect, it } from "vitest";
import type { Parcel, ParcelProperties } from "../model/types.ts";
import { landClock } from "./clock-working.ts";

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

describe("the working of the clock", () => {
  it("shows which days count: 59 own days, 92 stopped ones, then the rest of the year", () => {
    const delays = [
      { from: "2021-03-01", to: "2021-04-30", cause: "government" as const },
      { from: "2021-04-15", to: "2021-05-31", cause: "force-majeure" as const },
      { from: "2021-06-01", to: "2021-06-30", cause: "holder" as const },
    ];
    expect(landClock(parcel({ delays }), "2022-04-03")).toEqual({
      asOf: "2022-04-03",
      kind: "start",
      runsFrom: "2020-12-31",
      periodDays: 365,
      ownDays: 366,
      stoppedDays: 92,
      periodEndsOn: "2022-04-02",
      reclaimEndsOn: "2023-04-02",
      segments: [
        { from: "2021-01-01", to: "2021-02-28", days: 59, counted: true, causes: [], ownDaysAfter: 59 },
        { from: "2021-03-01", to: "2021-04-14", days: 45, counted: false, causes: ["government"], ownDaysAfter: 59 },
        {
          from: "2021-04-15",
          to: "2021-04-30",
          days: 16,
          counted: false,
          causes: ["government", "force-majeure"],
          ownDaysAfter: 59,
        },
        { from: "2021-05-01", to: "2021-05-31", days: 31, counted: false, causes: ["force-majeure"], ownDaysAfter: 59 },
        { from: "2021-06-01", to: "2022-04-03", days: 307, counted: true, causes: [], ownDaysAfter: 366 },
      ],
      agreedStarts: [{ dueOn: "2020-12-31", inForceFrom: null, followed: true }],
    });
  });

  it("counts from the new agreed start and lists the old one", () => {
    const extensions = [{ decidedOn: "2021-06-15", newStartOn: "2021-12-31", ground: "政府原因" }];
    expect(landClock(parcel({ extensions }), "2022-01-31")).toMatchObject({
      runsFrom: "2021-12-31",
      ownDays: 31,
      periodEndsOn: "2022-12-31",
      agreedStarts: [
        { dueOn: "2020-12-31", inForceFrom: null, followed: true },
        { dueOn: "2021-12-31", inForceFrom: "2021-06-15", followed: true },
      ],
    });
  });

  it("runs from the suspension of a started parcel, and has no end while a delay has none", () => {
    const facts = {
      startedOn: "2020-12-01",
      suspendedOn: "2024-02-01",
      delays: [{ from: "2024-03-01", cause: "government" as const }],
    };
    expect(landClock(parcel(facts), "2024-12-31")).toMatchObject({
      kind: "suspension",
      runsFrom: "2024-02-01",
      periodDays: 366,
      ownDays: 28,
      periodEndsOn: null,
      reclaimEndsOn: null,
    });
  });

  it("is not there while nothing runs: before the agreed start, under construction, built, in doubt", () => {
    expect(landClock(parcel({}), "2020-12-31")).toBeNull();
    expect(landClock(parcel({ startedOn: "2020-12-01" }), "2024-01-01")).toBeNull();
    expect(landClock(parcel({ startedOn: "2020-12-01", completedOn: "2023-01-01" }), "2024-01-01")).toBeNull();
    expect(landClock(parcel({ startedOn: "2019-12-01" }), "2024-01-01")).toBeNull();
  });
});
