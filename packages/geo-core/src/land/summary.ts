import { geodesicAreaM2 } from "../geodesy/area.ts";
import type { CivilDate, Parcel, Park } from "../model/types.ts";
import { areaMuFromM2 } from "../units.ts";
import { LAND_CLASSES, type LandClass } from "./class.ts";
import { type CompensatedSum, createSum, sumOf } from "./compensated-sum.ts";
import { rulesFor } from "./configured-rules.ts";
import { type Grouping, type GroupName, groupingOf, type LandGroupBy, type LandLayer, landInputOf } from "./grouping.ts";
import { createIntensityTally, type IntensityIndex, type IntensityName, type IntensityTally } from "./indices.ts";
import { isIndustrialLandUse } from "./land-use.ts";
import { type AreaBasis, type ParcelState, parcelArea, parcelStateOn } from "./parcel-states.ts";
import { type LandRatioName, type LandSums, ratiosOf } from "./ratios.ts";
import { type LandOptions, landTimeline } from "./timeline.ts";

export interface ClassTotal {
  readonly parcels: number;
  readonly areaM2: number;
  /** Share of the group's area; null where the group has none. */
  readonly share: number | null;
}

/** One group on a date: area sums (unrounded), counts, and the ratios of rules §4. */
export interface LandGroup extends GroupName, LandSums, Readonly<Record<LandRatioName, number | null>> {
  readonly by: string;
  readonly parcels: number;
  readonly areaM2: number;
  readonly areaMu: number;
  /** Null where the group has no parcel. */
  readonly areaBasis: AreaBasis | null;
  readonly suppliedM2: number;
  readonly idleM2: number;
  readonly suspectedIdleM2: number;
  readonly suppliedParcels: number;
  /** Area of built land whose use is not recorded; `industrialShare` cannot count it. */
  readonly builtUseUnknownM2: number;
  readonly classes: Readonly<Record<LandClass, ClassTotal>>;
  /** Intensity of use of the built land; yearly figures are those of the last full year before the date. */
  readonly intensity: Readonly<Record<IntensityName, IntensityIndex>>;
}

export interface SummariseOptions extends LandOptions {
  readonly date: CivilDate;
  readonly by: LandGroupBy;
  /** Zoning scheme for `zone`; the first one where absent. */
  readonly schemeId?: string;
  /** Area of a parcel that has no recorded one; the geodesic area of its outline where absent. */
  readonly areaM2Of?: (parcel: Parcel) => number;
}

/**
 * Land by group on a date: what is supplied, built, idle and suspected idle, in m², with every ratio of rules §4. Recorded
 * areas where they exist, computed ones marked (`areaBasis`). `suspectedIdleM2` is the area of that status alone; the
 * ratios `suspectedIdle…` take determined and suspected together (`idleOrSuspectedM2`). Groups without a parcel are rows
 * too. Sums are compensated: the order of the parcels does not show. Cost: one timeline a parcel.
 */
export function summariseLand(layer: LandLayer, options: SummariseOptions): readonly LandGroup[] {
  const input = landInputOf(layer);
  const areaM2Of = options.areaM2Of ?? ((parcel) => geodesicAreaM2(parcel.geometry));
  const { ruleSets } = rulesFor(input.config, options);
  const states = input.parcels.map((parcel) =>
    parcelStateOn(landTimeline(parcel, { ruleSets }), parcelArea(parcel, areaM2Of), options.date),
  );
  return tallyGroups(states, groupingOf(input, options.by, options.date, options.schemeId), options);
}

/** {@link summariseLand} for states that are already known. */
export function tallyGroups(
  states: readonly ParcelState[],
  grouping: Grouping,
  { by, date }: Pick<SummariseOptions, "by" | "date">,
): readonly LandGroup[] {
  const tallies = new Map(grouping.groups.map((group) => [group.id, createTally(lastFullYear(date))]));
  for (const state of states) addToTally(tallies.get(grouping.groupIdOf(state.parcel))!, state);
  const byName = typeof by === "string" ? by : by.join("|");
  return grouping.groups.map((name) => groupRow(name, byName, tallies.get(name.id)!, grouping.parksOf?.(name.id) ?? null));
}

interface Tally {
  parcels: number;
  suppliedParcels: number;
  recorded: number;
  readonly counts: Record<LandClass, number>;
  readonly classes: Record<LandClass, CompensatedSum>;
  readonly total: CompensatedSum;
  readonly supplied: CompensatedSum;
  readonly industrialBuilt: CompensatedSum;
  readonly builtUseUnknown: CompensatedSum;
  readonly intensity: IntensityTally;
}

function perClass<T>(make: (landClass: LandClass) => T): Record<LandClass, T> {
  return Object.fromEntries(LAND_CLASSES.map((landClass) => [landClass, make(landClass)])) as Record<LandClass, T>;
}

/** The year whose figures are complete on a date: its own on 31 December, else the one before. */
function lastFullYear(date: CivilDate): number {
  return Number(date.slice(0, 4)) - (date.endsWith("-12-31") ? 0 : 1);
}

function createTally(year: number): Tally {
  return {
    parcels: 0,
    suppliedParcels: 0,
    recorded: 0,
    counts: perClass(() => 0),
    classes: perClass(createSum),
    total: createSum(),
    supplied: createSum(),
    industrialBuilt: createSum(),
    builtUseUnknown: createSum(),
    intensity: createIntensityTally(year),
  };
}

function addToTally(tally: Tally, state: ParcelState): void {
  const { areaM2, parcel } = state;
  tally.parcels++;
  tally.counts[state.class]++;
  tally.classes[state.class].add(areaM2);
  tally.total.add(areaM2);
  tally.intensity.add(state);
  if (state.areaBasis === "recorded") tally.recorded++;
  if (state.suppliedStateLand) {
    tally.suppliedParcels++;
    tally.supplied.add(areaM2);
  }
  if (state.class !== "built") return;
  const industrial = isIndustrialLandUse(parcel.properties.landUse, parcel.properties.landUseScheme);
  if (industrial === null) tally.builtUseUnknown.add(areaM2);
  else if (industrial) tally.industrialBuilt.add(areaM2);
}

function groupRow(name: GroupName, by: string, tally: Tally, parks: readonly Park[] | null): LandGroup {
  const areaM2 = tally.total.value();
  const area = (...classes: readonly LandClass[]): number => sumOf(classes.map((each) => tally.classes[each].value()));
  const suspected = ["suspected-idle-1y", "suspected-idle-2y", "suspected-idle-stalled"] as const;
  const builtM2 = area("built");
  const readyM2 = publishedSum(parks, "readyAreaM2");
  const sums = {
    areaM2,
    suppliedM2: tally.supplied.value(),
    builtM2,
    idleM2: area("idle"),
    suspectedIdleM2: area(...suspected),
    idleOrSuspectedM2: area("idle", ...suspected),
    industrialBuiltM2: tally.industrialBuilt.value(),
    unknownM2: area("unknown"),
    plannedAreaM2: publishedSum(parks, "plannedAreaM2"),
    readyForSupplyM2: readyM2 === null ? null : builtM2 + readyM2,
  };
  const classTotal = (landClass: LandClass): ClassTotal => {
    const classM2 = tally.classes[landClass].value();
    return { parcels: tally.counts[landClass], areaM2: classM2, share: areaM2 === 0 ? null : classM2 / areaM2 };
  };
  return {
    by,
    ...name,
    parcels: tally.parcels,
    areaMu: areaMuFromM2(areaM2),
    areaBasis: basisOf(tally),
    ...sums,
    suppliedParcels: tally.suppliedParcels,
    builtUseUnknownM2: tally.builtUseUnknown.value(),
    ...ratiosOf(sums),
    classes: perClass(classTotal),
    intensity: tally.intensity.indices(),
  };
}

function basisOf({ parcels, recorded }: Tally): AreaBasis | null {
  if (parcels === 0) return null;
  return recorded === parcels ? "recorded" : recorded === 0 ? "computed" : "mixed";
}

/** The sum of a published area over the parks of a group; null where a park of it has none, or the group is not made of parks. */
function publishedSum(parks: readonly Park[] | null, name: "plannedAreaM2" | "readyAreaM2"): number | null {
  if (parks === null || parks.length === 0) return null;
  const values = parks.map((park) => park.properties[name]);
  return values.every((value) => value !== undefined) ? sumOf(values) : null;
}
