import { ENGLISH } from "./sources.ts";

type Properties = Readonly<Record<string, unknown>>;

function word(table: Readonly<Record<string, string>>, name: string): string {
  const english = table[name];
  if (english === undefined) throw new RangeError(`no English for "${name}" in sources/english.json`);
  return english;
}

/** A published figure with its subject and unit in English beside the Chinese ones. */
export function factInEnglish({ subject, unit }: { readonly subject: string; readonly unit: string | null }): Properties {
  return { subjectEn: word(ENGLISH.subjects, subject), ...(unit === null ? {} : { unitEn: word(ENGLISH.units, unit) }) };
}

/** Published facts of a park or block with their provenance, and English words beside the Chinese ones. */
export function withEnglish(facts: Properties): Properties {
  const { industries, county, city, level, factsSource } = facts;
  return {
    ...facts,
    // `provenance` speaks of the outline, which is invented; the facts are not.
    ...(factsSource === undefined ? {} : { factsProvenance: "published" }),
    ...(Array.isArray(industries) ? { industriesEn: industries.map((name: string) => word(ENGLISH.industries, name)) } : {}),
    ...(typeof county === "string" ? { countyEn: word(ENGLISH.places, county) } : {}),
    ...(typeof city === "string" ? { cityEn: word(ENGLISH.places, city) } : {}),
    ...(typeof level === "string" ? { levelEn: word(ENGLISH.levels, level) } : {}),
  };
}
