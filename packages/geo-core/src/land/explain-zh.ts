import { explainedFacts, moneyText, percentText, periodWords, shareWords } from "./explain-facts.ts";
import { factName } from "./explain-names.ts";
import type { ExactShare } from "./rule-set.ts";
import type { LandCondition, LandGround, LandStatus, LandStatusOn } from "./types.ts";

const STATUS_ZH: Readonly<Record<LandStatus, string>> = {
  "approved-unsupplied": "批而未供",
  "supplied-pending": "供而未到期",
  overdue: "逾期未动工",
  "suspected-idle": "疑似闲置",
  idle: "闲置（已认定）",
  "under-construction": "在建",
  stalled: "停建",
  built: "建成",
  unknown: "数据不足",
};
const SUBJECT_TO_INQUIRY = "属疑似闲置土地，尚需依法调查认定";

export function explainZh(status: LandStatusOn): string {
  const sentences = [...mainZh(status), ...measureZh(status), ...nextZh(status)];
  return sentences.map((sentence) => `${sentence}。`).join("");
}

function mainZh(status: LandStatusOn): readonly string[] {
  const facts = explainedFacts(status);
  const at = `截至${status.asOf}`;
  switch (status.status) {
    case "approved-unsupplied":
      return [`该宗地自${status.since}起已批准而未供应（或已收回），${at}属批而未供；未供应的土地不构成闲置土地`];
    case "supplied-pending":
      return [`该宗地约定动工日为${status.dueOn}，${at}尚未到期，属供而未到期，不构成闲置土地`];
    case "overdue":
      return [
        `该宗地约定动工日为${status.dueOn}，${at}未动工，${ownDaysZh(status)}，未满${periodZh(status.ruleSet.thresholds.notStartedIdleMonths)}，属逾期未动工，尚不构成疑似闲置`,
      ];
    case "suspected-idle":
      return [suspectedZh(status)];
    case "idle":
      return [`该宗地自${status.since}起经认定书${facts.documentNo ?? ""}认定为闲置土地，${at}尚未处置完毕`];
    case "under-construction":
      return [`该宗地已于${facts.startedOn ?? status.since}动工，${at}未中止建设，属在建，不构成闲置土地`];
    case "stalled":
      return [stalledZh(status)];
    case "built":
      return [`该宗地已于${facts.completedOn ?? status.since}竣工，属建成，不构成闲置土地`];
    case "unknown":
      return [unknownZh(status)];
  }
}

function periodZh(months: number): string {
  return periodWords(months, "zh");
}

function ownDaysZh({ daysOverdue, conditions }: LandStatusOn): string {
  const stopped = conditions.find((condition) => condition.id === "delay-running")?.value;
  const excluded = typeof stopped === "number" && stopped > 0 ? `（已扣除政府原因或不可抗力的${stopped}日）` : "";
  return `逾期${daysOverdue}日${excluded}`;
}

function suspectedZh(status: LandStatusOn): string {
  const { thresholds } = status.ruleSet;
  const basis = `依据${status.clauseZh}，${SUBJECT_TO_INQUIRY}`;
  if (status.ground === "stalled-1y") {
    const { startedOn, suspendedOn } = explainedFacts(status);
    return `该宗地于${startedOn}动工，自${suspendedOn}起中止开发建设，至${status.yearEndsOn}已满${periodZh(thresholds.stalledIdleMonths)}，${sharesZh(status, true)}，${basis}`;
  }
  const years = periodZh(
    status.ground === "not-started-2y" ? thresholds.notStartedReclaimMonths : thresholds.notStartedIdleMonths,
  );
  return `该宗地约定动工日为${status.dueOn}，截至${status.asOf}未动工，${ownDaysZh(status)}，已满${years}，${basis}`;
}

function shareZh(name: string, condition: LandCondition | undefined, limit: ExactShare): string | null {
  if (!condition || condition.met === null || typeof condition.value !== "number" || typeof condition.limit !== "number")
    return null;
  const relation = condition.met ? "不足" : "不低于";
  return `${name}${percentText(condition.value, condition.limit, condition.met === true)}，${relation}${shareWords(limit, "zh")}`;
}

/** The shares that are below (`met`), or those that are not. */
function sharesZh(status: LandStatusOn, met: boolean): string {
  const { developed, invested } = explainedFacts(status);
  const { developedBelow, investedBelow } = status.ruleSet.thresholds;
  const area = developed?.met === met ? shareZh("已动工开发面积占应动工面积的", developed, developedBelow) : null;
  const money = invested?.met === met ? shareZh("已投资额占总投资额的", invested, investedBelow) : null;
  return [area, money].filter((part) => part !== null).join("，");
}

function stalledZh(status: LandStatusOn): string {
  const { suspendedOn, startedOn } = explainedFacts(status);
  const head = `该宗地于${startedOn}动工，自${suspendedOn ?? status.since}起中止开发建设`;
  const period = periodZh(status.ruleSet.thresholds.stalledIdleMonths);
  const yearOver = status.conditions.find((condition) => condition.id === "suspended-one-year")?.met === true;
  if (!yearOver) return `${head}，截至${status.asOf}未满${period}，属停建，尚不构成疑似闲置`;
  const shares = sharesZh(status, false);
  return `${head}，已满${period}${shares ? `，但${shares}` : ""}，不符合闲置土地的条件，属停建`;
}

const UNKNOWN_REASON_ZH: Partial<Record<LandGround, string>> = {
  "before-first-event": "尚无任何登记事项",
  "not-state-owned": "该宗地为集体土地，《闲置土地处置办法》仅适用于国有建设用地，不作疑似闲置判定",
};

function unknownZh({ asOf, ground, missing }: LandStatusOn): string {
  const reason = ground ? UNKNOWN_REASON_ZH[ground] : undefined;
  const names = missing.map((property) => factName(property, "zh")).join("、");
  const wrong = missing.length > 1 ? "相互矛盾或有误" : "有误或与其他记录矛盾";
  const why = reason ?? (ground === "facts-contradict" ? `${names}${wrong}` : `缺少${names}`);
  return `截至${asOf}，${why}，该宗地状态无法判定（数据不足）`;
}

function measureZh(status: LandStatusOn): readonly string[] {
  const { clauses, thresholds } = status.ruleSet;
  const determined = status.status === "idle";
  const when = determined ? "应" : "经认定后";
  if (status.measure === "fee") {
    const amount = status.feeCny === null ? "（价款未登记）" : `${moneyText(status.feeCny)}元`;
    return [`${when}按土地价款的${shareWords(thresholds.feeOfPrice, "zh")}征缴土地闲置费${amount}`];
  }
  if (status.measure === "reclaim") return [`${determined ? "" : "经认定后"}可依法无偿收回国有建设用地使用权`];
  if (status.measure !== "art-12-options") return [];
  return explainedFacts(status).delayRunning
    ? [`现处于政府原因或不可抗力造成的延误期间，期间停止计算，按${clauses.disposal.zh}规定的方式处置`]
    : [`${when}按${clauses.disposal.zh}规定的方式处置`];
}

function nextZh({ next }: LandStatusOn): readonly string[] {
  if (!next) return [];
  const word = next.ground === "not-started-2y" ? "疑似闲置（可收回）" : STATUS_ZH[next.status];
  return [`如情况不变，自${next.from}起转为${word}`];
}
