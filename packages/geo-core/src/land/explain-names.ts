/** Names of the facts that can be missing or contradict each other, as people call them. */
const FACT_NAMES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  approvedOn: ["批准日期", "the day of approval"],
  suppliedOn: ["供地日期", "the day of supply"],
  agreedStartOn: ["约定动工日期", "the agreed start"],
  startedOn: ["动工日期", "the day of the start"],
  suspendedOn: ["停工日期", "the day of the suspension"],
  resumedOn: ["复工日期", "the day of the resumption"],
  completedOn: ["竣工日期", "the day of completion"],
  startableAreaM2: ["应动工开发建设用地总面积", "the area that had to be started"],
  plannedInvestmentCny: ["总投资额", "the planned investment"],
  "progress.developedAreaM2": ["已动工开发面积", "the developed area"],
  "progress.investedCny": ["已投资额", "the investment made"],
  delays: ["延误期间", "the delays"],
  ownership: ["土地权属", "the ownership"],
};

/** A fact's name in a language; the property itself where it has no name, such as `extensions[0].newStartOn`. */
export function factName(property: string, lang: "zh" | "en"): string {
  const known = FACT_NAMES[property];
  if (known) return known[lang === "zh" ? 0 : 1];
  if (property.startsWith("extensions")) return lang === "zh" ? "补充协议约定的动工日期" : "the newly agreed start";
  if (property.startsWith("determinations")) return lang === "zh" ? "闲置土地认定" : "the determination of idleness";
  return property;
}
