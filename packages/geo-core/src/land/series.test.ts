import { describe, expect, it } from "vitest";
import type { Parcel, ParcelProperties } from "../model/types.ts";
import { closeParts } from "./closure.ts";
import { landSeries, seriesDates } from "./series.ts";

const parcel = (id: string, areaM2: number, facts: Partial<ParcelProperties>): Parcel => ({
  type: "Feature",
  id,
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
  properties: { name: id, blockId: "B1", suppliedOn: "2018-01-01", recordedAreaM2: areaM2, ...facts },
});
const due = (agreedStartOn: string) => ({ agreedStartOn });
const parcels = [
  parcel("stays", 100, due("2018-12-31")), // suspected from 2020-01-01
  parcel("starts", 200, { ...due("2019-03-31"), startedOn: "2020-08-01" }), // in on 2020-04-01, out by a start
  parcel("extended", 400, {
    ...due("2019-05-31"),
    extensions: [{ decidedOn: "2020-09-15", newStartOn: "2021-05-31", ground: "政府原因" }],
  }), // in on 2020-06-01, out by a new agreed start
  parcel("determined", 800, {
    ...due("2018-06-30"), // in on 2019-07-01, before the series
    determinations: [{ on: "2020-02-01", documentNo: "示例闲认〔2020〕001号" }],
    dispositions: [{ on: "2020-11-01", kind: "reclaim", documentNo: "示例闲处〔2020〕001号" }],
  }),
  parcel("resumes", 1600, {
    ...due("2018-06-30"),
    startedOn: "2018-06-30",
    suspendedOn: "2019-01-31", // in on 2020-02-01
    resumedOn: "2020-10-01",
    startableAreaM2: 1600,
    progress: [{ on: "2019-01-01", developedAreaM2: 100 }],
  }),
];

describe("a series", () => {
  const input = { parcels, id: "c", title: { zh: "示例市", en: "Example" } };
  const { dates, groups } = landSeries(input, { from: "2019-12-31", to: "2020-12-31", step: "quarter" });
  const [city] = groups;

  it("has a point on each quarter's end and one row of flows between two", () => {
    expect(dates).toEqual(["2019-12-31", "2020-03-31", "2020-06-30", "2020-09-30", "2020-12-31"]);
    expect(city!.points.map(({ idleOrSuspectedM2 }) => idleOrSuspectedM2)).toEqual([800, 2500, 3100, 2500, 100]);
    expect(city!.flows.map(({ inflowM2, outflowM2 }) => [inflowM2, outflowM2])).toEqual([
      [1700, 0],
      [600, 0],
      [0, 600],
      [0, 2400],
    ]);
  });

  it("says which parcels became idle and which were cured, when and by what", () => {
    const events = city!.flows.flatMap((flow) =>
      flow.events.map(({ parcelId, on, direction, cause }) => [parcelId, on, direction, cause]),
    );
    expect(events).toEqual([
      ["stays", "2020-01-01", "in", "not-started-1y"],
      ["resumes", "2020-02-01", "in", "stalled-1y"],
      ["starts", "2020-04-01", "in", "not-started-1y"],
      ["extended", "2020-06-01", "in", "not-started-1y"],
      ["starts", "2020-08-01", "out", "started"],
      ["extended", "2020-09-15", "out", "extended"],
      ["resumes", "2020-10-01", "out", "resumed"],
      ["determined", "2020-11-01", "out", "returned"],
    ]);
  });

  it("balances: the end is the beginning plus what came in less what went out", () => {
    for (const [index, flow] of city!.flows.entries())
      expect(city!.points[index]!.idleOrSuspectedM2! + flow.inflowM2 - flow.outflowM2).toBe(
        city!.points[index + 1]!.idleOrSuspectedM2,
      );
  });

  it("counts an event on the first day to the beginning, and one on the last day to the flow", () => {
    const [from] = landSeries(input, { from: "2020-01-01", to: "2020-02-01", step: "year" }).groups;
    expect(from!.points[0]!.idleOrSuspectedM2).toBe(900);
    expect(from!.flows[0]!.events.map(({ parcelId }) => parcelId)).toEqual(["resumes"]);
  });

  it("keeps the month's end for steps from a 31st, and ends on the day asked for", () => {
    expect(seriesDates("2023-12-31", "2024-04-15", "month")).toEqual([
      "2023-12-31",
      "2024-01-31",
      "2024-02-29",
      "2024-03-31",
      "2024-04-15",
    ]);
    expect(seriesDates("2024-02-29", "2024-02-29", "year")).toEqual(["2024-02-29"]);
    expect(() => seriesDates("2024-02-29", "2024-02-28", "year")).toThrow(/2024-02-28/);
  });
});

describe("forced closure (强制闭合)", () => {
  it("places the residual on the largest part and shows it", () => {
    // 3.333 + 3.333 + 3.334 = 10: rounded 3.33 + 3.33 + 3.33 = 9.99, so 0.01 goes to the largest.
    expect(closeParts([3.333, 3.333, 3.334], 2)).toEqual({ parts: [3.33, 3.33, 3.34], whole: 10, residual: 0.01, placedAt: 2 });
  });

  it("leaves parts that add up alone", () => {
    expect(closeParts([1.25, 2.25], 2)).toEqual({ parts: [1.25, 2.25], whole: 3.5, residual: 0, placedAt: null });
  });

  it("rounds half away from zero by the decimals that are printed, 1.005 up to 1.01", () => {
    expect(closeParts([1.005], 2)).toEqual({ parts: [1.01], whole: 1.01, residual: 0, placedAt: null });
  });

  it("closes to a published whole that rounding explains, and refuses one that it does not", () => {
    expect(closeParts([5.004, 5.004], 2, 10.01)).toEqual({ parts: [5.01, 5], whole: 10.01, residual: 0.01, placedAt: 0 });
    expect(() => closeParts([5, 5], 2, 10.1)).toThrow(/not its parts/);
  });
});
