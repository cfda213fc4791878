import { crsFromCode } from "@parkatlas/geo-core";
import { spaced } from "../drawing/furniture.ts";
import { convergenceDeg, type Ground } from "../drawing/ground.ts";
import type { Box } from "../page/paper.ts";
import type { Pen } from "../page/pen.ts";
import type { SheetInput, SheetPlan } from "./plan.ts";

export const TITLE_BLOCK_MM = 27;
const ROW_MM = 9;
const RULE = { colour: "#33363a", widthMm: 0.15 };
const FRAME = { colour: "#33363a", widthMm: 0.35 };

interface TitleBlock {
  readonly input: SheetInput;
  readonly plan: SheetPlan;
  /** Null where there was nothing to draw. */
  readonly ground: Ground | null;
}

interface Cell {
  readonly share: number;
  readonly label: string;
  readonly value: string;
}

/** What identifies the sheet, who signs it, and the slot of the map number (审图号). */
export function drawTitleBlock(pen: Pen, box: Box, block: TitleBlock): void {
  for (const [index, cells] of rowsOf(block).entries()) {
    const y = box.y + index * ROW_MM;
    const total = cells.reduce((sum, { share }) => sum + share, 0);
    let { x } = box;
    for (const { share, label, value } of cells) {
      const width = (share / total) * box.width;
      pen.rect(x, y, width, ROW_MM, { stroke: RULE });
      pen.text(label, x + 1.2, y + 3, { sizePt: 6, colour: "#555a58", maxMm: width - 2.4 });
      const lines = pen.linesOf(value, width - 2.4, 7, 2);
      for (const [line, text] of lines.entries())
        pen.text(text, x + 1.2, y + (lines.length > 1 ? 5.7 : 6.8) + line * 2.7, { sizePt: lines.length > 1 ? 6 : 7 });
      x += width;
    }
  }
  pen.rect(box.x, box.y, box.width, 3 * ROW_MM, { stroke: FRAME });
}

function rowsOf({ input, plan, ground }: TitleBlock): readonly (readonly Cell[])[] {
  const { dataset, datasetSha256, language, software, mapNumber = "" } = input;
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  const north =
    ground === null
      ? ""
      : `${say("；上为坐标北，子午线收敛角", "; grid north up, convergence")} ${degrees(convergenceDeg(ground))}`;
  return [
    [
      { share: 6.4, label: say("坐标系", "coordinate system"), value: `${crsText(input)}${north}` },
      { share: 1.8, label: say("比例尺", "scale"), value: ground === null ? "–" : `1:${spaced(ground.ratio)}` },
      { share: 1.8, label: say("截止日期", "as of"), value: plan.asOf },
      { share: 3, label: say("审图号", "map number (审图号)"), value: mapNumber },
    ],
    [
      { share: 1, label: say("编制", "compiled by"), value: "" },
      { share: 1, label: say("审核", "checked by"), value: "" },
      { share: 1, label: say("批准", "approved by"), value: "" },
      { share: 1, label: say("日期", "date"), value: "" },
    ],
    [
      {
        share: 5.6,
        label: say("数据集", "dataset"),
        value: `${dataset.title[language]} (${dataset.id})  SHA-256 ${datasetSha256}`,
      },
      { share: 4, label: say("规则", "rules"), value: plan.rules.join(say("；", "; ")) },
      { share: 1.6, label: say("软件", "software"), value: software },
    ],
  ];
}

/** Degrees and minutes with their sign: +0°12′. */
function degrees(value: number): string {
  const minutes = Math.round(Math.abs(value) * 60);
  const sign = minutes === 0 ? "" : value < 0 ? "−" : "+";
  return `${sign}${Math.floor(minutes / 60)}°${String(minutes % 60).padStart(2, "0")}′`;
}

/** The working CRS as officers call it. */
export function crsText({ dataset: { workingCrs }, language }: SheetInput): string {
  const crs = crsFromCode(workingCrs);
  if (language === "en" || crs.kind !== "transverse-mercator") return `${crs.name} (${crs.code})`;
  return `${crs.datum} ${crs.zoneWidthDeg}°带高斯－克吕格，中央子午线 ${crs.projection.lon0Deg}°（${crs.code}）`;
}
