import { dayFromDate } from "../model/civil-date.ts";
import { isSuppliedAt } from "./status-rules.ts";
import { caseAt, type LandTimeline } from "./timeline.ts";

/**
 * The days on which a parcel becomes, or ceases to be, supplied state-owned construction land (the denominator D of
 * TD/T 1029), ascending; before the first it is not. Days since 1970-01-01.
 */
export function supplyChanges({
  cases,
}: Pick<LandTimeline, "cases">): readonly { readonly day: number; readonly supplied: boolean }[] {
  const days = new Set<number>();
  for (const { facts, dues, returnedDay, rules } of cases) {
    if (facts.suppliedDay !== null) days.add(facts.suppliedDay);
    if (dues[0]) days.add(dues[0].dueDay + 1);
    days.add(returnedDay);
    if (cases.length === 1) continue;
    days.add(dayFromDate(rules.validFrom));
    if (rules.validTo !== null) days.add(dayFromDate(rules.validTo) + 1);
  }
  const changes: { day: number; supplied: boolean }[] = [];
  let current = false;
  for (const day of [...days].filter(Number.isFinite).sort((a, b) => a - b)) {
    const landCase = caseAt(cases, day);
    const supplied = landCase.facts.ownership === "state" && isSuppliedAt(landCase, day);
    if (supplied === current) continue;
    changes.push({ day, supplied });
    current = supplied;
  }
  return changes;
}
