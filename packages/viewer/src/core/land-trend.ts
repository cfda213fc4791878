import type { FlowCause, LandSeriesAnswer, SeriesGroupRow } from "./contract.ts";

/** A quarter of a park or city: the share at its end, and what came into the idle land and left it since the date before. */
export interface TrendPoint {
  readonly on: string;
  /** Suspected and determined idle land over supplied land; null where nothing is supplied. */
  readonly share: number | null;
  /** The date before; null for the first, which has no flows. */
  readonly after: string | null;
  readonly inflowM2: number;
  readonly outflowM2: number;
  readonly inflowParcels: number;
  readonly outflowParcels: number;
  /** What ended the idleness of how many parcels, most first. */
  readonly exits: readonly (readonly [cause: FlowCause, parcels: number])[];
}

/** The series of a park, or of all parks together where `parkId` is null. */
export function landTrend({ dates, groups }: LandSeriesAnswer, parkId: string | null): readonly TrendPoint[] {
  const chosen = parkId === null ? groups : groups.filter(({ id }) => id === parkId);
  return dates.map((on, index) => trendPoint(chosen, on, dates[index - 1] ?? null));
}

function trendPoint(groups: readonly SeriesGroupRow[], on: string, after: string | null): TrendPoint {
  const points = groups.flatMap((group) => group.points.find((point) => point.on === on) ?? []);
  const flows = groups.flatMap((group) => group.flows.find((flow) => flow.until === on) ?? []);
  const suppliedM2 = sumOf(points, "suppliedM2");
  const events = flows.flatMap((flow) => flow.events);
  const exits = events.filter(({ direction }) => direction === "out");
  return {
    on,
    share: suppliedM2 > 0 ? sumOf(points, "idleOrSuspectedM2") / suppliedM2 : null,
    after,
    inflowM2: sumOf(flows, "inflowM2"),
    outflowM2: sumOf(flows, "outflowM2"),
    inflowParcels: events.length - exits.length,
    outflowParcels: exits.length,
    exits: countsByCause(exits.map(({ cause }) => cause)),
  };
}

function sumOf<K extends string>(rows: readonly Readonly<Record<K, number>>[], key: K): number {
  return rows.reduce((sum, row) => sum + row[key], 0);
}

function countsByCause(causes: readonly FlowCause[]): TrendPoint["exits"] {
  const counts = new Map<FlowCause, number>();
  for (const cause of causes) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** The quarter that a date lies in: the first point on or after it; null outside the series. */
export function trendPointOn(points: readonly TrendPoint[], date: string): TrendPoint | null {
  const first = points[0];
  if (!first || date < first.on) return null;
  return points.find((point) => date <= point.on) ?? null;
}

const STEPS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** The end of an axis: the least of 1, 1.5, 2, 3, 4, 5, 6 and 8 times a power of ten that is not below a value; 1 for 0. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return (STEPS.find((step) => step * power >= value) ?? 10) * power;
}
