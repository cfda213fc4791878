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

const SIZE_PT = 7.5;
const LINE_MM = 3.6;
const PAD_MM = 1;
const SWATCH_MM = 4.2;
const MOST_LINES = 3;
const RULE = { colour: "#9aa0a0", widthMm: 0.12 };
const STRONG = { colour: "#222222", widthMm: 0.3 };
const HEAD_FILL = "#eef1ef";

type Cell = readonly string[];

/** Draws a table from where the flow stands, over as many pages as it takes, its head on each. Rows are never torn apart. */
export function drawTable<Row>(pen: Pen, flow: Flow, table: Table<Row>): void {
  const { columns, rows } = table;
  const total = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => (width / total) * flow.width);
  const cellLines = (texts: readonly string[], mostLines: number): readonly Cell[] =>
    texts.map((text, index) => pen.linesOf(text, textWidth(columns[index]!, widths[index]!), SIZE_PT, mostLines));
  const head = columns.map(({ title }, index) => pen.linesOf(title, widths[index]! - 2 * PAD_MM, SIZE_PT, MOST_LINES));
  const drawHead = () => {
    drawRow(pen, flow, columns, widths, head, { fill: HEAD_FILL });
    pen.line(flow.x, flow.y, flow.x + flow.width, flow.y, STRONG);
  };
  const begin = () => {
    pen.line(flow.x, flow.y, flow.x + flow.width, flow.y, STRONG);
    drawHead();
  };
  const makeRoom = (height: number) => {
    if (flow.y + height <= flow.bottom) return;
    flow.nextPage();
    begin();
  };
  if (flow.y + heightOf(head) + LINE_MM + 2 * PAD_MM > flow.bottom) flow.nextPage();
  begin();
  for (const row of rows) {
    const cells = cellLines(
      columns.map((column) => column.value(row)),
      MOST_LINES,
    );
    makeRoom(heightOf(cells));
    drawRow(pen, flow, columns, widths, cells, { row });
    pen.line(flow.x, flow.y, flow.x + flow.width, flow.y, RULE);
  }
  if (rows.length === 0) {
    pen.text(table.whenEmpty, flow.x + PAD_MM, flow.y + PAD_MM + 2.7, { sizePt: SIZE_PT, colour: "#555555" });
    flow.y += LINE_MM + 2 * PAD_MM;
  }
  if (table.totals && rows.length > 0) {
    const cells = table.totals.map((text, index) => pen.linesOf(text, widths[index]! - 2 * PAD_MM, SIZE_PT, 1));
    makeRoom(heightOf(cells));
    drawRow(pen, flow, columns, widths, cells, { fill: HEAD_FILL });
  }
  pen.line(flow.x, flow.y, flow.x + flow.width, flow.y, STRONG);
  flow.y += 4;
}

function textWidth(column: Pick<TableColumn<never>, "swatch">, width: number): number {
  return width - 2 * PAD_MM - (column.swatch ? SWATCH_MM + 1 : 0);
}

function heightOf(cells: readonly Cell[]): number {
  return Math.max(...cells.map(({ length }) => length)) * LINE_MM + 2 * PAD_MM;
}

function drawRow<Row>(
  pen: Pen,
  flow: Flow,
  columns: readonly TableColumn<Row>[],
  widths: readonly number[],
  cells: readonly Cell[],
  { fill, row }: { readonly fill?: string; readonly row?: Row },
): void {
  const height = heightOf(cells);
  if (fill) pen.rect(flow.x, flow.y, flow.width, height, { fill });
  let x = flow.x;
  for (const [index, column] of columns.entries()) {
    const { align = "left", swatch } = column;
    const width = widths[index]!;
    const shift = swatch && row !== undefined ? SWATCH_MM + 1 : 0;
    if (swatch && row !== undefined)
      swatch(pen, row, { x: x + PAD_MM, y: flow.y + PAD_MM + 0.4, width: SWATCH_MM, height: LINE_MM - 0.9 });
    const anchor = align === "right" ? x + width - PAD_MM : align === "center" ? x + width / 2 : x + PAD_MM + shift;
    for (const [line, text] of cells[index]!.entries())
      pen.text(text, anchor, flow.y + PAD_MM + line * LINE_MM + 2.7, { sizePt: SIZE_PT, align });
    x += width;
  }
  flow.y += height;
}
