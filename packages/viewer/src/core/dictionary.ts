import { en } from "./dictionary-en.ts";
import { type Dictionary, zh } from "./dictionary-zh.ts";
import type { Lang } from "./url-params.ts";

const DICTIONARIES: Readonly<Record<Lang, Dictionary>> = { zh, en };

export function dictionaryOf(lang: Lang): Dictionary {
  return DICTIONARIES[lang];
}

/** A name in the reader's language: the Chinese one is always there, the English one where the data has it. */
export function nameIn(lang: Lang, named: { readonly name: string; readonly nameEn?: string | null }): string {
  return lang === "en" && named.nameEn ? named.nameEn : named.name;
}

/** The name in a feature's properties, in the reader's language; null where it has none. */
export function featureName(lang: Lang, properties: Readonly<Record<string, unknown>>): string | null {
  return textProperty(lang, properties, "name");
}

/** A text property in the reader's language: `holderEn` beside `holder`, where the data have it; null where it is no text. */
export function textProperty(lang: Lang, properties: Readonly<Record<string, unknown>>, name: string): string | null {
  const english = properties[`${name}En`];
  if (lang === "en" && typeof english === "string" && english !== "") return english;
  const value = properties[name];
  return typeof value === "string" && value !== "" ? value : null;
}

/**
 * What to call a row of an analysis: its name in the reader's language; an English reader of a row without an English name
 * gets the id, which can be read and typed.
 */
export function rowName(lang: Lang, name: string, id: string, nameEn?: string | null): string {
  if (lang === "en" && nameEn) return nameEn;
  return name === "" || (lang === "en" && /\p{Script=Han}/u.test(name)) ? id : name;
}

/** The word for a key that comes from data; a key that the dictionary does not know is shown as it is. */
export function wordFor(words: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(words, key) ? words[key]! : key;
}

export type { Dictionary } from "./dictionary-zh.ts";
