import {
  type Dataset,
  LAND_CLASSES,
  type LandClass,
  type LandGroup,
  type LandReport,
  type LandReportParcel,
  landReport,
  type Parcel,
  SYMBOLOGY,
} from "@parkatlas/geo-core";
import { northArrowBox } from "../drawing/furniture.ts";
import { drawMarks, type Mark } from "../drawing/marks.ts";
import { positionsOf } from "../drawing/outlines.ts";
import type { Table } from "../page/table.ts";
import { compose } from "./compose.ts";
import { anchorOf, backdropLegend, drawArea, drawBackdrop, provenanceOf } from "./map-layers.ts";
import { fixed, NOTHING, percent } from "./numbers.ts";
import { drawSwatch } from "./panel.ts";
import { type Fact, type SheetInput, type SheetPlan, tableBlock } from "./plan.ts";
import { requirePark } from "./scope.ts";
import { LAND_CLASS_WORDS, LAND_GROUND_WORDS, LAND_STATUS_WORDS, MEASURE_WORDS, type SheetLanguage } from "./words.ts";

export interface LandSheetOptions {
  /** The dataset's own date where absent. */
  readonly asOf?: string;
  /** Only this park; the whole dataset where absent. */
  readonly parkId?: string;
}

/** A parcel of the list with its number on the map. */
interface Listed {
  readonly number: number;
  readonly row: LandReportParcel;
  readonly parcel: Parcel;
}

/** What the list is about, in its order. */
const LISTED: readonly LandReportParcel["status"][] = ["idle", "suspected-idle", "overdue"];

/**
 * Sheets of idle and overdue land of a park or a whole dataset on a date, as the bytes of a PDF: the map with the numbers of
 * the list, ratios, the list with clause, days, area, measure and fee. Statuses and figures are those of `landReport`.
 *
 * @throws {GeoError} `unknown-id` for a park that is not in the dataset; `date-invalid`.
 */
export function landSheets(input: SheetInput, options: LandSheetOptions = {}): Promise<Uint8Array> {
  return compose(input, landPlan(input, options));
}

function landPlan({ dataset, language, orientation = "landscape" }: SheetInput, { asOf, parkId }: LandSheetOptions): SheetPlan {
  const zh = language === "zh";
  const park = parkId === undefined ? null : requirePark(dataset, parkId);
  const dated = asOf === undefined ? {} : { asOf };
  const report = landReport(dataset, dated);
  const rows = parkId === undefined ? report.parcels : report.parcels.filter((row) => row.parkId === parkId);
  const parcels = new Map(dataset.parcels.map((parcel) => [parcel.id, parcel]));
  const listed = listedOf(rows, parcels);
  const shown = rows.map(({ id }) => parcels.get(id)!);
  const groups = park ? report.groups.filter(({ id }) => id === parkId) : report.groups.filter((group) => group.parcels > 0);
  const whole = park ? groups : landReport(dataset, { ...dated, by: "city" }).groups.filter((group) => group.parcels > 0);
  const where = park ? (zh ? park.properties.name : (park.properties.nameEn ?? park.properties.name)) : dataset.title[language];
  const { isSynthetic, sourceIds } = provenanceOf([...shown, ...(park ? [park] : dataset.parks)]);
  const classes = LAND_CLASSES.filter((each) => rows.some((row) => row.class === each));
  return {
    title: zh ? `${where}闲置与逾期未动工宗地清单` : `${where}: idle and overdue parcels`,
    subtitle: zh
      ? `截止 ${report.asOf}　疑似闲置由系统按规则推定，是否闲置以《闲置土地认定书》为准`
      : `As of ${report.asOf}. Suspected by rule; whether land is idle is for the authority to determine`,
    asOf: report.asOf,
    orientation,
    isSynthetic,
    isProjection: report.projection,
    facts: factsOf(whole, listed, language),
    legend: [
      ...byLegendOrder(classes).map((each) => ({
        label: LAND_CLASS_WORDS[each][language],
        look: SYMBOLOGY.land[each],
        shape: "area" as const,
      })),
      ...backdropLegend(language, dataset),
    ],
    places: (shown.length > 0 ? shown : park ? [park] : dataset.parks).map(({ geometry }) => positionsOf(geometry)),
    drawMap(pen, ground, withNumbers) {
      drawBackdrop(pen, ground, dataset);
      for (const { id, class: landClass } of rows)
        drawArea(pen, ground, parcels.get(id)!.geometry, SYMBOLOGY.land[landClass], 0.1);
      if (!withNumbers) return null;
      const marks = listed.map(({ number, parcel }): Mark => {
        const [x, y] = ground.at(anchorOf(parcel.geometry));
        return { label: String(number), x, y };
      });
      const { frame } = ground;
      const without = drawMarks(pen, marks, frame, [northArrowBox(frame)]);
      if (without === 0) return null;
      return zh
        ? `图上序号同清单；${without} 宗过密未注号，见清单。`
        : `Numbers are those of the list; ${without} without room are in the list only.`;
    },
    blocks: [
      tableBlock(
        zh ? `闲置与逾期未动工宗地（${listed.length} 宗）` : `Idle and overdue parcels (${listed.length})`,
        listTable(listed, language, park === null, dataset),
      ),
      tableBlock(zh ? "用地比率" : "Ratios", ratioTable(park ? groups : [...groups, ...whole], language)),
    ],
    rules: ruleNames(report, language),
    sourceIds,
  };
}

function listedOf(rows: readonly LandReportParcel[], parcels: ReadonlyMap<string, Parcel>): readonly Listed[] {
  const rank = (row: LandReportParcel) => LISTED.indexOf(row.status);
  return rows
    .filter((row) => rank(row) >= 0)
    .sort((a, b) => rank(a) - rank(b) || (b.daysOverdue ?? -1) - (a.daysOverdue ?? -1) || (a.id < b.id ? -1 : 1))
    .map((row, index) => ({ number: index + 1, row, parcel: parcels.get(row.id)! }));
}

/** From what asks for action to what needs none, as the viewer's legend has it. */
function byLegendOrder(classes: readonly LandClass[]): readonly LandClass[] {
  return (Object.keys(SYMBOLOGY.land) as LandClass[]).filter((each) => classes.includes(each));
}

function ruleNames({ ruleSets }: LandReport, language: SheetLanguage): readonly string[] {
  return ruleSets.map(({ id, version, title }) => `${title[language]} (${id}/${version})`);
}

const hectares = (areaM2: number | null) => (areaM2 === null ? NOTHING : fixed(areaM2 / 10_000, 4));

function factsOf(groups: readonly LandGroup[], listed: readonly Listed[], language: SheetLanguage): readonly Fact[] {
  const zh = language === "zh";
  const count = (status: LandReportParcel["status"]) => String(listed.filter(({ row }) => row.status === status).length);
  const facts: Fact[] = [
    [zh ? "闲置（已认定）" : "idle (determined)", count("idle")],
    [zh ? "疑似闲置" : "suspected idle", count("suspected-idle")],
    [zh ? "逾期未动工" : "overdue", count("overdue")],
  ];
  const [group] = groups;
  if (groups.length !== 1 || !group) return facts;
  return [
    [zh ? "全部宗地" : "all parcels", fixed(group.parcels, 0)],
    ...facts,
    [zh ? "已供国有 ha" : "supplied ha", hectares(group.suppliedM2)],
    [zh ? "土地闲置率" : "idle share", percent(group.idleShareOfSupplied)],
    [zh ? "疑似闲置率" : "suspected share", percent(group.suspectedIdleShareOfSupplied)],
    [zh ? "数据不足占比" : "unknown share", percent(group.unknownShare)],
  ];
}

function listTable(listed: readonly Listed[], language: SheetLanguage, withPark: boolean, dataset: Dataset): Table<Listed> {
  const zh = language === "zh";
  const sum = (value: (row: LandReportParcel) => number | null) =>
    listed.reduce((total, { row }) => total + (value(row) ?? 0), 0);
  const parks = new Map(
    dataset.parks.map(({ id, properties }) => [id, zh ? properties.name : (properties.nameEn ?? properties.name)]),
  );
  const place = ({ row }: Listed) => (row.parkId === null ? NOTHING : (parks.get(row.parkId) ?? row.parkId));
  const columns: (Table<Listed>["columns"][number] & { readonly total?: string })[] = [
    { title: zh ? "序号" : "no.", width: 9, align: "center", value: ({ number }) => String(number) },
    { title: zh ? "宗地编号" : "parcel", width: 25, value: ({ row }) => row.id, total: zh ? "合计" : "total" },
    {
      title: zh ? "名称与使用权人" : "name and holder",
      width: 36,
      value: ({ row, parcel }) =>
        [zh ? row.name : (row.nameEn ?? row.name), parcel.properties.holder ?? ""].filter(Boolean).join("\n"),
    },
    ...(withPark ? [{ title: zh ? "园区" : "park", width: 26, value: place }] : []),
    {
      title: zh ? "状态" : "status",
      width: 30,
      value: ({ row }) => statusText(row, language),
      swatch: (pen, { row }, box) => drawSwatch(pen, SYMBOLOGY.land[row.class], box),
    },
    { title: zh ? "依据条款" : "clause", width: 38, value: ({ row }) => (zh ? row.clauseZh : row.clause) ?? NOTHING },
    { title: zh ? "约定动工" : "due on", width: 18, value: ({ row }) => row.dueOn ?? NOTHING },
    { title: zh ? "状态自" : "since", width: 18, value: ({ row }) => row.since ?? NOTHING },
    { title: zh ? "逾期天数" : "days overdue", width: 16, align: "right", value: ({ row }) => fixed(row.daysOverdue, 0) },
    {
      title: zh ? "面积 m²" : "area m²",
      width: 22,
      align: "right",
      value: ({ row }) => fixed(row.areaM2, 2),
      total: fixed(
        sum((row) => row.areaM2),
        2,
      ),
    },
    {
      title: zh ? "面积 亩" : "area mu",
      width: 18,
      align: "right",
      value: ({ row }) => fixed(row.areaMu, 2),
      total: fixed(
        sum((row) => row.areaMu),
        2,
      ),
    },
    {
      title: zh ? "处置措施" : "measure",
      width: 22,
      value: ({ row }) => (row.measure ? MEASURE_WORDS[row.measure][language] : NOTHING),
    },
    {
      title: zh ? "闲置费 元" : "fee CNY",
      width: 25,
      align: "right",
      value: ({ row }) => fixed(row.feeCny, 2),
      total: fixed(
        sum((row) => row.feeCny),
        2,
      ),
    },
  ];
  return {
    columns,
    rows: listed,
    totals: columns.map(({ total = "" }) => total),
    whenEmpty: zh
      ? "截止日期没有闲置、疑似闲置或逾期未动工的宗地。"
      : "No parcel is idle, suspected idle or overdue on the date.",
  };
}

function statusText({ status, ground }: LandReportParcel, language: SheetLanguage): string {
  const word = LAND_STATUS_WORDS[status][language];
  const why = ground === null ? undefined : LAND_GROUND_WORDS[ground]?.[language];
  if (why === undefined) return word;
  return language === "zh" ? `${word}（${why}）` : `${word} (${why})`;
}

function ratioTable(groups: readonly LandGroup[], language: SheetLanguage): Table<LandGroup> {
  const zh = language === "zh";
  const right = { align: "right" } as const;
  return {
    columns: [
      { title: zh ? "范围" : "group", width: 40, value: (row) => (zh ? row.name : (row.nameEn ?? row.name)) },
      { title: zh ? "宗数" : "parcels", width: 14, ...right, value: (row) => fixed(row.parcels, 0) },
      { title: zh ? "面积 ha" : "area ha", width: 22, ...right, value: (row) => hectares(row.areaM2) },
      { title: zh ? "已供 ha" : "supplied ha", width: 22, ...right, value: (row) => hectares(row.suppliedM2) },
      { title: zh ? "建成 ha" : "built ha", width: 22, ...right, value: (row) => hectares(row.builtM2) },
      { title: zh ? "闲置 ha" : "idle ha", width: 20, ...right, value: (row) => hectares(row.idleM2) },
      { title: zh ? "疑似闲置 ha" : "suspected ha", width: 20, ...right, value: (row) => hectares(row.suspectedIdleM2) },
      { title: zh ? "闲置率" : "idle share", width: 17, ...right, value: (row) => percent(row.idleShareOfSupplied) },
      {
        title: zh ? "疑似闲置率" : "suspected share",
        width: 19,
        ...right,
        value: (row) => percent(row.suspectedIdleShareOfSupplied),
      },
      { title: zh ? "供应率" : "supply rate", width: 17, ...right, value: (row) => percent(row.supplyRate) },
      { title: zh ? "建成率" : "build-out rate", width: 17, ...right, value: (row) => percent(row.buildOutRate) },
      { title: zh ? "数据不足" : "unknown", width: 17, ...right, value: (row) => percent(row.unknownShare) },
    ],
    rows: groups,
    whenEmpty: zh ? "没有宗地。" : "No parcels.",
  };
}
