import { describe, expect, it } from "vitest";
import { zh } from "./dictionary-zh.ts";
import { changesOf, emptyScenario, readScenario, writeScenario } from "./scenario.ts";
import { assumptionLines } from "./scenario-text.ts";

const assumed = {
  ...emptyScenario("U-1"),
  eastM: 120,
  northM: -40,
  windMPerS: 2.5,
  specifiedM: 300,
  emissions: { 氨: 0.2 },
  droppedSiteIds: ["S-1", "S-2"],
};

describe("an assumption about a unit", () => {
  it("is no change at all while nothing is assumed", () => {
    expect(changesOf(emptyScenario("U-1"))).toEqual([]);
  });

  it("becomes the changes that the library applies", () => {
    expect(changesOf(assumed)).toEqual([
      { kind: "move-unit", unitId: "U-1", eastM: 120, northM: -40 },
      { kind: "set-wind", unitId: "U-1", windMPerS: 2.5 },
      { kind: "set-emission", unitId: "U-1", substance: "氨", emissionKgPerH: 0.2 },
      { kind: "set-distance", unitId: "U-1", distanceKind: "specified", distanceM: 300 },
      { kind: "drop-site", siteId: "S-1" },
      { kind: "drop-site", siteId: "S-2" },
    ]);
  });

  it("comes back from a link as it was, and a broken one is refused", () => {
    expect(readScenario(writeScenario(assumed)!)).toEqual(assumed);
    for (const broken of ["", "unit:", "unit:U;east:1e9", "unit:U;north:60000", "unit:U;wind:-1", "unit:U;qc:x", "unit:U;unit:V"])
      expect(readScenario(broken), broken).toBeUndefined();
  });

  it("is told in full beside every list that leaves the house", () => {
    const lines = assumptionLines(assumed, zh);
    expect(lines.every(({ name }) => name === "假设")).toBe(true);
    const text = lines.map((line) => line.text).join("\n");
    for (const part of ["U-1", "120 m", "-40 m", "2.5 m/s", "300 m", "0.2 kg/h", "S-1、S-2"]) expect(text).toContain(part);
    expect(assumptionLines(emptyScenario("U-1"), zh)).toHaveLength(1);
  });
});
