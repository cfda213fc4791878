import type { LandClass } from "@parkatlas/geo-core";
import type { DecodedFeature, DecodedLayer } from "../tile/decode-tile.ts";
import type { TileValue } from "../tile/properties.ts";
import { MAX_TRANSITIONS } from "../tile/schema.ts";
import { Picture } from "./png.ts";

/** BUILD: a tile as a picture, to look at what it holds without a map: the colours are those of the map's legend. */

const SIDE_PX = 512;
const GROUND = 0xf8f6f1;
const LINE = 0x5f6b66;

export const LAND_COLOURS: Readonly<Record<LandClass, number>> = {
  idle: 0x7a1f3d,
  "suspected-idle-2y": 0xc8452b,
  "suspected-idle-1y": 0xe8863a,
  "suspected-idle-stalled": 0xb0609f,
  overdue: 0xf4cf5d,
  stalled: 0x7265ab,
  "supplied-pending": 0xb3d4c4,
  "under-construction": 0x6fa8d0,
  built: 0xaeb9c1,
  "approved-unsupplied": 0xf6efdd,
  unknown: 0xffffff,
};
export const VERDICT_COLOURS: Readonly<Record<string, number>> = {
  inside: 0xc8452b,
  indeterminate: 0xe0a526,
  outside: 0x2f7f8c,
  "not-required": 0x9aa3a8,
  unknown: 0xffffff,
};
/** Of layers that are filled in one colour; envelopes and labels are not drawn, any other layer as its outline. */
const FILLS: Readonly<Record<string, number>> = { blocks: 0xefece4, shares: 0xdcd6c6, sites: 0xdcc79a };
const HIDDEN: ReadonlySet<string> = new Set(["envelopes", "labels"]);

/**
 * The tile as PNG, 512 pixels wide without its buffer. Parcels, and the points of idle ones, are in the colour of their class
 * on `day` (days since 1970-01-01), units in that of their verdict.
 */
export function pictureOfTile(layers: readonly DecodedLayer[], day: number): Uint8Array {
  const picture = new Picture(SIDE_PX, SIDE_PX, GROUND);
  for (const { name, extent, features } of layers) {
    if (HIDDEN.has(name)) continue;
    for (const feature of features) drawFeature(picture, feature, SIDE_PX / extent, fillOf(name, feature.properties, day));
  }
  return picture.png();
}

function fillOf(layer: string, properties: Readonly<Record<string, TileValue>>, day: number): number | null {
  if (typeof properties.c0 === "string") {
    const found = classOn(properties, day);
    return found === "other" ? null : (LAND_COLOURS[found as LandClass] ?? LAND_COLOURS.unknown);
  }
  if (typeof properties.verdict === "string") return VERDICT_COLOURS[properties.verdict] ?? VERDICT_COLOURS.unknown!;
  return FILLS[layer] ?? null;
}

function classOn(properties: Readonly<Record<string, TileValue>>, day: number): string {
  let found = String(properties.c0);
  for (let change = 1; change <= MAX_TRANSITIONS; change++) {
    const from = properties[`d${change}`];
    if (typeof from !== "number" || from > day) break;
    found = String(properties[`c${change}`]);
  }
  return found;
}

function drawFeature(picture: Picture, { type, paths }: DecodedFeature, scale: number, fill: number | null): void {
  const scaled = paths.map((path) => path.map((value) => value * scale));
  if (type === 1) {
    if (fill !== null) for (const [x, y] of scaled) drawPoint(picture, x!, y!, fill);
    return;
  }
  if (type === 3 && fill !== null) fillRings(picture, scaled, fill);
  for (const path of scaled) drawPath(picture, path, type === 3);
}

function drawPoint(picture: Picture, x: number, y: number, rgb: number): void {
  for (let dy = -2; dy <= 2; dy++) picture.row(Math.floor(y) + dy, Math.floor(x) - 2, Math.floor(x) + 3, rgb);
}

/** Even and odd crossings of the middle of each row of pixels: holes stay open. */
function fillRings(picture: Picture, rings: readonly (readonly number[])[], rgb: number): void {
  const crossings: number[][] = Array.from({ length: picture.height }, () => []);
  for (const ring of rings)
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length;
      const [ax, ay, bx, by] = [ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!];
      const from = Math.max(0, Math.ceil(Math.min(ay, by) - 0.5));
      const to = Math.min(picture.height, Math.ceil(Math.max(ay, by) - 0.5));
      for (let y = from; y < to; y++) crossings[y]!.push(ax + ((y + 0.5 - ay) / (by - ay)) * (bx - ax));
    }
  crossings.forEach((xs, y) => {
    xs.sort((a, b) => a - b);
    for (let i = 0; i + 1 < xs.length; i += 2) picture.row(y, Math.ceil(xs[i]! - 0.5), Math.ceil(xs[i + 1]! - 0.5), rgb);
  });
}

/** A line one pixel wide. Only what reaches into the picture is walked, so that a hostile coordinate costs nothing. */
function drawPath(picture: Picture, path: readonly number[], closed: boolean): void {
  for (let i = 0; i + (closed ? 0 : 2) < path.length; i += 2) {
    const j = (i + 2) % path.length;
    const [ax, ay, bx, by] = [path[i]!, path[i + 1]!, path[j]!, path[j + 1]!];
    const steps = Math.ceil(Math.max(Math.abs(bx - ax), Math.abs(by - ay), 1));
    if (steps > 4 * SIDE_PX) continue;
    for (let step = 0; step <= steps; step++) {
      const x = Math.floor(ax + ((bx - ax) * step) / steps);
      picture.row(Math.floor(ay + ((by - ay) * step) / steps), x, x + 1, LINE);
    }
  }
}
