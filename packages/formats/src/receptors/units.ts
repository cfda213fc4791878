import type { ConcentrationUnit } from "./receptor-file.ts";

/** The unit that a text names, in any of its usual spellings (µg/m³, ug/m^3, 毫克/立方米); null where it names none. */
export function concentrationUnitOf(text: string): ConcentrationUnit | null {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s^*]/g, "")
    .replace("立方米", "m3")
    .replace("毫克", "mg")
    .replace("微克", "ug")
    .replace(/[µμ]/, "u")
    .replace(/m-3$/, "/m3");
  if (plain === "mg/m3") return "mg/m3";
  return plain === "ug/m3" ? "ug/m3" : null;
}

/** Decimal digits that a double keeps whatever they are. */
const DIGITS = 15;

/**
 * A concentration in another unit. Decimals of up to 15 digits give the decimal: 0.0041 mg/m³ is 4.1 µg/m³ and not a rounding error more,
 * which would exceed a limit of 4.1.
 */
export function convertConcentration(value: number, from: ConcentrationUnit, to: ConcentrationUnit): number {
  if (from === to) return value;
  return Number((from === "ug/m3" ? value / 1000 : value * 1000).toPrecision(DIGITS));
}

const HOURS = /^(\d{1,2})(?:-?hr?|-?hour|小时)(?:平均)?$/;

/** An averaging period as dispersion models write it: `1-HR`, `24-HR`; from `1h`, `24小时`, `日平均`. Others are kept, in capitals. */
export function averagingPeriodOf(text: string): string {
  const plain = text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
  const hours = HOURS.exec(plain)?.[1];
  if (hours !== undefined) return `${Number(hours)}-HR`;
  if (["日平均", "日均", "daily", "day"].includes(plain)) return "24-HR";
  if (["小时平均", "小时", "hourly", "hour"].includes(plain)) return "1-HR";
  return plain.toUpperCase();
}
