import type { Box } from "../page/paper.ts";
import type { Pen } from "../page/pen.ts";
import { roundStep, spaced } from "./furniture.ts";

export interface StepChart {
  /** Steps by rising x; the value holds from the x before up to its own. */
  readonly steps: readonly { readonly x: number; readonly y: number }[];
  readonly xTitle: string;
  readonly yTitle: string;
  /** A line at this x, with what it says. */
  readonly cursor: { readonly x: number; readonly label: string };
}

const AXIS = { colour: "#222222", widthMm: 0.25 };
const GRID = { colour: "#d5d8d6", widthMm: 0.1 };
const CURVE = "#14584f";
const CURSOR = "#b00020";

/** A curve that falls in steps, with its axes from 0 and a cursor. */
export function drawStepChart(pen: Pen, box: Box, { steps, xTitle, yTitle, cursor }: StepChart): void {
  const plot = { x: box.x + 16, y: box.y + 6, width: box.width - 24, height: box.height - 18 };
  const mostX = Math.max(cursor.x, ...steps.map(({ x }) => x)) * 1.02;
  const mostY = Math.max(1, ...steps.map(({ y }) => y)) * 1.08;
  const xOf = (value: number) => plot.x + (value / mostX) * plot.width;
  const yOf = (value: number) => plot.y + plot.height * (1 - value / mostY);
  const small = { sizePt: 6.5 } as const;
  for (const x of ticks(mostX, 8)) {
    pen.line(xOf(x), plot.y, xOf(x), plot.y + plot.height, GRID);
    pen.text(spaced(x), xOf(x), plot.y + plot.height + 3.4, { ...small, align: "center" });
  }
  for (const y of ticks(mostY, 5)) {
    pen.line(plot.x, yOf(y), plot.x + plot.width, yOf(y), GRID);
    pen.text(mostY < 10 ? String(Number(y.toFixed(2))) : spaced(y), plot.x - 1.5, yOf(y) + 0.8, { ...small, align: "right" });
  }
  const { doc } = pen;
  doc.lineJoin("miter").lineWidth(0.4).strokeColor(CURVE);
  for (const [index, { x, y }] of steps.entries()) {
    if (index === 0) doc.moveTo(xOf(0), yOf(y));
    else doc.lineTo(xOf(steps[index - 1]!.x), yOf(y));
    doc.lineTo(xOf(x), yOf(y));
  }
  if (steps.length > 0) doc.stroke();
  pen.line(plot.x, plot.y, plot.x, plot.y + plot.height, AXIS);
  pen.line(plot.x, plot.y + plot.height, plot.x + plot.width, plot.y + plot.height, AXIS);
  pen.line(xOf(cursor.x), plot.y - 1, xOf(cursor.x), plot.y + plot.height, { colour: CURSOR, widthMm: 0.3, dashMm: [1.5, 1] });
  const isRight = cursor.x < mostX / 2;
  pen.text(cursor.label, xOf(cursor.x) + (isRight ? 1.5 : -1.5), plot.y + 2, {
    sizePt: 7.5,
    colour: CURSOR,
    align: isRight ? "left" : "right",
    rim: "#ffffff",
  });
  pen.text(yTitle, plot.x, plot.y - 2.4, small);
  pen.text(xTitle, plot.x + plot.width, plot.y + plot.height + 7.4, { ...small, align: "right" });
}

function ticks(most: number, count: number): readonly number[] {
  const step = roundStep(most / count) * (most / roundStep(most / count) > count * 1.5 ? 2 : 1);
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
}
