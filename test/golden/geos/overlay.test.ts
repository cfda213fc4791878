// Overlay beside GEOS 3.13, in the plane of degrees where both work: no exception, valid output, areas equal within grid size times outline, closure.
import { type Areal, dissolve, intersectAreal, type Polygon, subtractAreal, unionAreal } from "@parkatlas/geo-core";
import { seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { areaOf, isValid, lengthOf, overlayArea, unionOf } from "./geos.ts";

/** The grid of overlays, degrees; rounding moves a vertex by half of it along each axis, and a cut vertex once more. */
const GRID_DEG = 1e-9;
type Place = readonly [number, number];

const polygon = (...rings: readonly (readonly Place[])[]): Polygon => ({
  type: "Polygon",
  coordinates: rings.map((ring) => [...ring, ring[0]!].map((place) => [...place])),
});
const box = (west: number, south: number, size: number): readonly Place[] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
];
/** Near 0, 0 so that GEOS' own double arithmetic is no part of the comparison; ours has a grid. */
const near = (areal: Areal): Areal => {
  const moved = (rings: readonly (readonly (readonly number[])[])[]) =>
    rings.map((ring) => ring.map(([lonDeg, latDeg]) => [lonDeg! - 122, latDeg! - 43.5]));
  return areal.type === "Polygon"
    ? { type: "Polygon", coordinates: moved(areal.coordinates) }
    : { type: "MultiPolygon", coordinates: areal.coordinates.map(moved) };
};
const nearOrNull = (areal: Areal | null) => areal && near(areal);

function expectAsGeos(a: Areal, b: Areal, name: string): void {
  const results = { intersection: intersectAreal(a, b), union: unionAreal([a, b]), difference: subtractAreal(a, [b]) };
  const [p, q] = [near(a), near(b)];
  const roundingDeg2 = 2 * GRID_DEG * (lengthOf(p) + lengthOf(q)) + 1e-16;
  for (const operation of ["intersection", "union", "difference"] as const) {
    const result = nearOrNull(results[operation]);
    expect(isValid(results[operation]), `${name}: ${operation}`).toBe(true);
    const off = Math.abs(areaOf(result) - overlayArea(operation, p, q));
    expect(off, `${name}: area of ${operation}`).toBeLessThanOrEqual(roundingDeg2);
  }
  const closure = areaOf(nearOrNull(results.intersection)) + areaOf(nearOrNull(results.difference)) - areaOf(p);
  expect(Math.abs(closure), `${name}: A∩B + A−B = A`).toBeLessThanOrEqual(roundingDeg2);
}

const A = box(122, 43.5, 0.01);
const DEGENERATE: readonly (readonly [string, Areal, Areal])[] = [
  ["the same twice", polygon(A), polygon(A)],
  ["the same the other way round", polygon(A), polygon([...A].reverse())],
  ["a common border", polygon(A), polygon(box(122.01, 43.5, 0.01))],
  ["half a common border", polygon(A), polygon(box(122.01, 43.505, 0.01))],
  ["a common corner", polygon(A), polygon(box(122.01, 43.51, 0.01))],
  ["one inside the other, touching it", polygon(A), polygon(box(122, 43.502, 0.004))],
  ["an island that fills a hole", polygon(A, [...box(122.002, 43.502, 0.004)].reverse()), polygon(box(122.002, 43.502, 0.004))],
  [
    "a hole that touches its shell",
    polygon(A, [...box(122, 43.503, 0.003)].reverse().slice(0, 3)),
    polygon(box(122.001, 43.5, 0.02)),
  ],
  [
    "a needle through a box",
    polygon(A),
    polygon([
      [121.99, 43.505],
      [122.02, 43.505],
      [122.02, 43.505 + 3e-9],
    ]),
  ],
  [
    "a needle along a border",
    polygon(A),
    polygon([
      [122, 43.5],
      [122.01, 43.5],
      [122.005, 43.5 - 2e-9],
    ]),
  ],
  ["far apart", polygon(A), polygon(box(122.2, 43.5, 0.01))],
  [
    "collinear edges that overlap in part",
    polygon(A),
    polygon([
      [122.004, 43.5],
      [122.02, 43.5],
      [122.01, 43.49],
    ]),
  ],
];

describe("overlay of two areals", () => {
  test.each(DEGENERATE)("with %s is as by GEOS", (name, a, b) => {
    expectAsGeos(a, b, name);
    expectAsGeos(b, a, name);
  });

  test.each([1e-7, 1e-9, 1e-11, 1e-12, 1e-13, 1e-14])(
    "of neighbours whose common vertices differ by %s° is as by GEOS",
    (jitterDeg) => {
      const random = seededRandom(Math.round(-Math.log10(jitterDeg)));
      for (let run = 0; run < 60; run++) {
        const spot = (x: number, y: number): Place => [122 + 0.004 * x + 0.001 * random(), 43.5 + 0.004 * y + 0.001 * random()];
        const jittered = (ring: readonly Place[]) =>
          ring.map(([x, y]): Place => [x + jitterDeg * (random() - 0.5), y + jitterDeg * (random() - 0.5)]);
        const border = [spot(2, 0), spot(2.2, 1), spot(1.8, 2), spot(2, 3)];
        const west = polygon([spot(0, 0), ...border, spot(0, 3)]);
        const east = polygon([...jittered(border).reverse(), spot(4, 0), spot(4, 3)]);
        const across = polygon(jittered([border[0]!, spot(3, 0.5), border[2]!, spot(1, 1)]));
        for (const [a, b] of [
          [west, east],
          [west, across],
          [across, east],
        ] as const)
          if (isValid(a) && isValid(b)) expectAsGeos(a, b, `run ${run}`);
      }
    },
  );

  test("of random scribbles that GEOS calls valid, with holes, is as by GEOS", () => {
    const random = seededRandom(97);
    const star = (lonDeg: number, latDeg: number, sizeDeg: number) =>
      Array.from({ length: 7 + Math.floor(30 * random()) }, (_, i, { length } = { length: 37 }) => {
        const angle = (2 * Math.PI * (i + 0.5 * random())) / Math.max(37, length);
        const reach = sizeDeg * (0.3 + 0.7 * random());
        return [lonDeg + reach * Math.cos(angle), latDeg + reach * Math.sin(angle)] as const;
      });
    for (let run = 0; run < 150; run++) {
      const a = polygon(star(122, 43.5, 0.01), star(122, 43.5, 0.002).reverse());
      const b = polygon(star(122 + 0.01 * random(), 43.5, 0.01));
      if (isValid(a) && isValid(b)) expectAsGeos(a, b, `run ${run}`);
    }
  });
});

/** Parcels of a block: a crooked net of quadrangles, some halved along a crooked line, vertices shared, jittered by noise of projection. */
function block(random: () => number, lonDeg: number, jitterDeg: number): Polygon[] {
  const [rows, columns] = [6, 8];
  const net = Array.from(
    { length: (rows + 1) * (columns + 1) },
    (_, i): Place => [
      lonDeg + 0.001 * ((i % (columns + 1)) + 0.4 * random()),
      43.5 + 0.001 * (Math.floor(i / (columns + 1)) + 0.4 * random()),
    ],
  );
  const own = ([x, y]: Place): Place => [x + jitterDeg * (random() - 0.5), y + jitterDeg * (random() - 0.5)];
  return Array.from({ length: rows * columns }, (_, i) => {
    const at = Math.floor(i / columns) * (columns + 1) + (i % columns);
    return polygon([net[at]!, net[at + 1]!, net[at + columns + 2]!, net[at + columns + 1]!].map(own));
  });
}

describe("dissolving parcels", () => {
  test.each([0, 1e-13, 1e-10, 3e-9])(
    "with vertices that differ by %s° gives valid blocks with the area of GEOS' union",
    (jitterDeg) => {
      const random = seededRandom(1896);
      const features = Array.from({ length: 12 }, (_, blockId) =>
        block(random, 122 + 0.02 * blockId, jitterDeg)
          .filter(() => random() > 0.1)
          .map((geometry) => ({ geometry, blockId })),
      ).flat();
      for (const { key, geometry, members } of dissolve(features, ({ blockId }) => blockId)) {
        const parcels = members.map((index) => near(features[index]!.geometry));
        const judge = unionOf(parcels);
        expect(isValid(geometry), `block ${key}`).toBe(true);
        const outlineDeg = parcels.reduce((sum, parcel) => sum + lengthOf(parcel), 0);
        // Jitter leaves hairlines between parcels, which the grid closes or opens along their borders.
        const tolerance = 2 * (GRID_DEG + jitterDeg) * outlineDeg;
        expect(Math.abs(areaOf(nearOrNull(geometry)) - areaOf(judge)), `block ${key}`).toBeLessThanOrEqual(tolerance);
      }
    },
  );
});
