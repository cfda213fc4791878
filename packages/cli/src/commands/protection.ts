import {
  type Dataset,
  type ProtectionPair,
  type ProtectionReport,
  protectionReport,
  type UnitProtection,
  type UnitVerdict,
} from "@parkatlas/geo-core";
import { numberOf } from "../input/flags.ts";
import { distanceBeside, fixed, textOr } from "../text/format.ts";
import type { Column } from "../text/table.ts";
import { KIND_WORDS, VERDICT_WORDS } from "../text/words.ts";
import { give, outFileOf, sheet } from "./answer.ts";
import { AS_OF_FLAG, asOfOf, type Call, type Command, JSON_FLAG, outFlag, say } from "./command.ts";
import { datasetOf, notesOf } from "./use-dataset.ts";

const FORMATS = ["json", "csv", "xlsx", "geojson"];

/** A unit with one of its sites; the site is null for a unit that has none within reach. */
interface Row {
  readonly unit: UnitProtection;
  readonly pair: ProtectionPair | null;
}

function rowsOf(units: readonly UnitProtection[]): readonly Row[] {
  return units.flatMap((unit): readonly Row[] =>
    unit.pairs.length === 0 ? [{ unit, pair: null }] : unit.pairs.map((pair) => ({ unit, pair })),
  );
}

function pairColumns(call: Call): readonly Column<Row>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  const verdictOf = ({ unit, pair }: Row) => pair?.verdict ?? unit.verdict;
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
      key: "withinUncertainty",
      title: title("在精度内", "within accuracy"),
      value: ({ pair }) => pair?.withinUncertainty,
      show: ({ pair }) => textOr(pair?.withinUncertainty === undefined ? null : String(pair.withinUncertainty ?? "–")),
    },
  ];
}

/** The rules by version, and the clauses that the distances come from. */
function rulesOf({ rules, units }: ProtectionReport) {
  const same = (text: string) => ({ zh: text, en: text });
  const clauses = new Set(units.flatMap(({ workings }) => workings.flatMap(({ clause }) => clause ?? [])));
  return { rules: [same(rules.version), same(rules.healthTable)], clauses: [...clauses].map(same) };
}

/** What the outlines of a row are: of the unit and of the site, both where they differ. */
function provenanceFinder({ units, plants, sites }: Dataset): (row: Row) => string {
  const of = new Map([...units, ...plants, ...sites].map(({ id, properties }) => [id, properties.provenance]));
  return ({ unit, pair }) => {
    const found = [of.get(unit.id), pair ? of.get(pair.siteId) : undefined].filter((each) => each !== undefined);
    return [...new Set(found)].join(" ");
  };
}

/** Rows in the order in which people want them: what is violated or undecided first, the largest shortfall on top. */
function worstFirst(rows: readonly Row[]): readonly Row[] {
  const rank: Readonly<Record<UnitVerdict, number>> = { inside: 0, indeterminate: 1, unknown: 2, outside: 3, "not-required": 4 };
  const key = ({ unit, pair }: Row) => rank[pair?.verdict ?? unit.verdict];
  return [...rows].sort((a, b) => key(a) - key(b) || (b.pair?.shortfallM ?? 0) - (a.pair?.shortfallM ?? 0));
}

/** The shortest line of each pair, from unit to site. */
function linesOf(rows: readonly Row[], provenanceOf: (row: Row) => string) {
  const features = rows.flatMap((row) => {
    const { unit, pair } = row;
    if (!pair) return [];
    const { from, to, tests: _tests, ...facts } = pair;
    const properties = { unitId: unit.id, unitName: unit.name, ...facts, provenance: provenanceOf(row) };
    const id = `${unit.id}/${pair.measuredFrom}/${pair.siteId}`;
    return [{ type: "Feature" as const, id, geometry: { type: "LineString", coordinates: [from, to] }, properties }];
  });
  return { type: "FeatureCollection" as const, features };
}

async function run(call: Call): Promise<number> {
  outFileOf(call, FORMATS);
  const asOf = asOfOf(call);
  const unitId = call.args.text("unit");
  const reachFactor = numberOf(call.args, "reach");
  const used = await datasetOf(call);
  const { dataset } = used;
  const report = protectionReport(dataset, {
    ...(unitId === undefined ? {} : { unitId }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(reachFactor === undefined ? {} : { reachFactor }),
  });
  const { summary } = report;
  const rows = rowsOf(report.units);
  const provenanceOf = provenanceFinder(dataset);
  const provenance: Column<Row> = {
    key: "provenance",
    title: say(call, { zh: "数据性质", en: "provenance" }),
    value: provenanceOf,
  };
  const head = say(call, {
    zh: `${report.asOf}  单元 ${summary.units}：范围内有目标 ${summary.inside}，范围外 ${summary.outside}，无法判定 ${summary.indeterminate}，数据不足 ${summary.unknown}，无需设置 ${summary.notRequired}；范围内目标 ${summary.sitesInside} 处，最大差距 ${fixed(summary.worstShortfallM, 2)} m`,
    en: `${report.asOf}  units ${summary.units}: inside ${summary.inside}, outside ${summary.outside}, indeterminate ${summary.indeterminate}, unknown ${summary.unknown}, not required ${summary.notRequired}; sites inside ${summary.sitesInside}, worst shortfall ${fixed(summary.worstShortfallM, 2)} m`,
  });
  const basis = unitId === undefined ? [] : report.units.map((unit) => say(call, { zh: unit.basisZh, en: unit.basis }));
  await give(call, FORMATS, {
    json: report,
    text: [head, ...basis, "", sheet(pairColumns(call), worstFirst(rows)).text(call)].join("\n"),
    table: sheet([...pairColumns(call), provenance], rows),
    features: () => linesOf(rows, provenanceOf),
    notes: notesOf(used, ["units", "plants", "sites"], report.asOf, rulesOf(report)),
  });
  const allClear = report.units.every(({ verdict }) => verdict === "outside" || verdict === "not-required");
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
    AS_OF_FLAG,
    JSON_FLAG,
    outFlag(FORMATS),
  ],
  examples: ["parkatlas protection data/geojson/wuhai", "parkatlas protection data/geojson/wuhai --strict --out pairs.csv"],
  run,
};
