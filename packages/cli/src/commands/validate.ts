import { type Issue, type IssueSeverity, LAYER_NAMES, validateDataset } from "@parkatlas/geo-core";
import { readDataset } from "../input/dataset.ts";
import { give, outFileOf, sheet } from "./answer.ts";
import { type Call, type Command, JSON_FLAG, outFlag, say } from "./command.ts";
import { issueColumns } from "./issue-table.ts";

const FORMATS = ["json", "csv", "xlsx", "geojson"];
const WORST_FIRST: readonly IssueSeverity[] = ["error", "warning", "info"];

/** Findings that have a place, as points that a map program can show. */
function pointsOf(issues: readonly Issue[]) {
  const features = issues.flatMap((issue, index) =>
    issue.at
      ? [
          {
            type: "Feature" as const,
            id: `${issue.code}-${index}`,
            geometry: { type: "Point", coordinates: issue.at },
            properties: { ...issue, at: undefined },
          },
        ]
      : [],
  );
  return { type: "FeatureCollection" as const, features };
}

async function run(call: Call): Promise<number> {
  outFileOf(call, FORMATS);
  const path = call.args.positionals[0]!;
  const { dataset, issues: reading } = await readDataset(path, call.args.text("out"));
  const found = dataset ? [...reading, ...validateDataset(dataset).issues] : reading;
  const issues = WORST_FIRST.flatMap((severity) => found.filter((issue) => issue.severity === severity));
  const count = (severity: IssueSeverity) => issues.filter((issue) => issue.severity === severity).length;
  const ok = count("error") === 0;
  const counts = Object.fromEntries(LAYER_NAMES.map((layer) => [layer, dataset?.[layer].length ?? 0]));
  const table = sheet(issueColumns(call), issues);
  const verdict = ok
    ? say(call, { zh: `可用：${path}`, en: `sound: ${path}` })
    : say(call, { zh: `有错误：${path}`, en: `has errors: ${path}` });
  const tally = say(call, {
    zh: `错误 ${count("error")}，警告 ${count("warning")}，提示 ${count("info")}`,
    en: `errors ${count("error")}, warnings ${count("warning")}, notes ${count("info")}`,
  });
  const layers = Object.entries(counts).map(([layer, features]) => `${layer} ${features}`);
  await give(call, FORMATS, {
    json: { ok, issues, counts },
    text: [`${verdict}  (${tally})`, layers.join("  "), ...(issues.length > 0 ? ["", table.text(call, 50)] : [])].join("\n"),
    table,
    features: () => pointsOf(issues),
  });
  return ok ? 0 : 1;
}

export const validateCommand: Command = {
  name: "validate",
  operands: "DATASET",
  minOperands: 1,
  maxOperands: 1,
  summary: {
    zh: "检查数据集：结构、环、重叠、包含、日期、引用；有错误时退出码为 1",
    en: "check a dataset: schema, rings, overlaps, containment, dates, references; exit 1 when it has errors",
  },
  flags: [JSON_FLAG, outFlag(FORMATS)],
  examples: ["parkatlas validate data/geojson/wuhai", "parkatlas validate data/geojson/wuhai --out findings.geojson"],
  run,
};
