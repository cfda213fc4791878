/** Seeded shapes around a place, in metres east and north of it, for the tests of distances and buffers. */
import type { Geometry, LonLat, Polygon } from "@parkatlas/geo-core";

type Xy = readonly [number, number];
type Random = () => number;

export interface TestPair {
  readonly name: string;
  readonly a: Geometry;
  readonly b: Geometry;
  readonly workingCrs: string;
}

const between = (random: Random, low: number, high: number): number => low + (high - low) * random();
/** Evenly in the logarithm. */
const spread = (random: Random, low: number, high: number): number => low * (high / low) ** random();

/** Places on the ground near a centre; nothing depends on the scale being exact. */
function ground([lonDeg, latDeg]: LonLat): (xy: Xy) => LonLat {
  const metresPerDeg = 111_195;
  const shrink = Math.cos((latDeg * Math.PI) / 180);
  return ([x, y]) => [lonDeg + x / (metresPerDeg * shrink), latDeg + y / metresPerDeg];
}

type Outline = readonly (readonly Xy[])[];

const OUTLINES: Readonly<Record<string, (random: Random, size: number) => Outline>> = {
  star: (random, size) => [star(random, size, 4 + Math.floor(9 * random()))],
  "L-shape": (_, s) => [
    [
      [0, 0],
      [s, 0],
      [s, s / 3],
      [s / 3, s / 3],
      [s / 3, s],
      [0, s],
    ],
  ],
  comb: (_, s) => [
    [
      [0, 0],
      [s, 0],
      ...[4, 3, 2, 1].flatMap((k): Xy[] => [
        [(k * s) / 4, s],
        [((k - 0.5) * s) / 4, s],
        [((k - 0.5) * s) / 4, s / 5],
        [((k - 0.9) * s) / 4, s / 5],
      ]),
      [0, s],
    ],
  ],
  needle: (random, s) => [
    [
      [0, 0],
      [s, spread(random, 1e-3, 1)],
      [s * 0.9, s * 0.1],
    ],
  ],
  holed: (random, s) => [star(random, s, 12).map(([x, y]): Xy => [x * 1.5, y * 1.5]), star(random, s * 0.3, 6).reverse()],
};

function star(random: Random, size: number, count: number): Xy[] {
  return Array.from({ length: count }, (_, i): Xy => {
    const angle = (2 * Math.PI * (i + 0.6 * random())) / count;
    const r = size * between(random, 0.4, 1);
    return [r * Math.cos(angle), r * Math.sin(angle)];
  });
}

function turned(outline: Outline, angle: number): Outline {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return outline.map((ring) => ring.map(([x, y]): Xy => [c * x - s * y, s * x + c * y]));
}

function moved(outline: Outline, [dx, dy]: Xy): Outline {
  return outline.map((ring) => ring.map(([x, y]): Xy => [x + dx, y + dy]));
}

function polygon(outline: Outline, place: (xy: Xy) => LonLat): Polygon {
  return {
    type: "Polygon",
    coordinates: outline.map((ring) => [...ring, ring[0]!].map((xy) => [...place(xy)])),
  };
}

/**
 * A random pair: shapes of 20 m to 3 km, or a point or a line, with outlines 1 mm to 20 km apart along a random direction; one
 * in eight touching in a vertex, overlapping, or one inside the other or inside its hole. Latitude 0…60, any zone.
 */
export function randomPair(random: Random): TestPair {
  const zone = Math.floor(21 * random());
  const centre: LonLat = [75 + 3 * zone + between(random, -1.5, 1.5), between(random, 0, 60)];
  const workingCrs = `EPSG:${4534 + zone}`;
  const place = ground(centre);
  const names = Object.keys(OUTLINES);
  const pick = (): { name: string; outline: Outline } => {
    const name = names[Math.floor(names.length * random())]!;
    const outline = turned(OUTLINES[name]!(random, spread(random, 20, 3000)), random() < 0.3 ? 0 : 2 * Math.PI * random());
    return { name, outline };
  };
  const one = pick();
  const other = pick();
  const a = polygon(one.outline, place);
  const kind = random();
  if (kind < 0.04) {
    // Touching: a vertex of both at the same doubles.
    const anchor = a.coordinates[0]![0] as [number, number];
    const shape = polygon(other.outline, ground(anchor));
    const ring = shape.coordinates[0]!;
    const [dLon, dLat] = [anchor[0] - ring[0]![0]!, anchor[1] - ring[0]![1]!];
    const coordinates = shape.coordinates.map((r) => r.map(([lon, lat]) => [lon! + dLon, lat! + dLat]));
    coordinates[0]![0] = [...anchor];
    coordinates[0]![coordinates[0]!.length - 1] = [...anchor];
    return { name: `${one.name} touching ${other.name}`, a, b: { type: "Polygon", coordinates }, workingCrs };
  }
  if (kind < 0.12) {
    // Same middle, another size: overlapping, containing, or lying in the hole.
    const scale = spread(random, 0.01, 2);
    const b = polygon(
      other.outline.map((ring) => ring.map(([x, y]): Xy => [x * scale, y * scale])),
      place,
    );
    return { name: `${one.name} about ${other.name}`, a, b, workingCrs };
  }
  // Mostly apart: behind a line across A's farthest vertex in some direction, shifted along that line; else from any place of the
  // outline in any direction, into notches and holes and across other edges.
  const direction = 2 * Math.PI * random();
  const ahead: Xy = [Math.cos(direction), Math.sin(direction)];
  const gap = spread(random, 1e-3, 20_000);
  const sideways = random() < 0.5 ? 0 : between(random, -1500, 1500);
  const isBehind = random() < 0.75;
  const onA = isBehind ? farthest(one.outline, ahead) : onOutline(random, one.outline);
  const to: Xy = [onA[0] + gap * ahead[0] - sideways * ahead[1], onA[1] + gap * ahead[1] + sideways * ahead[0]];
  if (kind < 0.25) return { name: `${one.name} and point`, a, b: { type: "Point", coordinates: [...place(to)] }, workingCrs };
  if (kind < 0.32) {
    const end: Xy = [to[0] + between(random, 0, 2000) * ahead[0], to[1] + between(random, -2000, 2000)];
    return {
      name: `${one.name} and line`,
      a,
      b: { type: "LineString", coordinates: [[...place(to)], [...place(end)]] },
      workingCrs,
    };
  }
  const onB = isBehind ? farthest(other.outline, [-ahead[0], -ahead[1]]) : onOutline(random, other.outline);
  const b = polygon(moved(other.outline, [to[0] - onB[0], to[1] - onB[1]]), place);
  return { name: `${one.name} and ${other.name}`, a, b, workingCrs };
}

function farthest(outline: Outline, [dx, dy]: Xy): Xy {
  return outline[0]!.reduce((best, xy) => (xy[0] * dx + xy[1] * dy > best[0] * dx + best[1] * dy ? xy : best));
}

function onOutline(random: Random, outline: Outline): Xy {
  const ring = outline[0]!;
  const i = Math.floor(ring.length * random());
  const [p, q] = [ring[i]!, ring[(i + 1) % ring.length]!];
  const t = random() < 0.3 ? 0 : random();
  return [p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])];
}
