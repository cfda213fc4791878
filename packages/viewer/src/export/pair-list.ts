import type { ProtectionPair, UnitProtection } from "@parkatlas/geo-core";
import { rowName, wordFor } from "../core/dictionary.ts";
import { orderPairs } from "../core/protection-view.ts";
import type { ExportList } from "./list-files.ts";
import type { ExportContext } from "./notes.ts";
import type { ExportColumn, NoteRow } from "./sheet.ts";

/** A unit with one of its sites and its number in figure and table; no site for a unit that has none within reach. */
export interface PairRow {
  readonly number: number | null;
  readonly unit: UnitProtection;
  readonly pair: ProtectionPair | null;
}

/** The columns of `parkatlas protection --out`, and before them the number that figure and map show. */
function columnsOf({ lang, dict }: ExportContext): readonly ExportColumn<PairRow>[] {
  const { column } = dict.exported;
  return [
    { key: "number", title: column.number, decimals: 0, value: ({ number }) => number },
    { key: "unitId", title: column.unit, value: ({ unit }) => unit.id },
    {
      key: "unitName",
      title: column.name,
      value: ({ unit }) => unit.name,
      show: ({ unit }) => rowName(lang, unit.name, unit.id),
    },
    { key: "enterprise", title: column.enterprise, value: ({ unit }) => unit.enterprise },
    { key: "requiredM", title: column.requiredM, decimals: 2, value: ({ unit, pair }) => pair?.requiredM ?? unit.requiredM },
    { key: "siteId", title: column.nearestId, value: ({ pair }) => pair?.siteId },
    {
      key: "siteName",
      title: column.nearestName,
      value: ({ pair }) => pair?.siteName,
      show: ({ pair }) => pair && rowName(lang, pair.siteName, pair.siteId),
    },
    {
      key: "siteKind",
      title: column.kind,
      value: ({ pair }) => pair?.kind,
      show: ({ pair }) => pair && wordFor(dict.siteKind, pair.kind),
    },
    { key: "distanceM", title: column.nearestM, decimals: 4, value: ({ pair }) => pair?.distanceM },
    { key: "loM", title: column.loM, decimals: 3, value: ({ pair }) => pair?.loM },
    { key: "hiM", title: column.hiM, decimals: 3, value: ({ pair }) => pair?.hiM },
    { key: "shortfallM", title: column.shortfallM, decimals: 4, value: ({ pair }) => pair?.shortfallM },
    {
      key: "verdict",
      title: column.verdict,
      value: ({ unit, pair }) => pair?.verdict ?? unit.verdict,
      show: ({ unit, pair }) => dict.unitVerdict[pair?.verdict ?? unit.verdict],
    },
    { key: "withinUncertainty", title: column.withinUncertainty, value: ({ pair }) => pair?.withinUncertainty },
    { key: "households", title: column.households, decimals: 0, value: ({ pair }) => pair?.households },
    { key: "population", title: column.population, decimals: 0, value: ({ pair }) => pair?.population },
  ];
}

/** Every pair of the units, numbered within its unit from the nearest on; `assumed` says what is not as the data say. */
export function pairList(
  context: ExportContext,
  units: readonly UnitProtection[],
  assumed: readonly NoteRow[],
): ExportList<PairRow> {
  const { dataset, dict, asOf } = context;
  const rows = units.flatMap((unit): readonly PairRow[] => {
    const pairs = orderPairs(unit);
    return pairs.length === 0 ? [{ number: null, unit, pair: null }] : pairs.map((pair, at) => ({ number: at + 1, unit, pair }));
  });
  const subject = units.length === 1 ? `-${units[0]!.id.replaceAll(/[^\w.-]/g, "_")}` : "";
  return {
    context,
    name: `${dataset.id}-protection${subject}-${asOf}${assumed.length > 0 ? `-${dict.whatIf.tag}` : ""}`,
    sheet: assumed.length > 0 ? `${dict.task.protection} ${dict.whatIf.tag}` : dict.task.protection,
    columns: columnsOf(context),
    rows,
    choices: assumed,
    features: () =>
      rows.flatMap(({ number, unit, pair }) => {
        if (!pair) return [];
        const { from, to, tests: _tests, ...facts } = pair;
        return [
          {
            type: "Feature",
            id: `${unit.id}/${pair.measuredFrom}/${pair.siteId}`,
            geometry: { type: "LineString", coordinates: [from, to] },
            properties: { number, unitId: unit.id, unitName: unit.name, ...facts, hypothetical: assumed.length > 0 },
          },
        ];
      }),
  };
}
