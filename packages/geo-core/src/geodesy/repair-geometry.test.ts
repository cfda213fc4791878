import { seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { findGeometryDefects } from "../geometry/find-geometry-defects.ts";
import type { Geometry, MultiPolygon, Polygon } from "../geometry/types.ts";
import { repairGeometry } from "./repair-geometry.ts";

const ring = (x: number, y: number, size: number): number[][] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const hole = (x: number, y: number, size: number): number[][] => ring(x, y, size).reverse();
const polygon = (...coordinates: number[][][]): Polygon => ({ type: "Polygon", coordinates });
const listed = (geometry: Geometry): string[] => repairGeometry(geometry).changes.map(({ action, path }) => `${action} ${path}`);

/** Planar area in square degrees of what is left, by the shoelace formula, rings signed by their winding. */
function areaOf(geometry: Geometry | null): number {
  if (geometry?.type !== "Polygon" && geometry?.type !== "MultiPolygon") return 0;
  const rings = geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();
  return rings.reduce((sum, r) => sum + r.slice(1).reduce((s, [x, y], i) => s + (r[i]![0]! * y! - x! * r[i]![1]!) / 2, 0), 0);
}

describe("repairing a geometry", () => {
  test("gives a sound one back itself, with nothing listed", () => {
    const sound = polygon(ring(122, 43, 1));
    expect(repairGeometry(sound)).toEqual({ geometry: sound, changes: [], remaining: [] });
    expect(repairGeometry(sound).geometry).toBe(sound);
  });

  test("closes an open ring", () => {
    const open = polygon(ring(0, 0, 2).slice(0, 4));
    expect(repairGeometry(open).geometry).toEqual(polygon(ring(0, 0, 2)));
    expect(listed(open)).toEqual(["ring-closed coordinates[0][3]"]);
  });

  test("leaves out repeated positions, at the seam too", () => {
    const [a, b, c, d] = ring(0, 0, 2) as [number[], number[], number[], number[]];
    const repeated = polygon([a, a, b, c, c, c, d, a, a]);
    expect(repairGeometry(repeated).geometry).toEqual(polygon(ring(0, 0, 2)));
    expect(listed(repeated)).toEqual([
      "duplicate-removed coordinates[0][1]",
      "duplicate-removed coordinates[0][4]",
      "duplicate-removed coordinates[0][5]",
      "duplicate-removed coordinates[0][7]",
    ]);
  });

  test("takes a spike of two stretches off tip by tip", () => {
    const spiked = polygon([
      [0, 0],
      [2, 0],
      [4, 1],
      [6, 1],
      [4, 1],
      [2, 0],
      [2, 2],
      [0, 2],
      [0, 0],
    ]);
    expect(repairGeometry(spiked).geometry).toEqual(polygon(ring(0, 0, 2)));
    expect(listed(spiked).filter((text) => text.startsWith("spike"))).toEqual([
      "spike-removed coordinates[0][3]",
      "spike-removed coordinates[0][2]",
    ]);
  });

  test("turns rings that run the wrong way", () => {
    const wrong = polygon(hole(0, 0, 9), ring(1, 1, 2));
    expect(repairGeometry(wrong).geometry).toEqual(polygon(ring(0, 0, 9), hole(1, 1, 2)));
    expect(listed(wrong)).toEqual(["ring-reversed coordinates[0]", "ring-reversed coordinates[1]"]);
  });

  test("splits a bow-tie into its two triangles and says where", () => {
    const tie = polygon([
      [0, 0],
      [2, 2],
      [2, 0],
      [0, 2],
      [0, 0],
    ]);
    const { geometry, changes } = repairGeometry(tie);
    // Two triangles of base 2 and height 1.
    expect(geometry?.type).toBe("MultiPolygon");
    expect(areaOf(geometry)).toBeCloseTo(2, 12);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ action: "crossing-split", at: [1, 1], path: "coordinates[0][2]" });
  });

  test("cuts a hole that reaches out of its shell, and one inside another", () => {
    const out = polygon(ring(0, 0, 4), hole(3, 1, 2));
    // 16 less the 1 × 2 of the hole that is inside.
    expect(areaOf(repairGeometry(out).geometry)).toBeCloseTo(14, 12);
    expect(new Set(repairGeometry(out).changes.map(({ action }) => action))).toEqual(new Set(["hole-cut"]));
    const nested = polygon(ring(0, 0, 9), hole(1, 1, 7), hole(2, 2, 1));
    expect(areaOf(repairGeometry(nested).geometry)).toBeCloseTo(81 - 49, 12);
    expect(listed(nested)).toEqual(["hole-cut coordinates[2]"]);
  });

  test("unites parts that overlap or share a border", () => {
    const parts: MultiPolygon = { type: "MultiPolygon", coordinates: [[ring(0, 0, 4)], [ring(2, 2, 4)], [ring(6, 2, 4)]] };
    const { geometry, changes } = repairGeometry(parts);
    expect(geometry?.type).toBe("Polygon");
    expect(areaOf(geometry)).toBeCloseTo(16 + 16 - 4 + 16, 12);
    expect(new Set(changes.map(({ action }) => action))).toEqual(new Set(["parts-united"]));
  });

  test("lists rings without area, a shell with its holes", () => {
    const flat = polygon(
      [
        [0, 0],
        [3, 0],
        [1, 0],
        [0, 0],
      ],
      hole(1, 1, 1),
    );
    expect(repairGeometry(flat).geometry).toBeNull();
    expect(listed(flat).filter((text) => text.startsWith("ring-dropped"))).toEqual([
      "ring-dropped coordinates[0]",
      "ring-dropped coordinates[1]",
    ]);
  });

  test("says that digits and heights are lost where polygons are drawn anew, and only there", () => {
    const high = [
      [0, 0, 5],
      [2.00000000004, 2, 5],
      [2, 0, 5],
      [0, 2, 5],
      [0, 0, 5],
    ];
    expect(listed(polygon(high))).toEqual([
      "crossing-split coordinates[0][2]",
      "positions-rounded coordinates[0][1]",
      "heights-dropped coordinates[0][0]",
    ]);
    const open = ring(0, 0, 2).map(([x, y]) => [x!, y!, 7]);
    open.pop();
    expect(repairGeometry(polygon(open)).geometry).toMatchObject({
      coordinates: [
        [
          [0, 0, 7],
          [2, 0, 7],
          [2, 2, 7],
          [0, 2, 7],
          [0, 0, 7],
        ],
      ],
    });
  });

  test("leaves positions that are not in degrees to their author", () => {
    const metres = polygon([
      [500_000, 4_800_000],
      [500_100, 4_800_000],
      [500_100, 4_800_100],
      [500_000, 4_800_000],
    ]);
    const { geometry, changes, remaining } = repairGeometry(metres);
    expect(geometry).toBe(metres);
    expect(changes).toEqual([]);
    expect(remaining.length).toBe(4);
  });

  test("opens collections and keeps their paths; the original stays as it was", () => {
    const tie = polygon(ring(0, 0, 2).slice(0, 4));
    const before = structuredClone(tie);
    const collection: Geometry = { type: "GeometryCollection", geometries: [{ type: "Point", coordinates: [1, 1] }, tie] };
    expect(listed(collection)).toEqual(["ring-closed geometries[1].coordinates[0][3]"]);
    expect(tie).toEqual(before);
  });

  test("any scribble comes out valid with something listed, or was sound", () => {
    const random = seededRandom(8);
    for (let run = 0; run < 1500; run++) {
      const step = [4, 9, 1000][run % 3]!;
      const scribble = (): number[][] =>
        Array.from({ length: 3 + Math.floor(7 * random()) }, () => [
          Math.round(step * random()) / 100,
          Math.round(step * random()) / 100,
        ]);
      const geometry: Geometry =
        run % 2 === 0
          ? polygon(scribble(), scribble())
          : { type: "MultiPolygon", coordinates: [[scribble()], [scribble(), scribble()]] };
      const repaired = repairGeometry(geometry);
      expect(repaired.remaining, `run ${run}`).toEqual([]);
      if (repaired.geometry) expect(findGeometryDefects(repaired.geometry), `run ${run}`).toEqual([]);
      expect(repaired.changes.length, `run ${run}`).toBeGreaterThan(0);
    }
  });
});
