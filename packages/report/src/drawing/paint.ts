import type { Hatch, Look } from "@parkatlas/geo-core";
import type { Box } from "../page/paper.ts";
import { type Pen, setStroke } from "../page/pen.ts";
import { boundsOf, overlaps, type Rings, type Track } from "./outlines.ts";

export interface PaintOptions {
  readonly outlineMm?: number;
  /** 0…1 of the fill. */
  readonly opacity?: number;
  /** Nothing is drawn for what lies outside. */
  readonly within: Box;
}

const HATCH_STEP_MM = 1.3;
const HATCH_LINE_MM = 0.12;

/** Fills polygons, holes left open, with their hatch and outline. Something too small to be seen becomes a dot of its colour. */
export function paintPolygons(pen: Pen, polygons: readonly Rings[], look: Look, options: PaintOptions): void {
  const { outlineMm = 0.15, opacity = 1, within } = options;
  for (const rings of polygons) {
    const bounds = boundsOf(rings);
    if (!overlaps(bounds, within)) continue;
    if (Math.max(bounds.width, bounds.height) < 0.7) {
      paintDot(pen, bounds.x + bounds.width / 2, bounds.y + bounds.height / 2, 0.45, look);
      continue;
    }
    pen.doc.save();
    trace(pen, rings);
    pen.doc.fillOpacity(opacity).fill(look.fill, "even-odd");
    pen.doc.restore();
    if (look.hatch && look.hatch !== "none") paintHatch(pen, rings, look.hatch, look.ink ?? look.outline, within);
    strokeTracks(pen, rings, look, outlineMm);
  }
}

export function paintDot(
  pen: Pen,
  x: number,
  y: number,
  radiusMm: number,
  { fill, outline }: Pick<Look, "fill" | "outline">,
): void {
  setStroke(pen.doc, { colour: outline, widthMm: 0.12 });
  pen.doc.circle(x, y, radiusMm).fillAndStroke(fill, outline);
}

/** Lines without a fill. */
export function strokeTracks(pen: Pen, tracks: readonly Track[], look: Pick<Look, "outline" | "dashed">, widthMm: number): void {
  setStroke(pen.doc, { colour: look.outline, widthMm, ...(look.dashed ? { dashMm: [1.2, 0.8] } : {}) });
  pen.doc.lineJoin("round");
  trace(pen, tracks, false);
  pen.doc.stroke().undash();
}

/** Draws inside a box only. */
export function clipped(pen: Pen, { x, y, width, height }: Box, draw: () => void): void {
  pen.doc.save();
  pen.doc.rect(x, y, width, height).clip();
  draw();
  pen.doc.restore();
}

function trace({ doc }: Pen, tracks: readonly Track[], isClosed = true): void {
  for (const track of tracks) {
    doc.moveTo(rounded(track[0]!), rounded(track[1]!));
    for (let at = 2; at < track.length; at += 2) doc.lineTo(rounded(track[at]!), rounded(track[at + 1]!));
    if (isClosed) doc.closePath();
  }
}

/** A micrometre on paper is enough, and shortens the file. */
function rounded(mm: number): number {
  return Math.round(mm * 1000) / 1000;
}

function paintHatch(pen: Pen, rings: Rings, hatch: Hatch, ink: string, within: Box): void {
  const bounds = intersection(boundsOf(rings), within);
  const { doc } = pen;
  doc.save();
  trace(pen, rings);
  doc.clip("even-odd");
  if (hatch === "dots") dots(pen, bounds, ink);
  else {
    setStroke(doc, { colour: ink, widthMm: HATCH_LINE_MM });
    if (hatch !== "falling") diagonals(doc, bounds, 1);
    if (hatch !== "rising") diagonals(doc, bounds, -1);
    doc.stroke();
  }
  doc.restore();
}

function intersection(a: Box, b: Box): Box {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
  return { x, y, width: Math.min(a.x + a.width, b.x + b.width) - x, height: Math.min(a.y + a.height, b.y + b.height) - y };
}

/** Lines at 45° whose places are those of the sheet, so that the hatch of neighbours runs on. */
function diagonals(doc: PDFKit.PDFDocument, { x, y, width, height }: Box, rise: 1 | -1): void {
  const step = HATCH_STEP_MM * Math.SQRT2;
  // On a rising line x + y is the same everywhere, on a falling one x − y.
  const [low, high] = rise === 1 ? [x + y, x + y + width + height] : [x - y - height, x - y + width];
  for (let sum = Math.ceil(low / step) * step; sum <= high; sum += step) {
    if (rise === 1) doc.moveTo(rounded(sum - y), rounded(y)).lineTo(rounded(sum - y - height), rounded(y + height));
    else doc.moveTo(rounded(sum + y), rounded(y)).lineTo(rounded(sum + y + height), rounded(y + height));
  }
}

function dots({ doc }: Pen, { x, y, width, height }: Box, ink: string): void {
  for (let row = Math.ceil(y / HATCH_STEP_MM); row * HATCH_STEP_MM <= y + height; row++)
    for (let column = Math.ceil(x / HATCH_STEP_MM); column * HATCH_STEP_MM <= x + width; column++)
      doc.circle(rounded(column * HATCH_STEP_MM), rounded(row * HATCH_STEP_MM), 0.14);
  doc.fill(ink);
}
