import { type LandClass, landClassOf } from "@parkatlas/geo-core";
import type { LandGroupRow, LandParcelRow, LandPeriodRow } from "./contract.ts";

/** Status and ground as the one word that gives a colour. */
export function landClassOfRow({ status, ground }: Pick<LandParcelRow, "status" | "ground">): LandClass {
  return landClassOf(status, ground);
}

export const STATUS_GROUPS = ["attention", "suspected", "idle", "overdue", "all"] as const;
export type StatusGroup = (typeof STATUS_GROUPS)[number];

const STATUSES: Readonly<Record<StatusGroup, readonly string[] | null>> = {
  attention: ["suspected-idle", "idle", "overdue"],
  suspected: ["suspected-idle"],
  idle: ["idle"],
  overdue: ["overdue"],
  all: null,
};

export interface LandFilter {
  readonly parkId: string | null;
  readonly group: StatusGroup;
}

/**
 * The rows that pass the filter, longest overdue first; rows without an overdue count come last, and equal rows keep
 * the order of their ids, so that the list never jumps.
 */
export function filterLandRows(rows: readonly LandParcelRow[], filter: LandFilter): readonly LandParcelRow[] {
  const statuses = STATUSES[filter.group];
  return rows
    .filter((row) => (filter.parkId === null || row.parkId === filter.parkId) && (statuses?.includes(row.status) ?? true))
    .sort((a, b) => (b.daysOverdue ?? -1) - (a.daysOverdue ?? -1) || (a.id < b.id ? -1 : 1));
}

export interface LandCounters {
  readonly suspected: { readonly count: number; readonly areaM2: number };
  readonly idle: { readonly count: number; readonly areaM2: number };
  readonly overdue: { readonly count: number; readonly areaM2: number };
  /** Of the supplied area of the groups; null where nothing is supplied. */
  readonly suspectedIdleShareOfSupplied: number | null;
}

/** Counts and areas by status of a park, or of the whole city where `parkId` is null. */
export function landCounters(
  rows: readonly LandParcelRow[],
  groups: readonly LandGroupRow[],
  parkId: string | null,
): LandCounters {
  const inPark = parkId === null ? rows : rows.filter((row) => row.parkId === parkId);
  const total = (status: string) => {
    const found = inPark.filter((row) => row.status === status);
    return { count: found.length, areaM2: found.reduce((sum, row) => sum + row.areaM2, 0) };
  };
  const chosen = parkId === null ? groups : groups.filter((group) => group.id === parkId);
  const suppliedM2 = chosen.reduce((sum, group) => sum + group.suppliedM2, 0);
  const numeratorM2 = chosen.reduce((sum, group) => sum + group.suppliedM2 * (group.suspectedIdleShareOfSupplied ?? 0), 0);
  return {
    suspected: total("suspected-idle"),
    idle: total("idle"),
    overdue: total("overdue"),
    suspectedIdleShareOfSupplied: suppliedM2 > 0 ? numeratorM2 / suppliedM2 : null,
  };
}

export interface TimelineSegment {
  readonly landClass: LandClass;
  readonly fromDay: number;
  readonly toDay: number;
}

/**
 * The stretches of a timeline that fall into a window of days, each with its class; `toDay` is the first day of the next
 * stretch. A period without a first day begins with the window.
 */
export function timelineSegments(
  timeline: readonly LandPeriodRow[],
  dayOf: (date: string) => number,
  firstDay: number,
  lastDay: number,
): readonly TimelineSegment[] {
  return timeline.flatMap((period, index) => {
    const nextFrom = timeline[index + 1]?.from ?? null;
    const fromDay = Math.max(period.from === null ? firstDay : dayOf(period.from), firstDay);
    const toDay = Math.min(nextFrom === null ? lastDay + 1 : dayOf(nextFrom), lastDay + 1);
    return toDay > fromDay ? [{ landClass: landClassOfRow(period), fromDay, toDay }] : [];
  });
}
