import { seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { findGeometryDefects } from "../../geometry/find-geometry-defects.ts";
import type { MultiPolygon } from "../../geometry/types.ts";
import { assemblePolygons, twiceArea } from "./assemble.ts";
import { evenOdd, type GridPath, intersect, subtract, unite } from "./clipper.ts";

const path = (...xy: [number, number][]): GridPath => xy.map(([x, y]) => ({ x, y }));
const square = (x: number, y: number, size: number): GridPath => path([x, y], [x + size, y], [x + size, y + size], [x, y + size]);
const reversed = (ring: GridPath): GridPath => [...ring].reverse();

/** The polygons as GeoJSON in small degrees, for the exact validity test. */
function geojson(rings: readonly GridPath[]): MultiPolygon {
  return {
    type: "MultiPolygon",
    coordinates: assemblePolygons(rings).map(({ shell, holes }) =>
      [shell, ...holes].map((ring) => [...ring, ring[0]!].map(({ x, y }) => [x / 2 ** 14, y / 2 ** 14])),
    ),
  };
}

describe("polygons from rings of the clipping engine", () => {
  test("a ring pinched in a vertex becomes two polygons", () => {
    const polygons = assemblePolygons([path([0, 0], [4, 0], [4, 4], [8, 4], [8, 8], [4, 8], [4, 4], [0, 4])]);
    expect(polygons.map(({ shell }) => shell.length)).toEqual([4, 4]);
  });

  test("a shell that closes on itself around a yard becomes a shell and a hole touching it", () => {
    const polygons = assemblePolygons([path([0, 0], [9, 0], [9, 9], [0, 9], [0, 3], [3, 6], [6, 3], [0, 3])]);
    expect(polygons).toHaveLength(1);
    expect(polygons[0]!.holes).toHaveLength(1);
    expect(findGeometryDefects(geojson([path([0, 0], [9, 0], [9, 9], [0, 9], [0, 3], [3, 6], [6, 3], [0, 3])]))).toEqual([]);
  });

  test("a hole touching its shell in two places parts the polygon", () => {
    const diamond = reversed(path([4, 0], [8, 4], [4, 8], [0, 4]));
    const polygons = assemblePolygons([square(0, 0, 8), diamond]);
    expect(polygons).toHaveLength(4);
    expect(polygons.every(({ holes }) => holes.length === 0)).toBe(true);
  });

  test("a vertex on another edge, and edges run both ways, are resolved", () => {
    // Two squares sharing part of an edge, as separate rings: the shared stretch disappears.
    expect(assemblePolygons([square(0, 0, 4), square(4, 1, 2)])).toHaveLength(1);
  });

  test("an island in a hole is a polygon of its own, its hole its own", () => {
    const polygons = assemblePolygons([
      square(0, 0, 20),
      reversed(square(2, 2, 16)),
      square(4, 4, 12),
      reversed(square(6, 6, 2)),
    ]);
    expect(polygons.map(({ holes }) => holes.length)).toEqual([1, 1]);
  });

  test("any overlay of coarse, near-coincident and self-crossing rings comes out valid", () => {
    const random = seededRandom(77);
    // A coarse grid makes vertices on edges, shared stretches and pinches common.
    for (let run = 0; run < 1500; run++) {
      const size = [6, 20, 400, 1e6][run % 4]!;
      const blob = (): GridPath[] =>
        evenOdd([
          Array.from({ length: 3 + Math.floor(9 * random()) }, () => ({
            x: Math.round(size * random()),
            y: Math.round(size * random()),
          })),
        ]);
      const [a, b] = [blob(), blob()];
      for (const [name, rings] of Object.entries({
        unite: unite([...a, ...b]),
        intersect: intersect(a, b),
        subtract: subtract(a, b),
      })) {
        expect(findGeometryDefects(geojson(rings)), `${name}, run ${run}`).toEqual([]);
        if (size < 1e6) continue;
        const before = rings.reduce((sum, ring) => sum + twiceArea(ring), 0);
        const after = assemblePolygons(rings).reduce(
          (sum, { shell, holes }) => [shell, ...holes].reduce((s, ring) => s + twiceArea(ring), sum),
          0,
        );
        // Noding anew moves an outline by a step at most: steps times the length of some dozens of edges.
        expect(Math.abs(after - before)).toBeLessThan(50 * size);
      }
    }
  });
});
