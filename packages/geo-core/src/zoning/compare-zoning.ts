import type { ZoningScheme } from "../model/types.ts";

/** How far two ways of dividing the same parks agree. */
export interface ZoningComparison {
  /**
   * Adjusted Rand index (Hubert & Arabie 1985, eq. 5): 1 the same division, about 0 what chance gives, below 0 worse.
   * Null where fewer than two parks are in both.
   */
  readonly adjustedRand: number | null;
  /** Parks that both schemes put into a zone. */
  readonly parks: number;
  readonly onlyInFirst: readonly string[];
  readonly onlyInSecond: readonly string[];
  /** Parks in common of each pair of zones that share any. */
  readonly overlaps: readonly { readonly first: string; readonly second: string; readonly parks: readonly string[] }[];
}

type Zones = Pick<ZoningScheme, "zones">;

/** Compares two schemes over the parks that are in both. The names of zones do not matter. Cost: O(parks). */
export function compareZoning(first: Zones, second: Zones): ZoningComparison {
  const firstZone = zoneByPark(first);
  const secondZone = zoneByPark(second);
  const common = [...firstZone.keys()].filter((parkId) => secondZone.has(parkId));
  const overlaps = new Map<string, { first: string; second: string; parks: string[] }>();
  for (const parkId of common) {
    const pair = { first: firstZone.get(parkId)!, second: secondZone.get(parkId)! };
    const key = JSON.stringify([pair.first, pair.second]);
    const entry = overlaps.get(key) ?? { ...pair, parks: [] };
    entry.parks.push(parkId);
    overlaps.set(key, entry);
  }
  const cells = [...overlaps.values()];
  return {
    adjustedRand: adjustedRandIndex(cells.map((cell) => ({ ...cell, count: cell.parks.length }))),
    parks: common.length,
    onlyInFirst: [...firstZone.keys()].filter((parkId) => !secondZone.has(parkId)),
    onlyInSecond: [...secondZone.keys()].filter((parkId) => !firstZone.has(parkId)),
    overlaps: cells,
  };
}

function zoneByPark({ zones }: Zones): Map<string, string> {
  const zoneOf = new Map<string, string>();
  for (const zone of zones) for (const parkId of zone.parkIds) if (!zoneOf.has(parkId)) zoneOf.set(parkId, zone.id);
  return zoneOf;
}

interface Cell {
  readonly first: string;
  readonly second: string;
  readonly count: number;
}

function adjustedRandIndex(cells: readonly Cell[]): number | null {
  const pairs = (count: number): number => (count * (count - 1)) / 2;
  const total = (key: "first" | "second" | null): number => {
    const sizes = new Map<string, number>();
    for (const cell of cells) {
      const name = key === null ? "" : cell[key];
      sizes.set(name, (sizes.get(name) ?? 0) + cell.count);
    }
    return [...sizes.values()].reduce((sum, size) => sum + pairs(size), 0);
  };
  const all = total(null);
  if (all === 0) return null;
  const together = cells.reduce((sum, cell) => sum + pairs(cell.count), 0);
  const inFirst = total("first");
  const inSecond = total("second");
  const byChance = (inFirst * inSecond) / all;
  const most = (inFirst + inSecond) / 2;
  // Both schemes put every park alone, or all into one zone: chance could do no other, and they agree.
  return most === byChance ? 1 : (together - byChance) / (most - byChance);
}
