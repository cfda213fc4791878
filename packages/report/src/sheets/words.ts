import type {
  DistanceKind,
  LandClass,
  LandGround,
  LandMeasure,
  LandStatus,
  SiteKind,
  SitingClass,
  UnitVerdict,
} from "@parkatlas/geo-core";

export type SheetLanguage = "zh" | "en";
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** The officers' words of docs/glossary.md, as far as sheets need them. */
export const LAND_CLASS_WORDS: Readonly<Record<LandClass, Words>> = {
  idle: { zh: "闲置（已认定）", en: "idle (determined)" },
  "suspected-idle-2y": { zh: "疑似闲置（可收回）", en: "suspected idle, 2 years" },
  "suspected-idle-1y": { zh: "疑似闲置", en: "suspected idle, 1 year" },
  "suspected-idle-stalled": { zh: "疑似闲置（中止）", en: "suspected idle, suspended" },
  overdue: { zh: "逾期未动工", en: "overdue" },
  stalled: { zh: "停建", en: "stalled" },
  "supplied-pending": { zh: "供而未到期", en: "supplied, start not due" },
  "under-construction": { zh: "在建", en: "under construction" },
  built: { zh: "建成", en: "built" },
  "approved-unsupplied": { zh: "批而未供", en: "approved, not supplied" },
  unknown: { zh: "数据不足", en: "unknown" },
};

export const LAND_STATUS_WORDS: Readonly<Record<LandStatus, Words>> = {
  ...LAND_CLASS_WORDS,
  "suspected-idle": { zh: "疑似闲置", en: "suspected idle" },
};

export const LAND_GROUND_WORDS: Readonly<Partial<Record<LandGround, Words>>> = {
  "not-started-1y": { zh: "满一年未动工", en: "not started for 1 year" },
  "not-started-2y": { zh: "满两年未动工", en: "not started for 2 years" },
  "stalled-1y": { zh: "中止满一年", en: "suspended for 1 year" },
};

export const MEASURE_WORDS: Readonly<Record<LandMeasure, Words>> = {
  fee: { zh: "土地闲置费", en: "idle-land fee" },
  reclaim: { zh: "可无偿收回", en: "reclaim without payment" },
  "art-12-options": { zh: "第十二条处置", en: "options of Art. 12" },
};

export const SITE_KIND_WORDS: Readonly<Record<SiteKind, Words>> = {
  residential: { zh: "居住区", en: "residential" },
  village: { zh: "村庄", en: "village" },
  school: { zh: "学校", en: "school" },
  hospital: { zh: "医院", en: "hospital" },
  other: { zh: "其他", en: "other" },
};

export const VERDICT_WORDS: Readonly<Record<UnitVerdict, Words>> = {
  inside: { zh: "范围内有敏感目标", en: "sites inside" },
  indeterminate: { zh: "无法判定", en: "indeterminate" },
  unknown: { zh: "数据不足", en: "unknown" },
  outside: { zh: "敏感目标均在范围外", en: "all sites outside" },
  "not-required": { zh: "无需设置", en: "not required" },
};

export const DISTANCE_KIND_SHORT: Readonly<Record<DistanceKind, Words>> = {
  health: { zh: "卫生", en: "health" },
  atmospheric: { zh: "大气", en: "atmospheric" },
  specified: { zh: "规定", en: "specified" },
};

export const SITING_CLASS_WORDS: Readonly<Record<SitingClass, Words>> = {
  whole: { zh: "整宗可用", en: "usable whole" },
  part: { zh: "部分可用", en: "usable in part" },
  none: { zh: "不可用", en: "not usable" },
};

export const SYNTHETIC_NOTICE: Words = {
  zh: "合成数据：本图表含为演示而虚构的要素（provenance = synthetic），不反映任何真实地块、企业或园区的情况，不得作为行政依据。",
  en: "Synthetic data: features made up for demonstration (provenance = synthetic) are on this sheet; it says nothing about any real parcel, enterprise or park.",
};
export const SYNTHETIC_SHORT: Words = { zh: "合成数据 · 不作依据", en: "synthetic data · not evidence" };

export const PROJECTION_NOTICE: Words = {
  zh: "推算：截止日期晚于数据集日期，按此后无新事件计。",
  en: "Projection: the date lies after that of the dataset; what would be if nothing more happened.",
};
