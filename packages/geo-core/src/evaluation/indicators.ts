/** Yearly totals of an enterprise, park or parcel that indicators are made of. */
export type Quantity =
  | "taxCny"
  | "outputCny"
  | "valueAddedCny"
  | "energyTce"
  | "emissionT"
  | "electricityKwh"
  | "employees"
  | "rdCny"
  | "areaMu";

export type Totals = Readonly<Partial<Record<Quantity, number>>>;

interface IndicatorFormula {
  readonly zh: string;
  readonly en: string;
  readonly numerator: Quantity;
  readonly denominator: Quantity;
  /** Factor from CNY to the unit of the indicator. */
  readonly scale: number;
  readonly unit: string;
}

const WAN = 1e-4;

/** Indicators of per-mu evaluation (亩均论英雄) as quotients of yearly totals. 万元 = 10 000 CNY. */
export const INDICATORS = {
  taxPerMu: { zh: "亩均税收", en: "tax per mu", numerator: "taxCny", denominator: "areaMu", scale: WAN, unit: "万元/亩" },
  outputPerMu: {
    zh: "亩均产值",
    en: "output per mu",
    numerator: "outputCny",
    denominator: "areaMu",
    scale: WAN,
    unit: "万元/亩",
  },
  valueAddedPerMu: {
    zh: "亩均增加值",
    en: "value added per mu",
    numerator: "valueAddedCny",
    denominator: "areaMu",
    scale: WAN,
    unit: "万元/亩",
  },
  valueAddedPerTce: {
    zh: "单位能耗增加值",
    en: "value added per tonne of coal equivalent",
    numerator: "valueAddedCny",
    denominator: "energyTce",
    scale: WAN,
    unit: "万元/吨标煤",
  },
  outputPerTce: {
    zh: "单位能耗产值",
    en: "output per tonne of coal equivalent",
    numerator: "outputCny",
    denominator: "energyTce",
    scale: WAN,
    unit: "万元/吨标煤",
  },
  valueAddedPerEmission: {
    zh: "单位排放增加值",
    en: "value added per tonne emitted",
    numerator: "valueAddedCny",
    denominator: "emissionT",
    scale: WAN,
    unit: "万元/吨",
  },
  labourProductivity: {
    zh: "全员劳动生产率",
    en: "value added per employee",
    numerator: "valueAddedCny",
    denominator: "employees",
    scale: WAN,
    unit: "万元/人",
  },
  outputPerEmployee: {
    zh: "人均产值",
    en: "output per employee",
    numerator: "outputCny",
    denominator: "employees",
    scale: WAN,
    unit: "万元/人",
  },
  rdShare: {
    zh: "研发投入占比",
    en: "research share of output",
    numerator: "rdCny",
    denominator: "outputCny",
    scale: 1,
    unit: "",
  },
  taxPerKwh: {
    zh: "单位用电税收",
    en: "tax per kWh",
    numerator: "taxCny",
    denominator: "electricityKwh",
    scale: 1,
    unit: "元/千瓦时",
  },
} as const satisfies Readonly<Record<string, IndicatorFormula>>;

export type IndicatorId = keyof typeof INDICATORS;

/** The indicator's value; null where a total is not known or the denominator is 0. */
export function indicatorValue(id: IndicatorId, totals: Totals): number | null {
  const { numerator, denominator, scale } = INDICATORS[id];
  const [part, whole] = [totals[numerator], totals[denominator]];
  return part === undefined || whole === undefined || whole === 0 ? null : (part / whole) * scale;
}
