import { SYMBOLOGY } from "@parkatlas/geo-core";
import type { Box } from "../page/paper.ts";
import type { Pen } from "../page/pen.ts";
import type { Ground } from "./ground.ts";

const INK = SYMBOLOGY.ground.text;
const TICK_MM = 2;

/** 1, 2 or 5 times a power of ten, not above `most`. */
export function roundStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  const share = most / power;
  return (share >= 5 ? 5 : share >= 2 ? 2 : 1) * power;
}

/** Thousands set apart by spaces, as coordinates and scales are written. */
export function spaced(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, " ");
}

/** The frame of the map with the coordinates of the grid: ticks on all sides, crosses inside, figures at the left and the foot. */
export function drawGrid(pen: Pen, ground: Ground): void {
  const { frame, westM, eastM, southM, northM, ratio } = ground;
  const stepM = roundStep((55 * ratio) / 1000);
  const [bottom, right] = [frame.y + frame.height, frame.x + frame.width];
  const thin = { colour: INK, widthMm: 0.13 };
  const eastings = multiples(westM, eastM, stepM).map((east) => [east, ground.atPlane([east, southM])[0]] as const);
  const northings = multiples(southM, northM, stepM).map((north) => [north, ground.atPlane([westM, north])[1]] as const);
  for (const [, x] of eastings)
    for (const [, y] of northings) {
      pen.line(x - 1.2, y, x + 1.2, y, { ...thin, widthMm: 0.08 });
      pen.line(x, y - 1.2, x, y + 1.2, { ...thin, widthMm: 0.08 });
    }
  for (const [east, x] of eastings) {
    pen.line(x, frame.y, x, frame.y + TICK_MM, thin);
    pen.line(x, bottom - TICK_MM, x, bottom, thin);
    pen.text(spaced(east), x, bottom + 2.9, { sizePt: 5.5, align: "center", colour: INK });
  }
  for (const [north, y] of northings) {
    pen.line(frame.x, y, frame.x + TICK_MM, y, thin);
    pen.line(right - TICK_MM, y, right, y, thin);
    // Beside a corner there is no room for the figure.
    if (y > frame.y + 6 && y < bottom - 6)
      pen.text(spaced(north), frame.x - 1.2, y, { sizePt: 5.5, align: "center", turnedDeg: 90, colour: INK });
  }
  pen.rect(frame.x, frame.y, frame.width, frame.height, { stroke: { colour: INK, widthMm: 0.35 } });
}

function multiples(from: number, to: number, step: number): readonly number[] {
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, index) => (first + index) * step);
}

/** The corner of a map that the north arrow takes. */
export function northArrowBox({ x, y, width }: Box): Box {
  return { x: x + width - 13, y, width: 13, height: 17 };
}

/** The arrow to the north of the grid, in the upper right corner of the map. */
export function drawNorthArrow(pen: Pen, { x, y, width }: Box): void {
  const [centre, top] = [x + width - 7, y + 3.2];
  pen.text("N", centre, top + 2.8, { sizePt: 9, align: "center", rim: "#ffffff" });
  const { doc } = pen;
  doc.polygon([centre, top + 3.8], [centre - 2.6, top + 13], [centre, top + 10.6]).fillAndStroke("#ffffff", INK);
  doc.polygon([centre, top + 3.8], [centre + 2.6, top + 13], [centre, top + 10.6]).fillAndStroke(INK, INK);
}

/** Marks of the bar: 0, the half, the whole. */
const SEGMENTS = 4;

export interface ScaleBar {
  readonly lengthM: number;
  readonly lengthMm: number;
}

/** The bar that fits into `mostMm`: a round length, true to the ratio. */
export function scaleBarOf(ratio: number, mostMm: number): ScaleBar {
  const lengthM = roundStep((mostMm * ratio) / 1000);
  return { lengthM, lengthMm: (lengthM * 1000) / ratio };
}

/** Draws the bar with its left end at x; its figures stand below it. */
export function drawScaleBar(pen: Pen, x: number, y: number, { lengthM, lengthMm }: ScaleBar): void {
  const height = 1.5;
  const segmentMm = lengthMm / SEGMENTS;
  for (let index = 0; index < SEGMENTS; index++)
    pen.rect(x + index * segmentMm, y, segmentMm, height, {
      fill: index % 2 === 0 ? "#000000" : "#ffffff",
      stroke: { colour: "#000000", widthMm: 0.15 },
    });
  const inKm = lengthM >= 2000;
  const figure = (metres: number) => String(inKm ? metres / 1000 : metres);
  const style = { sizePt: 6.5, align: "center" } as const;
  pen.text("0", x, y + height + 2.8, style);
  pen.text(figure(lengthM / 2), x + lengthMm / 2, y + height + 2.8, style);
  pen.text(`${figure(lengthM)} ${inKm ? "km" : "m"}`, x + lengthMm, y + height + 2.8, style);
}
