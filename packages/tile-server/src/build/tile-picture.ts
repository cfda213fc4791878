import { type Look, SYMBOLOGY } from "@parkatlas/geo-core";
import type { DecodedFeature, DecodedLayer } from "../tile/decode-tile.ts";
import type { TileValue } from "../tile/properties.ts";
import { MAX_TRANSITIONS } from "../tile/schema.ts";
import { Picture } from "./png.ts";

/** BUILD: a tile as a picture, to look at what it holds without a map: the colours are those of the map's legend. */

const SIDE_PX = 512;
/** Layers that are filled in one colour; any other is drawn as its outline. */
const FILLS: Readonly<Record<string, string>> = { blocks: SYMBOLOGY.ground.block, shares: SYMBOLOGY.ground.neutralParcel };
const HIDDEN: ReadonlySet<string> = new Set(["envelopes", "labels"]);

/**
 * The tile as PNG, 512 pixels wide without its buffer. Parcels, and the points of idle ones, are in the colour of their class
 * on `day` (days since 1970-01-01), units in that of their verdict.
 */
export function pictureOfTile(layers: readonly DecodedLayer[], day: number): Uint8Array {
  const picture = new Picture(SIDE_PX, SIDE_PX, rgbOf(SYMBOLOGY.ground.land));
  for (const { name, extent, features } of layers) {
    if (HIDDEN.has(name)) continue;
    for (const feature of features) drawFeature(picture, feature, SIDE_PX / extent, fillOf(name, feature.properties, day));
  }
  return picture.png();
}

function fillOf(layer: string, properties: Readonly<Record<string, TileValue>>, day: number): number | null {
  const { c0, verdict, kind } = properties;
  if (typeof c0 === "string") {
    const found = classOn(properties, day);
    // The point of a parcel that is not idle on the day.
    return found === "other" ? null : fillIn(SYMBOLOGY.land, found);
  }
  if (typeof verdict === "string") return fillIn(SYMBOLOGY.verdict, verdict);
  if (typeof kind === "string") return fillIn(SYMBOLOGY.site, kind);
  const fill = FILLS[layer];
  return fill === undefined ? null : rgbOf(fill);
}

function fillIn(looks: Readonly<Record<string, Look>> & { readonly unknown: Look }, key: string): number {
  return rgbOf((Object.hasOwn(looks, key) ? looks[key]! : looks.unknown).fill);
}

/** `#rrggbb` as a number. */
function rgbOf(colour: string): number {
  return Number.parseInt(colour.slice(1), 16);
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
  const line = rgbOf(SYMBOLOGY.ground.parkLine);
  for (let i = 0; i + (closed ? 0 : 2) < path.length; i += 2) {
    const j = (i + 2) % path.length;
    const [ax, ay, bx, by] = [path[i]!, path[i + 1]!, path[j]!, path[j + 1]!];
    const steps = Math.ceil(Math.max(Math.abs(bx - ax), Math.abs(by - ay), 1));
    if (steps > 4 * SIDE_PX) continue;
    for (let step = 0; step <= steps; step++) {
      const x = Math.floor(ax + ((bx - ax) * step) / steps);
      picture.row(Math.floor(ay + ((by - ay) * step) / steps), x, x + 1, line);
    }
  }
}
