import { explainedFacts, moneyText, percentText, periodWords, shareWords } from "./explain-facts.ts";
import { factName } from "./explain-names.ts";
import type { ExactShare } from "./rule-set.ts";
import type { LandCondition, LandGround, LandStatus, LandStatusOn } from "./types.ts";

const STATUS_EN: Readonly<Record<LandStatus, string>> = {
  "approved-unsupplied": "approved, not supplied",
  "supplied-pending": "supplied, start not yet due",
  overdue: "overdue",
  "suspected-idle": "suspected idle",
  idle: "idle (determined)",
  "under-construction": "under construction",
  stalled: "stalled",
  built: "built",
  unknown: "not decidable",
};

export function explainEn(status: LandStatusOn): string {
  return [mainEn(status), ...measureEn(status), ...nextEn(status)].map((sentence) => `${sentence}.`).join(" ");
}

function mainEn(status: LandStatusOn): string {
  const facts = explainedFacts(status);
  switch (status.status) {
    case "approved-unsupplied":
      return `The parcel has been approved but not supplied (or has gone back) since ${status.since}; land that is not supplied cannot be idle`;
    case "supplied-pending":
      return `The agreed start ${status.dueOn} has not passed on ${status.asOf}: the parcel is supplied and its start is not yet due`;
    case "overdue":
      return `The agreed start was ${status.dueOn}; on ${status.asOf} the parcel is not started, ${ownDaysEn(status)}, less than ${periodEn(status.ruleSet.thresholds.notStartedIdleMonths)}: overdue, not suspected idle`;
    case "suspected-idle":
      return suspectedEn(status);
    case "idle":
      return `The parcel was determined to be idle by ${facts.documentNo ?? "a determination"} with effect from ${status.since}, and no disposition was carried out by ${status.asOf}`;
    case "under-construction":
      return `The parcel was started on ${facts.startedOn ?? status.since} and is not suspended on ${status.asOf}: under construction, not idle`;
    case "stalled":
      return stalledEn(status);
    case "built":
      return `The parcel was completed on ${facts.completedOn ?? status.since}: built, not idle`;
    case "unknown":
      return unknownEn(status);
  }
}

function periodEn(months: number): string {
  return periodWords(months, "en");
}

function ownDaysEn({ daysOverdue, conditions }: LandStatusOn): string {
  const stopped = conditions.find((condition) => condition.id === "delay-running")?.value;
  const excluded =
    typeof stopped === "number" && stopped > 0 ? ` (without ${stopped} days of government-caused delay or force majeure)` : "";
  return `${daysOverdue} days late${excluded}`;
}

function suspectedEn(status: LandStatusOn): string {
  const { thresholds } = status.ruleSet;
  const basis = `under ${status.clause} it is suspected to be idle, subject to inquiry and determination`;
  if (status.ground === "stalled-1y") {
    const { startedOn, suspendedOn } = explainedFacts(status);
    return `The parcel was started on ${startedOn} and suspended on ${suspendedOn}, ${periodEn(thresholds.stalledIdleMonths)} on ${status.yearEndsOn}; ${sharesEn(status, true)}; ${basis}`;
  }
  const years = periodEn(
    status.ground === "not-started-2y" ? thresholds.notStartedReclaimMonths : thresholds.notStartedIdleMonths,
  );
  return `The agreed start was ${status.dueOn}; on ${status.asOf} the parcel is not started, ${ownDaysEn(status)}, more than ${years}; ${basis}`;
}

function shareEn(what: string, condition: LandCondition | undefined, limit: ExactShare): string | null {
  if (!condition || typeof condition.value !== "number" || typeof condition.limit !== "number") return null;
  const relation = condition.met ? "below" : "not below";
  return `${what} ${percentText(condition.value, condition.limit, condition.met === true)}, ${relation} ${shareWords(limit, "en")}`;
}

/** The shares that are below (`met`), or those that are not. */
function sharesEn(status: LandStatusOn, met: boolean): string {
  const { developed, invested } = explainedFacts(status);
  const { developedBelow, investedBelow } = status.ruleSet.thresholds;
  const area = developed?.met === met ? shareEn("the developed share of the area is", developed, developedBelow) : null;
  const money = invested?.met === met ? shareEn("the share invested is", invested, investedBelow) : null;
  return [area, money].filter((part) => part !== null).join(" and ");
}

function stalledEn(status: LandStatusOn): string {
  const { startedOn, suspendedOn } = explainedFacts(status);
  const head = `The parcel was started on ${startedOn} and suspended on ${suspendedOn ?? status.since}`;
  const period = periodEn(status.ruleSet.thresholds.stalledIdleMonths);
  const yearOver = status.conditions.find((condition) => condition.id === "suspended-one-year")?.met === true;
  if (!yearOver) return `${head}, less than ${period} by ${status.asOf}: stalled, not suspected idle`;
  const shares = sharesEn(status, false);
  return `${head}, more than ${period}${shares ? `, but ${shares}` : ""}: stalled, the conditions of idle land are not met`;
}

const UNKNOWN_REASON_EN: Partial<Record<LandGround, string>> = {
  "before-first-event": "nothing is recorded of the parcel yet",
  "not-state-owned": "the land is collective, and the rule speaks of state-owned construction land only",
};

function unknownEn({ asOf, ground, missing }: LandStatusOn): string {
  const reason = ground ? UNKNOWN_REASON_EN[ground] : undefined;
  const names = missing.map((property) => factName(property, "en")).join(" and ");
  const wrong = missing.length > 1 ? "contradict each other or are wrong" : "is wrong or contradicts other facts";
  const why = reason ?? (ground === "facts-contradict" ? `${names} ${wrong}` : `${names} is not recorded`);
  return `On ${asOf} the status cannot be decided: ${why}`;
}

function measureEn(status: LandStatusOn): readonly string[] {
  const { clauses, thresholds } = status.ruleSet;
  const sentence = (text: string): string =>
    status.status === "idle" ? text : `Once determined, ${text[0]!.toLowerCase()}${text.slice(1)}`;
  if (status.measure === "fee") {
    const amount = status.feeCny === null ? "(the price is not recorded)" : `(CNY ${moneyText(status.feeCny)})`;
    return [sentence(`An idle-land fee of ${shareWords(thresholds.feeOfPrice, "en")} of the price ${amount} is due`)];
  }
  if (status.measure === "reclaim") return [sentence("The land may be reclaimed without payment")];
  if (status.measure !== "art-12-options") return [];
  return explainedFacts(status).delayRunning
    ? [
        `A delay by government or force majeure is running: the clock stands still and the options of ${clauses.disposal.en} apply`,
      ]
    : [sentence(`The options of ${clauses.disposal.en} apply`)];
}

function nextEn({ next }: LandStatusOn): readonly string[] {
  if (!next) return [];
  const word = next.ground === "not-started-2y" ? "suspected idle, reclaimable" : STATUS_EN[next.status];
  return [`If nothing happens it becomes ${word} on ${next.from}`];
}
