import type { Block, Dataset, Parcel, Park, ZoningScheme } from "./types.ts";

/** Who belongs to whom in a dataset. A look-up that finds nothing gives undefined. */
export interface Membership {
  readonly blockOf: (parcel: Parcel) => Block | undefined;
  readonly parkOf: (parcel: Parcel) => Park | undefined;
  readonly blockById: (blockId: string) => Block | undefined;
  readonly parkById: (parkId: string) => Park | undefined;
  /** The park that a block names, where that park is in the dataset. */
  readonly parkIdOf: (blockId: string) => string | undefined;
  /** The zone of a park in a scheme, given as such or by id; the dataset's first scheme where none is given. */
  readonly zoneIdOf: (parkId: string, scheme?: ZoningScheme | string) => string | undefined;
}

/**
 * Look-ups parcel → block → park → zone, each O(1) after one pass over the dataset. Where an id is given twice the first
 * feature counts; where a scheme puts a park in two zones the first zone counts (validation reports both).
 */
export function buildMembership(dataset: Pick<Dataset, "parks" | "blocks" | "zoning">): Membership {
  const blocks = byId(dataset.blocks);
  const parks = byId(dataset.parks);
  const zonesBySchemeId = new Map<string, ReadonlyMap<string, string>>();
  for (const scheme of dataset.zoning) if (!zonesBySchemeId.has(scheme.id)) zonesBySchemeId.set(scheme.id, zoneByParkId(scheme));

  const parkIdOf = (blockId: string): string | undefined => {
    const parkId = blocks.get(blockId)?.properties.parkId;
    return parkId !== undefined && parks.has(parkId) ? parkId : undefined;
  };
  return {
    blockOf: (parcel) => blocks.get(parcel.properties.blockId),
    parkOf: (parcel) => parks.get(blocks.get(parcel.properties.blockId)?.properties.parkId ?? ""),
    blockById: (blockId) => blocks.get(blockId),
    parkById: (parkId) => parks.get(parkId),
    parkIdOf,
    zoneIdOf: (parkId, scheme = dataset.zoning[0]) => {
      const schemeId = typeof scheme === "string" ? scheme : scheme?.id;
      return schemeId === undefined ? undefined : zonesBySchemeId.get(schemeId)?.get(parkId);
    },
  };
}

function byId<F extends { readonly id: string }>(features: readonly F[]): Map<string, F> {
  const map = new Map<string, F>();
  for (const feature of features) if (!map.has(feature.id)) map.set(feature.id, feature);
  return map;
}

function zoneByParkId(scheme: ZoningScheme): Map<string, string> {
  const map = new Map<string, string>();
  for (const zone of scheme.zones) for (const parkId of zone.parkIds) if (!map.has(parkId)) map.set(parkId, zone.id);
  return map;
}
