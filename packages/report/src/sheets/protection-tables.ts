import {
  compassPoint,
  measuredFromText,
  type ProtectionPair,
  SYMBOLOGY,
  type UnitProtection,
  verdictText,
} from "@parkatlas/geo-core";
import type { Table } from "../page/table.ts";
import { fixed, metres, NOTHING } from "./numbers.ts";
import { drawSwatch } from "./panel.ts";
import { DISTANCE_KIND_SHORT, type SheetLanguage, SITE_KIND_WORDS } from "./words.ts";

/** A site against a unit, with the number of the site in the figure. */
export interface PairRow {
  readonly number: number;
  readonly unit: UnitProtection;
  readonly pair: ProtectionPair;
}

export function pairTable(rows: readonly PairRow[], language: SheetLanguage, withUnit: boolean): Table<PairRow> {
  const zh = language === "zh";
  const right = { align: "right" } as const;
  return {
    columns: [
      { title: zh ? "号" : "no.", width: 8, align: "center", value: ({ number }) => String(number) },
      ...(withUnit ? [{ title: zh ? "单元" : "unit", width: 38, value: ({ unit }: PairRow) => `${unit.name}\n${unit.id}` }] : []),
      {
        title: zh ? "敏感目标" : "site",
        width: 34,
        value: ({ pair }) => `${pair.siteName}\n${pair.siteId}`,
        swatch: (pen, { pair }, box) => drawSwatch(pen, SYMBOLOGY.site[pair.kind], box),
      },
      { title: zh ? "类别" : "kind", width: 13, value: ({ pair }) => SITE_KIND_WORDS[pair.kind][language] },
      { title: zh ? "方位" : "bearing", width: 13, value: ({ pair }) => bearingOf(pair, language) },
      { title: zh ? "户数" : "households", width: 11, ...right, value: ({ pair }) => fixed(pair.households, 0) },
      { title: zh ? "人口" : "people", width: 12, ...right, value: ({ pair }) => fixed(pair.population, 0) },
      {
        title: zh ? "距离类别与起算边界" : "distance, measured from",
        width: 25,
        value: ({ pair }) =>
          `${DISTANCE_KIND_SHORT[pair.distanceKind][language]}\n${measuredFromText(pair.measuredFrom, language)}`,
      },
      { title: zh ? "应有 m" : "required m", width: 15, ...right, value: ({ pair }) => fixed(pair.requiredM, 2) },
      { title: zh ? "实际 m" : "distance m", width: 16, ...right, value: ({ pair }) => metres(pair.distanceM, pair.requiredM) },
      {
        title: zh ? "差距 m" : "shortfall m",
        width: 15,
        ...right,
        value: ({ pair }) => (pair.shortfallM > 0 ? metres(pair.shortfallM, 0) : NOTHING),
      },
      { title: zh ? "结论" : "verdict", width: 15, value: ({ pair }) => verdictOf(pair, language) },
    ],
    rows,
    whenEmpty: zh ? "应有距离的 1.1 倍以内没有敏感目标。" : "No site within 1.1 times the required distance.",
  };
}

/** The compass point, as tables of EIA reports give it; a dash where the outlines touch. */
function bearingOf({ azimuthDeg }: ProtectionPair, language: SheetLanguage): string {
  return azimuthDeg === null ? NOTHING : compassPoint(azimuthDeg, language);
}

function verdictOf({ verdict, withinUncertainty }: ProtectionPair, language: SheetLanguage): string {
  const word = verdictText(verdict, language);
  if (!withinUncertainty) return word;
  return language === "zh" ? `${word}（在定位精度内）` : `${word} (within accuracy)`;
}

export function unitTable(units: readonly UnitProtection[], language: SheetLanguage): Table<UnitProtection> {
  const zh = language === "zh";
  return {
    columns: [
      { title: zh ? "单元" : "unit", width: 40, value: ({ name, id }) => `${name}\n${id}` },
      { title: zh ? "企业" : "enterprise", width: 34, value: ({ enterprise }) => enterprise ?? NOTHING },
      { title: zh ? "应有 m" : "required m", width: 17, align: "right", value: ({ requiredM }) => fixed(requiredM, 2) },
      {
        title: zh ? "结论" : "verdict",
        width: 26,
        value: ({ verdict }) => verdictText(verdict, language),
        swatch: (pen, { verdict }, box) => drawSwatch(pen, SYMBOLOGY.verdict[verdict], box),
      },
      { title: zh ? "依据" : "basis", width: 120, value: ({ basis, basisZh }) => (zh ? basisZh : basis) },
    ],
    rows: units,
    whenEmpty: zh ? "没有生产单元。" : "No units.",
  };
}
