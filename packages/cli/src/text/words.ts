import type { LandGround, LandMeasure, LandStatus, SiteKind, SitingClass, UnitVerdict } from "@parkatlas/geo-core";
import type { Bilingual } from "./language.ts";

/** The officers' words for what JSON says in codes (docs/glossary.md). */
export const STATUS_WORDS: Readonly<Record<LandStatus, Bilingual>> = {
  "approved-unsupplied": { zh: "批而未供", en: "approved, not supplied" },
  "supplied-pending": { zh: "供而未到期", en: "supplied, start not due" },
  overdue: { zh: "逾期未动工", en: "overdue" },
  "suspected-idle": { zh: "疑似闲置", en: "suspected idle" },
  idle: { zh: "闲置（已认定）", en: "idle (determined)" },
  "under-construction": { zh: "在建", en: "under construction" },
  stalled: { zh: "停建", en: "stalled" },
  built: { zh: "建成", en: "built" },
  unknown: { zh: "数据不足", en: "unknown" },
};

export const GROUND_WORDS: Readonly<Record<LandGround, Bilingual>> = {
  "not-started-1y": { zh: "满一年未动工", en: "not started for 1 year" },
  "not-started-2y": { zh: "满两年未动工", en: "not started for 2 years" },
  "stalled-1y": { zh: "中止满一年", en: "suspended for 1 year" },
  determined: { zh: "已认定", en: "determined" },
  "before-first-event": { zh: "早于首个事件", en: "before the first event" },
  "facts-missing": { zh: "缺少事实", en: "facts missing" },
  "facts-contradict": { zh: "事实矛盾", en: "facts contradict" },
  "not-state-owned": { zh: "非国有土地", en: "not state-owned" },
};

export const MEASURE_WORDS: Readonly<Record<LandMeasure, Bilingual>> = {
  fee: { zh: "土地闲置费", en: "idle-land fee" },
  reclaim: { zh: "可无偿收回", en: "reclaim without payment" },
  "art-12-options": { zh: "第十二条处置", en: "options of Art. 12" },
};

export const VERDICT_WORDS: Readonly<Record<UnitVerdict, Bilingual>> = {
  inside: { zh: "范围内", en: "inside" },
  outside: { zh: "范围外", en: "outside" },
  indeterminate: { zh: "无法判定", en: "indeterminate" },
  unknown: { zh: "数据不足", en: "unknown" },
  "not-required": { zh: "无需设置", en: "not required" },
};

export const KIND_WORDS: Readonly<Record<SiteKind, Bilingual>> = {
  residential: { zh: "居住区", en: "residential" },
  village: { zh: "村庄", en: "village" },
  school: { zh: "学校", en: "school" },
  hospital: { zh: "医院", en: "hospital" },
  other: { zh: "其他", en: "other" },
};

export const CLASS_WORDS: Readonly<Record<SitingClass, Bilingual>> = {
  whole: { zh: "整宗", en: "whole" },
  part: { zh: "部分", en: "part" },
  none: { zh: "不可", en: "none" },
};
