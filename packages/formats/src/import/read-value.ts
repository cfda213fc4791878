import { isCivilDate, M2_PER_MU } from "@parkatlas/geo-core";
import type { SourceValue } from "../source/types.ts";

export type AreaUnit = "m2" | "mu" | "ha" | "km2";
export type MoneyUnit = "cny" | "wan-cny";

export const AREA_UNIT_M2: Readonly<Record<AreaUnit, number>> = { m2: 1, mu: M2_PER_MU, ha: 10_000, km2: 1e6 };
export const MONEY_UNIT_CNY: Readonly<Record<MoneyUnit, number>> = { cny: 1, "wan-cny": 10_000 };

/** Serial numbers of Excel are taken for dates from 1954 to 2119: numbers outside are more likely something else. */
const EXCEL = { least: 20_000, most: 80_000, dayOf1970: 25_569 };
const MS_A_DAY = 86_400_000;

/**
 * A calendar date from what stands in a cell: `2021-03-15`, `2021/3/15`, `2021.3.15`, `2021年3月15日`, `20210315` as text or
 * number, a date with a time, or a serial number of Excel (1900 system). Null where it is none: a month alone, 0, a day that
 * does not exist.
 */
export function dateFromValue(value: SourceValue): string | null {
  if (typeof value === "number") {
    if (Number.isInteger(value) && value >= 19_000_101 && value <= 22_001_231) return dateFromValue(String(value));
    if (value < EXCEL.least || value > EXCEL.most) return null;
    return new Date((Math.floor(value) - EXCEL.dayOf1970) * MS_A_DAY).toISOString().slice(0, 10);
  }
  if (typeof value !== "string") return null;
  const text = value.trim();
  const parts =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.Z+-]*)?$/.exec(text) ??
    /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!parts) return /^\d{5}(\.\d+)?$/.test(text) ? dateFromValue(Number(text)) : null;
  const [, year, month, day] = parts;
  const date = `${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}`;
  return isCivilDate(date) ? date : null;
}

/** A number from a cell: full-width digits and thousands separators are read, a unit after it is not. Null where it is none. */
export function numberFromValue(value: SourceValue): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string") return null;
  const plain = value
    .trim()
    .replace(/[０-９．－]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/^(-?\d{1,3})((?:[,，]\d{3})+)(?=\.|$)/, (_, head: string, rest: string) => head + rest.replace(/[,，]/g, ""));
  return /^-?\d+(\.\d*)?([eE][-+]?\d+)?$/.test(plain) ? Number(plain) : null;
}

const AREA_WORDS: readonly (readonly [RegExp, AreaUnit])[] = [
  [/平方公里|km2|km²/i, "km2"],
  [/公顷|\bha\b|_ha$|hm2|hm²/i, "ha"],
  [/亩|\bmu\b|_mu$/i, "mu"],
  [/平方米|㎡|m2|m²|平米/i, "m2"],
];

/** The unit that a text names: `面积（亩）`, `MJ_HA`, `1.5公顷`; undefined where it names none. */
export function areaUnitIn(text: string): AreaUnit | undefined {
  return AREA_WORDS.find(([pattern]) => pattern.test(text))?.[1];
}

/** The unit of money that the name of a field gives: `成交价（万元）`. */
export function moneyUnitIn(text: string): MoneyUnit | undefined {
  if (/万元|_wy$|wan/i.test(text)) return "wan-cny";
  return /元|cny/i.test(text) ? "cny" : undefined;
}
