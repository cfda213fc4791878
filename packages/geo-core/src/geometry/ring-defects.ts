import type { Position } from "geojson";
import { orient2d } from "robust-predicates";
import type { LonLat } from "../crs/position.ts";
import { type GeometryDefect, showPosition } from "./defect-types.ts";

/** Defects of positions one by one: not a number, or outside ±180° and ±90°. */
export function positionDefects(positions: readonly Position[], path: string): GeometryDefect[] {
  const defects: GeometryDefect[] = [];
  positions.forEach((position, i) => {
    const [lonDeg, latDeg] = [Number(position[0]), Number(position[1])];
    if (Math.abs(lonDeg) <= 180 && Math.abs(latDeg) <= 90) return;
    const swapped = Math.abs(latDeg) <= 180 && Math.abs(lonDeg) <= 90;
    const metres = Math.abs(lonDeg) > 1000 || Math.abs(latDeg) > 1000;
    defects.push({
      code: "position-out-of-range",
      at: [lonDeg, latDeg],
      path: `${path}[${i}]`,
      message:
        `Position [${position.join(", ")}] is outside lon ±180, lat ±90` +
        (swapped ? "; longitude and latitude look exchanged: put longitude first." : "") +
        (metres ? "; it looks like metres: unproject it first." : "") +
        (swapped || metres ? "" : "; correct it."),
      messageZh:
        `坐标 [${position.join(", ")}] 超出经度 ±180、纬度 ±90 的范围` +
        (swapped ? "；经纬度似乎颠倒，应经度在前。" : "") +
        (metres ? "；似为以米计的投影坐标，请先反算为经纬度。" : "") +
        (swapped || metres ? "" : "，请更正。"),
    });
  });
  return defects;
}

/** Defects of one ring by itself, its self-contacts apart: length, closure, duplicate positions, spikes, winding. */
export function ringDefects(ring: readonly Position[], path: string, isShell: boolean): GeometryDefect[] {
  const first = ring[0];
  if (!first || ring.length < 4) return [tooShort(ring, path)];
  const last = ring[ring.length - 1]!;
  if (!same(first, last)) return [notClosed(first, last, `${path}[${ring.length - 1}]`)];
  const defects: GeometryDefect[] = [];
  const distinct: { position: Position; index: number }[] = [];
  for (let i = 0; i + 1 < ring.length; i++) {
    const position = ring[i]!;
    if (i > 0 && same(position, ring[i - 1]!)) defects.push(duplicate(position, `${path}[${i}]`));
    else distinct.push({ position, index: i });
  }
  if (ring.length > 2 && same(ring[ring.length - 2]!, last)) {
    defects.push(duplicate(last, `${path}[${ring.length - 1}]`));
    distinct.pop();
  }
  if (distinct.length < 3) return [tooShort(ring, path)];
  distinct.forEach(({ position, index }, i) => {
    const before = distinct[(i + distinct.length - 1) % distinct.length]!.position;
    const after = distinct[(i + 1) % distinct.length]!.position;
    if (isSpike(before, position, after)) defects.push(spike(position, `${path}[${index}]`));
  });
  const area = signedArea(ring);
  if (area !== 0 && area > 0 !== isShell) defects.push(wrongWinding(first, path, isShell));
  return defects;
}

/** Twice the signed area of a closed ring in degrees², counter-clockwise positive, about its first position. */
export function signedArea(ring: readonly Position[]): number {
  const [x0, y0] = ring[0] as [number, number];
  let sum = 0;
  for (let i = 1; i < ring.length; i++)
    sum += (ring[i - 1]![0]! - x0) * (ring[i]![1]! - y0) - (ring[i]![0]! - x0) * (ring[i - 1]![1]! - y0);
  return sum;
}

/** The outline runs to the position and straight back. */
export function isSpike(before: Position, at: Position, after: Position): boolean {
  const [bx, by] = before as [number, number];
  const [x, y] = at as [number, number];
  const [ax, ay] = after as [number, number];
  return orient2d(bx, by, x, y, ax, ay) === 0 && (x - bx) * (ax - x) + (y - by) * (ay - y) < 0;
}

export function same(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

const lonLat = (position: Position): LonLat => [position[0]!, position[1]!];

function tooShort(ring: readonly Position[], path: string): GeometryDefect {
  return {
    code: "ring-too-short",
    at: lonLat(ring[0] ?? [Number.NaN, Number.NaN]),
    path,
    message: `The ring has ${ring.length} positions; a ring needs at least 3 different ones, and the first repeated at the end.`,
    messageZh: `环只有 ${ring.length} 个点；至少需要 3 个不同的点，并在末尾重复首点。`,
  };
}

function notClosed(first: Position, last: Position, path: string): GeometryDefect {
  return {
    code: "ring-not-closed",
    at: lonLat(last),
    path,
    message: `The ring is not closed: first ${showPosition(lonLat(first))}, last ${showPosition(lonLat(last))}; repeat the first position at the end.`,
    messageZh: `环未闭合：首点 ${showPosition(lonLat(first))}，末点 ${showPosition(lonLat(last))}；请在末尾重复首点。`,
  };
}

function duplicate(position: Position, path: string): GeometryDefect {
  const shown = showPosition(lonLat(position));
  return {
    code: "duplicate-point",
    at: lonLat(position),
    path,
    message: `Position ${shown} repeats the one before it; leave one out.`,
    messageZh: `点 ${shown} 与前一点重复，请删去一个。`,
  };
}

function spike(position: Position, path: string): GeometryDefect {
  const shown = showPosition(lonLat(position));
  return {
    code: "spike",
    at: lonLat(position),
    path,
    message: `The outline runs to ${shown} and straight back (a spike without area); leave the position out.`,
    messageZh: `边界在 ${shown} 处原路折返，形成无面积的尖刺，请删去该点。`,
  };
}

function wrongWinding(first: Position, path: string, isShell: boolean): GeometryDefect {
  return {
    code: "wrong-winding",
    at: lonLat(first),
    path,
    message: isShell
      ? "The outer ring runs clockwise; RFC 7946 asks for counter-clockwise. Areas and distances are not affected."
      : "The hole runs counter-clockwise; RFC 7946 asks for clockwise. Areas and distances are not affected.",
    messageZh: isShell
      ? "外环为顺时针方向，RFC 7946 要求逆时针；不影响面积和距离。"
      : "内环为逆时针方向，RFC 7946 要求顺时针；不影响面积和距离。",
  };
}
