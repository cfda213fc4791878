import { dayFromDate, isCivilDate } from "../model/civil-date.ts";
import type { Issue, IssueSeverity } from "../model/issue.ts";
import type { Doubt } from "./fact-types.ts";

/**
 * What a date is: an `event` of the parcel's own life, which can open its timeline; a `circumstance` such as a delay, which
 * happens but opens nothing; or a day `agreed` in a document, which does not happen by being written down.
 */
export type DateRole = "event" | "circumstance" | "agreed";

/** Collects, while the facts of one parcel are read, its findings, its doubts, and the first and last day of its events. */
export interface FactLog {
  readonly issues: Issue[];
  readonly doubts: Doubt[];
  /** Properties that hold a text which is no date. */
  readonly unreadable: Set<string>;
  /** The day of a date; null where it is absent, or unreadable (then it is a finding). An event where no role is given. */
  readonly readDay: (path: string, value: unknown, role?: DateRole) => number | null;
  readonly report: (severity: IssueSeverity, code: string, path: string, message: string, messageZh: string) => void;
  readonly doubt: (doubt: Doubt) => void;
  readonly firstDay: () => number | null;
  readonly lastDay: () => number | null;
}

export function createFactLog(parcelId: string): FactLog {
  const issues: Issue[] = [];
  const doubts: Doubt[] = [];
  const unreadable = new Set<string>();
  let firstDay: number | null = null;
  let lastDay: number | null = null;

  const report: FactLog["report"] = (severity, code, path, message, messageZh) => {
    issues.push({ severity, code, layer: "parcels", featureId: parcelId, path: `properties.${path}`, message, messageZh });
  };
  const readDay: FactLog["readDay"] = (path, value, role = "event") => {
    if (value === undefined || value === null) return null;
    if (!isCivilDate(value)) {
      unreadable.add(path);
      report(
        "error",
        "date-invalid",
        path,
        `parcel ${parcelId}: ${path} is ${JSON.stringify(value)}, which is not a calendar date; write it as YYYY-MM-DD`,
        `地块${parcelId}：${path}的值${JSON.stringify(value)}不是有效日期，应写作 YYYY-MM-DD`,
      );
      return null;
    }
    const day = dayFromDate(value);
    if (role === "event" && (firstDay === null || day < firstDay)) firstDay = day;
    if (role !== "agreed" && (lastDay === null || day > lastDay)) lastDay = day;
    return day;
  };
  return {
    issues,
    doubts,
    unreadable,
    readDay,
    report,
    doubt: (doubt) => {
      if (doubt.toDay > doubt.fromDay) doubts.push(doubt);
    },
    firstDay: () => firstDay,
    lastDay: () => lastDay,
  };
}
