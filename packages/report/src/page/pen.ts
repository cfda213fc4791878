import PDFDocument from "pdfkit";
import { breakLines, shorten } from "./break-lines.ts";
import { glyphCoverage } from "./glyph-coverage.ts";
import { MM_PER_PT, type Paper } from "./paper.ts";
import { plainText } from "./plain-text.ts";

export interface TextStyle {
  readonly sizePt: number;
  readonly colour?: string;
  /** Which point of the line stands at x. */
  readonly align?: "left" | "center" | "right";
  /** Longer texts end with an ellipsis. */
  readonly maxMm?: number;
  /** Turned about its anchor, degrees against the clock. */
  readonly turnedDeg?: number;
  /** Colour of a rim round the letters, so that they can be read on a map. */
  readonly rim?: string;
}

export interface StrokeStyle {
  readonly colour: string;
  readonly widthMm: number;
  readonly dashMm?: readonly [on: number, off: number];
}

/** Draws on the pages of one document, in millimetres from the upper left corner. */
export interface Pen {
  readonly paper: Paper;
  /** The document below, whose unit is the millimetre on every page. */
  readonly doc: PDFKit.PDFDocument;
  addPage(): void;
  pageCount(): number;
  /** Goes back to a page, counted from 0. */
  turnTo(page: number): void;
  /** One line; `y` is its baseline. */
  text(text: string, x: number, y: number, style: TextStyle): void;
  widthOf(text: string, sizePt: number): number;
  /** The text in lines of at most `widthMm`. */
  linesOf(text: string, widthMm: number, sizePt: number, mostLines?: number): readonly string[];
  line(fromX: number, fromY: number, toX: number, toY: number, style: StrokeStyle): void;
  rect(
    x: number,
    y: number,
    width: number,
    height: number,
    style: { readonly fill?: string; readonly stroke?: StrokeStyle },
  ): void;
  /** Characters that the font lacks and `□` stands for, ascending. */
  missing(): readonly number[];
  /** The finished document. */
  bytes(): Promise<Uint8Array>;
}

export interface PenOptions {
  readonly paper: Paper;
  /** A TrueType or OpenType font; what is used of it is embedded. */
  readonly font: Uint8Array;
  readonly title: string;
  readonly subject: string;
  readonly keywords: string;
  readonly creator: string;
  readonly language: string;
  /** Instead of the clock, so that the same data make the same bytes. */
  readonly date: string;
}

const FONT = "sheet";

export function createPen({ paper, font, ...about }: PenOptions): Pen {
  const chunks: Uint8Array[] = [];
  const doc = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    margin: 0,
    pdfVersion: "1.7",
    lang: about.language,
    displayTitle: true,
    info: {
      Title: about.title,
      Subject: about.subject,
      Keywords: about.keywords,
      Creator: about.creator,
      Producer: about.creator,
      CreationDate: new Date(`${about.date}T00:00:00Z`),
    },
  });
  doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => void doc.on("end", resolve).on("error", reject));
  // Pdfkit takes any byte array, though its types name Node's alone.
  doc.registerFont(FONT, font as Buffer);
  doc.font(FONT);
  const hasGlyph = glyphCoverage(font);
  const missing = new Set<number>();
  const clean = (text: string) => plainText(text, hasGlyph, (codePoint) => missing.add(codePoint));
  const widthOf = widthMeter(doc);

  return {
    paper,
    doc,
    addPage() {
      doc.addPage({ size: [paper.widthMm / MM_PER_PT, paper.heightMm / MM_PER_PT], margin: 0 });
      doc.scale(1 / MM_PER_PT);
    },
    pageCount: () => doc.bufferedPageRange().count,
    turnTo: (page) => void doc.switchToPage(page),
    text(text, x, y, style) {
      const { maxMm } = style;
      const line = clean(text).replaceAll("\n", " ");
      print(doc, maxMm === undefined ? line : shorten(line, maxMm, (part) => widthOf(part, style.sizePt)), x, y, style, widthOf);
    },
    widthOf,
    linesOf: (text, widthMm, sizePt, mostLines) => breakLines(clean(text), widthMm, (part) => widthOf(part, sizePt), mostLines),
    line(fromX, fromY, toX, toY, style) {
      setStroke(doc, style);
      doc.moveTo(fromX, fromY).lineTo(toX, toY).stroke();
      doc.undash();
    },
    rect(x, y, width, height, { fill, stroke }) {
      if (fill) doc.rect(x, y, width, height).fill(fill);
      if (!stroke) return;
      setStroke(doc, stroke);
      doc.rect(x, y, width, height).stroke();
      doc.undash();
    },
    missing: () => [...missing].sort((a, b) => a - b),
    async bytes() {
      doc.end();
      await ended;
      return joined(chunks);
    },
  };
}

export function setStroke(doc: PDFKit.PDFDocument, { colour, widthMm, dashMm }: StrokeStyle): void {
  doc.strokeColor(colour).lineWidth(widthMm);
  if (dashMm) doc.dash(dashMm[0], { space: dashMm[1] });
}

type WidthOf = (text: string, sizePt: number) => number;

/** Widths by character, each measured once: nearly all time of a long table would go into measuring. */
function widthMeter(doc: PDFKit.PDFDocument): WidthOf {
  const UNIT = 1000;
  const known = new Map<string, number>();
  const widthOfOne = (character: string) => {
    let width = known.get(character);
    if (width === undefined) {
      width = doc.fontSize(UNIT).widthOfString(character) / UNIT;
      known.set(character, width);
    }
    return width;
  };
  return (text, sizePt) => {
    let ems = 0;
    for (const character of text) ems += widthOfOne(character);
    return ems * sizePt * MM_PER_PT;
  };
}

function print(doc: PDFKit.PDFDocument, text: string, x: number, y: number, style: TextStyle, widthOf: WidthOf): void {
  if (text === "") return;
  const { sizePt, colour = "#000000", align = "left", turnedDeg = 0, rim } = style;
  const width = align === "left" ? 0 : widthOf(text, sizePt);
  const startX = align === "left" ? x : align === "right" ? x - width : x - width / 2;
  doc.save();
  if (turnedDeg !== 0) doc.rotate(-turnedDeg, { origin: [x, y] });
  doc.fontSize(sizePt * MM_PER_PT);
  const options = { lineBreak: false, baseline: "alphabetic" } as const;
  if (rim !== undefined) {
    doc
      .lineJoin("round")
      .strokeColor(rim)
      .lineWidth(sizePt * 0.05)
      .fillColor(rim);
    // The rim is no writing: who selects or searches the text finds it once.
    doc.markContent("Span", { actual: "" });
    doc.text(text, startX, y, { ...options, fill: true, stroke: true });
    doc.endMarkedContent();
  }
  doc.fillColor(colour).text(text, startX, y, options);
  doc.restore();
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
