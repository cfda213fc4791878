import { widestPiece } from "./break-lines.ts";
import type { Box } from "./paper.ts";
import type { Pen } from "./pen.ts";

export interface TableColumn<Row> {
  readonly title: string;
  /** Share of the width, as millimetres of a table that is as wide as the sum of them. */
  readonly width: number;
  readonly align?: "left" | "right" | "center";
  value(row: Row): string;
  /** Draws a swatch at the left of the cell and gives its width, where the cell has one. */
  swatch?(pen: Pen, row: Row, box: Box): void;
}

export interface Table<Row> {
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  /** The last line, a text for each column. */
  readonly totals?: readonly string[];
  /** Said instead of rows where there are none. */
  readonly whenEmpty: string;
}

/** Where a table goes on: the ground of the page it is on, and how to get a new page. */
export interface Flow {
  /** Where the next thing may stand, and down to where, mm. */
  y: number;
  readonly bottom: number;
  readonly x: number;
  readonly width: number;
  /** Begins a new page and sets `y` to its top. */
  nextPage(): void;
}

/** Type sizes, the next one where the words of the columns do not fit beside each other. */
const SIZES_PT = [7.5, 7, 6.5, 6, 5.5] as const;
/** A piece longer than this may be torn: ids and dates are shorter. */
const WIDEST_PIECE_MM = 32;
const PAD_MM = 1;
const SWATCH_MM = 4.2;
/** Clauses and long words of a narrow table fit; only names that nobody reads to the end are cut. */
const MOST_LINES = 6;
/** Room that a column should have beside its widest word, so that a sentence does not become a pillar of single words. */
const AIR = 1.12;
const RULE = { colour: "#9aa0a0", widthMm: 0.12 };
const STRONG = { colour: "#222222", widthMm: 0.3 };
const HEAD_FILL = "#eef1ef";

type Cell = readonly string[];

/** How a table is set: size of its type, and widths of its columns. */
interface Setting {
  readonly sizePt: number;
  readonly lineMm: number;
  readonly widths: readonly number[];
}

/** Draws a table from where the flow stands, over as many pages as it takes, its head on each. Rows are never torn apart. */
export function drawTable<Row>(pen: Pen, flow: Flow, table: Table<Row>): void {
  const { columns, rows } = table;
  const texts = rows.map((row) => columns.map((column) => column.value(row)));
  const setting = settingOf(pen, table, texts, flow.width);
  const cellsOf = (values: readonly string[], isInset: boolean): readonly Cell[] =>
    values.map((text, index) => {
      const inset = isInset ? insetOf(columns[index]!) : 0;
      return pen.linesOf(text, setting.widths[index]! - 2 * PAD_MM - inset, setting.sizePt, MOST_LINES);
    });
  const head = cellsOf(
    columns.map(({ title }) => title),
    false,
  );
  const heightOf = (cells: readonly Cell[]) => Math.max(...cells.map(({ length }) => length)) * setting.lineMm + 2 * PAD_MM;
  const rule = (style: typeof RULE) => pen.line(flow.x, flow.y, flow.x + flow.width, flow.y, style);
  const draw = (cells: readonly Cell[], options: { readonly fill?: string; readonly row?: Row }) => {
    const height = heightOf(cells);
    drawRow(pen, { x: flow.x, y: flow.y, width: flow.width, height }, columns, setting, cells, options);
    flow.y += height;
  };
  const begin = () => {
    rule(STRONG);
    draw(head, { fill: HEAD_FILL });
    rule(STRONG);
  };
  const makeRoom = (height: number) => {
    if (flow.y + height <= flow.bottom) return;
    flow.nextPage();
    begin();
  };
  if (flow.y + heightOf(head) + 3 * setting.lineMm + 2 * PAD_MM > flow.bottom) flow.nextPage();
  begin();
  for (const [index, row] of rows.entries()) {
    const cells = cellsOf(texts[index]!, true);
    makeRoom(heightOf(cells));
    draw(cells, { row });
    rule(RULE);
  }
  if (rows.length === 0) {
    pen.text(table.whenEmpty, flow.x + PAD_MM, flow.y + PAD_MM + 2.7, { sizePt: setting.sizePt, colour: "#555555" });
    flow.y += setting.lineMm + 2 * PAD_MM;
  }
  if (table.totals && rows.length > 0) {
    const cells = cellsOf(table.totals, false);
    makeRoom(heightOf(cells));
    draw(cells, { fill: HEAD_FILL });
  }
  rule(STRONG);
  flow.y += 4;
}

function insetOf({ swatch }: { readonly swatch?: unknown }): number {
  return swatch ? SWATCH_MM + 1 : 0;
}

/** The largest type in which no id, date, number or word is torn, with as much room for each column as it asks for. */
function settingOf<Row>(
  pen: Pen,
  { columns, totals }: Table<Row>,
  texts: readonly (readonly string[])[],
  width: number,
): Setting {
  const wanted = columns.map((column) => column.width);
  const whole = wanted.reduce((sum, each) => sum + each, 0);
  const preferred = wanted.map((each) => (each / whole) * width);
  for (const sizePt of SIZES_PT) {
    const measure = (text: string) => pen.widthOf(text, sizePt);
    const least = columns.map((column, index) => {
      const cells = Math.max(0, ...texts.map((row) => widestPiece(row[index]!, measure))) + insetOf(column);
      const needed = Math.max(cells, widestPiece(column.title, measure), widestPiece(totals?.[index] ?? "", measure));
      return Math.min(needed, WIDEST_PIECE_MM) + 2 * PAD_MM + 0.1;
    });
    const isLast = sizePt === SIZES_PT.at(-1);
    const sum = least.reduce((total, each) => total + each, 0);
    if (sum * AIR > width && !isLast) continue;
    const widths = sum > width ? preferred : widened(preferred, least, width);
    return { sizePt, lineMm: sizePt * 0.48, widths };
  }
  throw new RangeError("a table has at least one size");
}

/** The preferred widths, with what the narrow columns lack taken from those that have more than they need. */
function widened(preferred: readonly number[], least: readonly number[], width: number): readonly number[] {
  const spare = preferred.map((each, index) => Math.max(0, each - least[index]!));
  const allSpare = spare.reduce((sum, each) => sum + each, 0);
  const free = width - least.reduce((sum, each) => sum + each, 0);
  return least.map((each, index) => each + (allSpare === 0 ? free / least.length : (spare[index]! / allSpare) * free));
}

function drawRow<Row>(
  pen: Pen,
  box: Box,
  columns: readonly TableColumn<Row>[],
  { sizePt, lineMm, widths }: Setting,
  cells: readonly Cell[],
  { fill, row }: { readonly fill?: string; readonly row?: Row },
): void {
  if (fill) pen.rect(box.x, box.y, box.width, box.height, { fill });
  let { x } = box;
  for (const [index, column] of columns.entries()) {
    const { align = "left", swatch } = column;
    const width = widths[index]!;
    const shift = swatch && row !== undefined ? insetOf(column) : 0;
    if (swatch && row !== undefined)
      swatch(pen, row, { x: x + PAD_MM, y: box.y + PAD_MM + 0.3, width: SWATCH_MM, height: lineMm - 0.8 });
    const anchor = align === "right" ? x + width - PAD_MM : align === "center" ? x + width / 2 : x + PAD_MM + shift;
    for (const [line, text] of cells[index]!.entries())
      pen.text(text, anchor, box.y + PAD_MM + (line + 0.76) * lineMm, { sizePt, align });
    x += width;
  }
}
