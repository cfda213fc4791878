import { describe, expect, it } from "vitest";
import type { StatisticFactSummary } from "./contract.ts";
import { type EvaluationRowView, firstAndLast, gradeCounts, termValue } from "./evaluation-view.ts";
import { type LineageEntityRow, lineageStep, successionsOf } from "./lineage-view.ts";
import { creditsOf, factText } from "./overview-view.ts";

const entity = (id: string, predecessors: readonly string[] = []): LineageEntityRow => ({
  id,
  name: id,
  nameEn: null,
  validFrom: null,
  validTo: null,
  predecessors,
  successors: [],
  parcels: 1,
  parcelAreaM2: 10,
  plannedAreaM2: null,
  plannedAreaFrom: null,
  zoneId: null,
});

const change = {
  on: "2021-01-01",
  ended: ["old-1", "old-2", "by-name"],
  began: ["new"],
  areaBeforeM2: 20,
  areaAfterM2: 30,
  lostParcelIds: [],
  gainedParcelIds: ["p9"],
};
const step = lineageStep(
  change,
  [entity("old-1"), entity("old-2"), entity("by-name"), entity("stays")],
  [entity("new", ["old-1", "old-2", "by-name"]), entity("stays")],
  (id) => id !== "by-name",
);

describe("a change of parks", () => {
  it("counts parks with an outline, and those known by name only apart", () => {
    expect(step).toMatchObject({ parksBefore: 3, parksAfter: 2, withoutOutline: 1, gainedParcels: 1, lostParcels: 0 });
    expect(step.successions.map(({ after, before }) => [after.id, before.map(({ id }) => id)])).toEqual([
      ["new", ["old-1", "old-2", "by-name"]],
    ]);
  });

  it("is found from the park that came and from each that went, and not from one that stayed", () => {
    expect(["new", "old-2", "stays"].map((id) => successionsOf([step], id).length)).toEqual([1, 1, 0]);
  });
});

const row = (id: string, rank: number | null, grade: EvaluationRowView["grade"]): EvaluationRowView => ({
  id,
  name: id,
  nameEn: null,
  score: 100 - (rank ?? 0),
  rank,
  grade,
  terms: [
    { indicator: "taxPerMu", value: 7, benchmark: 5, weight: 45, points: 63, capped: false, missing: null },
    { indicator: "outputPerMu", value: null, benchmark: 90, weight: 20, points: 0, capped: false, missing: "zero" },
  ],
  vetoedBy: null,
  exemptBy: null,
});

describe("graded enterprises", () => {
  const rows = [row("c", 3, "C"), row("a", 1, "A"), row("x", null, null), row("b", 2, "B"), row("d", 4, "D")];

  it("are counted by grade over those that have one", () => {
    expect(gradeCounts(rows).map(({ grade, count, share }) => [grade, count, share])).toEqual([
      ["A", 1, 0.25],
      ["B", 1, 0.25],
      ["C", 1, 0.25],
      ["D", 1, 0.25],
    ]);
    expect(gradeCounts([]).map(({ share }) => share)).toEqual([0, 0, 0, 0]);
  });

  it("are listed by rank from both ends, all of them where they are few", () => {
    expect(firstAndLast(rows, 1).map(({ id }) => id)).toEqual(["a", "d"]);
    expect(firstAndLast(rows, 5).map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
    expect(["taxPerMu", "outputPerMu", "rdShare"].map((name) => termValue(rows[0]!, name))).toEqual([7, null, null]);
  });
});

describe("published figures and credits", () => {
  const fact = (value: unknown, unit: string | null, unitEn?: string): StatisticFactSummary => ({
    id: "f",
    subject: "s",
    metric: "m",
    comparator: ">=",
    value,
    unit,
    ...(unitEn === undefined ? {} : { unitEn }),
    year: null,
    source: "x",
  });
  const truth = { yes: "是", no: "否" };

  it("carry the unit of the language, and a unit that is a number as a factor", () => {
    expect(factText("zh", fact(160, "万元/亩", "10 000 CNY/mu"), truth)).toBe("≥ 160 万元/亩");
    expect(factText("en", fact(160, "万元/亩", "10 000 CNY/mu"), truth)).toBe("≥ 160 × 10 000 CNY/mu");
    expect(factText("en", fact(20, "%"), truth)).toBe("≥ 20 %");
    expect(factText("zh", fact(true, null), truth)).toBe("是");
  });

  it("name each source of the map once, however many datasets share it", () => {
    const sources = [
      { id: "osm", title: "OSM", attribution: "© OSM" },
      { id: "plan", title: "Plan" },
    ];
    expect(creditsOf([{ sources }, { sources: [...sources, { id: "x", title: "X", attribution: "© X" }] }])).toEqual([
      "© OSM",
      "© X",
    ]);
  });
});
