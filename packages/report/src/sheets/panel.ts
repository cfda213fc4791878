import { drawScaleBar, scaleBarOf, spaced } from "../drawing/furniture.ts";
import { paintPolygons, strokeTracks } from "../drawing/paint.ts";
import type { Box } from "../page/paper.ts";
import type { Pen } from "../page/pen.ts";
import type { Fact, LegendItem } from "./plan.ts";
import type { SheetLanguage } from "./words.ts";

const FRAME = { colour: "#33363a", widthMm: 0.2 };
const PAD_MM = 3;
const LOOSE_ROW_MM = 4.6;
const LINE_MM = 3.5;
const TIGHT_ROW_MM = 3.5;
/** Scale bar, two headings, the note and what stands between, with all of them. */
const FIXED_MM = 36;
/** The same for scale bar, heading and note alone. */
const FIXED_BELOW_MM = 24;
const SOFT = "#555a58";

interface PanelContent {
  readonly facts: readonly Fact[];
  readonly legend: readonly LegendItem[];
  readonly ratio: number | null;
  readonly note: string | null;
  readonly isWide: boolean;
  readonly language: SheetLanguage;
}

/** Scale, legend and facts beside the map: one above the other on a wide sheet, side by side on a tall one. */
export function drawPanels(pen: Pen, box: Box, content: PanelContent): void {
  pen.rect(box.x, box.y, box.width, box.height, { stroke: FRAME });
  const inner = { x: box.x + PAD_MM, y: box.y + PAD_MM, width: box.width - 2 * PAD_MM, height: box.height - 2 * PAD_MM };
  if (content.isWide) {
    const rows = content.legend.length + content.facts.reduce((sum, [, { length }]) => sum + (length > 60 ? 3 : 1), 0);
    const rowMm = Math.max(TIGHT_ROW_MM, Math.min(LOOSE_ROW_MM, (inner.height - FIXED_MM) / rows));
    const y = drawKey(pen, inner, content, rowMm);
    pen.line(inner.x, y, inner.x + inner.width, y, { ...FRAME, widthMm: 0.1 });
    drawFacts(pen, { ...inner, y: y + 2.5, height: inner.y + inner.height - y - 2.5 }, content, rowMm);
    return;
  }
  const half = inner.width / 2 - 2;
  const legendMm = (inner.height - FIXED_BELOW_MM) / content.legend.length;
  drawKey(pen, { ...inner, width: half }, content, Math.max(LOOSE_ROW_MM - 0.6, Math.min(LOOSE_ROW_MM, legendMm)));
  drawFacts(pen, { ...inner, x: inner.x + half + 4, width: half }, content, LOOSE_ROW_MM);
}

function heading(pen: Pen, text: string, x: number, y: number): void {
  pen.text(text, x, y, { sizePt: 9 });
}

/** Scale bar and legend; returns where they end. */
function drawKey(pen: Pen, box: Box, { legend, ratio, note, language }: PanelContent, rowMm: number): number {
  const zh = language === "zh";
  let { y } = box;
  if (ratio !== null) {
    heading(pen, `${zh ? "比例尺" : "Scale"} 1:${spaced(ratio)}`, box.x, y + 2.6);
    drawScaleBar(pen, box.x + 1, y + 5, scaleBarOf(ratio, box.width - 10));
    y += 14.5;
  }
  heading(pen, zh ? "图例" : "Legend", box.x, y + 2.6);
  y += 5;
  const last = box.y + box.height;
  const columns = y + legend.length * rowMm > last - 4 ? 2 : 1;
  const rows = Math.ceil(legend.length / columns);
  const columnMm = box.width / columns;
  for (const [index, item] of legend.entries()) {
    const [x, rowY] = [box.x + Math.floor(index / rows) * columnMm, y + (index % rows) * rowMm];
    const swatchMm = columns === 1 ? 8 : 6;
    drawLegendSwatch(pen, item, { x, y: rowY, width: swatchMm, height: Math.min(3.4, rowMm - 0.6) });
    pen.text(item.label, x + swatchMm + 2, rowY + 2.6, { sizePt: columns === 1 ? 7.5 : 7, maxMm: columnMm - swatchMm - 2.5 });
  }
  y += rows * rowMm;
  if (note !== null)
    for (const line of pen.linesOf(note, box.width, 6.5, 3)) {
      if (y + 3.2 > last) break;
      y += 3.2;
      pen.text(line, box.x, y, { sizePt: 6.5, colour: SOFT });
    }
  return y + 2;
}

function drawFacts(pen: Pen, box: Box, { facts, language }: PanelContent, rowMm: number): void {
  let { y } = box;
  heading(pen, language === "zh" ? "概况" : "Summary", box.x, y + 2.6);
  y += 5;
  for (const [label, value] of facts) {
    const labelWidth = Math.min(pen.widthOf(label, 7.5), box.width * 0.6);
    const room = Math.floor((box.y + box.height - y) / LINE_MM);
    if (room < 1) break;
    const lines = pen.linesOf(value, box.width - labelWidth - 3, 7.5, room);
    pen.text(label, box.x, y + 2.6, { sizePt: 7.5, colour: SOFT, maxMm: labelWidth + 0.1 });
    const isSentence = lines.length > 1;
    for (const [index, line] of lines.entries())
      pen.text(line, isSentence ? box.x + labelWidth + 3 : box.x + box.width, y + 2.6 + index * LINE_MM, {
        sizePt: 7.5,
        align: isSentence ? "left" : "right",
      });
    y += Math.max(rowMm, lines.length * LINE_MM);
  }
}

function drawLegendSwatch(pen: Pen, { look, shape }: LegendItem, box: Box): void {
  const { x, y, width, height } = box;
  const ring = [x, y, x + width, y, x + width, y + height, x, y + height, x, y];
  if (shape === "line") strokeTracks(pen, [[x, y + height / 2, x + width, y + height / 2]], look, 0.4);
  else if (shape === "outline") strokeTracks(pen, [ring], look, 0.35);
  else paintPolygons(pen, [[ring]], look, { within: box, ...(shape === "envelope" ? { opacity: 0.15, outlineMm: 0.35 } : {}) });
}

/** The swatch of a table cell. */
export function drawSwatch(pen: Pen, look: LegendItem["look"], box: Box): void {
  drawLegendSwatch(pen, { label: "", look, shape: "area" }, box);
}
