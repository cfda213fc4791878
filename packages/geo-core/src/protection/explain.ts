import type { Words } from "../geojson/finding.ts";
import type {
  DistanceKind,
  HealthWorking,
  MeasuredFrom,
  ProtectionPair,
  ProtectionVerdict,
  RequiredDistance,
  UnitRequirement,
  UnitVerdict,
} from "./types.ts";

export type Language = "zh" | "en";

const KIND_WORDS: Readonly<Record<DistanceKind, Words>> = {
  health: { zh: "卫生防护距离", en: "health protection distance" },
  atmospheric: { zh: "大气环境防护距离", en: "atmospheric environmental protection distance" },
  specified: { zh: "规定防护距离", en: "specified distance" },
};
const OUTLINE_WORDS: Readonly<Record<MeasuredFrom, Words>> = {
  unit: { zh: "生产单元边界", en: "the unit boundary" },
  plant: { zh: "厂界", en: "the plant boundary" },
};
const VERDICT_WORDS: Readonly<Record<UnitVerdict, Words>> = {
  inside: { zh: "范围内", en: "inside" },
  outside: { zh: "范围外", en: "outside" },
  indeterminate: { zh: "无法判定", en: "indeterminate" },
  unknown: { zh: "数据不足", en: "unknown" },
  "not-required": { zh: "不需设置", en: "not required" },
};
const WIND_WORDS = ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"] as const;
const WIND_WORDS_ZH = [
  "北",
  "北北东",
  "东北",
  "东北东",
  "东",
  "东南东",
  "东南",
  "南南东",
  "南",
  "南南西",
  "西南",
  "西南西",
  "西",
  "西北西",
  "西北",
  "北北西",
] as const;

/** The name of a kind of distance, of an outline, of a verdict. */
export const distanceKindText = (kind: DistanceKind, lang: Language): string => KIND_WORDS[kind][lang];
export const measuredFromText = (outline: MeasuredFrom, lang: Language): string => OUTLINE_WORDS[outline][lang];
export const verdictText = (verdict: UnitVerdict, lang: Language): string => VERDICT_WORDS[verdict][lang];

/** The compass point of an azimuth, sixteen of them, as EIA tables give the bearing of a site. */
export function compassPoint(azimuthDeg: number, lang: Language): string {
  const index = Math.round((((azimuthDeg % 360) + 360) % 360) / 22.5) % 16;
  return lang === "zh" ? WIND_WORDS_ZH[index]! : WIND_WORDS[index]!;
}

/**
 * A distance for people: two decimals, and as many more as it takes until the rounded number lies on the same side of the
 * required one as the verdict (499.998 m inside 500 m is written 499.998, not 500.00). Source: rules §1.
 */
export function distanceText(distanceM: number, requiredM: number): string {
  const side = Math.sign(distanceM - requiredM);
  for (let decimals = 2; decimals <= 12; decimals++) {
    const text = distanceM.toFixed(decimals);
    if (Math.sign(Number(text) - requiredM) === side) return text;
  }
  return String(distanceM);
}

/** The formula with its numbers, as a reviewer recomputes it, one line each. */
export function explainHealthWorking(working: HealthWorking, lang: Language): readonly string[] {
  const { A, B, C, D } = working.coefficients;
  const number = (value: number) => String(Number(value.toPrecision(8)));
  const wind = { "<2": "< 2", "2-4": lang === "zh" ? "2～4" : "2–4", ">4": "> 4" }[working.windBand];
  const initial = working.initialM.toFixed(4);
  const note = lang === "zh" ? working.noteZh : working.note;
  const inputs = `Qc = ${working.emissionKgPerH} kg/h, Cm = ${working.limitMgPerM3} mg/m³, S = ${number(working.areaM2)} m², r = √(S/π) = ${number(working.radiusM)} m`;
  const formula = "Qc/Cm = (1/A)·(B·L^C + 0.25·r²)^0.50·L^D";
  const filled = `${number(working.ratio)} = (1/${A})·(${B}·L^${C.toFixed(2)} + 0.25·${number(working.radiusM)}²)^0.50·L^${D.toFixed(2)}`;
  const lines =
    lang === "zh"
      ? [
          `${working.substance || "污染物"}：${inputs}`,
          `近五年平均风速 ${working.windMPerS} m/s（${wind} 档），大气污染源构成 ${working.sourceClass} 类，A = ${A}，B = ${B}，C = ${C}，D = ${D}`,
          formula,
          filled,
          `初值 L = ${initial} m，终值 ${working.gradeM} m（${working.clause}）`,
        ]
      : [
          `${working.substance || "Substance"}: ${inputs}`,
          `Mean wind speed of five years ${working.windMPerS} m/s (row ${wind}), source class ${working.sourceClass}: A = ${A}, B = ${B}, C = ${C}, D = ${D}`,
          formula,
          filled,
          `Initial L = ${initial} m, graded ${working.gradeM} m (${working.clause})`,
        ];
  return note ? [...lines, lang === "zh" ? `注：${note}` : `Note: ${note}`] : lines;
}

/** A required distance in one phrase: kind, metres, outline, grade raise, source. */
export function explainRequired(required: RequiredDistance, lang: Language): string {
  const { kind, requiredM, measuredFrom, raised, source, clause } = required;
  const origin = [source, clause]
    .filter((part, index, all) => part && all.indexOf(part) === index)
    .join(lang === "zh" ? "，" : ", ");
  if (requiredM === 0) {
    const none = { zh: `${KIND_WORDS[kind].zh}：不需设置（0 m）`, en: `${KIND_WORDS[kind].en}: none needed (0 m)` };
    return none[lang] + (origin ? (lang === "zh" ? `，依据：${origin}` : `, ${origin}`) : "");
  }
  if (lang === "zh") {
    const raise = raised ? "（两种物质初值同级，提高一级）" : "";
    return `${KIND_WORDS[kind].zh} ${requiredM} m${raise}，自${OUTLINE_WORDS[measuredFrom].zh}起算${origin ? `，依据：${origin}` : "，未注明来源"}`;
  }
  const raise = raised ? " (raised one grade: two substances fall into the same grade)" : "";
  return `${KIND_WORDS[kind].en} ${requiredM} m${raise} from ${OUTLINE_WORDS[measuredFrom].en}, ${origin || "no source given"}`;
}

/** Why a unit must keep what it must keep, or why nothing: all distances, and what of them could not be settled. */
export function explainRequirement({ distances, unresolved }: Pick<UnitRequirement, "distances" | "unresolved">): Words {
  const phrase = (lang: Language) => {
    const settled = [...distances].sort((a, b) => b.requiredM - a.requiredM).map((required) => explainRequired(required, lang));
    const open = unresolved.map((one) => (lang === "zh" ? `未确定：${one.messageZh}` : `Not settled: ${one.message}`));
    return [...settled, ...open].join(lang === "zh" ? "；" : "; ");
  };
  if (distances.length + unresolved.length > 0) return { zh: phrase("zh"), en: phrase("en") };
  return { zh: "数据中未提出防护距离要求", en: "The data ask for no protection distance" };
}

const PAIR_VERDICT_ZH: Readonly<Record<ProtectionVerdict, (short: string) => string>> = {
  inside: (short) => `范围内，差距 ${short} m`,
  outside: () => "范围外",
  indeterminate: () => "无法判定，与要求值之差小于计算区间",
};
const PAIR_VERDICT_EN: Readonly<Record<ProtectionVerdict, (short: string) => string>> = {
  inside: (short) => `inside, short by ${short} m`,
  outside: () => "outside",
  indeterminate: () => "numerically undecidable: the difference is smaller than the interval of the distance",
};

/** One site against one outline in a sentence, with the warning that the data's accuracy calls for. */
export function explainPair(pair: ProtectionPair, lang: Language): string {
  const { siteName, distanceM, requiredM, azimuthDeg, measuredFrom, verdict, withinUncertainty } = pair;
  const distance = distanceText(distanceM, requiredM);
  const short = distanceText(pair.shortfallM, 0);
  if (lang === "zh") {
    const bearing = azimuthDeg === null ? "" : `（${compassPoint(azimuthDeg, "zh")}）`;
    const doubt = withinUncertainty ? "；差值小于数据定位精度，请复核" : "";
    return `${siteName}${bearing}距${OUTLINE_WORDS[measuredFrom].zh} ${distance} m，要求 ${requiredM} m：${PAIR_VERDICT_ZH[verdict](short)}${doubt}`;
  }
  const bearing = azimuthDeg === null ? "" : ` (${compassPoint(azimuthDeg, "en")})`;
  const doubt = withinUncertainty ? "; the difference is under the positional accuracy of the data, check it" : "";
  return `${siteName}${bearing} is ${distance} m from ${OUTLINE_WORDS[measuredFrom].en}, required ${requiredM} m: ${PAIR_VERDICT_EN[verdict](short)}${doubt}`;
}
