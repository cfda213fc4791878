import type { Provenance } from "@parkatlas/geo-core";

/** BUILD: words that stand in tiles where the data say nothing; a tile has no null. */

export const UNKNOWN = "unknown";

export function provenanceOf({ provenance }: { readonly provenance?: Provenance }): Provenance | typeof UNKNOWN {
  return provenance ?? UNKNOWN;
}

/** Chinese name and English name; the Chinese one where there is no English. */
export function namesOf({ name, nameEn }: { readonly name: string; readonly nameEn?: string }): { name: string; nameEn: string } {
  return { name, nameEn: nameEn ?? name };
}
