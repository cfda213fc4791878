import { explainEn } from "./explain-en.ts";
import { explainZh } from "./explain-zh.ts";
import type { LandStatusOn } from "./types.ts";

export type ExplainLanguage = "zh" | "en";

/**
 * Why a parcel has the status it has, in sentences that an officer would sign: the dates, the days, the clause, the
 * measure, and what is to be expected if nothing happens. Answers "why is it idle" as well as "why is it not". A
 * suspicion is always called one: the finding of idleness is an administrative act.
 */
export function explainLandStatus(status: LandStatusOn, lang: ExplainLanguage): string {
  return lang === "zh" ? explainZh(status) : explainEn(status);
}
