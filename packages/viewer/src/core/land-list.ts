import { areaMuFromM2, type LandClass } from "@parkatlas/geo-core";
import type { LandParcelRow } from "./contract.ts";
import { landClassOfRow } from "./land-view.ts";
import type { ListFilter } from "./list-filter.ts";

/** What the register knows beside the status: read from the features, only where a filter asks for it. */
export interface RegisterFacts {
  readonly id: string;
  readonly holder: string | null;
  readonly holderEn: string | null;
  readonly causes: readonly string[];
}

/** Whether a filter asks for what only the register knows. */
export function needsFacts({ holder, cause }: ListFilter): boolean {
  return holder !== "" || cause !== null;
}

/**
 * The rows that pass every condition of the filter; ends of ranges belong to them, and a row without a value lies in no range.
 * Conditions on the register pass nothing while `facts` is null.
 */
export function narrowRows(
  rows: readonly LandParcelRow[],
  filter: ListFilter,
  facts: ReadonlyMap<string, RegisterFacts> | null,
): readonly LandParcelRow[] {
  const { clause, cause, fromMu, toMu, fromDays, toDays } = filter;
  const holder = filter.holder.trim().toLowerCase();
  const within = (value: number | null, from: number | null, to: number | null) =>
    (from === null && to === null) || (value !== null && value >= (from ?? -Infinity) && value <= (to ?? Infinity));
  const holds = (fact: RegisterFacts | undefined) =>
    (holder === "" || [fact?.holder, fact?.holderEn].some((each) => each?.toLowerCase().includes(holder))) &&
    (cause === null || fact?.causes.includes(cause) === true);
  return rows.filter(
    (row) =>
      (clause === null || row.clause === clause) &&
      within(areaMuFromM2(row.areaM2), fromMu, toMu) &&
      within(row.daysOverdue, fromDays, toDays) &&
      (!needsFacts(filter) || holds(facts?.get(row.id))),
  );
}

/** The clauses that the rows cite, each once, in code-unit order of their English names. */
export function citedClauses(rows: readonly LandParcelRow[]): readonly { readonly clause: string; readonly clauseZh: string }[] {
  const found = new Map(rows.flatMap(({ clause, clauseZh }) => (clause ? [[clause, clauseZh ?? clause] as const] : [])));
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([clause, clauseZh]) => ({ clause, clauseZh }));
}

/** A parcel whose class is not the same on two dates. */
export interface LandChange {
  readonly row: LandParcelRow;
  readonly before: LandClass | null;
  readonly after: LandClass;
}

/** What asks for action first. */
const URGENCY: readonly LandClass[] = [
  "idle",
  "suspected-idle-2y",
  "suspected-idle-1y",
  "suspected-idle-stalled",
  "overdue",
  "stalled",
  "unknown",
  "supplied-pending",
  "approved-unsupplied",
  "under-construction",
  "built",
];

/** What changed between two dates, what asks for action first, then the largest; `before` is null for a parcel that was not there. */
export function landChanges(earlier: readonly LandParcelRow[], later: readonly LandParcelRow[]): readonly LandChange[] {
  const classes = new Map(earlier.map((row) => [row.id, landClassOfRow(row)]));
  const rank = (landClass: LandClass) => URGENCY.indexOf(landClass);
  return later
    .flatMap((row): readonly LandChange[] => {
      const before = classes.get(row.id) ?? null;
      const after = landClassOfRow(row);
      return before === after ? [] : [{ row, before, after }];
    })
    .sort((a, b) => rank(a.after) - rank(b.after) || b.row.areaM2 - a.row.areaM2 || (a.row.id < b.row.id ? -1 : 1));
}
