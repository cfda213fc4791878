import type {
  DelayCause,
  IdleEntry,
  IdleExit,
  LandClass,
  LandGround,
  LandMeasure,
  LandRatioName,
  LandStatus,
  ProjectVerdict,
  SiteKind,
  SitingClass,
  UnitVerdict,
} from "@parkatlas/geo-core";
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

/** Whether a project was placed; what the middle one does not prove is said in the notes. */
export const PROJECT_VERDICT_WORDS: Readonly<Record<ProjectVerdict, Bilingual>> = {
  fits: { zh: "可容纳", en: "fits" },
  "not-found": { zh: "未找到（不能证明没有）", en: "not found, proves nothing" },
  impossible: { zh: "不可能", en: "impossible" },
};

export const CLASS_OF_LAND_WORDS: Readonly<Record<LandClass, Bilingual>> = {
  "approved-unsupplied": STATUS_WORDS["approved-unsupplied"],
  "supplied-pending": STATUS_WORDS["supplied-pending"],
  overdue: STATUS_WORDS.overdue,
  "suspected-idle-1y": { zh: "疑似闲置", en: "suspected idle, 1 year" },
  "suspected-idle-2y": { zh: "疑似闲置（可收回）", en: "suspected idle, 2 years" },
  "suspected-idle-stalled": { zh: "疑似闲置（中止）", en: "suspected idle, suspended" },
  idle: STATUS_WORDS.idle,
  "under-construction": STATUS_WORDS["under-construction"],
  stalled: STATUS_WORDS.stalled,
  built: STATUS_WORDS.built,
  unknown: STATUS_WORDS.unknown,
};

export const RATIO_WORDS: Readonly<Record<LandRatioName, Bilingual>> = {
  idleShareOfSupplied: { zh: "土地闲置率", en: "idle share" },
  suspectedIdleShareOfSupplied: { zh: "疑似闲置率", en: "suspected share" },
  idleShareOfBuilt: { zh: "闲置与建成之比", en: "idle to built" },
  suspectedIdleShareOfBuilt: { zh: "疑似闲置与建成之比", en: "suspected to built" },
  idleShareOfPlanned: { zh: "闲置占规划", en: "idle of planned" },
  suspectedIdleShareOfPlanned: { zh: "疑似闲置占规划", en: "suspected of planned" },
  supplyRate: { zh: "土地供应率", en: "supply rate" },
  buildOutRate: { zh: "土地建成率", en: "build-out rate" },
  industrialShare: { zh: "工业用地率", en: "industrial share" },
  unknownShare: { zh: "数据不足占比", en: "unknown share" },
};

/** Why a parcel came into the idle and suspected land, or left it. */
export const FLOW_WORDS: Readonly<Record<IdleEntry | IdleExit, Bilingual>> = {
  "not-started-1y": GROUND_WORDS["not-started-1y"],
  "not-started-2y": GROUND_WORDS["not-started-2y"],
  "stalled-1y": GROUND_WORDS["stalled-1y"],
  determined: GROUND_WORDS.determined,
  disposed: { zh: "处置完毕", en: "disposed of" },
  started: { zh: "动工", en: "started" },
  resumed: { zh: "复工", en: "resumed" },
  completed: { zh: "竣工", en: "completed" },
  extended: { zh: "约定延期", en: "new agreed start" },
  returned: { zh: "收回", en: "returned" },
  progress: { zh: "进度达标", en: "progress over the thresholds" },
  "in-doubt": { zh: "事实矛盾", en: "facts contradict" },
  "rule-changed": { zh: "规则变更", en: "rule changed" },
};

export const CAUSE_WORDS: Readonly<Record<DelayCause, Bilingual>> = {
  government: { zh: "政府原因", en: "caused by government" },
  "force-majeure": { zh: "不可抗力", en: "force majeure" },
  "preliminary-work": { zh: "前期工作", en: "preliminary work" },
  holder: { zh: "自身原因", en: "caused by the holder" },
};

/** Yes, no, or not to be told from the data. */
export const MARK_WORDS: Readonly<Record<"true" | "false" | "null", Bilingual>> = {
  true: { zh: "是", en: "yes" },
  false: { zh: "否", en: "no" },
  null: { zh: "数据不足", en: "unknown" },
};
