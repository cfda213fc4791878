import { describe, expect, it } from "vitest";
import { dayFromDate } from "../model/civil-date.ts";
import type { Parcel } from "../model/types.ts";
import { LAND_CLASSES, landClassOf, landTransitions } from "./class.ts";
import { landTimeline } from "./timeline.ts";

describe("land classes", () => {
  it("are eleven, in legend order, and join status and ground", () => {
    expect(LAND_CLASSES).toHaveLength(11);
    expect(landClassOf("suspected-idle", "not-started-1y")).toBe("suspected-idle-1y");
    expect(landClassOf("suspected-idle", "not-started-2y")).toBe("suspected-idle-2y");
    expect(landClassOf("suspected-idle", "stalled-1y")).toBe("suspected-idle-stalled");
    expect(landClassOf("idle", "determined")).toBe("idle");
    expect(landClassOf("unknown", "facts-missing")).toBe("unknown");
  });

  it("refuse a suspicion without a ground of Art. 2, which would be a programmer's mistake", () => {
    expect(() => landClassOf("suspected-idle", null)).toThrow(RangeError);
  });
});

describe("transitions for the map", () => {
  it("are the days on which the class changes, without those on which only the measure does", () => {
    const parcel: Parcel = {
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
      properties: {
        name: "P1",
        blockId: "B1",
        approvedOn: "2019-01-01",
        suppliedOn: "2020-06-30",
        agreedStartOn: "2020-12-31",
        delays: [{ from: "2022-03-01", to: "2022-03-31", cause: "government" }],
        startedOn: "2022-06-01",
      },
    };
    expect(landTransitions(landTimeline(parcel))).toEqual({
      initial: "unknown",
      changes: [
        { day: dayFromDate("2019-01-01"), class: "approved-unsupplied" },
        { day: dayFromDate("2020-06-30"), class: "supplied-pending" },
        { day: dayFromDate("2021-01-01"), class: "overdue" },
        { day: dayFromDate("2022-01-01"), class: "suspected-idle-1y" },
        { day: dayFromDate("2022-06-01"), class: "under-construction" },
      ],
    });
  });
});
