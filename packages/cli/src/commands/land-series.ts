import { type Dataset, type LandGroupBy, type LandSeries, landSeries, type SeriesStep, seriesDates } from "@parkatlas/geo-core";
import { dateOf } from "../input/dates.ts";
import { UsageError } from "../input/usage-error.ts";
import type { Column } from "../text/table.ts";
import { FLOW_WORDS } from "../text/words.ts";
import { sheet } from "./answer.ts";
import { type Call, say } from "./command.ts";
import { areaHaColumn, ratioColumn } from "./land-columns.ts";

export const SERIES_STEPS: readonly SeriesStep[] = ["month", "quarter", "year"];

/** A hundred years of months; a mistyped century should not fill the memory. */
const MOST_DATES = 1_200;

type SeriesGroup = LandSeries["groups"][number];
type Point = SeriesGroup["points"][number] & { readonly inflowM2: number | null; readonly outflowM2: number | null };
type FlowRow = SeriesGroup["flows"][number]["events"][number] & { readonly groupId: string };

/** The series that `--series`, `--from` and `--to` ask for. Throws a {@link UsageError} where they do not fit together. */
export function seriesOf(call: Call, dataset: Dataset, by: LandGroupBy | undefined): LandSeries {
  const step = SERIES_STEPS.find((each) => each === call.args.text("series"))!;
  const from = dateOf(call.args, "from");
  if (from === undefined)
    throw new UsageError(
      { zh: "--series 需要 --from", en: "--series needs --from" },
      {
        zh: "写作 --from YYYY-MM-DD；终日不是数据集日期时加 --to",
        en: "write --from YYYY-MM-DD, and --to for another end than the dataset's date",
      },
    );
  const to = dateOf(call.args, "to") ?? dataset.asOf;
  for (const flag of ["as-of", "parcel", "closure"])
    if (call.args.has(flag))
      throw new UsageError(
        { zh: `--${flag} 不能与 --series 同用`, en: `--${flag} and --series do not go together` },
        { zh: "序列有自己的日期，含全部宗地", en: "a series has its own dates and all parcels" },
      );
  const dates = seriesDates(from, to, step).length;
  if (dates > MOST_DATES)
    throw new UsageError(
      {
        zh: `--series ${step} 自 ${from} 至 ${to} 有 ${dates} 个日期，超过 ${MOST_DATES} 个`,
        en: `--series ${step} from ${from} to ${to} has ${dates} dates, more than ${MOST_DATES}`,
      },
      { zh: "请用更长的步长或更晚的 --from", en: "take a longer step or a later --from" },
    );
  return landSeries(dataset, { from, to, step, ...(by === undefined ? {} : { by }) });
}

/** One row a group and date, with what came in and went out since the date before. */
function pointRows({ groups }: LandSeries): readonly Point[] {
  return groups.flatMap(({ points, flows }) =>
    points.map((point) => {
      const flow = flows.find(({ until }) => until === point.on);
      return { ...point, inflowM2: flow?.inflowM2 ?? null, outflowM2: flow?.outflowM2 ?? null };
    }),
  );
}

/** What came in and went out, in order of time. */
function flowRows({ groups }: LandSeries): readonly FlowRow[] {
  return groups
    .flatMap(({ id, flows }) => flows.flatMap(({ events }) => events.map((event) => ({ ...event, groupId: id }))))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function pointColumns(call: Call, provenance: string): readonly Column<Point>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  // Sums over dates would count the same land again and again; only flows add up.
  const withoutTotal = ({ total: _total, ...column }: Column<Point>): Column<Point> => column;
  const flow = (key: "inflowM2" | "outflowM2", zh: string, en: string): Column<Point> => ({
    key,
    title: `${title(zh, en)} ha`,
    number: { decimals: 4, per: 10_000 },
    value: (row) => row[key],
    total: (rows) => rows.reduce((sum, row) => sum + (row[key] ?? 0), 0),
  });
  return [
    { key: "on", title: title("日期", "on"), isDate: true, value: (row) => row.on },
    { key: "id", title: title("组", "group"), value: (row) => row.id },
    {
      key: "name",
      title: title("名称", "name"),
      value: (row) => row.name,
      show: (row) => (call.language === "zh" ? row.name : (row.nameEn ?? row.name)),
    },
    { key: "parcels", title: title("宗数", "parcels"), number: { decimals: 0 }, value: (row) => row.parcels },
    ...[
      areaHaColumn<Point>(call, "suppliedM2", { zh: "已供", en: "supplied" }),
      areaHaColumn<Point>(call, "builtM2", { zh: "建成", en: "built" }),
      areaHaColumn<Point>(call, "idleM2", { zh: "闲置", en: "idle" }),
      areaHaColumn<Point>(call, "suspectedIdleM2", { zh: "疑似闲置", en: "suspected" }),
      ratioColumn<Point>(call, "idleShareOfSupplied"),
      ratioColumn<Point>(call, "suspectedIdleShareOfSupplied"),
      ratioColumn<Point>(call, "unknownShare"),
    ].map(withoutTotal),
    flow("inflowM2", "流入", "inflow"),
    flow("outflowM2", "流出", "outflow"),
    { key: "provenance", title: title("数据性质", "provenance"), value: () => provenance },
  ];
}

function flowColumns(call: Call, provenanceOf: (parcelId: string) => string | null): readonly Column<FlowRow>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "on", title: title("日期", "on"), isDate: true, value: (row) => row.on },
    { key: "groupId", title: title("组", "group"), value: (row) => row.groupId },
    { key: "parcelId", title: title("宗地", "parcel"), value: (row) => row.parcelId },
    {
      key: "direction",
      title: title("流向", "direction"),
      value: (row) => row.direction,
      show: (row) => (row.direction === "in" ? title("流入", "in") : title("流出", "out")),
    },
    { key: "cause", title: title("原因", "by"), value: (row) => row.cause, show: (row) => say(call, FLOW_WORDS[row.cause]) },
    { key: "areaM2", title: title("面积 ha", "area ha"), number: { decimals: 4, per: 10_000 }, value: (row) => row.areaM2 },
    { key: "provenance", title: title("数据性质", "provenance"), value: (row) => provenanceOf(row.parcelId) },
  ];
}

/** The tables of a series: its points, and which parcels came in and went out, by what. */
export function seriesSheets(call: Call, series: LandSeries, dataset: Dataset, provenance: string) {
  const provenances = new Map(dataset.parcels.map(({ id, properties }) => [id, properties.provenance ?? null]));
  return {
    points: sheet(pointColumns(call, provenance), pointRows(series)),
    flows: sheet(
      flowColumns(call, (id) => provenances.get(id) ?? null),
      flowRows(series),
    ),
  };
}
