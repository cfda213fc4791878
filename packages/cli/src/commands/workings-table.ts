import type { RequiredDistance, SubstanceWorking } from "@parkatlas/geo-core";
import type { Column } from "../text/table.ts";
import { type Call, say } from "./command.ts";

/** A substance of a source with its working, in the layout of an EIA report: one line a substance. */
export interface WorkingRow {
  /** Unit id; empty for a calculation without a dataset. */
  readonly unitId: string;
  readonly unitName: string;
  readonly working: SubstanceWorking;
  readonly required: Pick<RequiredDistance, "requiredM" | "raised" | "clause">;
}

/** Figures as they were given: an emission of 0.0006 kg/h is not 0.00. */
function given(key: string, title: string, value: (row: WorkingRow) => number): Column<WorkingRow> {
  return { key, title, number: { decimals: 6 }, value, show: (row) => String(Number(value(row).toPrecision(8))) };
}

/** 源, 污染物, Qc, Cm, S, wind, class, A, B, C, D, 计算值, 提级, 终值: the columns of the table in EIA reports, then what else CSV tells. */
export function workingColumns(call: Call): readonly Column<WorkingRow>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "unitId", title: title("源", "source"), value: ({ unitId }) => unitId },
    { key: "unitName", title: title("名称", "name"), value: ({ unitName }) => unitName },
    { key: "substance", title: title("污染物", "substance"), value: ({ working }) => working.substance },
    given("emissionKgPerH", "Qc kg/h", ({ working }) => working.emissionKgPerH),
    given("limitMgPerM3", "Cm mg/m³", ({ working }) => working.limitMgPerM3),
    { key: "areaM2", title: "S m²", number: { decimals: 2 }, value: ({ working }) => working.areaM2 },
    given("windMPerS", title("风速 m/s", "wind m/s"), ({ working }) => working.windMPerS),
    { key: "sourceClass", title: title("类别", "class"), value: ({ working }) => working.sourceClass },
    given("A", "A", ({ working }) => working.coefficients.A),
    given("B", "B", ({ working }) => working.coefficients.B),
    given("C", "C", ({ working }) => working.coefficients.C),
    given("D", "D", ({ working }) => working.coefficients.D),
    { key: "initialM", title: title("计算值 m", "initial m"), number: { decimals: 4 }, value: ({ working }) => working.initialM },
    { key: "gradeM", title: title("提级 m", "grade m"), number: { decimals: 0 }, value: ({ working }) => working.gradeM },
    {
      key: "finalM",
      title: title("终值 m", "final m"),
      number: { decimals: 0 },
      value: ({ required }) => required.requiredM,
      // Only the substances that decide stand for the distance of the unit.
      show: ({ working, required }) => (working.chosen ? String(required.requiredM) : "–"),
    },
  ];
}

/** What a file tells beyond the screen: ranking, choice, band, version and clause. */
export function workingFileColumns(call: Call): readonly Column<WorkingRow>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    ...workingColumns(call).map((column) => (column.key === "finalM" ? withoutShow(column) : column)),
    { key: "ratio", title: "Qc/Cm", number: { decimals: 6 }, value: ({ working }) => working.ratio },
    { key: "radiusM", title: "r m", number: { decimals: 4 }, value: ({ working }) => working.radiusM },
    { key: "band", title: title("L 区间", "band of L"), number: { decimals: 0 }, value: ({ working }) => working.band },
    { key: "chosen", title: title("参与确定", "decides"), value: ({ working }) => working.chosen },
    { key: "raised", title: title("提高一级", "raised"), value: ({ required }) => required.raised },
    { key: "clause", title: title("条款", "clause"), value: ({ required }) => required.clause },
    { key: "tableVersion", title: title("系数表", "table"), value: ({ working }) => working.tableVersion },
    {
      key: "note",
      title: title("说明", "note"),
      value: ({ working }) => working.note,
      show: ({ working }) => (call.language === "zh" ? working.noteZh : working.note) ?? "–",
    },
  ];
}

function withoutShow({ show: _, ...column }: Column<WorkingRow>): Column<WorkingRow> {
  return column;
}
