import { SYMBOLOGY } from "@parkatlas/geo-core";
import { drawStepChart } from "../drawing/chart.ts";
import { clustersOf, united } from "../drawing/clusters.ts";
import { drawGrid, drawNorthArrow, drawScaleBar, scaleBarOf, spaced } from "../drawing/furniture.ts";
import { type Extent, extentOf, type Ground, groundFor } from "../drawing/ground.ts";
import { clipped } from "../drawing/paint.ts";
import { type Box, paperOf } from "../page/paper.ts";
import { createPen, type Pen } from "../page/pen.ts";
import { drawTable, type Flow } from "../page/table.ts";
import { drawFormula } from "./formula.ts";
import { legendSeen } from "./map-layers.ts";
import { drawPanels } from "./panel.ts";
import type { Block, SheetInput, SheetPlan } from "./plan.ts";
import { crsText, drawTitleBlock, TITLE_BLOCK_MM } from "./title-block.ts";
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
  const details = drawFirstPage(pen, input, plan);
  for (const [index, detail] of details.entries()) drawDetailPage(pen, detail, `${index + 1}/${details.length}`, input, plan);
  drawBlocks(pen, [...plan.blocks, sourcesBlock(input, plan)], input, plan);
  drawFeet(pen, input, plan);
  return pen.bytes();
}

/** The page with map, legend and title block; returns what needs a map of its own. */
function drawFirstPage(pen: Pen, input: SheetInput, plan: SheetPlan): readonly Extent[] {
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
  const { ground, note, details } = drawMap(pen, map, input, plan);
  const { language } = input;
  drawPanels(pen, panel, {
    facts: plan.facts,
    legend: legendSeen(plan.legend, ground),
    ratio: ground?.ratio ?? null,
    note,
    isWide,
    language,
  });
  drawTitleBlock(pen, { ...body, y: titleBlockY, height: TITLE_BLOCK_MM }, { input, plan, ground });
  return details;
}

/** Title, subtitle and notices; returns where the map may begin. */
function drawHead(pen: Pen, { language }: SheetInput, plan: SheetPlan): number {
  const { body } = pen.paper;
  const centre = body.x + body.width / 2;
  // A long title is set smaller rather than cut.
  const sizePt = Math.max(9, Math.min(16, (16 * body.width) / pen.widthOf(plan.title, 16)));
  pen.text(plan.title, centre, body.y + 5.2, { sizePt, align: "center", maxMm: body.width + 0.1 });
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
/** Things nearer than this on the first map are shown together. */
const APART_MM = 10;

function frameIn(room: Box): Box {
  return { x: room.x + FIGURES_MM, y: room.y, width: room.width - FIGURES_MM, height: room.height - FIGURES_MM };
}

interface DrawnMap {
  readonly ground: Ground | null;
  readonly note: string | null;
  /** Groups too far apart for one map to show their numbers. */
  readonly details: readonly Extent[];
}

function drawMap(pen: Pen, room: Box, { dataset: { workingCrs }, language }: SheetInput, plan: SheetPlan): DrawnMap {
  const frame = frameIn(room);
  const extents = plan.places.flatMap((place) => extentOf(place, workingCrs) ?? []);
  if (extents.length === 0) {
    pen.rect(frame.x, frame.y, frame.width, frame.height, { stroke: { colour: SYMBOLOGY.ground.text, widthMm: 0.35 } });
    const nothing = { zh: "所选范围内没有可绘制的要素", en: "nothing to draw in what was asked for" };
    const middle = [frame.x + frame.width / 2, frame.y + frame.height / 2] as const;
    pen.text(nothing[language], ...middle, { sizePt: 9, align: "center", colour: SOFT });
    return { ground: null, note: null, details: [] };
  }
  const ground = groundFor(extents.reduce(united), frame, workingCrs);
  const clusters = clustersOf(extents, (APART_MM * ground.ratio) / 1000);
  const details = clusters.length > 1 ? clusters : [];
  const note = drawGround(pen, ground, plan, details.length === 0);
  for (const [index, detail] of details.entries()) drawDetailBox(pen, ground, detail, `${index + 1}`);
  const seeDetails = { zh: "方框为局部图范围，号码见局部图。", en: "Boxes are the detail maps, which have the numbers." };
  return { ground, note: details.length > 0 ? seeDetails[language] : note, details };
}

function drawGround(pen: Pen, ground: Ground, plan: SheetPlan, withNumbers: boolean): string | null {
  const { frame } = ground;
  let note: string | null = null;
  clipped(pen, frame, () => {
    pen.rect(frame.x, frame.y, frame.width, frame.height, { fill: SYMBOLOGY.ground.land });
    note = plan.drawMap(pen, ground, withNumbers);
  });
  drawGrid(pen, ground);
  drawNorthArrow(pen, frame);
  return note;
}

function drawDetailBox(pen: Pen, ground: Ground, { westM, southM, eastM, northM }: Extent, label: string): void {
  const PAD = 1.5;
  const [left, top] = ground.atPlane([westM, northM]);
  const [right, bottom] = ground.atPlane([eastM, southM]);
  pen.rect(left - PAD, top - PAD, right - left + 2 * PAD, bottom - top + 2 * PAD, { stroke: { colour: RED, widthMm: 0.25 } });
  pen.text(label, right + PAD + 1, top + 1.5, { sizePt: 9, colour: RED, rim: "#ffffff" });
}

/** One group of the first map as large as a page shows it, with the numbers of the table. */
function drawDetailPage(pen: Pen, detail: Extent, which: string, input: SheetInput, plan: SheetPlan): void {
  const { body } = pen.paper;
  const zh = input.language === "zh";
  beginPage(pen, input, plan);
  const FOOT_MM = 9;
  const room = { ...body, y: body.y + 7, height: body.height - 7 - FOOT_MM };
  const ground = groundFor(detail, frameIn(room), input.dataset.workingCrs);
  const note = drawGround(pen, ground, plan, true);
  const y = body.y + body.height - FOOT_MM + 3;
  const ratio = `${zh ? "局部图" : "Detail"} ${which}　${zh ? "比例尺" : "scale"} 1:${spaced(ground.ratio)}`;
  pen.text(ratio, body.x + FIGURES_MM, y + 1.6, { sizePt: 9 });
  drawScaleBar(pen, body.x + FIGURES_MM + pen.widthOf(ratio, 9) + 6, y, scaleBarOf(ground.ratio, 60));
  const more = [crsText(input), note].filter((part) => part !== null).join(zh ? "　" : "  ");
  pen.text(more, body.x + body.width, y + 1.6, { sizePt: 7, align: "right", colour: SOFT, maxMm: body.width * 0.42 });
}

function beginPage(pen: Pen, { language }: SheetInput, plan: SheetPlan): void {
  const { body } = pen.paper;
  pen.addPage();
  pen.text(plan.title, body.x, body.y + 3, { sizePt: 9, colour: SOFT, maxMm: body.width * 0.6 });
  if (plan.isSynthetic)
    pen.text(SYNTHETIC_SHORT[language], body.x + body.width, body.y + 3, { sizePt: 8, colour: RED, align: "right" });
}

function drawBlocks(pen: Pen, blocks: readonly Block[], input: SheetInput, plan: SheetPlan): void {
  const { body } = pen.paper;
  const flow: Flow = {
    x: body.x,
    width: body.width,
    y: 0,
    bottom: body.y + body.height,
    nextPage() {
      beginPage(pen, input, plan);
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
