import type { EvaluationConfig } from "./config.ts";

/** Taizhou Huangyan District 2022, industrial enterprises above scale: fixed benchmarks, missing emissions earn the mean. */
export const HUANGYAN_2022_ABOVE_SCALE: EvaluationConfig = {
  id: "huangyan-2022-above-scale",
  version: "1",
  title: { zh: "黄岩区2022年度规上工业企业亩均效益综合评价", en: "Huangyan 2022, industry above scale" },
  source: "台州市黄岩区2022年度工业企业“亩均论英雄”综合评价结果公示（规上）",
  indicators: [
    { id: "taxPerMu", weight: 30, benchmark: 24.097, capTimes: null, missing: "zero" },
    { id: "valueAddedPerMu", weight: 20, benchmark: 136.16, capTimes: null, missing: "zero" },
    { id: "valueAddedPerTce", weight: 20, benchmark: 2.694, capTimes: null, missing: "zero" },
    { id: "valueAddedPerEmission", weight: 10, benchmark: 4929.81, capTimes: null, missing: "mean-points" },
    { id: "labourProductivity", weight: 10, benchmark: 18.14, capTimes: null, missing: "zero" },
    { id: "rdShare", weight: 10, benchmark: 0.0302, capTimes: null, missing: "zero" },
  ],
  grades: null,
  vetoes: [],
  exemptions: [],
};

/** The same for enterprises below scale: two indicators. */
export const HUANGYAN_2022_BELOW_SCALE: EvaluationConfig = {
  id: "huangyan-2022-below-scale",
  version: "1",
  title: { zh: "黄岩区2022年度规下工业企业亩均效益综合评价", en: "Huangyan 2022, industry below scale" },
  source: "台州市黄岩区2022年度工业企业“亩均论英雄”综合评价结果公示（规下）",
  indicators: [
    { id: "taxPerMu", weight: 50, benchmark: 11.5932, capTimes: null, missing: "zero" },
    { id: "taxPerKwh", weight: 50, benchmark: 0.2352, capTimes: null, missing: "zero" },
  ],
  grades: null,
  vetoes: [],
  exemptions: [],
};

/**
 * A city's A–D practice: the best 25 % A, to 70 % B, to 95 % C, the last 5 % D; public-service and start-up enterprises are not
 * graded and count as B. Its indicators are taken in the form that output figures allow (output instead of value added).
 */
export const PER_MU_ABCD: EvaluationConfig = {
  id: "per-mu-abcd",
  version: "1",
  title: { zh: "亩均效益A–D分档评价（45/20/15/15/5）", en: "Per-mu benefit, A–D (45/20/15/15/5)" },
  source: "某市工业企业亩均效益综合评价办法（权重45/20/15/15/5，A 25%、B至70%、C至95%、D 5%）；增加值以产值代替",
  indicators: [
    { id: "taxPerMu", weight: 45, benchmark: "mean", capTimes: 2, missing: "zero" },
    { id: "outputPerMu", weight: 20, benchmark: "mean", capTimes: 2, missing: "zero" },
    { id: "outputPerTce", weight: 15, benchmark: "mean", capTimes: 2, missing: "mean-points" },
    { id: "rdShare", weight: 15, benchmark: "mean", capTimes: 2, missing: "zero" },
    { id: "outputPerEmployee", weight: 5, benchmark: "mean", capTimes: 2, missing: "mean-points" },
  ],
  grades: {
    kind: "quantile",
    steps: [
      { grade: "A", upToShare: 0.25 },
      { grade: "B", upToShare: 0.7 },
      { grade: "C", upToShare: 0.95 },
      { grade: "D", upToShare: 1 },
    ],
  },
  vetoes: [{ flag: "veto", grade: "D" }],
  exemptions: [
    { flag: "public-service", grade: "B" },
    { flag: "start-up", grade: "B" },
  ],
};

/** Worked configurations from published practice, by id. Local practice each, never law. */
export const PUBLISHED_EVALUATIONS: readonly EvaluationConfig[] = [
  PER_MU_ABCD,
  HUANGYAN_2022_ABOVE_SCALE,
  HUANGYAN_2022_BELOW_SCALE,
];
