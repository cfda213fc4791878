import { GeoError } from "../errors.ts";
import { geodesicAreaM2 } from "../geodesy/area.ts";
import { addMonths, dayFromDate } from "../model/civil-date.ts";
import type { CivilDate, Parcel } from "../model/types.ts";
import { sumOf } from "./compensated-sum.ts";
import { rulesFor } from "./configured-rules.ts";
import { type IdleFlow, idleFlows } from "./flows.ts";
import { type GroupName, groupingOf, type LandGroupBy, type LandLayer, landInputOf } from "./grouping.ts";
import { type ParcelArea, type ParcelState, parcelArea, parcelStateOn } from "./parcel-states.ts";
import { type LandGroup, tallyGroups } from "./summary.ts";
import { type LandOptions, type LandTimeline, landTimeline } from "./timeline.ts";

export const SERIES_STEPS = { month: 1, quarter: 3, year: 12 } as const;
export type SeriesStep = keyof typeof SERIES_STEPS;

export interface LandSeriesOptions extends LandOptions {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly step: SeriesStep;
  /** City where absent. */
  readonly by?: LandGroupBy;
  readonly schemeId?: string;
  readonly areaM2Of?: (parcel: Parcel) => number;
}

/** What came into the suspected idle and idle land of a group, and what left it, after `after` up to and including `until`. */
export interface SeriesFlow {
  readonly after: CivilDate;
  readonly until: CivilDate;
  readonly inflowM2: number;
  readonly outflowM2: number;
  readonly events: readonly (IdleFlow & { readonly areaM2: number })[];
}

export interface SeriesGroup extends GroupName {
  /** One row a date. */
  readonly points: readonly (LandGroup & { readonly on: CivilDate })[];
  /** One row between two dates. */
  readonly flows: readonly SeriesFlow[];
}

export interface LandSeries {
  readonly dates: readonly CivilDate[];
  readonly by: string;
  readonly groups: readonly SeriesGroup[];
}

/**
 * The dates of a series: `from`, then every month, quarter or year after it, and `to`. A step from a 31st gives the last day
 * of a shorter month. Throws `GeoError`: `date-invalid`; `input-out-of-range` where `to` lies before `from`.
 */
export function seriesDates(from: CivilDate, to: CivilDate, step: SeriesStep): readonly CivilDate[] {
  if (dayFromDate(to) < dayFromDate(from))
    throw new GeoError("input-out-of-range", `the series ends on ${to}, before it begins on ${from}; swap the two dates`);
  const dates: CivilDate[] = [];
  for (let index = 0; ; index++) {
    const date = addMonths(from, index * SERIES_STEPS[step]);
    if (date >= to) break;
    dates.push(date);
  }
  return [...dates, to];
}

/**
 * Land by group on each date of a series, and between the dates which parcels became suspected idle or idle, which ceased to
 * be, and by what. For every group and interval: idle and suspected area at the end = at the beginning + inflow − outflow.
 * Cost: one timeline a parcel, then look-ups.
 */
export function landSeries(layer: LandLayer, options: LandSeriesOptions): LandSeries {
  const input = landInputOf(layer);
  const dates = seriesDates(options.from, options.to, options.step);
  const by = options.by ?? "city";
  const areaM2Of = options.areaM2Of ?? ((parcel: Parcel) => geodesicAreaM2(parcel.geometry));
  const { ruleSets } = rulesFor(input.config, options);
  const tracks = input.parcels.map((parcel) => ({
    timeline: landTimeline(parcel, { ruleSets }),
    area: parcelArea(parcel, areaM2Of),
  }));
  const rowsByDate = dates.map((on) => {
    const grouping = groupingOf(input, by, on, options.schemeId);
    return new Map(tallyGroups(statesOn(tracks, on), grouping, { by, date: on }).map((row) => [row.id, { ...row, on }]));
  });
  const grouping = groupingOf(input, by, options.to, options.schemeId);
  const flowsByGroup = collectFlows(tracks, dates, grouping.groupIdOf);
  const names = new Map<string, GroupName>();
  for (const rows of rowsByDate) for (const { id, name, nameEn } of rows.values()) names.set(id, { id, name, nameEn });
  const groups = [...names.values()].map((name) => ({
    ...name,
    points: rowsByDate.flatMap((rows) => rows.get(name.id) ?? []),
    flows: dates.slice(1).map((until, index) => flowRow(dates[index]!, until, flowsByGroup.get(name.id)?.[index] ?? [])),
  }));
  return { dates, by: typeof by === "string" ? by : by.join("|"), groups };
}

interface Track {
  readonly timeline: LandTimeline;
  readonly area: ParcelArea;
}

function statesOn(tracks: readonly Track[], date: CivilDate): readonly ParcelState[] {
  return tracks.map(({ timeline, area }) => parcelStateOn(timeline, area, date));
}

type FlowEvent = SeriesFlow["events"][number];

function collectFlows(
  tracks: readonly Track[],
  dates: readonly CivilDate[],
  groupIdOf: (parcel: Parcel) => string,
): ReadonlyMap<string, readonly FlowEvent[][]> {
  const flows = new Map<string, FlowEvent[][]>();
  for (const { timeline, area } of tracks)
    for (const flow of idleFlows(timeline, dates[0]!, dates.at(-1)!)) {
      const id = groupIdOf(timeline.parcel);
      const intervals = flows.get(id) ?? dates.slice(1).map((): FlowEvent[] => []);
      flows.set(id, intervals);
      const interval = dates.findIndex((date) => flow.on <= date) - 1;
      intervals[interval]!.push({ ...flow, areaM2: area.areaM2 });
    }
  return flows;
}

function flowRow(after: CivilDate, until: CivilDate, unordered: readonly FlowEvent[]): SeriesFlow {
  const events = [...unordered].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const total = (direction: FlowEvent["direction"]): number =>
    sumOf(events.filter((event) => event.direction === direction).map(({ areaM2 }) => areaM2));
  return { after, until, inflowM2: total("in"), outflowM2: total("out"), events };
}
