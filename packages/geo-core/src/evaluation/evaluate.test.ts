import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, it } from "vitest";
import type { EvaluationConfig } from "./config.ts";
import { type EvaluationSubject, evaluate } from "./evaluate.ts";
import type { Totals } from "./indicators.ts";
import { HUANGYAN_2022_ABOVE_SCALE, HUANGYAN_2022_BELOW_SCALE, PER_MU_ABCD } from "./published-configs.ts";

const subject = (id: string, totals: Totals, flags: readonly string[] = []): EvaluationSubject => ({
  id,
  name: id,
  totals,
  flags,
});
const score = (config: EvaluationConfig, totals: Totals) => evaluate([subject("a", totals)], config).rows[0]!.score;

/** 100 mu on which every indicator stands exactly at Huangyan's benchmark: value added 136.16 × 100 = 13 616 万元. */
const AT_BENCHMARK: Totals = {
  areaMu: 100,
  taxCny: 24.097 * 100 * 10_000,
  valueAddedCny: 136.16 * 100 * 10_000,
  energyTce: 13_616 / 2.694,
  emissionT: 13_616 / 4929.81,
  employees: 13_616 / 18.14,
  rdCny: 3_020_000,
  outputCny: 100_000_000,
};

describe("Huangyan 2022, above scale", () => {
  it("gives 100 to an enterprise that stands at every benchmark: 30 + 20 + 20 + 10 + 10 + 10", () => {
    expectWithin(score(HUANGYAN_2022_ABOVE_SCALE, AT_BENCHMARK), 100, { tolPoints: 1e-9 });
  });

  it("gives 85 at half the tax, 15 of 30 being lost, and 130 at twice the tax, there being no cap", () => {
    expectWithin(score(HUANGYAN_2022_ABOVE_SCALE, { ...AT_BENCHMARK, taxCny: 12_048_500 }), 85, { tolPoints: 1e-9 });
    expectWithin(score(HUANGYAN_2022_ABOVE_SCALE, { ...AT_BENCHMARK, taxCny: 48_194_000 }), 130, { tolPoints: 1e-9 });
  });

  it("gives the mean points where the emission is not known: of 10 and 20 that is 15", () => {
    const { emissionT: _unknown, ...without } = AT_BENCHMARK;
    const half = { ...AT_BENCHMARK, emissionT: 13_616 / 4929.81 / 2 };
    const { rows } = evaluate([subject("a", AT_BENCHMARK), subject("b", half), subject("c", without)], HUANGYAN_2022_ABOVE_SCALE);
    const term = rows[2]!.terms.find(({ indicator }) => indicator === "valueAddedPerEmission")!;
    expectWithin(term.points, 15, { tolPoints: 1e-9 });
    expect(term).toMatchObject({ value: null, missing: "mean-points" });
    expectWithin(rows[2]!.score, 105, { tolPoints: 1e-9 });
  });

  it("gives nothing, not less, for a loss", () => {
    const term = evaluate([subject("a", { ...AT_BENCHMARK, taxCny: -5_000_000 })], HUANGYAN_2022_ABOVE_SCALE).rows[0]!.terms[0]!;
    expect(term.points).toBe(0);
    expect(term.value).toBe(-5);
  });
});

describe("Huangyan 2022, below scale", () => {
  it("scores tax per mu and tax per kWh, 50 each: twice the one and half the other make 125", () => {
    const totals = { areaMu: 10, taxCny: 2 * 11.5932 * 10 * 10_000, electricityKwh: (2 * 11.5932 * 10 * 10_000) / (0.2352 / 2) };
    expectWithin(score(HUANGYAN_2022_BELOW_SCALE, totals), 125, { tolPoints: 1e-9 });
  });
});

describe("A to D by rank", () => {
  const twenty = Array.from({ length: 20 }, (_, index) =>
    subject(`e${index + 1}`, {
      areaMu: 10,
      taxCny: (20 - index) * 10_000,
      outputCny: 1_000_000,
      energyTce: 10,
      employees: 10,
      rdCny: 0,
    }),
  );

  it("gives of twenty enterprises 5 A, 9 B, 5 C and 1 D", () => {
    const { rows } = evaluate(twenty, PER_MU_ABCD);
    expect(rows.map(({ grade }) => grade).join("")).toBe("AAAAABBBBBBBBBCCCCCD");
    expect(rows.map(({ rank }) => rank)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it("takes the mean as all over all: 210 万元 of tax on 200 mu make 1.05 万元/亩", () => {
    expectWithin(evaluate(twenty, PER_MU_ABCD).benchmarks.taxPerMu!, 1.05, { tolWanCnyPerMu: 1e-12 });
  });

  it("caps a term at twice its weight", () => {
    const rich = subject("rich", { areaMu: 1, taxCny: 1e9, outputCny: 1_000_000, energyTce: 10, employees: 10, rdCny: 0 });
    const term = evaluate([...twenty, rich], PER_MU_ABCD).rows.at(-1)!.terms[0]!;
    expect(term).toMatchObject({ points: 90, capped: true });
  });

  it("lets equal scores share the better grade", () => {
    const equal = twenty.map(({ id, totals }, index) => subject(id, index === 5 ? twenty[4]!.totals : totals));
    const { rows } = evaluate(equal, PER_MU_ABCD);
    expect([rows[4]!.rank, rows[5]!.rank, rows[5]!.grade, rows[6]!.rank]).toEqual([5, 5, "A", 7]);
  });

  it("lowers a grade by a veto and sets it by an exemption, which is not ranked", () => {
    const marked = twenty.map((each, index) => {
      if (index === 0) return { ...each, flags: ["veto"] };
      return index === 19 ? { ...each, flags: ["start-up"] } : each;
    });
    const { rows } = evaluate(marked, PER_MU_ABCD);
    expect(rows[0]).toMatchObject({ rank: 1, grade: "D", vetoedBy: "veto" });
    expect(rows[19]).toMatchObject({ rank: null, grade: "B", exemptBy: "start-up" });
    // 19 are ranked: the best 25 % are 4.75, so 4 of them are A, the vetoed one among them.
    expect(rows.filter(({ grade }) => grade === "A")).toHaveLength(3);
  });

  it("can go by score instead", () => {
    const byScore: EvaluationConfig = {
      ...HUANGYAN_2022_ABOVE_SCALE,
      grades: {
        kind: "threshold",
        steps: [
          { grade: "A", atLeast: 100 },
          { grade: "B", atLeast: 80 },
          { grade: "C", atLeast: 60 },
          { grade: "D", atLeast: 0 },
        ],
      },
    };
    expect(evaluate([subject("a", { ...AT_BENCHMARK, taxCny: 12_048_500 })], byScore).rows[0]!.grade).toBe("B");
  });
});

describe("a configuration", () => {
  it("is refused where it cannot be computed, with the field and the value", () => {
    const [first] = PER_MU_ABCD.indicators;
    expect(() => evaluate([], { ...PER_MU_ABCD, indicators: [{ ...first!, weight: 0 }] })).toThrow(/weight 0/);
    expect(() => evaluate([], { ...PER_MU_ABCD, indicators: [{ ...first!, benchmark: -1 }] })).toThrow(/benchmark -1/);
    expect(() => evaluate([], { ...PER_MU_ABCD, source: "" })).toThrow(/source/);
    expect(() => evaluate([], { ...PER_MU_ABCD, grades: { kind: "quantile", steps: [{ grade: "A", upToShare: 0.5 }] } })).toThrow(
      /end with 1/,
    );
  });
});
