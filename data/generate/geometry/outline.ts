import type { Random } from "../random.ts";
import { areaOf, cross, type Ring, scale, turn, type XY } from "./plane.ts";

/**
 * Outline of a planned area: a rectangle with stepped or cut corners and slightly crooked sides, star-shaped around
 * its middle, so that a scaled copy lies strictly inside.
 */
export function plannedOutline(random: Random, areaM2: number): Ring {
  const aspect = random.between(0.72, 1.35);
  const corners = [0, 1, 2, 3].flatMap((corner) => cornerOf(random, corner));
  const crooked = corners.map(
    ([x, y]): XY => [
      x * Math.sqrt(aspect) * (1 + random.between(-0.012, 0.012)),
      (y / Math.sqrt(aspect)) * (1 + random.between(-0.012, 0.012)),
    ],
  );
  const ring = crooked.every((point, index) => cross(point, crooked[(index + 1) % crooked.length]!) > 0) ? crooked : corners;
  return scaledTo(ring, areaM2);
}

/** Vertices of one corner of the unit square (corner 0 = south-east, counter-clockwise), and a point on the side after it. */
function cornerOf(random: Random, corner: number): readonly XY[] {
  const quarter = (corner * Math.PI) / 2;
  const [cos, sin] = [Math.round(Math.cos(quarter)), Math.round(Math.sin(quarter))];
  const place = ([x, y]: XY): XY => [x * cos - y * sin, x * sin + y * cos];
  const across = random.between(0.16, 0.48);
  const down = random.between(0.16, 0.44);
  const shape = random.weighted([
    ["step", 4],
    ["cut", 3],
    ["plain", 3],
  ] as const);
  const local: readonly XY[] =
    shape === "step"
      ? [
          [1 - across, -1],
          [1 - across - 0.015, -1 + down],
          [1, -1 + down + 0.015],
        ]
      : shape === "cut"
        ? [
            [1 - across * 0.6, -1],
            [1, -1 + down * 0.6],
          ]
        : [[1, -1]];
  return [...local, [1 + random.between(-0.03, 0.02), random.between(-0.2, 0.3)] as XY].map(place);
}

function scaledTo(ring: Ring, areaM2: number): Ring {
  const factor = Math.sqrt(areaM2 / areaOf(ring));
  return ring.map((point) => scale(point, factor));
}

/** A village as it is built: rows of yards along lanes, so a stepped outline turned by some angle. */
export function settlementRing(random: Random, [x, y]: XY, radiusM: number): Ring {
  const strips = random.int(3, 6);
  const half = radiusM * random.between(0.8, 1);
  const depth = radiusM * random.between(0.45, 0.85);
  const angle = random.between(-0.5, 0.5);
  const low: XY[] = [];
  const high: XY[] = [];
  for (let strip = 0; strip < strips; strip++) {
    const [from, to] = [-half + (2 * half * strip) / strips, -half + (2 * half * (strip + 1)) / strips];
    const [bottom, top] = [-depth * random.between(0.55, 1), depth * random.between(0.55, 1)];
    low.push([from, bottom], [to, bottom]);
    high.push([from, top], [to, top]);
  }
  return [...low, ...high.reverse()].map((point) => {
    const [east, north] = turn(point, angle);
    return [x + east, y + north];
  });
}

export function rectangle([x, y]: XY, widthM: number, heightM: number, angleRad: number): Ring {
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  return (
    [
      [-0.5, -0.5],
      [0.5, -0.5],
      [0.5, 0.5],
      [-0.5, 0.5],
    ] as const
  ).map(([u, v]) => [x + u * widthM * cos - v * heightM * sin, y + u * widthM * sin + v * heightM * cos]);
}
