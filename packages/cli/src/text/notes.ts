import type { Bilingual, Language } from "./language.ts";

/** What an answer rests on, told in every file that leaves the house. */
export interface Notes {
  readonly dataset: string;
  readonly title: Bilingual;
  readonly sha256: string;
  readonly asOf: string | null;
  /** True where the date lies after the dataset's own. */
  readonly projection: boolean;
  /** True where made-up features went into the answer. */
  readonly synthetic: boolean;
  /** Rules and sources that were followed. */
  readonly rules: readonly Bilingual[];
  /** Clauses that appear in the answer. */
  readonly clauses: readonly Bilingual[];
  /** Anything else a reader must know. */
  readonly remarks: readonly Bilingual[];
}

const SYNTHETIC_NOTICE: Bilingual = {
  zh: "合成数据：含为演示而虚构的要素（provenance = synthetic），不反映任何真实地块、企业或园区的情况。",
  en: "Synthetic data: features made up for demonstration (provenance = synthetic) are in this answer; it says nothing about any real parcel, enterprise or park.",
};

const PROJECTION_NOTICE: Bilingual = {
  zh: "推算：截止日期晚于数据集日期，按此后无新事件计。",
  en: "Projection: the date lies after that of the dataset; what would be if nothing more happened.",
};

/** The notices that belong under every table: made-up features, and a date in the future of the data. */
export function noticesOf({ synthetic, projection }: Notes, language: Language): readonly string[] {
  return [...(projection ? [PROJECTION_NOTICE] : []), ...(synthetic ? [SYNTHETIC_NOTICE] : [])].map((notice) => notice[language]);
}

/** The rows of the notes sheet: a word, and what it says. */
export function noteRows(notes: Notes, software: string, language: Language): readonly (readonly [string, string])[] {
  const zh = language === "zh";
  const list = (label: Bilingual, texts: readonly Bilingual[]) =>
    texts.map((text, index) => [index === 0 ? label[language] : "", text[language]] as const);
  return [
    [zh ? "数据集" : "dataset", `${notes.title[language]} (${notes.dataset})`],
    [zh ? "数据集 SHA-256" : "dataset SHA-256", notes.sha256],
    ...(notes.asOf === null ? [] : [[zh ? "截止日期" : "as of", notes.asOf] as const]),
    [zh ? "软件" : "software", `ParkAtlas ${software}`],
    ...list({ zh: "依据", en: "rules" }, notes.rules),
    ...list({ zh: "条款", en: "clauses" }, notes.clauses),
    ...list({ zh: "说明", en: "remarks" }, notes.remarks),
    ...noticesOf(notes, language).map((notice) => [zh ? "注意" : "notice", notice] as const),
  ];
}
