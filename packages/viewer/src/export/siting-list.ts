import type { SitingAnswer, SitingRow } from "../analysis/messages.ts";
import { rowName } from "../core/dictionary.ts";
import type { SitingChoice } from "../core/siting-choice.ts";
import { formatFixed, formatRequiredM } from "../format/numbers.ts";
import type { ExportList } from "./list-files.ts";
import type { ExportContext } from "./notes.ts";
import type { ExportColumn } from "./sheet.ts";

/** The columns of `parkatlas siting --out`, and beside them what the screen shows. */
function columnsOf({ lang, dict }: ExportContext): readonly ExportColumn<SitingRow>[] {
  const { column } = dict.exported;
  return [
    { key: "id", title: column.parcel, value: (row) => row.id },
    { key: "name", title: column.name, value: (row) => row.name, show: (row) => rowName(lang, row.name, row.id, row.nameEn) },
    { key: "blockId", title: column.block, value: (row) => row.blockId },
    { key: "status", title: column.status, value: (row) => row.status, show: (row) => dict.landClass[row.landClass] },
    { key: "class", title: column.siting, value: (row) => row.class, show: (row) => dict.sitingClass[row.class] },
    { key: "areaMu", title: column.areaMu, decimals: 2, isSummed: true, value: (row) => row.areaMu },
    { key: "usableAreaMu", title: column.usableMu, decimals: 2, isSummed: true, value: (row) => row.usableAreaMu },
    { key: "usableAreaM2", title: column.usableM2, decimals: 2, isSummed: true, value: (row) => row.usableAreaM2 },
    { key: "nearestSiteId", title: column.nearestId, value: (row) => row.nearestSiteId },
    {
      key: "nearestSiteName",
      title: column.nearestName,
      value: (row) => row.nearestSiteName,
      show: (row) => row.nearestSiteId && rowName(lang, row.nearestSiteName ?? "", row.nearestSiteId, row.nearestSiteNameEn),
    },
    { key: "nearestSiteM", title: column.nearestM, decimals: 2, value: (row) => row.nearestSiteM },
    { key: "wholeUpToM", title: column.wholeUpToM, decimals: 2, value: (row) => row.wholeUpToM },
    { key: "provenance", title: column.provenance, value: (row) => row.provenance },
  ];
}

export function sitingList(
  context: ExportContext,
  answer: SitingAnswer,
  rows: readonly SitingRow[],
  choice: SitingChoice,
): ExportList<SitingRow> {
  const { dict, dataset } = context;
  const ids = new Set(rows.map(({ id }) => id));
  return {
    context,
    name: `${dataset.id}-siting-${answer.distanceM}m-${answer.asOf}`,
    sheet: dict.task.siting,
    columns: columnsOf(context),
    rows,
    choices: [
      { name: dict.siting.distance, text: formatRequiredM(answer.distanceM) },
      { name: dict.siting.offers, text: choice.offers.map((offer) => dict.siting.offer[offer]).join(" ") },
      { name: dict.siting.minArea, text: `${formatFixed(choice.minAreaMu, 2)} ${dict.parcel.mu}` },
    ],
    features: () => answer.ground.filter(({ id }) => ids.has(String(id))),
  };
}
