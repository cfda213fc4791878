import { GeoError } from "../errors.ts";
import { geodesicAreaM2, planarAreaM2, surveyAreaM2 } from "../geodesy/area.ts";
import type { Areal } from "../geometry/types.ts";
import { crossesItself } from "./geometry-issues.ts";
import { buildMembership, type Membership } from "./membership.ts";
import type { Block, Dataset, LayerName, Parcel, Park, Plant, Unit } from "./types.ts";

export type AreaGrouping = "block" | "park" | "zone" | "city";

export interface AreaOptions {
  /** Default `parcels`. */
  readonly layer?: LayerName;
  /** Sums by this; without it `groups` is empty. */
  readonly by?: AreaGrouping;
  /** Zoning scheme for `by: "zone"`; the dataset's first by default. */
  readonly schemeId?: string;
}

/** The three areas of a feature (rules §2), never mixed, beside the recorded one, which none of them replaces. */
export interface FeatureAreas {
  readonly id: string;
  readonly geodesicM2: number;
  readonly surveyM2: number;
  readonly planarM2: number;
  /** The plane of `planarM2`: the dataset's working CRS. */
  readonly planarCrs: string;
  /** The area in the papers; null where the data record none. */
  readonly recordedM2: number | null;
}

export interface AreaGroup {
  readonly by: AreaGrouping;
  /** Null for the features that belong to none, or to one that the dataset does not have. */
  readonly id: string | null;
  readonly name: string | null;
  readonly features: number;
  readonly geodesicM2: number;
  readonly surveyM2: number;
  readonly planarM2: number;
  /** Sum of the recorded areas, of which there are `recordedFeatures`; null where there is none. */
  readonly recordedM2: number | null;
  readonly recordedFeatures: number;
}

/** A feature without an area: a point or a line, or an outline that crosses itself. */
export interface FeatureWithoutArea {
  readonly id: string;
  readonly reason: "not-areal" | "self-intersection";
}

export interface AreaReport {
  readonly layer: LayerName;
  readonly features: readonly FeatureAreas[];
  readonly groups: readonly AreaGroup[];
  readonly withoutArea: readonly FeatureWithoutArea[];
}

/**
 * Areas of a layer: geodesic, survey and planar area in m² of every feature, summed unrounded by block, park, zone or city.
 * Accuracy as of `geodesicAreaM2`, `surveyAreaM2`, `planarAreaM2`. Groups stand in the order of the dataset, those without a
 * group last. Cost: O(positions).
 *
 * @throws {GeoError} `unknown-id` for a scheme that the dataset does not have.
 */
export function areaReport(dataset: Dataset, options: AreaOptions = {}): AreaReport {
  const { layer = "parcels", by } = options;
  const features: FeatureAreas[] = [];
  const withoutArea: FeatureWithoutArea[] = [];
  const measured: { readonly feature: AnyFeature; readonly areas: FeatureAreas }[] = [];
  for (const feature of dataset[layer] as readonly AnyFeature[]) {
    const { geometry, id } = feature;
    if (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon") withoutArea.push({ id, reason: "not-areal" });
    else if (crossesItself(geometry)) withoutArea.push({ id, reason: "self-intersection" });
    else {
      const areas = areasOf(feature, geometry, dataset.workingCrs);
      features.push(areas);
      measured.push({ feature, areas });
    }
  }
  const groups = by === undefined ? [] : groupAreas(measured, by, groupFinder(dataset, layer, by, options.schemeId));
  return { layer, features, groups, withoutArea };
}

type AnyFeature = Dataset[LayerName][number];

function areasOf(feature: AnyFeature, geometry: Areal, workingCrs: string): FeatureAreas {
  const recorded = feature.properties.recordedAreaM2;
  return {
    id: feature.id,
    geodesicM2: geodesicAreaM2(geometry),
    surveyM2: surveyAreaM2(geometry),
    planarM2: planarAreaM2(geometry, workingCrs),
    planarCrs: workingCrs,
    recordedM2: typeof recorded === "number" ? recorded : null,
  };
}

interface GroupRef {
  readonly id: string;
  readonly name: string;
}

interface GroupFinder {
  readonly groupOf: (feature: AnyFeature) => GroupRef | undefined;
  /** Every group there can be, in the order in which to show them. */
  readonly order: readonly GroupRef[];
}

function groupFinder(dataset: Dataset, layer: LayerName, by: AreaGrouping, schemeId: string | undefined): GroupFinder {
  const membership = buildMembership(dataset);
  if (by === "block") {
    const blockOf = (feature: AnyFeature): Block | undefined =>
      layer === "parcels" ? membership.blockOf(feature as Parcel) : layer === "blocks" ? (feature as Block) : undefined;
    return { groupOf: (feature) => refOf(blockOf(feature)), order: dataset.blocks.map(refOf) };
  }
  const parkOf = (feature: AnyFeature) => parkOfFeature(feature, layer, membership);
  if (by === "park") return { groupOf: (feature) => refOf(parkOf(feature)), order: dataset.parks.map(refOf) };
  if (by === "city") {
    const cityOf = (park: Park | undefined): GroupRef | undefined => {
      const city = park?.properties.city;
      return city === undefined ? undefined : { id: city, name: city };
    };
    return { groupOf: (feature) => cityOf(parkOf(feature)), order: dataset.parks.flatMap((park) => cityOf(park) ?? []) };
  }
  const scheme = schemeId === undefined ? dataset.zoning[0] : dataset.zoning.find(({ id }) => id === schemeId);
  if (schemeId !== undefined && scheme === undefined) throw unknownScheme(schemeId, dataset);
  const zones = new Map((scheme?.zones ?? []).map(({ id, name }) => [id, { id, name }]));
  const zoneOf = (park: Park | undefined) => zones.get((park && scheme && membership.zoneIdOf(park.id, scheme)) ?? "");
  return { groupOf: (feature) => zoneOf(parkOf(feature)), order: [...zones.values()] };
}

function unknownScheme(schemeId: string, { zoning }: Dataset): GeoError {
  const known = zoning.map(({ id }) => id);
  return new GeoError("unknown-id", `The dataset has no zoning scheme "${schemeId}"; it has ${known.join(", ") || "none"}.`, {
    details: { schemeId, known },
  });
}

function refOf<F extends Block | Park | undefined>(feature: F): F extends undefined ? undefined : GroupRef;
function refOf(feature: Block | Park | undefined): GroupRef | undefined {
  return feature === undefined ? undefined : { id: feature.id, name: feature.properties.name };
}

function parkOfFeature(feature: AnyFeature, layer: LayerName, membership: Membership): Park | undefined {
  if (layer === "parks") return feature as Park;
  if (layer === "parcels") return membership.parkOf(feature as Parcel);
  const parkId = (feature as Block | Unit | Plant).properties.parkId;
  return typeof parkId === "string" ? membership.parkById(parkId) : undefined;
}

function groupAreas(
  measured: readonly { readonly feature: AnyFeature; readonly areas: FeatureAreas }[],
  by: AreaGrouping,
  { groupOf, order }: GroupFinder,
): AreaGroup[] {
  const membersById = new Map<string | null, FeatureAreas[]>(order.map(({ id }) => [id, []]));
  const nameById = new Map(order.map(({ id, name }) => [id, name]));
  for (const { feature, areas } of measured) {
    const id = groupOf(feature)?.id ?? null;
    const members = membersById.get(id);
    if (members === undefined) membersById.set(id, [areas]);
    else members.push(areas);
  }
  const groups: AreaGroup[] = [];
  for (const [id, members] of membersById) {
    const recorded = members.flatMap(({ recordedM2 }) => recordedM2 ?? []);
    groups.push({
      by,
      id,
      name: id === null ? null : (nameById.get(id) ?? id),
      features: members.length,
      geodesicM2: sum(members.map(({ geodesicM2 }) => geodesicM2)),
      surveyM2: sum(members.map(({ surveyM2 }) => surveyM2)),
      planarM2: sum(members.map(({ planarM2 }) => planarM2)),
      recordedM2: recorded.length === 0 ? null : sum(recorded),
      recordedFeatures: recorded.length,
    });
  }
  return groups;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
