import { crsFromCode, SYMBOLOGY } from "@parkatlas/geo-core";
import { drawStepChart } from "../drawing/chart.ts";
import { drawGrid, drawNorthArrow } from "../drawing/furniture.ts";
import { convergenceDeg, extentOf, type Ground, groundFor } from "../drawing/ground.ts";
import { clipped } from "../drawing/paint.ts";
import { type Box, paperOf } from "../page/paper.ts";
import { createPen, type Pen } from "../page/pen.ts";
import { drawTable, type Flow } from "../page/table.ts";
import { drawFormula } from "./formula.ts";
import { drawPanels } from "./panel.ts";
import type { Block, SheetInput, SheetPlan } from "./plan.ts";
import { drawTitleBlock, TITLE_BLOCK_MM } from "./title-block.ts";
import { PROJECTION_NOTICE, SYNTHETIC_NOTICE, SYNTHETIC_SHORT, type Words } from "./words.ts";

const RED = "#b00020";
const SOFT = "#555a58";
/** Beside the map on a wide sheet, below it on a tall one. */
const PANEL_MM = 60;
const PANEL_BELOW_MM = 66;
const GAP_MM = 3;
const LINE_MM = 4.2;

/** A finished set of sheets as the bytes of a PDF: the same plan and data make the same bytes. */
export async function compose(input: SheetInput, plan: SheetPlan): Promise<Uint8Array> {
  const { dataset, language } = input;
  const pen = createPen({
    paper: paperOf(input.paper, plan.orientation),
    font: input.font,
    title: plan.title,
    subject: plan.subtitle,
    keywords: `${dataset.id} ${input.datasetSha256}`,
    creator: input.software,
    language: language === "zh" ? "zh-CN" : "en",
    date: plan.asOf,
  });
  drawFirstPage(pen, input, plan);
  drawBlocks(pen, [...plan.blocks, sourcesBlock(input, plan)], input, plan);
  drawFeet(pen, input, plan);
  return pen.bytes();
}

function drawFirstPage(pen: Pen, input: SheetInput, plan: SheetPlan): void {
  pen.addPage();
  const { body } = pen.paper;
  const top = drawHead(pen, input, plan);
  const titleBlockY = body.y + body.height - TITLE_BLOCK_MM;
  const isWide = plan.orientation === "landscape";
  const room = { x: body.x, y: top, width: body.width, height: titleBlockY - GAP_MM - top };
  const map = isWide
    ? { ...room, width: room.width - PANEL_MM - GAP_MM }
    : { ...room, height: room.height - PANEL_BELOW_MM - GAP_MM };
  const panel = isWide
    ? { ...room, x: map.x + map.width + GAP_MM, width: PANEL_MM }
    : { ...room, y: map.y + map.height + GAP_MM, height: PANEL_BELOW_MM };
  const { ground, note } = drawMap(pen, map, input, plan);
  drawPanels(pen, panel, { plan, ratio: ground?.ratio ?? null, note, isWide, language: input.language });
  const crs = crsFromCode(input.dataset.workingCrs);
  drawTitleBlock(
    pen,
    { ...body, y: titleBlockY, height: TITLE_BLOCK_MM },
    {
      input,
      plan,
      ratio: ground?.ratio ?? null,
      crs: `${crs.name}（${crs.code}）`,
      convergenceDeg: ground ? convergenceDeg(ground) : null,
    },
  );
}

/** Title, subtitle and notices; returns where the map may begin. */
function drawHead(pen: Pen, { language }: SheetInput, plan: SheetPlan): number {
  const { body } = pen.paper;
  const centre = body.x + body.width / 2;
  pen.text(plan.title, centre, body.y + 5.2, { sizePt: 16, align: "center", maxMm: body.width });
  pen.text(plan.subtitle, centre, body.y + 10.8, { sizePt: 9, align: "center", colour: SOFT, maxMm: body.width });
  let y = body.y + 13;
  for (const notice of noticesOf(plan))
    for (const line of pen.linesOf(notice[language], body.width, 8)) {
      y += 3.8;
      pen.text(line, centre, y - 0.6, { sizePt: 8, align: "center", colour: RED });
    }
  return y + 1.5;
}

function noticesOf({ isSynthetic, isProjection }: SheetPlan): readonly Words[] {
  return [...(isProjection ? [PROJECTION_NOTICE] : []), ...(isSynthetic ? [SYNTHETIC_NOTICE] : [])];
}

/** Room for the figures of the coordinates at the left and the foot of the map. */
const FIGURES_MM = 4;

function drawMap(
  pen: Pen,
  room: Box,
  { dataset: { workingCrs }, language }: SheetInput,
  plan: SheetPlan,
): { readonly ground: Ground | null; readonly note: string | null } {
  const frame = { x: room.x + FIGURES_MM, y: room.y, width: room.width - FIGURES_MM, height: room.height - FIGURES_MM };
  const extent = extentOf(plan.extent, workingCrs);
  if (!extent) {
    pen.rect(frame.x, frame.y, frame.width, frame.height, { stroke: { colour: SYMBOLOGY.ground.text, widthMm: 0.35 } });
    const nothing = { zh: "所选范围内没有可绘制的要素", en: "nothing to draw in what was asked for" };
    pen.text(nothing[language], frame.x + frame.width / 2, frame.y + frame.height / 2, {
      sizePt: 9,
      align: "center",
      colour: SOFT,
    });
    return { ground: null, note: null };
  }
  const ground = groundFor(extent, frame, workingCrs);
  let note: string | null = null;
  clipped(pen, frame, () => {
    pen.rect(frame.x, frame.y, frame.width, frame.height, { fill: SYMBOLOGY.ground.land });
    note = plan.drawMap(pen, ground);
  });
  drawGrid(pen, ground);
  drawNorthArrow(pen, frame);
  return { ground, note };
}

function drawBlocks(pen: Pen, blocks: readonly Block[], { language }: SheetInput, plan: SheetPlan): void {
  const { body } = pen.paper;
  const flow: Flow = {
    x: body.x,
    width: body.width,
    y: 0,
    bottom: body.y + body.height,
    nextPage() {
      pen.addPage();
      pen.text(plan.title, body.x, body.y + 3, { sizePt: 9, colour: SOFT, maxMm: body.width * 0.6 });
      if (plan.isSynthetic)
        pen.text(SYNTHETIC_SHORT[language], body.x + body.width, body.y + 3, { sizePt: 8, colour: RED, align: "right" });
      flow.y = body.y + 7;
    },
  };
  flow.nextPage();
  for (const block of blocks) drawBlock(pen, flow, block);
}

function drawBlock(pen: Pen, flow: Flow, block: Block): void {
  // A heading never stands alone at the foot of a page.
  if (flow.y + (block.kind === "chart" ? 80 : 24) > flow.bottom) flow.nextPage();
  pen.text(block.title, flow.x, flow.y + 3.6, { sizePt: 10.5, maxMm: flow.width });
  flow.y += 6;
  if (block.kind === "table") drawTable(pen, flow, block.table);
  else if (block.kind === "chart") {
    drawStepChart(pen, { x: flow.x, y: flow.y, width: flow.width, height: 70 }, block.chart);
    flow.y += 74;
  } else drawLines(pen, flow, block.lines, block.kind === "formula");
}

function drawLines(pen: Pen, flow: Flow, texts: readonly string[], isFormula: boolean): void {
  for (const text of texts)
    for (const line of pen.linesOf(text, flow.width - 4, 8.5)) {
      if (flow.y + LINE_MM > flow.bottom) flow.nextPage();
      flow.y += LINE_MM;
      if (isFormula) drawFormula(pen, line, flow.x + 2, flow.y - 1, 8.5);
      else pen.text(line, flow.x + 2, flow.y - 1, { sizePt: 8.5 });
    }
  flow.y += 4;
}

/** What the sheets rest on, and what was changed so that it could be printed. */
function sourcesBlock({ dataset: data, datasetSha256, language, software }: SheetInput, plan: SheetPlan): Block {
  const zh = language === "zh";
  const colon = zh ? "：" : ": ";
  const used = data.sources.filter(({ id, attribution }) => plan.sourceIds.has(id) || attribution !== undefined);
  const title = ({ title: name, titleEn }: (typeof used)[number]) => (!zh && typeof titleEn === "string" ? titleEn : name);
  return {
    kind: "text",
    title: zh ? "依据与来源" : "Rules and sources",
    lines: [
      ...plan.rules.map((rule) => `${zh ? "规则" : "rules"}${colon}${rule}`),
      ...used.map((source) => {
        const more = [source.attribution, source.licence].filter((part) => part !== undefined).join(zh ? "；" : "; ");
        return `${zh ? "来源" : "source"}${colon}${title(source)}${more === "" ? "" : zh ? `（${more}）` : ` (${more})`}`;
      }),
      `${zh ? "数据集" : "dataset"}${colon}${data.title[language]} (${data.id}), ${data.asOf}`,
      `SHA-256${colon}${datasetSha256}`,
      `${zh ? "软件" : "software"}${colon}${software}`,
      ...noticesOf(plan).map((notice) => notice[language]),
    ],
  };
}

/** The line at the foot of every page, drawn when it is known how many there are, with what could not be printed as written. */
function drawFeet(pen: Pen, { dataset: data, datasetSha256, language, software }: SheetInput, plan: SheetPlan): void {
  const pages = pen.pageCount();
  const { body, heightMm } = pen.paper;
  const y = heightMm - 8;
  const right = body.x + body.width;
  for (let page = 0; page < pages; page++) {
    pen.turnTo(page);
    pen.line(body.x, y - 3.6, right, y - 3.6, { colour: "#9aa0a0", widthMm: 0.12 });
    const place = language === "zh" ? `第 ${page + 1} 页 共 ${pages} 页` : `page ${page + 1} of ${pages}`;
    pen.text(place, right, y, { sizePt: 7.5, align: "right" });
    const from = [data.title[language], plan.asOf, `SHA-256 ${datasetSha256.slice(0, 12)}…`, software].join(" · ");
    pen.text(from, body.x, y, { sizePt: 7, colour: SOFT, maxMm: body.width - 30 });
    const missing = pen.missing();
    if (missing.length === 0) continue;
    pen.text(missingNote(missing, language), body.x, y + 3.2, { sizePt: 6, colour: SOFT, maxMm: body.width });
  }
}

function missingNote(codePoints: readonly number[], language: "zh" | "en"): string {
  const MOST = 8;
  const names = codePoints.slice(0, MOST).map((each) => `U+${each.toString(16).toUpperCase().padStart(4, "0")}`);
  const list = `${names.join(" ")}${codePoints.length > MOST ? " …" : ""}`;
  return language === "zh"
    ? `注：字体没有的字符以 □ 代替（${list}）`
    : `Note: □ stands for characters that the font lacks (${list})`;
}
