import type { LandClass } from "@parkatlas/geo-core";
import { describe, expect, it } from "vitest";
import { seriesFromTransitions } from "./land-series.ts";

const alternating = (count: number) =>
  Array.from({ length: count }, (_, i): { day: number; class: LandClass } => ({
    day: 100 + i,
    class: i % 2 ? "built" : "stalled",
  }));

describe("the land classes of a parcel as tile properties", () => {
  it("are the first class and then each change with its day", () => {
    expect(seriesFromTransitions({ initial: "unknown", changes: alternating(2) })).toEqual({
      properties: { c0: "unknown", d1: 100, c1: "stalled", d2: 101, c2: "built" },
      isProtected: false,
    });
  });

  it("keep the sixteen latest of more changes, and call the time before them unknown", () => {
    const { properties } = seriesFromTransitions({ initial: "built", changes: alternating(18) });
    expect(Object.keys(properties)).toHaveLength(33);
    expect(properties).toMatchObject({ c0: "unknown", d1: 102, c1: "stalled", d16: 117, c16: "built" });
  });

  it.each(["suspected-idle-1y", "suspected-idle-2y", "suspected-idle-stalled", "idle"] as const)(
    "protect a parcel that is %s at any time, even long ago",
    (idle) => {
      expect(
        seriesFromTransitions({ initial: "unknown", changes: [{ day: 1, class: idle }, ...alternating(20)] }).isProtected,
      ).toBe(true);
      expect(seriesFromTransitions({ initial: idle, changes: [] }).isProtected).toBe(true);
    },
  );
});
