import { describe, expect, it } from "vitest";
import type { LandSeriesAnswer } from "./contract.ts";
import { landTrend, roundUp, trendPointOn } from "./land-trend.ts";

const point = (on: string, suppliedM2: number, idleOrSuspectedM2: number) => ({ on, suppliedM2, idleOrSuspectedM2 });
type Event = LandSeriesAnswer["groups"][number]["flows"][number]["events"][number];
const event = (direction: "in" | "out", cause: Event["cause"], areaM2: number): Event => ({
  parcelId: "p",
  on: "2024-02-01",
  direction,
  cause,
  areaM2,
});

const series: LandSeriesAnswer = {
  dates: ["2023-12-31", "2024-03-31"],
  groups: [
    {
      id: "a",
      points: [point("2023-12-31", 1000, 100), point("2024-03-31", 1000, 250)],
      flows: [
        {
          after: "2023-12-31",
          until: "2024-03-31",
          inflowM2: 200,
          outflowM2: 50,
          events: [event("in", "not-started-1y", 200), event("out", "started", 50)],
        },
      ],
    },
    {
      id: "b",
      points: [point("2023-12-31", 0, 0), point("2024-03-31", 3000, 150)],
      flows: [
        {
          after: "2023-12-31",
          until: "2024-03-31",
          inflowM2: 170,
          outflowM2: 20,
          events: [event("in", "stalled-1y", 170), event("out", "resumed", 10), event("out", "resumed", 10)],
        },
      ],
    },
  ],
};

describe("the trend of the idle share", () => {
  it("weighs the parks by their supplied land and adds up their flows", () => {
    const [first, second] = landTrend(series, null);
    expect(first).toMatchObject({ on: "2023-12-31", after: null, share: 0.1, inflowM2: 0 });
    // (250 + 150) / (1000 + 3000)
    expect(second).toMatchObject({
      share: 0.1,
      after: "2023-12-31",
      inflowM2: 370,
      outflowM2: 70,
      inflowParcels: 2,
      outflowParcels: 3,
    });
    expect(second?.exits).toEqual([
      ["resumed", 2],
      ["started", 1],
    ]);
  });

  it("takes one park alone, and has no share where nothing is supplied", () => {
    expect(landTrend(series, "b").map(({ share }) => share)).toEqual([null, 0.05]);
    expect(landTrend(series, "a")[1]).toMatchObject({ share: 0.25, inflowM2: 200, outflowParcels: 1 });
  });

  it("finds the quarter of a date, from the day after one end to the day of the next", () => {
    const points = landTrend(series, null);
    const quarter = (date: string) => trendPointOn(points, date)?.on ?? null;
    expect(["2023-12-30", "2023-12-31", "2024-01-01", "2024-03-31", "2024-04-01"].map(quarter)).toEqual([
      null,
      "2023-12-31",
      "2024-03-31",
      "2024-03-31",
      null,
    ]);
  });

  it("ends an axis at a round number that holds every value", () => {
    expect([0, 0.0716, 0.1, 0.172, 2298, 3001].map(roundUp)).toEqual([1, 0.08, 0.1, 0.2, 3000, 4000]);
  });
});
