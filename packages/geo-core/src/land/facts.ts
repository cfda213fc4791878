import type { Parcel } from "../model/types.ts";
import { checkCompletion, checkStart, checkSupply, type Lifecycle } from "./fact-checks.ts";
import { readDeterminations } from "./fact-determinations.ts";
import { readDues } from "./fact-dues.ts";
import { createFactLog, type FactLog } from "./fact-log.ts";
import { readProgress } from "./fact-progress.ts";
import { readDelays, readSuspensions } from "./fact-spans.ts";
import type { ParcelFacts } from "./fact-types.ts";
import type { LandRuleSet } from "./rule-set.ts";

/**
 * The dated facts of a parcel as day numbers, with everything in them that contradicts itself. Never throws for bad data:
 * a text that is no date, an impossible order, a share over 100 % become findings, and the stretch of time in which the
 * bad fact would decide becomes a doubt. `rules` only says how long an extension may be before it is a finding. Cost: one pass over the parcel's events.
 */
export function factsOf(parcel: Parcel, rules: LandRuleSet): ParcelFacts {
  const log = createFactLog(parcel.id);
  const { properties } = parcel;
  const life: Lifecycle = {
    approvedDay: log.readDay("approvedOn", properties.approvedOn),
    suppliedDay: log.readDay("suppliedOn", properties.suppliedOn),
    startedDay: log.readDay("startedOn", properties.startedOn),
    completedDay: log.readDay("completedOn", properties.completedOn),
  };
  const dues = readDues(properties, life.suppliedDay, rules.thresholds.longestExtensionMonths, log);
  const progress = readProgress(properties, log);
  const recorded = readSuspensions(properties, life.startedDay, log);
  checkSupply(life, dues, log);
  const completedDay = checkCompletion(life, recorded.suspensions, log);
  const { startDay, suspensions } = checkStart(life, recorded, progress.developed, log);
  const { delays, unreadable } = readDelays(properties, log);
  const { determinations, dispositions } = readDeterminations(
    properties,
    { suppliedDay: life.suppliedDay, startDay, completedDay },
    log,
  );
  return {
    parcelId: parcel.id,
    ownership: readOwnership(properties.ownership, log),
    approvedDay: life.approvedDay,
    suppliedDay: life.suppliedDay,
    dues,
    startDay,
    completedDay,
    suspensions,
    delays,
    delaysUnreadable: unreadable,
    determinations,
    dispositions,
    ...progress,
    priceCny: amount(properties.priceCny),
    firstDay: log.firstDay() ?? dues[0]?.dueDay ?? null,
    lastDay: log.lastDay(),
    doubts: log.doubts,
    issues: log.issues,
  };
}

/** State-owned where nothing is recorded (rules §3); a word that cannot be read is a finding and never stands for it. */
function readOwnership(value: unknown, log: FactLog): ParcelFacts["ownership"] {
  if (value === undefined || value === null) return "state";
  if (value === "state" || value === "collective") return value;
  log.report(
    "error",
    "choice-unknown",
    "ownership",
    `ownership is ${JSON.stringify(value)}, neither "state" nor "collective"; whether Order 53 applies is not known, correct it`,
    `土地权属为${JSON.stringify(value)}，应为 "state"（国有）或 "collective"（集体）；无法确定是否适用《闲置土地处置办法》，请更正`,
  );
  return "unreadable";
}

function amount(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) && value >= 0 ? value : null;
}
