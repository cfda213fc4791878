import type { ParcelFacts } from "../analysis/messages.ts";
import type { LandParcelRow } from "../core/contract.ts";
import { rowName } from "../core/dictionary.ts";
import type { LandChange } from "../core/land-list.ts";
import { landClassOfRow } from "../core/land-view.ts";
import type { ExportList } from "./list-files.ts";
import type { ExportContext } from "./notes.ts";
import type { ExportColumn } from "./sheet.ts";

type RowOf<Row> = (row: Row) => LandParcelRow;

/** What names a parcel in every list, under the command line's keys. */
function namingColumns<Row>({ lang, dict }: ExportContext, of: RowOf<Row>): readonly ExportColumn<Row>[] {
  const { column } = dict.exported;
  return [
    { key: "id", title: column.parcel, value: (row) => of(row).id },
    {
      key: "name",
      title: column.name,
      value: (row) => of(row).name,
      show: (row) => rowName(lang, of(row).name, of(row).id, of(row).nameEn),
    },
    { key: "parkId", title: column.park, value: (row) => of(row).parkId },
    { key: "blockId", title: column.block, value: (row) => of(row).blockId },
  ];
}

/** The columns of `parkatlas land --out`, and behind them the holder, whom the list can be narrowed to. */
function landColumns(context: ExportContext, facts: ReadonlyMap<string, ParcelFacts>): readonly ExportColumn<LandParcelRow>[] {
  const { lang, dict } = context;
  const { column } = dict.exported;
  return [
    ...namingColumns<LandParcelRow>(context, (row) => row),
    {
      key: "status",
      title: column.status,
      value: (row) => row.status,
      show: (row) => dict.landClass[landClassOfRow(row)],
    },
    {
      key: "ground",
      title: column.clause,
      value: (row) => row.ground,
      show: (row) => (lang === "zh" ? row.clauseZh : row.clause),
    },
    { key: "since", title: column.since, isDate: true, value: (row) => row.since },
    { key: "dueOn", title: column.dueOn, isDate: true, value: (row) => row.dueOn },
    { key: "daysOverdue", title: column.daysOverdue, decimals: 0, value: (row) => row.daysOverdue },
    {
      key: "measure",
      title: column.measure,
      value: (row) => row.measure,
      show: (row) => row.measure && dict.landMeasure[row.measure],
    },
    { key: "feeCny", title: column.fee, decimals: 2, isSummed: true, value: (row) => row.feeCny },
    { key: "areaMu", title: column.areaMu, decimals: 2, isSummed: true, value: (row) => row.areaMu },
    { key: "areaM2", title: column.areaM2, decimals: 2, isSummed: true, value: (row) => row.areaM2 },
    { key: "areaBasis", title: column.areaBasis, value: (row) => row.areaBasis },
    { key: "clause", title: column.cited, value: (row) => row.clause },
    { key: "missing", title: column.missing, value: (row) => row.missing.join(" ") },
    { key: "nextFrom", title: column.nextFrom, isDate: true, value: (row) => row.next?.from },
    {
      key: "nextStatus",
      title: column.nextStatus,
      value: (row) => row.next?.status,
      show: (row) => row.next && dict.landClass[landClassOfRow(row.next)],
    },
    { key: "provenance", title: column.provenance, value: (row) => facts.get(row.id)?.provenance },
    { key: "holder", title: column.holder, value: (row) => facts.get(row.id)?.holder },
  ];
}

export function landList(
  context: ExportContext,
  rows: readonly LandParcelRow[],
  register: readonly ParcelFacts[],
): ExportList<LandParcelRow> {
  const facts = new Map(register.map((each) => [each.id, each]));
  const { dataset, dict, asOf } = context;
  return {
    context,
    name: `${dataset.id}-land-${asOf}`,
    sheet: dict.task.land,
    columns: landColumns(context, facts),
    rows,
    choices: [],
    features: () =>
      rows.map(({ timeline, conditions: _conditions, ...row }) => ({
        type: "Feature",
        id: row.id,
        geometry: facts.get(row.id)?.geometry ?? null,
        properties: { ...row, asOf, provenance: facts.get(row.id)?.provenance ?? null, timeline },
      })),
  };
}

/** What changed from the earlier date to the date of the context. */
export function changeList(context: ExportContext, changes: readonly LandChange[], earlier: string): ExportList<LandChange> {
  const { dataset, dict, asOf } = context;
  const { column } = dict.exported;
  return {
    context,
    name: `${dataset.id}-land-changes-${earlier}-${asOf}`,
    sheet: dict.compare.title,
    columns: [
      ...namingColumns<LandChange>(context, ({ row }) => row),
      {
        key: "classBefore",
        title: earlier,
        value: ({ before }) => before,
        show: ({ before }) => (before === null ? dict.compare.absent : dict.landClass[before]),
      },
      { key: "classAfter", title: asOf, value: ({ after }) => after, show: ({ after }) => dict.landClass[after] },
      { key: "areaMu", title: column.areaMu, decimals: 2, isSummed: true, value: ({ row }) => row.areaMu },
      { key: "areaM2", title: column.areaM2, decimals: 2, isSummed: true, value: ({ row }) => row.areaM2 },
    ],
    rows: changes,
    choices: [{ name: dict.compare.title, text: `${earlier} — ${asOf}` }],
    features: () => [],
  };
}
