import { evidenceBundle, sha256Hex } from "@parkatlas/formats";
import {
  type Dataset,
  explainChoice,
  type HealthTable,
  type ProtectionReport,
  protectionReport,
  type UnitProtection,
} from "@parkatlas/geo-core";
import { contentsOf } from "../input/evidence-files.ts";
import { writeFileWhole } from "../input/files.ts";
import { numberOf } from "../input/flags.ts";
import { TABLES_FLAG, tablesOf } from "../input/tables.ts";
import { UsageError } from "../input/usage-error.ts";
import { softwareVersion } from "../input/version.ts";
import { fixed } from "../text/format.ts";
import type { Column } from "../text/table.ts";
import { give, outFileOf, type Sheet, sheet } from "./answer.ts";
import { AS_OF_FLAG, asOfOf, type Call, type Command, JSON_FLAG, outFlag, say } from "./command.ts";
import { gridColumns, gridRowsOf } from "./grid-table.ts";
import { type PairRow, pairColumns, pairRowsOf, worstFirst } from "./protection-columns.ts";
import { datasetOf, notesOf, type UsedDataset } from "./use-dataset.ts";
import { type WorkingRow, workingColumns, workingFileColumns } from "./workings-table.ts";

const FORMATS = ["json", "csv", "xlsx", "geojson"];

/** The rules by version, and the clauses that the distances come from. */
function rulesOf({ rules, units }: ProtectionReport) {
  const same = (text: string) => ({ zh: text, en: text });
  const clauses = new Set(units.flatMap(({ workings }) => workings.flatMap(({ clause }) => clause ?? [])));
  return { rules: [same(rules.version), same(rules.healthTable)], clauses: [...clauses].map(same) };
}

/** The substances of all units with their workings, in the order of the data. */
function workingRowsOf(units: readonly UnitProtection[]): readonly WorkingRow[] {
  return units.flatMap(({ id, name, workings }) =>
    workings.flatMap((required) => required.workings.map((working) => ({ unitId: id, unitName: name, working, required }))),
  );
}

/** How the distances came about, in sentences. */
function remarksOf(call: Call, units: readonly UnitProtection[]): readonly string[] {
  return units.flatMap(({ id, workings }) =>
    workings.flatMap((required) => explainChoice(required, call.language).map((text) => `${id}  ${text}`)),
  );
}

type ProvenanceOf = (unitId: string, siteId?: string) => string;

/** What the outlines of a row are: of the unit and of the site, both where they differ. */
function provenanceFinder({ units, plants, sites }: Dataset): ProvenanceOf {
  const of = new Map([...units, ...plants, ...sites].map(({ id, properties }) => [id, properties.provenance]));
  return (unitId, siteId) => {
    const found = [of.get(unitId), siteId === undefined ? undefined : of.get(siteId)].filter((each) => each !== undefined);
    return [...new Set(found)].join(" ");
  };
}

/** The shortest line of each pair, from unit to site, and the zones of exceedance that grids give. */
function featuresOf(rows: readonly PairRow[], units: readonly UnitProtection[], provenanceOf: ProvenanceOf) {
  const lines = rows.flatMap(({ unit, pair }) => {
    if (!pair) return [];
    const { from, to, tests: _tests, ...facts } = pair;
    const about = { unitId: unit.id, unitName: unit.name, unitVerdict: unit.verdict };
    const properties = { ...about, ...facts, provenance: provenanceOf(unit.id, pair.siteId) };
    const id = `${unit.id}/${pair.measuredFrom}/${pair.siteId}`;
    return [{ type: "Feature" as const, id, geometry: { type: "LineString", coordinates: [from, to] }, properties }];
  });
  const zones = gridRowsOf(units).flatMap(({ unit, grid }) => {
    if (!grid.zone) return [];
    const { substance, averagingPeriod, limit, limitUnit, distanceM } = grid;
    const properties = {
      unitId: unit.id,
      unitName: unit.name,
      substance,
      averagingPeriod,
      limit,
      limitUnit,
      distanceM,
      provenance: provenanceOf(unit.id),
    };
    return [{ type: "Feature" as const, id: `${unit.id}/zone/${substance}/${averagingPeriod}`, geometry: grid.zone, properties }];
  });
  return { type: "FeatureCollection" as const, features: [...lines, ...zones] };
}

/** Saves what the check rests on and says the SHA-256 of the file, by which a copy of it is known later. */
async function saveEvidence(call: Call, used: UsedDataset, report: ProtectionReport, table: HealthTable): Promise<void> {
  const path = call.args.text("evidence");
  if (path === undefined) return;
  const bundle = await evidenceBundle({
    dataset: used.dataset,
    datasetSha256: used.sha256,
    files: await contentsOf(used),
    request: { asOf: report.asOf, unitId: call.args.text("unit") ?? null, reachFactor: report.reachFactor },
    table,
    software: softwareVersion(),
  });
  await writeFileWhole(path, bundle);
  call.io.err(`${say(call, { zh: "证据包已写入", en: "evidence written:" })} ${path}  SHA-256 ${await sha256Hex(bundle)}\n`);
}

function evidencePathOf({ args }: Call): void {
  const path = args.text("evidence");
  if (path !== undefined && !path.toLowerCase().endsWith(".zip"))
    throw new UsageError(
      { zh: `--evidence 写 .zip 文件，而不是 ${path}`, en: `--evidence writes a .zip file, not ${path}` },
      { zh: "例如 --evidence check.zip", en: "such as --evidence check.zip" },
    );
}

function headOf(call: Call, { asOf, summary }: ProtectionReport): string {
  return say(call, {
    zh: `${asOf}  单元 ${summary.units}：范围内有目标 ${summary.inside}，范围外 ${summary.outside}，无法判定 ${summary.indeterminate}，数据不足 ${summary.unknown}，无需设置 ${summary.notRequired}；范围内目标 ${summary.sitesInside} 处，最大差距 ${fixed(summary.worstShortfallM, 2)} m`,
    en: `${asOf}  units ${summary.units}: inside ${summary.inside}, outside ${summary.outside}, indeterminate ${summary.indeterminate}, unknown ${summary.unknown}, not required ${summary.notRequired}; sites inside ${summary.sitesInside}, worst shortfall ${fixed(summary.worstShortfallM, 2)} m`,
  });
}

/** Head, reasons of the unit asked for, the pairs, the table of the calculation, what the grids say; blocks that hold nothing are left out. */
function textOf(call: Call, report: ProtectionReport): string {
  const { units } = report;
  const isOne = call.args.has("unit");
  const isWorkings = call.args.has("workings");
  const basis = isOne ? units.map((unit) => say(call, { zh: unit.basisZh, en: unit.basis })) : [];
  const pairs = sheet(pairColumns(call), worstFirst(pairRowsOf(units)));
  const workings = sheet(workingColumns(call), workingRowsOf(units));
  const grids = sheet(gridColumns(call), gridRowsOf(units));
  const remarks = isOne || isWorkings ? remarksOf(call, units) : [];
  const block = (title: { readonly zh: string; readonly en: string }, { rows, text }: Sheet) =>
    rows > 0 ? ["", say(call, title), text(call)] : [];
  return [
    headOf(call, report),
    ...basis,
    ...(isWorkings ? [] : ["", pairs.text(call)]),
    ...block({ zh: "卫生防护距离计算（GB/T 39499-2020）", en: "health protection distances (GB/T 39499-2020)" }, workings),
    ...remarks,
    ...block({ zh: "大气环境防护距离（HJ 2.2-2018）", en: "atmospheric distances (HJ 2.2-2018)" }, grids),
  ].join("\n");
}

async function run(call: Call): Promise<number> {
  outFileOf(call, FORMATS);
  evidencePathOf(call);
  const asOf = asOfOf(call);
  const unitId = call.args.text("unit");
  const reachFactor = numberOf(call.args, "reach");
  const table = await tablesOf(call.args);
  const used = await datasetOf(call);
  const report = protectionReport(used.dataset, {
    table,
    ...(unitId === undefined ? {} : { unitId }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(reachFactor === undefined ? {} : { reachFactor }),
  });
  const { units } = report;
  const rows = pairRowsOf(units);
  const provenanceOf = provenanceFinder(used.dataset);
  const provenance = <Row>(value: (row: Row) => string): Column<Row> => ({
    key: "provenance",
    title: say(call, { zh: "数据性质", en: "provenance" }),
    value,
  });
  const pairs = sheet([...pairColumns(call), provenance<PairRow>(({ unit, pair }) => provenanceOf(unit.id, pair?.siteId))], rows);
  const workings = sheet(
    [...workingFileColumns(call), provenance<WorkingRow>((row) => provenanceOf(row.unitId))],
    workingRowsOf(units),
  );
  await give(call, FORMATS, {
    json: report,
    text: textOf(call, report),
    table: call.args.has("workings") ? workings : pairs,
    sheets: [
      [say(call, { zh: "判定", en: "verdicts" }), pairs],
      [say(call, { zh: "卫生防护距离计算", en: "health distances" }), workings],
      [say(call, { zh: "预测网格", en: "receptor grids" }), sheet(gridColumns(call), gridRowsOf(units))],
    ],
    features: () => featuresOf(rows, units, provenanceOf),
    notes: notesOf(used, ["units", "plants", "sites"], report.asOf, {
      ...rulesOf(report),
      remarks: remarksOf(call, units).map((text) => ({ zh: text, en: text })),
    }),
  });
  await saveEvidence(call, used, report, table);
  const allClear = units.every(({ verdict }) => verdict === "outside" || verdict === "not-required");
  return call.args.has("strict") && !allClear ? 4 : 0;
}

export const protectionCommand: Command = {
  name: "protection",
  operands: "DATASET",
  minOperands: 1,
  maxOperands: 1,
  summary: {
    zh: "防护距离：每个单元应有的距离、可及范围内的敏感目标与结论",
    en: "protection distances: what each unit must keep, every site within reach, and the verdict",
  },
  flags: [
    {
      name: "unit",
      value: "ID",
      help: { zh: "只看这一单元，并给出依据", en: "only this unit, with the reason of its distance" },
    },
    {
      name: "reach",
      value: "FACTOR",
      help: { zh: "列出此倍数距离以内的目标；默认 1.1", en: "list sites nearer than this multiple of the distance; default 1.1" },
    },
    {
      name: "strict",
      help: {
        zh: "有任何单元不是“范围外”或“无需设置”时退出码为 4",
        en: "exit 4 when a unit is neither outside nor not-required",
      },
    },
    {
      name: "workings",
      help: {
        zh: "以环评报告的格式给出卫生防护距离计算表及说明；.csv 也写此表",
        en: "the table of the calculation as in EIA reports, with remarks; .csv writes it too",
      },
    },
    {
      name: "evidence",
      value: "FILE.zip",
      help: {
        zh: "把输入、系数表、计算过程、结论及其 SHA-256 存为证据包，供 parkatlas recheck 重算",
        en: "save inputs, tables, workings, verdicts and their SHA-256 for parkatlas recheck",
      },
    },
    TABLES_FLAG,
    AS_OF_FLAG,
    JSON_FLAG,
    outFlag(FORMATS),
  ],
  examples: [
    "parkatlas protection data/geojson/wuhai",
    "parkatlas protection data/geojson/wuhai --strict --out pairs.csv",
    "parkatlas protection data/geojson/wuhai --evidence check.zip",
  ],
  run,
};
