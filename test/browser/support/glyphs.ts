import { difference, type Picture, type Rgb } from "./png.ts";

/** A line of full-width characters: the middle of the line, the distance from one character to the next, and how many. */
export interface GlyphLine {
  readonly centerX: number;
  readonly centerY: number;
  readonly pitchPx: number;
  readonly count: number;
}

const GRID = 12;

/**
 * The shapes of a line of characters, each cut to its ink and reduced to a 12 × 12 bitmap; empty where a cell has no ink.
 * Characters that a font lacks come out as one and the same hollow box.
 */
export function glyphBitmaps(picture: Picture, line: GlyphLine, ink: Rgb): readonly string[] {
  const { centerX, centerY, pitchPx, count } = line;
  const isInk = (x: number, y: number) => difference(picture.at(x, y), ink) < 60;
  return span(0, count).map((index) => {
    const columns = span(centerX + (index - count / 2) * pitchPx, pitchPx);
    const rows = span(centerY - pitchPx * 0.75, pitchPx * 1.5);
    const inked = columns.flatMap((x) => rows.filter((y) => isInk(x, y)).map((y) => [x, y] as const));
    if (inked.length === 0) return "";
    const [xs, ys] = [inked.map(([x]) => x), inked.map(([, y]) => y)];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    const [width, height] = [Math.max(...xs) - left + 1, Math.max(...ys) - top + 1];
    return span(0, GRID * GRID)
      .map((bit) => {
        const x = left + (((bit % GRID) + 0.5) / GRID) * width;
        const y = top + ((Math.floor(bit / GRID) + 0.5) / GRID) * height;
        return isInk(Math.floor(x), Math.floor(y)) ? "1" : "0";
      })
      .join("");
  });
}

/** How many of the shapes are different characters: two shapes count as one where fewer than one bit in eight differs. */
export function distinctShapes(bitmaps: readonly string[]): number {
  const kept: string[] = [];
  for (const bitmap of bitmaps) {
    const differs = (other: string) => [...bitmap].filter((bit, index) => bit !== other[index]).length >= bitmap.length / 8;
    if (bitmap !== "" && kept.every(differs)) kept.push(bitmap);
  }
  return kept.length;
}

function span(from: number, length: number): readonly number[] {
  return Array.from({ length: Math.round(length) }, (_, index) => Math.round(from) + index);
}
