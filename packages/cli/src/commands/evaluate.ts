import {
  type Dataset,
  type EvaluationConfig,
  type EvaluationReport,
  type EvaluationRow,
  evaluationReport,
  type InefficientLandRule,
  inefficientLand,
  PUBLISHED_EVALUATIONS,
  type SubjectKey,
} from "@parkatlas/geo-core";
import { readEvaluationConfig, readInefficientRule } from "../input/evaluation-rules.ts";
import { integerOf } from "../input/flags.ts";
import { didYouMean, UsageError } from "../input/usage-error.ts";
import { shortened } from "../text/width.ts";
import { type Answer, give, outFileOf, sheet } from "./answer.ts";
import { type Call, type Command, JSON_FLAG, outFlag, say } from "./command.ts";
import { inefficientColumns, rowColumns, rowFileColumns, thresholdColumns } from "./evaluate-columns.ts";
import { datasetOf, notesOf, provenancesOf, type UsedDataset } from "./use-dataset.ts";

const FORMATS = ["json", "csv", "xlsx", "geojson"];
const SUBJECTS: readonly SubjectKey[] = ["holder", "parcel", "block", "park"];
/** Terminal columns for a source and a subject; the whole text is in the files. */
const TEXT_COLUMNS = 36;

/** `--config`: the id of a published configuration, or a file with one. */
async function configOf(call: Call): Promise<EvaluationConfig | undefined> {
  const asked = call.args.text("config");
  if (asked === undefined) return undefined;
  if (asked.endsWith(".json")) return readEvaluationConfig(asked);
  const found = PUBLISHED_EVALUATIONS.find(({ id }) => id === asked);
  if (found) return found;
  const known = PUBLISHED_EVALUATIONS.map(({ id }) => id);
  throw new UsageError(
    {
      zh: `--config 不能是“${asked}”；可用：${known.join("、")}，或 .json 文件`,
      en: `--config cannot be "${asked}"; it is one of ${known.join(", ")}, or a .json file`,
    },
    didYouMean(asked, known),
  );
}

/** Best first; what is not ranked stands at the end. */
function byRank(rows: readonly EvaluationRow[]): readonly EvaluationRow[] {
  const key = ({ rank }: EvaluationRow) => rank ?? Number.POSITIVE_INFINITY;
  return rows.toSorted((a, b) => (key(a) === key(b) ? 0 : key(a) - key(b)));
}

/** Features of what was evaluated; of an enterprise all its parcels. */
function featuresOf(report: EvaluationReport, dataset: Dataset): ReturnType<NonNullable<Answer["features"]>> {
  const rowOf = new Map(report.rows.map((row) => [row.id, row]));
  const layer = { holder: "parcels", parcel: "parcels", block: "blocks", park: "parks" } as const;
  const features = dataset[layer[report.by]].flatMap(({ id, geometry, properties }) => {
    const row = rowOf.get(report.by === "holder" ? String(properties.holder) : id);
    if (!row) return [];
    const facts = { subjectId: row.id, name: row.name, score: row.score, rank: row.rank, grade: row.grade, year: report.year };
    return [{ type: "Feature" as const, id, geometry, properties: { ...facts, provenance: properties.provenance ?? null } }];
  });
  return { type: "FeatureCollection", features };
}

function inefficientOf({ dataset }: UsedDataset, year: number | null, rule: InefficientLandRule | undefined) {
  if (!rule || year === null) return null;
  return { rule, year, parcels: inefficientLand(dataset.parcels, { rule, year, asOf: dataset.asOf }) };
}

function answerOf(call: Call, used: UsedDataset, report: EvaluationReport, rule: InefficientLandRule | undefined): Answer {
  const { config, year } = report;
  const ranked = byRank(report.rows);
  const rows = sheet(rowFileColumns(call, config, provenancesOf(used.dataset, ["parcels"])), ranked);
  const thresholds = sheet(thresholdColumns(call), report.thresholds);
  const shortThresholds = thresholdColumns(call)
    .filter(({ key }) => key !== "source")
    .map((column) =>
      column.key === "subject"
        ? { ...column, show: (row: (typeof report.thresholds)[number]) => shortened(row.subject, TEXT_COLUMNS) }
        : column,
    );
  const inefficient = inefficientOf(used, year, rule);
  const judged = inefficient && sheet(inefficientColumns(call), inefficient.parcels);
  const found = inefficient?.parcels.filter((parcel) => parcel.inefficient !== false) ?? [];
  const thresholdTitle = say(call, { zh: "公布的阈值", en: "published thresholds" });
  const inefficientTitle = say(call, { zh: "低效用地", en: "inefficient land" });
  return {
    json: inefficient ? { ...report, inefficient } : report,
    text: [
      `${say(call, config.title)}  ${year ?? say(call, { zh: "无年度数据", en: "no yearly figures" })}`,
      "",
      sheet(rowColumns(call, config), ranked).text(call),
      ...(report.thresholds.length > 0 ? ["", thresholdTitle, sheet(shortThresholds, report.thresholds).text(call, 40)] : []),
      ...(inefficient
        ? ["", `${inefficientTitle}  ${say(call, inefficient.rule.title)}`, sheet(inefficientColumns(call), found).text(call, 20)]
        : []),
    ].join("\n"),
    table: rows,
    sheets: [
      [say(call, { zh: "评价", en: "evaluation" }), rows],
      [thresholdTitle, thresholds],
      ...(judged ? [[inefficientTitle, judged] as const] : []),
    ],
    features: () => featuresOf(report, used.dataset),
    notes: notesOf(used, ["parcels"], year === null ? null : `${year}-12-31`, {
      rules: [config, ...(rule ? [rule] : [])].map(({ title, source }) => ({
        zh: `${title.zh}：${source}`,
        en: `${title.en}: ${source}`,
      })),
      clauses: [...new Set(report.thresholds.map(({ source }) => source))].map((source) => ({ zh: source, en: source })),
      remarks: [{ zh: "评价为地方实践，不是法律规定。", en: "Evaluation is local practice, never law." }],
    }),
  };
}

async function run(call: Call): Promise<number> {
  outFileOf(call, FORMATS);
  const config = await configOf(call);
  const rulePath = call.args.text("inefficient");
  const rule = rulePath === undefined ? undefined : await readInefficientRule(rulePath);
  const year = integerOf(call.args, "year", 1900, 2200);
  const by = SUBJECTS.find((each) => each === call.args.text("by"));
  const used = await datasetOf(call);
  const report = evaluationReport(used.dataset, {
    ...(config === undefined ? {} : { config }),
    ...(year === undefined ? {} : { year }),
    ...(by === undefined ? {} : { by }),
  });
  await give(call, FORMATS, answerOf(call, used, report, rule));
  return 0;
}

export const evaluateCommand: Command = {
  name: "evaluate",
  operands: "DATASET",
  minOperands: 1,
  maxOperands: 1,
  summary: {
    zh: "亩均效益评价：得分与等级；公布的阈值；低效用地",
    en: "per-mu benefit: scores and grades, published thresholds, inefficient land",
  },
  flags: [
    {
      name: "config",
      value: "ID|FILE.json",
      help: {
        zh: `评价办法：${PUBLISHED_EVALUATIONS.map(({ id }) => id).join("、")}，或文件；默认第一个`,
        en: `configuration: ${PUBLISHED_EVALUATIONS.map(({ id }) => id).join(", ")}, or a file; default the first`,
      },
    },
    {
      name: "by",
      value: "KEY",
      choices: SUBJECTS,
      help: {
        zh: `对象：${SUBJECTS.join("、")}；默认 holder（企业及其全部用地）`,
        en: `subjects: ${SUBJECTS.join(", ")}; default holder, an enterprise with all its land`,
      },
    },
    { name: "year", value: "YYYY", help: { zh: "年度；默认最近有数据的一年", en: "year; default the latest that is reported" } },
    {
      name: "inefficient",
      value: "RULE.json",
      help: {
        zh: "按此地方标准判定低效用地；不给则不判",
        en: "judge inefficient land by this local rule; without it nothing is judged",
      },
    },
    JSON_FLAG,
    outFlag(FORMATS),
  ],
  examples: ["parkatlas evaluate data/geojson/wuhai --by park", "parkatlas evaluate data/geojson/wuhai --out grades.xlsx"],
  run,
};
