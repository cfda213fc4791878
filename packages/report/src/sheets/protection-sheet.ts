import {
  type CivilDate,
  explainChoice,
  explainHealthWorking,
  explainRequired,
  GeoError,
  measuredFromText,
  protectionEnvelopes,
  protectionReport,
  type UnitProtection,
  type UnitVerdict,
} from "@parkatlas/geo-core";
import { compose } from "./compose.ts";
import { provenanceOf } from "./map-layers.ts";
import { fixed, metres } from "./numbers.ts";
import { type Block, type Fact, type SheetInput, type SheetPlan, tableBlock } from "./plan.ts";
import { drawFigure, featuresOf, legendOf, placesOf, type Scene } from "./protection-figure.ts";
import { type PairRow, pairTable, unitTable } from "./protection-tables.ts";
import { requirePark } from "./scope.ts";
import { type SheetLanguage, VERDICT_WORDS } from "./words.ts";

export interface ProtectionSheetOptions {
  /** The dataset's own date where absent. */
  readonly asOf?: CivilDate;
  /** The figure of one unit with its working; all units where absent. */
  readonly unitId?: string;
  /** Only the units of this park. */
  readonly parkId?: string;
}

const SEVERITY: Readonly<Record<UnitVerdict, number>> = {
  inside: 0,
  indeterminate: 1,
  unknown: 2,
  outside: 3,
  "not-required": 4,
};

/**
 * Sheets of protection distances as the bytes of a PDF: the figure with unit, envelope, sites and the governing distance,
 * the table of the sites by the numbers of the figure, and the working of GB/T 39499. Figures are those of `protectionReport`.
 *
 * @throws {GeoError} `unknown-id` for a unit or park that is not in the dataset; `date-invalid`.
 */
export function protectionSheets(input: SheetInput, options: ProtectionSheetOptions = {}): Promise<Uint8Array> {
  const scene = sceneOf(input, options);
  return compose(input, planOf(input, options, scene));
}

function sceneOf({ dataset, language }: SheetInput, { asOf, unitId, parkId }: ProtectionSheetOptions): Scene {
  if (parkId !== undefined) requirePark(dataset, parkId);
  const one = { ...(unitId === undefined ? {} : { unitId }), ...(asOf === undefined ? {} : { asOf }) };
  const report = protectionReport(dataset, one);
  const units = report.units.filter((unit) => parkId === undefined || unit.parkId === parkId);
  if (unitId !== undefined && units.length === 0) throw noRowOf(unitId);
  const ids = new Set(units.map(({ id }) => id));
  const { edgeModel, workingCrs } = dataset;
  const envelopes = protectionEnvelopes(dataset, { ...one, asOf: report.asOf, edgeModel, workingCrs });
  return {
    dataset,
    report,
    units,
    envelopes: envelopes.filter((envelope) => ids.has(envelope.unitId)),
    rows: numbered(units),
    sites: new Map(dataset.sites.map((site) => [site.id, site])),
    language,
    isOne: unitId !== undefined,
  };
}

/** A plant is a row of its own only where it declares a distance and has no unit. */
function noRowOf(unitId: string): GeoError {
  return new GeoError("unknown-id", `"${unitId}" has no figure of its own: its units carry what it must keep; name one of them`, {
    details: { id: unitId, messageZh: `“${unitId}”没有单独的图：其距离由所属单元承担，请给出其中一个单元` },
  });
}

/** All pairs, the worst first; a site has one number wherever it appears. */
function numbered(units: readonly UnitProtection[]): readonly PairRow[] {
  const numbers = new Map<string, number>();
  return units
    .flatMap((unit) => unit.pairs.map((pair) => ({ unit, pair })))
    .sort(
      (a, b) =>
        SEVERITY[a.pair.verdict] - SEVERITY[b.pair.verdict] ||
        b.pair.shortfallM - a.pair.shortfallM ||
        a.pair.distanceM - a.pair.requiredM - (b.pair.distanceM - b.pair.requiredM),
    )
    .map(({ unit, pair }) => {
      const number = numbers.get(pair.siteId) ?? numbers.size + 1;
      numbers.set(pair.siteId, number);
      return { number, unit, pair };
    });
}

function planOf(input: SheetInput, { parkId }: ProtectionSheetOptions, scene: Scene): SheetPlan {
  const { dataset, report, units, language, isOne } = scene;
  const zh = language === "zh";
  const park = parkId === undefined ? null : requirePark(dataset, parkId);
  const where = isOne
    ? units[0]!.name
    : park
      ? zh
        ? park.properties.name
        : (park.properties.nameEn ?? park.properties.name)
      : dataset.title[language];
  const outlines = featuresOf(scene);
  const { isSynthetic, sourceIds } = provenanceOf([...outlines, ...scene.rows.map(({ pair }) => scene.sites.get(pair.siteId)!)]);
  return {
    title: zh ? `${where}防护距离图` : `${where}: protection distances`,
    subtitle: isOne
      ? subtitleOfOne(units[0]!, report.asOf, language)
      : zh
        ? `截止 ${report.asOf}　单元 ${units.length} 个　结论以距离区间判定，图中包络线仅作示意`
        : `As of ${report.asOf}, ${units.length} units. Verdicts rest on distance intervals; envelopes are drawings only`,
    asOf: report.asOf,
    orientation: input.orientation ?? (isOne ? "portrait" : "landscape"),
    isSynthetic,
    isProjection: report.asOf > dataset.asOf,
    facts: factsOf(scene),
    legend: legendOf(scene),
    places: placesOf(scene),
    drawMap: (pen, ground, withNumbers) => drawFigure(pen, ground, scene, withNumbers),
    blocks: blocksOf(scene),
    rules: [`ParkAtlas ${report.rules.version}`, report.rules.healthTable],
    sourceIds,
  };
}

function subtitleOfOne({ id, enterprise }: UnitProtection, asOf: string, language: SheetLanguage): string {
  const parts = [enterprise, id, language === "zh" ? `截止 ${asOf}` : `as of ${asOf}`];
  return parts.filter((part) => part !== null).join(language === "zh" ? "　" : ", ");
}

function factsOf({ units, rows, language, isOne }: Scene): readonly Fact[] {
  const zh = language === "zh";
  const inside = rows.filter(({ pair }) => pair.verdict === "inside");
  const insideSites = new Set(inside.map(({ pair }) => pair.siteId)).size;
  if (isOne) {
    const [unit] = units;
    const [governing] = rows;
    return [
      [zh ? "结论" : "verdict", VERDICT_WORDS[unit!.verdict][language]],
      [zh ? "应有距离 m" : "required m", fixed(unit!.requiredM, 2)],
      [zh ? "范围内目标" : "sites inside", String(insideSites)],
      ...(governing
        ? ([
            [zh ? "控制目标" : "governing site", governing.pair.siteName],
            [zh ? "实际距离 m" : "distance m", metres(governing.pair.distanceM, governing.pair.requiredM)],
            [zh ? "差距 m" : "shortfall m", governing.pair.shortfallM > 0 ? metres(governing.pair.shortfallM, 0) : "–"],
          ] as const)
        : []),
      [zh ? "依据" : "basis", zh ? unit!.basisZh : unit!.basis],
    ];
  }
  const count = (verdict: UnitVerdict) => String(units.filter((unit) => unit.verdict === verdict).length);
  return [
    [zh ? "单元" : "units", String(units.length)],
    ...(Object.keys(SEVERITY) as UnitVerdict[]).map((verdict) => [VERDICT_WORDS[verdict][language], count(verdict)] as const),
    [zh ? "范围内目标（处）" : "sites inside", String(insideSites)],
    [
      zh ? "最大差距 m" : "worst shortfall m",
      inside.length === 0 ? "–" : fixed(Math.max(...inside.map(({ pair }) => pair.shortfallM)), 2),
    ],
  ];
}

function blocksOf(scene: Scene): readonly Block[] {
  const { units, rows, language, isOne } = scene;
  const zh = language === "zh";
  const sites = tableBlock(
    zh ? "敏感目标（号码同图）" : "Sites, by the numbers of the figure",
    pairTable(rows, language, !isOne),
  );
  if (!isOne) return [sites, tableBlock(zh ? "单元与应有距离" : "Units and what they must keep", unitTable(units, language))];
  return [sites, ...units.flatMap((unit) => workingBlocks(unit, language))];
}

/** How the distance came about: each with the formula of GB/T 39499 and its numbers, where it is computed by it. */
function workingBlocks({ workings, unresolved }: UnitProtection, language: SheetLanguage): readonly Block[] {
  const zh = language === "zh";
  const requirements = workings.map((required) => explainRequired(required, language));
  const open = unresolved.map((one) => (zh ? `未确定：${one.messageZh}` : `not settled: ${one.message}`));
  const from = zh ? "起算边界" : "measured from";
  const outlines = [...new Set(workings.map(({ measuredFrom }) => measuredFromText(measuredFrom, language)))];
  const blocks: Block[] = [
    {
      kind: "text",
      title: zh ? "应有距离及依据" : "What is required, and why",
      lines: [
        ...requirements,
        ...open,
        ...(outlines.length > 0 ? [`${from}${zh ? "：" : ": "}${outlines.join(zh ? "、" : ", ")}`] : []),
      ],
    },
  ];
  for (const required of workings) {
    if (required.workings.length === 0) continue;
    const lines = required.workings.flatMap((working) => [...explainHealthWorking(working, language), ""]);
    blocks.push({
      kind: "formula",
      title: zh ? "卫生防护距离计算过程（GB/T 39499-2020）" : "Working of the health protection distance (GB/T 39499-2020)",
      lines: [...lines, ...explainChoice(required, language)],
    });
  }
  return blocks;
}
