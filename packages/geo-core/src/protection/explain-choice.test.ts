import { describe, expect, test } from "vitest";
import { explainChoice } from "./explain-choice.ts";
import { unitHealthDistance } from "./unit-health-distance.ts";

const base = { areaM2: 800, windMPerS: 3, sourceClass: "II" } as const;
const both = (inputs: Parameters<typeof unitHealthDistance>[0]) => {
  const result = unitHealthDistance(inputs);
  return { zh: explainChoice(result, "zh"), en: explainChoice(result, "en") };
};

describe("why a health distance is what it is", () => {
  test("two substances of one grade: both decide, and the grade is raised (vectors 1 and 2)", () => {
    const { zh, en } = both([
      { ...base, emissionKgPerH: 0.012, limitMgPerM3: 0.2, substance: "NH3" },
      { ...base, emissionKgPerH: 0.0006, limitMgPerM3: 0.01, substance: "H2S" },
    ]);
    expect(zh).toEqual([expect.stringMatching(/相差 0\.0%（不超过 10%），两者均计算；终值同为 50 m 级，提高一级为 100 m/)]);
    expect(en).toEqual([expect.stringMatching(/differ by 0\.0 % .* grade of 50 m, which is raised by one to 100 m/)]);
  });

  test("one far ahead decides alone", () => {
    const { zh, en } = both([
      { ...base, emissionKgPerH: 0.3, limitMgPerM3: 0.02, substance: "HF" },
      { ...base, emissionKgPerH: 0.012, limitMgPerM3: 0.2, substance: "NH3" },
    ]);
    // (15 − 0.06) / 15 = 99.6 %.
    expect(zh[0]).toMatch(/HF 的等标排放量 Qc\/Cm 最大，比 NH3 大出 99\.6%/);
    expect(en[0]).toMatch(/HF is the largest, 99\.6 % above NH3/);
  });

  test("two roots near 1000 m and none near 2000 m are said (research: q = 60.583495 and 201.674741 at S = 0)", () => {
    const at = (ratio: number) => both([{ ...base, areaM2: 0, emissionKgPerH: ratio, limitMgPerM3: 1, substance: "X" }]);
    expect(at(60.583495).en).toEqual([
      expect.stringMatching(
        /^X: The coefficients of 2 bands .*997\.840 m \(band 1\), 1001\.738 m \(band 2\); the wider is taken/,
      ),
    ]);
    expect(at(60.583495).zh).toEqual([expect.stringMatching(/2 个区间的系数各自得到区间内的解：.*取较宽者/)]);
    expect(at(201.674741).en).toEqual([
      expect.stringMatching(/No band holds its own solution: 2011\.570 m \(band 2\), 1983\.956 m \(band 3\)/),
    ]);
    expect(at(201.674741).zh).toEqual([expect.stringMatching(/没有区间包含自身的解.*取相邻两区间中较宽者/)]);
  });

  test("one substance without anything special needs no words", () => {
    expect(both([{ ...base, emissionKgPerH: 0.012, limitMgPerM3: 0.2 }])).toEqual({ zh: [], en: [] });
  });
});
