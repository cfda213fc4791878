import { type Hatch, LAND_SYMBOLS, type MapSymbol, SITING_SYMBOLS } from "./symbology.ts";

export interface PixelImage {
  readonly width: number;
  readonly height: number;
  /** RGBA, row by row, straight alpha. */
  readonly data: Uint8ClampedArray;
}

/** Device pixels per side of the repeating square, drawn at `HATCH_PIXEL_RATIO`. */
const SIDE_PX = 16;
export const HATCH_PIXEL_RATIO = 2;
const HALF_LINE_PX = 1.1;
const DOT_RADIUS_PX = 2.2;

export const hatchImageId = (landClass: string): string => `hatch-${landClass}`;

/** Distance in pixels from a pixel's centre to the nearest line of the hatch, lines repeating every side along x. */
function distanceToLinePx(along: number): number {
  const offset = ((along % SIDE_PX) + SIDE_PX) % SIDE_PX;
  return Math.min(offset, SIDE_PX - offset) * Math.SQRT1_2;
}

function coverage(hatch: Hatch, x: number, y: number): number {
  const line = (along: number) => Math.min(Math.max(HALF_LINE_PX + 0.5 - distanceToLinePx(along), 0), 1);
  const centrePx = SIDE_PX / 2;
  switch (hatch) {
    case "none":
      return 0;
    case "rising":
      return line(x + y);
    case "falling":
      return line(x - y);
    case "cross":
      return Math.max(line(x + y), line(x - y));
    case "dots":
      return Math.min(Math.max(DOT_RADIUS_PX + 0.5 - Math.hypot(x - centrePx, y - centrePx), 0), 1);
  }
}

/** A seamless square of a hatch in one ink, antialiased; `none` gives a fully clear square. */
export function hatchImage(hatch: Hatch, ink: string): PixelImage {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(ink.slice(at, at + 2), 16));
  const data = new Uint8ClampedArray(SIDE_PX * SIDE_PX * 4);
  for (let row = 0; row < SIDE_PX; row++) {
    for (let column = 0; column < SIDE_PX; column++) {
      data.set([red!, green!, blue!, 255 * coverage(hatch, column + 0.5, row + 0.5)], (row * SIDE_PX + column) * 4);
    }
  }
  return { width: SIDE_PX, height: SIDE_PX, data };
}

/** The images that the style and the overlays name in `fill-pattern`: one per hatched class. */
export function hatchImages(): readonly { readonly id: string; readonly image: PixelImage }[] {
  const classes: readonly (readonly [string, MapSymbol])[] = [...Object.entries(LAND_SYMBOLS), ...Object.entries(SITING_SYMBOLS)];
  return classes
    .filter(([, { hatch }]) => hatch !== "none")
    .map(([key, { hatch, ink }]) => ({ id: hatchImageId(key), image: hatchImage(hatch, ink) }));
}
