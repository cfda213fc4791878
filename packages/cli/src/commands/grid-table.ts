import type { GridAssessment, UnitProtection } from "@parkatlas/geo-core";
import { textOr } from "../text/format.ts";
import type { Column } from "../text/table.ts";
import { type Call, say } from "./command.ts";

/** What one receptor grid says about the plant of a unit. */
export interface GridRow {
  readonly unit: UnitProtection;
  readonly grid: GridAssessment;
}

export function gridRowsOf(units: readonly UnitProtection[]): readonly GridRow[] {
  return units.flatMap((unit) => unit.workings.flatMap(({ assessments }) => assessments.map((grid) => ({ unit, grid }))));
}

const EXCEEDS = {
  true: { zh: "超标", en: "exceeds" },
  false: { zh: "无超标点", en: "no exceedance" },
  null: { zh: "未知", en: "unknown" },
} as const;

/** Substance, period, limit, the largest contribution outside, whether it exceeds, and how far from the plant boundary. */
export function gridColumns(call: Call): readonly Column<GridRow>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "unitId", title: title("单元", "unit"), value: ({ unit }) => unit.id },
    { key: "plantId", title: title("厂区", "plant"), value: ({ unit }) => unit.plantId },
    { key: "substance", title: title("污染物", "substance"), value: ({ grid }) => grid.substance },
    { key: "averagingPeriod", title: title("平均时段", "averaging"), value: ({ grid }) => grid.averagingPeriod },
    {
      key: "limit",
      title: title("标准限值", "limit"),
      number: { decimals: 4 },
      value: ({ grid }) => grid.limit,
      show: ({ grid }) => String(grid.limit),
    },
    { key: "limitUnit", title: title("单位", "in"), value: ({ grid }) => grid.limitUnit },
    {
      key: "largest",
      title: title("厂界外最大贡献", "largest outside"),
      number: { decimals: 4 },
      value: ({ grid }) => grid.largest?.concentration ?? null,
    },
    {
      key: "exceeds",
      title: title("结论", "finding"),
      value: ({ grid }) => grid.exceeds,
      show: ({ grid }) => say(call, EXCEEDS[`${grid.exceeds}`]),
    },
    {
      key: "exceedingReceptors",
      title: title("超标点数", "receptors over"),
      number: { decimals: 0 },
      value: ({ grid }) => grid.exceedingReceptors,
    },
    { key: "distanceM", title: title("距离 m", "distance m"), number: { decimals: 2 }, value: ({ grid }) => grid.distanceM },
    {
      key: "isComplete",
      title: title("完整", "complete"),
      value: ({ grid }) => grid.isComplete,
      show: ({ grid }) => (grid.isComplete ? title("是", "yes") : title("否，仅为下限", "no, a lower bound")),
    },
    { key: "files", title: title("文件", "files"), value: ({ grid }) => textOr(grid.files.join(" ")) },
  ];
}
