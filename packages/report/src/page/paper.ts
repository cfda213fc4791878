/** Millimetres of a typographic point; positions and sizes on a sheet are millimetres, type sizes are points. */
export const MM_PER_PT = 25.4 / 72;

export type PaperSize = "A4" | "A3";
export type Orientation = "portrait" | "landscape";

/** A rectangle on the sheet, mm from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** ISO 216, short side first. */
const SIDES_MM: Readonly<Record<PaperSize, readonly [number, number]>> = { A4: [210, 297], A3: [297, 420] };

export interface Paper {
  readonly widthMm: number;
  readonly heightMm: number;
  /** What may be printed on, without the line at the foot. The left margin is wide enough to bind. */
  readonly body: Box;
}

export function paperOf(size: PaperSize, orientation: Orientation): Paper {
  const [short, long] = SIDES_MM[size];
  const [widthMm, heightMm] = orientation === "portrait" ? [short, long] : [long, short];
  const margin = { left: 20, right: 12, top: 12, bottom: 16 };
  return {
    widthMm,
    heightMm,
    body: {
      x: margin.left,
      y: margin.top,
      width: widthMm - margin.left - margin.right,
      height: heightMm - margin.top - margin.bottom,
    },
  };
}
