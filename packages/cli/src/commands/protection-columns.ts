import type { ProtectionPair, UnitProtection, UnitVerdict } from "@parkatlas/geo-core";
import { distanceBeside, textOr } from "../text/format.ts";
import type { Column } from "../text/table.ts";
import { KIND_WORDS, VERDICT_WORDS } from "../text/words.ts";
import { type Call, say } from "./command.ts";

/** A unit with one of its sites; the site is null for a unit that has none within reach. */
export interface PairRow {
  readonly unit: UnitProtection;
  readonly pair: ProtectionPair | null;
}

export function pairRowsOf(units: readonly UnitProtection[]): readonly PairRow[] {
  return units.flatMap((unit): readonly PairRow[] =>
    unit.pairs.length === 0 ? [{ unit, pair: null }] : unit.pairs.map((pair) => ({ unit, pair })),
  );
}

export function pairColumns(call: Call): readonly Column<PairRow>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  const verdictOf = ({ unit, pair }: PairRow) => pair?.verdict ?? unit.verdict;
  return [
    { key: "unitId", title: title("单元", "unit"), value: ({ unit }) => unit.id },
    { key: "unitName", title: title("名称", "name"), value: ({ unit }) => unit.name },
    { key: "enterprise", title: title("企业", "enterprise"), value: ({ unit }) => unit.enterprise },
    {
      key: "requiredM",
      title: title("应有 m", "required m"),
      number: { decimals: 2 },
      value: ({ unit, pair }) => pair?.requiredM ?? unit.requiredM,
    },
    { key: "siteId", title: title("目标", "site"), value: ({ pair }) => pair?.siteId },
    { key: "siteName", title: title("目标名称", "site name"), value: ({ pair }) => pair?.siteName },
    {
      key: "siteKind",
      title: title("类别", "kind"),
      value: ({ pair }) => pair?.kind,
      show: ({ pair }) => (pair ? say(call, KIND_WORDS[pair.kind]) : "–"),
    },
    {
      key: "distanceM",
      title: title("距离 m", "distance m"),
      // In a spreadsheet four decimals, so that 499.998 is not shown as 500.00 beside its verdict.
      number: { decimals: 4 },
      value: ({ pair }) => pair?.distanceM,
      show: ({ pair }) => (pair ? distanceBeside(pair.distanceM, pair.requiredM) : "–"),
    },
    {
      key: "loM",
      title: title("下限 m", "low m"),
      number: { decimals: 3 },
      value: ({ pair }) => pair?.loM,
    },
    {
      key: "hiM",
      title: title("上限 m", "high m"),
      number: { decimals: 3 },
      value: ({ pair }) => pair?.hiM,
    },
    {
      key: "shortfallM",
      title: title("差距 m", "shortfall m"),
      // In a spreadsheet four decimals, so that 499.998 is not shown as 500.00 beside its verdict.
      number: { decimals: 4 },
      value: ({ pair }) => pair?.shortfallM,
      show: ({ pair }) => (pair && pair.shortfallM > 0 ? distanceBeside(pair.shortfallM, 0) : "–"),
    },
    {
      key: "verdict",
      title: title("结论", "verdict"),
      value: verdictOf,
      show: (row) => say(call, VERDICT_WORDS[verdictOf(row)]),
    },
    {
      // A pair outside one settled distance says nothing about another that is not: the unit's verdict stands beside it.
      key: "unitVerdict",
      title: title("单元结论", "unit verdict"),
      value: ({ unit }) => unit.verdict,
      show: ({ unit }) => say(call, VERDICT_WORDS[unit.verdict]),
    },
    {
      key: "withinUncertainty",
      title: title("在精度内", "within accuracy"),
      value: ({ pair }) => pair?.withinUncertainty,
      show: ({ pair }) => textOr(pair?.withinUncertainty === undefined ? null : String(pair.withinUncertainty ?? "–")),
    },
  ];
}

/** Rows in the order in which people want them: what is violated or undecided first, the largest shortfall on top. */
export function worstFirst(rows: readonly PairRow[]): readonly PairRow[] {
  const rank: Readonly<Record<UnitVerdict, number>> = { inside: 0, indeterminate: 1, unknown: 2, outside: 3, "not-required": 4 };
  const key = ({ unit, pair }: PairRow) => rank[pair?.verdict ?? unit.verdict];
  return [...rows].sort((a, b) => key(a) - key(b) || (b.pair?.shortfallM ?? 0) - (a.pair?.shortfallM ?? 0));
}
