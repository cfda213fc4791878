import type { Box } from "../page/paper.ts";
import type { Pen } from "../page/pen.ts";
import { overlaps } from "./outlines.ts";

/** A number beside something on the map; the table has a row of the same number. */
export interface Mark {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** True for something so small that the number would hide it. */
  readonly isAside?: boolean;
}

const HEIGHT_MM = 3.2;
/** Where a mark may stand, from the thing itself outward. */
const PLACES = [
  [0, 0],
  ...[4.5, 8, 12].flatMap((radius) =>
    Array.from({ length: 12 }, (_, index) => {
      const angle = (index * Math.PI) / 6;
      return [radius * Math.cos(angle), -radius * Math.sin(angle)] as const;
    }),
  ),
] as const;

/**
 * Draws numbers so that none covers another, with a line to the thing where it had to stand aside. `taken` is ground to keep
 * free; what lies outside the frame gets none. Returns how many found no place.
 */
export function drawMarks(pen: Pen, marks: readonly Mark[], frame: Box, taken: readonly Box[] = []): number {
  const used = [...taken];
  let without = 0;
  for (const mark of marks) {
    if (!isInside({ x: mark.x, y: mark.y, width: 0, height: 0 }, frame)) continue;
    const width = Math.max(HEIGHT_MM, pen.widthOf(mark.label, 6) + 1.4);
    const place = PLACES.slice(mark.isAside ? 1 : 0)
      .map(([dx, dy]) => boxAround(mark.x + dx, mark.y + dy, width))
      .find((box) => isInside(box, frame) && !used.some((other) => overlaps(box, other)));
    if (!place) {
      without++;
      continue;
    }
    used.push(place);
    drawMark(pen, mark, place);
  }
  return without;
}

function boxAround(x: number, y: number, width: number): Box {
  return { x: x - width / 2, y: y - HEIGHT_MM / 2, width, height: HEIGHT_MM };
}

function isInside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function drawMark(pen: Pen, { label, x, y }: Mark, box: Box): void {
  const [centreX, centreY] = [box.x + box.width / 2, box.y + box.height / 2];
  const ink = { colour: "#222222", widthMm: 0.15 };
  if (Math.hypot(centreX - x, centreY - y) > HEIGHT_MM / 2) pen.line(x, y, centreX, centreY, ink);
  pen.doc.roundedRect(box.x, box.y, box.width, box.height, 1.2).lineWidth(ink.widthMm).fillAndStroke("#ffffff", ink.colour);
  pen.text(label, centreX, centreY + 0.78, { sizePt: 6, align: "center" });
}

/** A line between two points with bars at its ends and its length written beside it, as in a plan. */
export function drawDimension(pen: Pen, from: readonly [number, number], to: readonly [number, number], label: string): Box {
  const colour = "#b00020";
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  // Across the line; upward where the line has no length.
  const [acrossX, acrossY] = length > 0 ? [-dy / length, dx / length] : [0, -1];
  pen.line(from[0], from[1], to[0], to[1], { colour, widthMm: 0.3 });
  for (const [x, y] of [from, to])
    pen.line(x - acrossX * 1.3, y - acrossY * 1.3, x + acrossX * 1.3, y + acrossY * 1.3, { colour, widthMm: 0.3 });
  const width = pen.widthOf(label, 8) + 1.6;
  const side = acrossY <= 0 ? 1 : -1;
  // Far enough aside that the box clears the line whatever its direction.
  const aside = (Math.abs(acrossX) * width) / 2 + Math.abs(acrossY) * 2 + 0.8;
  const centreX = (from[0] + to[0]) / 2 + side * acrossX * aside;
  const centreY = (from[1] + to[1]) / 2 + side * acrossY * aside;
  const box = { x: centreX - width / 2, y: centreY - 2, width, height: 4 };
  pen.rect(box.x, box.y, box.width, box.height, { fill: "#ffffff", stroke: { colour, widthMm: 0.15 } });
  pen.text(label, centreX, centreY + 1, { sizePt: 8, align: "center", colour });
  return box;
}
