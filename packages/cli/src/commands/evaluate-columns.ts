import {
  areaMuFromM2,
  type EvaluationConfig,
  type EvaluationRow,
  INDICATORS,
  type InefficientParcel,
  type ThresholdRow,
} from "@parkatlas/geo-core";
import { fixed } from "../text/format.ts";
import type { Column } from "../text/table.ts";
import { MARK_WORDS } from "../text/words.ts";
import { type Call, say } from "./command.ts";
import { nameColumn } from "./name-column.ts";

/** Rank, score, grade, and the points of every indicator. */
export function rowColumns(call: Call, { indicators }: EvaluationConfig): readonly Column<EvaluationRow>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "rank", title: title("名次", "rank"), number: { decimals: 0 }, value: (row) => row.rank },
    { key: "id", title: title("对象", "subject"), value: (row) => row.id },
    nameColumn(call),
    { key: "grade", title: title("等级", "grade"), value: (row) => row.grade },
    { key: "score", title: title("得分", "score"), number: { decimals: 2 }, value: (row) => row.score },
    ...indicators.map(
      ({ id, weight }, index): Column<EvaluationRow> => ({
        key: `${id}Points`,
        title: `${say(call, INDICATORS[id])} /${weight}`,
        number: { decimals: 2 },
        value: (row) => row.terms[index]!.points,
      }),
    ),
    {
      key: "special",
      title: title("否决或豁免", "veto or exemption"),
      value: (row) => row.vetoedBy ?? row.exemptBy,
    },
  ];
}

/** In a file also the values that the points come from, and what was missing. */
export function rowFileColumns(call: Call, config: EvaluationConfig, provenance: string): readonly Column<EvaluationRow>[] {
  const values = config.indicators.map(({ id }, index): Column<EvaluationRow> => {
    const { unit } = INDICATORS[id];
    return {
      key: id,
      title: unit === "" ? say(call, INDICATORS[id]) : `${say(call, INDICATORS[id])} ${unit}`,
      number: { decimals: 4 },
      value: (row) => row.terms[index]!.value,
    };
  });
  return [
    ...rowColumns(call, config),
    ...values,
    {
      key: "missing",
      title: say(call, { zh: "缺少的指标", en: "missing indicators" }),
      value: (row) =>
        row.terms
          .filter((term) => term.missing !== null)
          .map((term) => term.indicator)
          .join(" "),
    },
    { key: "provenance", title: say(call, { zh: "数据性质", en: "provenance" }), value: () => provenance },
  ];
}

const limitText = (limit: ThresholdRow["limit"]) => (typeof limit === "number" ? String(limit) : limit.join(" – "));

/** Published thresholds held against parks. */
export function thresholdColumns(call: Call): readonly Column<ThresholdRow>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "parkId", title: title("园区", "park"), value: (row) => row.parkId },
    { key: "subject", title: title("指标", "threshold"), value: (row) => row.subject },
    { key: "value", title: title("数值", "value"), number: { decimals: 2 }, value: (row) => row.value },
    { key: "comparator", title: "", value: (row) => row.comparator },
    {
      key: "limit",
      title: title("阈值", "limit"),
      number: { decimals: 2 },
      value: ({ limit }) => (typeof limit === "number" ? limit : limitText(limit)),
      show: (row) => limitText(row.limit),
    },
    { key: "unit", title: title("单位", "unit"), value: (row) => row.unit },
    {
      key: "met",
      title: title("达到", "met"),
      value: (row) => row.met,
      show: (row) => say(call, MARK_WORDS[`${row.met}`]),
    },
    { key: "missing", title: title("缺少", "missing"), value: (row) => row.missing.join(" ") },
    {
      key: "synthetic",
      title: title("含合成数据", "synthetic"),
      value: (row) => row.synthetic,
      show: (row) => say(call, MARK_WORDS[`${row.synthetic}`]),
    },
    { key: "source", title: title("出处", "source"), value: (row) => row.source },
  ];
}

/** Inefficient land by the local rule that was given. */
export function inefficientColumns(call: Call): readonly Column<InefficientParcel>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "id", title: title("宗地", "parcel"), value: (row) => row.id },
    { key: "areaM2", title: title("面积 m²", "area m²"), number: { decimals: 2 }, value: (row) => row.areaM2, total: "sum" },
    {
      key: "areaMu",
      title: title("面积 亩", "area mu"),
      number: { decimals: 2 },
      value: (row) => areaMuFromM2(row.areaM2),
      total: "sum",
    },
    {
      key: "inefficient",
      title: title("低效", "inefficient"),
      value: (row) => row.inefficient,
      show: (row) => say(call, MARK_WORDS[`${row.inefficient}`]),
    },
    {
      key: "tests",
      title: title("检验", "tests"),
      value: (row) => row.tests.map((test) => `${test.id}: ${fixed(test.value, 2)} / ${test.limit}`).join("; "),
    },
    { key: "missing", title: title("缺少", "missing"), value: (row) => row.tests.flatMap((test) => test.missing).join("; ") },
  ];
}
