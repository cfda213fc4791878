import type { Selection } from "./selection.ts";

/** A feature as it can be searched for. */
export interface Named extends Selection {
  readonly name: string;
  readonly nameEn: string | null;
  /** Holder of a parcel, enterprise of a unit, in whatever languages there are. */
  readonly others: readonly string[];
}

export interface Hit extends Named {
  /** The other text that matched, where it was not the name or the id. */
  readonly by: string | null;
}

/** How well an entry matches: exact, begins with, contains, by another text; Infinity where it does not. */
function rankOf(entry: Named, wanted: string): { readonly rank: number; readonly by: string | null } {
  let best = Number.POSITIVE_INFINITY;
  for (const text of [entry.id, entry.name, entry.nameEn]) {
    const lower = text?.toLowerCase() ?? "";
    if (lower === wanted) return { rank: 0, by: null };
    if (lower.startsWith(wanted)) best = Math.min(best, 1);
    else if (lower.includes(wanted)) best = Math.min(best, 2);
  }
  if (best < Number.POSITIVE_INFINITY) return { rank: best, by: null };
  const by = entry.others.find((text) => text.toLowerCase().includes(wanted)) ?? null;
  return { rank: by === null ? best : 3, by };
}

/** The best matches of a text in ids, names, holders and enterprises, best first, equal ones in the order given. Cost: O(entries). */
export function search(entries: readonly Named[], text: string, most: number): readonly Hit[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [];
  const byRank: Hit[][] = [[], [], [], []];
  for (const entry of entries) {
    const { rank, by } = rankOf(entry, wanted);
    const bucket = byRank[rank];
    if (bucket && bucket.length < most) bucket.push({ ...entry, by });
  }
  return byRank.flat().slice(0, most);
}
