import { describe, expect, it } from "vitest";
import type { Parcel, ParcelProperties } from "../model/types.ts";
import { supplyChanges } from "./supply-changes.ts";
import { landTimeline } from "./timeline.ts";

const changesOf = (facts: Partial<ParcelProperties>) => {
  const parcel: Parcel = {
    type: "Feature",
    id: "P",
    geometry: { type: "Polygon", coordinates: [] },
    properties: { name: "P", blockId: "B", ownership: "state", ...facts },
  };
  return supplyChanges(landTimeline(parcel));
};

// Days since 1970-01-01 by `date -ud … +%s` / 86 400: 2019-01-01 is 17 897, 2020-01-01 is 18 262, 2020-11-01 is 18 567.
describe("the days on which land becomes or ceases to be supplied", () => {
  it("are the day of supply, and the day on which it goes back", () => {
    expect(changesOf({ suppliedOn: "2019-01-01" })).toEqual([{ day: 17_897, supplied: true }]);
    const returned = [{ on: "2020-11-01", kind: "reclaim" as const, documentNo: "示例闲处〔2020〕001号" }];
    const determinations = [{ on: "2020-02-01", documentNo: "示例闲认〔2020〕001号" }];
    expect(changesOf({ suppliedOn: "2019-01-01", agreedStartOn: "2019-01-31", determinations, dispositions: returned })).toEqual([
      { day: 17_897, supplied: true },
      { day: 18_567, supplied: false },
    ]);
  });

  it("are the day after the agreed start where no day of supply is recorded", () => {
    expect(changesOf({ agreedStartOn: "2019-12-31" })).toEqual([{ day: 18_262, supplied: true }]);
  });

  it("are none for collective land, and none where nothing is known", () => {
    expect(changesOf({ suppliedOn: "2019-01-01", ownership: "collective" })).toEqual([]);
    expect(changesOf({})).toEqual([]);
  });
});
