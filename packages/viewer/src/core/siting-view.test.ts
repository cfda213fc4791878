import { describe, expect, it } from "vitest";
import { type SitedParcel, sitingCurves, sitingRows, sitingTotals, stepAt } from "./siting-view.ts";

const parcel = (id: string, rest: Partial<SitedParcel> = {}): SitedParcel => ({
  id,
  parkId: "k1",
  class: "whole",
  areaM2: 2000,
  usableAreaM2: 2000,
  wholeUpToM: 600,
  ...rest,
});
// 2000 m² are 3 mu, 4000 m² are 6 mu (rules §1).
const ROWS = [
  parcel("b", { class: "part", usableAreaM2: 500, wholeUpToM: 120 }),
  parcel("a"),
  parcel("c", { parkId: "k2", areaM2: 4000, usableAreaM2: 4000, wholeUpToM: 1000 }),
  parcel("d", { class: "none", usableAreaM2: 0, wholeUpToM: 0 }),
];

describe("candidate parcels", () => {
  it("come with the most usable ground first, of one park or class where asked", () => {
    expect(sitingRows(ROWS, null, null).map(({ id }) => id)).toEqual(["c", "a", "b", "d"]);
    expect(sitingRows(ROWS, "k1", null).map(({ id }) => id)).toEqual(["a", "b", "d"]);
    expect(sitingRows(ROWS, "k1", "part").map(({ id }) => id)).toEqual(["b"]);
  });

  it("are counted by class with their ground and what of it is usable", () => {
    expect(sitingTotals(ROWS)).toEqual({
      whole: { parcels: 2, areaM2: 6000, usableAreaM2: 6000 },
      part: { parcels: 1, areaM2: 2000, usableAreaM2: 500 },
      none: { parcels: 1, areaM2: 2000, usableAreaM2: 0 },
    });
  });

  it("leave less land the longer the distance, for all parks and for each", () => {
    const { all, parks } = sitingCurves(ROWS, 610);
    expect(parks.map(({ parkId }) => parkId)).toEqual(["k1", "k2"]);
    expect([0, 100, 120, 150, 600, 610, 1000, 1050].map((m) => stepAt(all, m)?.availableMu)).toEqual([15, 12, 12, 9, 9, 6, 6, 0]);
    expect(stepAt(parks[0]!.steps, 610)).toMatchObject({ availableMu: 0, parcels: 0 });
    expect(stepAt(all, -1)).toBeNull();
  });
});
