import { enterpriseNames, type LaidBlock, layBlock, type MadeParcel, makeParcel } from "./block.ts";
import { makeSites } from "./city-sites.ts";
import { withEnglish } from "./english.ts";
import type { Feature, MultiPolygon, Polygon } from "./geometry/geojson.ts";
import { polygonOf } from "./geometry/geojson.ts";
import { centroidOf, distanceToRing, isConvex, length, type Ring, sub, unit } from "./geometry/plane.ts";
import { DEMO_CASES } from "./land/cases.ts";
import { type MadePlant, makePlant } from "./protection/plants.ts";
import { seeded } from "./random.ts";
import type { BlockSpec, Character, CitySpec, ParkSpec } from "./spec.ts";

export interface CityLayers {
  readonly parks: readonly Feature[];
  readonly blocks: readonly Feature[];
  readonly parcels: readonly Feature[];
  readonly sites: readonly Feature[];
  readonly units: readonly Feature[];
  readonly plants: readonly Feature[];
  readonly contours: readonly Feature[];
}

const SYNTHETIC_OUTLINE =
  "示例范围：锚定于公开地点生成，真实四至未公开 / generated outline near a public place, true limits not published";

/** Everything of a city that has a place on the map, but for its boundaries. */
export function makeCity(city: CitySpec): CityLayers {
  const counts = shareOut(city);
  const laid = city.blocks.map((spec, index) => layBlock(city, spec, counts[index]!));
  const parcels = makeParcels(city, laid);
  const made = makePlants(city, laid, parcels);
  const sites = makeSites(city, laid, made);
  return {
    parks: [...currentParks(city, laid, parcels), ...formerParks(city, laid)],
    blocks: laid.map(blockFeature),
    parcels: parcels.flat().map(({ feature }) => feature),
    sites,
    plants: made.flat().map(({ plant }) => plant),
    contours: made.flat().flatMap(({ contour }) => (contour ? [contour] : [])),
    units: made.flat().flatMap(({ units }) => units.map(({ feature }) => feature)),
  };
}

const DENSITY: Readonly<Record<Character, number>> = { heavy: 0.62, mixed: 1.05, light: 1.3, fine: 1.7 };

/** Parcels of each block: by its area and grain, whole numbers that add up to the city's. */
function shareOut(city: CitySpec): readonly number[] {
  const weights = city.blocks.map(({ areaKm2, character }) => areaKm2 ** 0.9 * DENSITY[character]);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let given = 0;
  let seen = 0;
  return weights.map((weight) => {
    seen += weight;
    const upTo = Math.round((seen / total) * city.parcels);
    const count = upTo - given;
    given = upTo;
    return count;
  });
}

/** Parcels of every block. The hand-made histories are dealt out over the city, one parcel each. */
function makeParcels(city: CitySpec, laid: readonly LaidBlock[]): readonly (readonly MadeParcel[])[] {
  const total = laid.reduce((sum, { layout }) => sum + layout.plots.length, 0);
  const every = Math.floor(total / (DEMO_CASES.length + 1));
  let serial = 0;
  return laid.map((block) =>
    block.layout.plots.map((plot, index) => {
      serial += 1;
      const demoCase = serial % every === 0 ? (DEMO_CASES[serial / every - 1] ?? null) : null;
      // Some enterprises hold several parcels.
      return makeParcel({ city, block, plot, number: index + 1, holder: 1 + Math.floor(serial * 0.72), demoCase });
    }),
  );
}

/** Plants on finished or started convex parcels: half of them those nearest to a village, so that distances matter. */
function makePlants(
  city: CitySpec,
  laid: readonly LaidBlock[],
  parcels: readonly (readonly MadeParcel[])[],
): readonly (readonly MadePlant[])[] {
  const weights = laid.map(({ spec }) => Math.sqrt(spec.areaKm2));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let serial = 0;
  return laid.map((block, index) => {
    const wanted = Math.max(1, Math.round((weights[index]! / total) * city.plants));
    const random = seeded(block.spec.id, "plants");
    // Works that are still being built are the exception: they run later, and keep no distance yet.
    const suitable = parcels[index]!.filter(({ feature }) => feature.properties.completedOn !== undefined || random.chance(0.4))
      .filter(({ feature, areaM2 }) => feature.properties.startedOn !== undefined && areaM2 > 24_000)
      .filter(({ plot }) => plot.holes.length === 0 && isConvexEnough(plot.ring))
      .map((parcel) => ({ parcel, near: nearestSiteM(parcel, block) }))
      .sort((a, b) => a.near - b.near);
    const chosen = [...suitable.slice(0, Math.ceil(wanted / 2))];
    while (chosen.length < Math.min(wanted, suitable.length)) {
      const candidate = random.pick(suitable);
      if (!chosen.includes(candidate)) chosen.push(candidate);
    }
    return chosen.flatMap(({ parcel }) => {
      const { id, properties } = parcel.feature;
      const holder = Number((properties.holder as string).replace(/\D/g, ""));
      const made = makePlant(
        random,
        city,
        block.spec,
        block.frame,
        {
          ring: parcel.plot.ring,
          parcelId: id,
          industry: parcel.industry,
          enterprise: enterpriseNames(holder),
          startedOn: (properties.startedOn as string | undefined) ?? null,
          completedOn: (properties.completedOn as string | undefined) ?? null,
        },
        serial + 1,
      );
      if (made) serial += 1;
      return made ? [made] : [];
    });
  });
}

/** Convex but for the small bends of a border. */
function isConvexEnough(ring: Ring): boolean {
  if (isConvex(ring)) return true;
  const middle = centroidOf(ring);
  return ring.every((point, index) => {
    const before = ring[(index + ring.length - 1) % ring.length]!;
    const after = ring[(index + 1) % ring.length]!;
    const [a, b] = [unit(sub(point, before)), unit(sub(after, point))];
    return a[0] * b[1] - a[1] * b[0] > -0.06 && length(sub(point, middle)) > 10;
  });
}

function nearestSiteM({ plot }: MadeParcel, { sites }: LaidBlock): number {
  const middle = centroidOf(plot.ring);
  return Math.min(...sites.filter(({ kind }) => kind === "village").map(({ ring }) => distanceToRing(middle, ring)));
}

function blockFeature({ spec, frame, blockRing }: LaidBlock): Feature {
  return {
    type: "Feature",
    id: spec.id,
    geometry: polygonOf(frame, blockRing),
    properties: {
      name: spec.name,
      nameEn: spec.nameEn,
      parkId: spec.parkId,
      ...(spec.formerParkId ? { formerParkId: spec.formerParkId } : {}),
      ...withEnglish(spec.facts),
      anchor: spec.anchor,
      provenance: "synthetic",
      source: SYNTHETIC_OUTLINE,
      accuracyM: 500,
    },
  };
}

function partsOf(laid: readonly LaidBlock[], belongs: (spec: BlockSpec) => boolean): Polygon | MultiPolygon {
  const parts = laid.filter(({ spec }) => belongs(spec)).map(({ frame, partRing }) => polygonOf(frame, partRing).coordinates);
  return parts.length === 1 ? { type: "Polygon", coordinates: parts[0]! } : { type: "MultiPolygon", coordinates: parts };
}

function parkFeature({ id, name, nameEn, facts }: ParkSpec, geometry: Polygon | MultiPolygon, more: object): Feature {
  return {
    type: "Feature",
    id,
    geometry,
    properties: {
      name,
      nameEn,
      ...withEnglish(facts),
      ...more,
      provenance: "synthetic",
      source: SYNTHETIC_OUTLINE,
      accuracyM: 500,
    },
  };
}

function formerParks(city: CitySpec, laid: readonly LaidBlock[]): readonly Feature[] {
  return city.formerParks.map((park) =>
    parkFeature(
      park,
      partsOf(laid, ({ formerParkId }) => formerParkId === park.id),
      {},
    ),
  );
}

/**
 * Land of a park that could be built on and is not (B21 of TD/T 1029): parcels not completed, supplied or not, by their
 * recorded area, and ground that is prepared but not cut into parcels yet. With the built land it is what the supply rate
 * divides by, so it holds all supplied land and the rate stays under 100 %.
 */
function readyAreaM2(parkId: string, parcels: readonly MadeParcel[]): number {
  const stateLand = parcels.filter(({ feature }) => feature.properties.ownership !== "collective");
  const recordedM2 = (wanted: readonly MadeParcel[]) =>
    wanted.reduce((total, { feature }) => total + (feature.properties.recordedAreaM2 as number), 0);
  const unbuiltM2 = recordedM2(stateLand.filter(({ feature }) => feature.properties.completedOn === undefined));
  return Math.round(unbuiltM2 + recordedM2(stateLand) * seeded(parkId, "ready").between(0.04, 0.2));
}

/** Parks of today with their areas; the split of a published total over the parks is invented, and says so. */
function currentParks(
  city: CitySpec,
  laid: readonly LaidBlock[],
  parcels: readonly (readonly MadeParcel[])[],
): readonly Feature[] {
  const areas = city.parks.map((park) => {
    const own = laid.flatMap((block, index) => (block.spec.parkId === park.id ? parcels[index]! : []));
    const sum = (wanted: (parcel: MadeParcel) => boolean) => own.filter(wanted).reduce((total, { areaM2 }) => total + areaM2, 0);
    return {
      drawnM2: laid.filter(({ spec }) => spec.parkId === park.id).reduce((total, { spec }) => total + spec.areaKm2 * 1e6, 0),
      builtM2: sum(({ feature }) => feature.properties.startedOn !== undefined) * 1.18,
      readyM2: readyAreaM2(park.id, own),
    };
  });
  const planned = city.totals
    ? addingUp(
        areas.map(({ drawnM2 }) => drawnM2),
        city.totals.plannedAreaM2,
      )
    : areas.map(({ drawnM2 }) => Math.round(drawnM2));
  const built = city.totals
    ? addingUp(
        areas.map(({ builtM2 }) => builtM2),
        city.totals.builtAreaM2,
      )
    : areas.map(({ builtM2 }) => Math.round(builtM2));
  return city.parks.map((park, index) =>
    parkFeature(
      park,
      partsOf(laid, ({ parkId }) => parkId === park.id),
      {
        plannedAreaM2: planned[index],
        builtAreaM2: built[index],
        readyAreaM2: areas[index]!.readyM2,
        areaProvenance: city.totals ? "synthetic-split" : "synthetic",
      },
    ),
  );
}

/** Whole square metres in the given proportions that add up to the total exactly. */
function addingUp(weights: readonly number[], total: number): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let seen = 0;
  let given = 0;
  return weights.map((weight) => {
    seen += weight;
    const upTo = Math.round((seen / sum) * total);
    const part = upTo - given;
    given = upTo;
    return part;
  });
}
