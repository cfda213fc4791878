import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { unprojectFrom } from "../crs/project.ts";
import { isGeoError } from "../errors.ts";
import type { Areal } from "../geometry/types.ts";
import { atmosphericDistance, type Receptor } from "./atmospheric-distance.ts";

/** Everything stands in the plane of the zone near its central meridian (123°), where metres are true to 1e-7. */
const CRS = "EPSG:4550";
const E0 = 500_000;
const N0 = 4_830_000;
const at = (eastM: number, northM: number) => unprojectFrom(CRS, [E0 + eastM, N0 + northM]);
const options = { edgeModel: "projected", workingCrs: CRS } as const;

const plant: Areal = {
  type: "Polygon",
  coordinates: [[at(0, 0), at(400, 0), at(400, 300), at(0, 300), at(0, 0)].map((position) => [...position])],
};
/** A square grid around the plant; the concentration is a function of place. */
function grid(stepM: number, concentration: (eastM: number, northM: number) => number, marginM = 600): readonly Receptor[] {
  const receptors: Receptor[] = [];
  for (let x = -marginM; x <= 400 + marginM; x += stepM)
    for (let y = -marginM; y <= 300 + marginM; y += stepM)
      receptors.push({ position: at(x, y), concentration: concentration(x, y) });
  return receptors;
}
const run = (receptors: readonly Receptor[], limit = 100) =>
  atmosphericDistance({ plantId: "p", boundary: plant, receptors, limit }, options);

describe("exceedance outside the plant boundary", () => {
  test("the farthest perpendicular distance governs, side by side", () => {
    // Over the limit in a band up to 250 m east (x ≤ 650) between y 100 and 200, and up to 100 m north (y ≤ 400).
    const result = run(
      grid(50, (x, y) =>
        (y >= 100 && y <= 200 && x > 300 && x <= 650) || (x >= 100 && x <= 300 && y > 200 && y <= 400) ? 120 : 10,
      ),
    );
    expect(result.exceeds).toBe(true);
    expectWithin(result.distanceM!, 250, { tolM: 1e-3 });
    expect(result.edges.map(({ edge }) => edge)).toEqual([1, 2]);
    expectWithin(result.edges[1]!.distanceM, 100, { tolM: 1e-3 });
    // East: x = 450…650 at y = 100, 150, 200; north: y = 350, 400 at x = 100…300. The first
    // row of each, on the boundary itself at x = 400 and y = 300, belongs to the fence.
    expect(result.edges.map(({ exceedingReceptors }) => exceedingReceptors)).toEqual([15, 10]);
    expect(result.exceedingReceptors).toBe(25);
    expect(result.issues).toEqual([]);
  });

  test("beyond a corner the distance is to the corner", () => {
    // 300 m east and 400 m north of the north-east corner: 500 m, the 3-4-5 triangle.
    const result = run(grid(50, (x, y) => (x === 700 && y === 700 ? 101 : 0)));
    expectWithin(result.distanceM!, 500, { tolM: 1e-3 });
  });

  test("no exceedance outside is an answer of 0 m, however high the contribution inside", () => {
    const result = run(grid(50, (x, y) => (x >= 0 && x <= 400 && y >= 0 && y <= 300 ? 900 : 100)));
    expect(result).toMatchObject({ exceeds: false, distanceM: 0, exceedingReceptors: 0, edges: [], issues: [] });
    // The fence line of 400 × 300 m has 2·9 + 2·5 = 28 receptors at 50 m.
    expect(result.exceedingOnBoundary).toBe(28);
  });

  test("a contribution equal to the limit does not exceed it", () => {
    expect(run(grid(50, () => 100)).exceeds).toBe(false);
    expect(run(grid(50, (x, y) => (x === 450 && y === 100 ? 100.001 : 100))).exceeds).toBe(true);
  });
});

describe("grids that cannot answer", () => {
  const codes = (receptors: readonly Receptor[]) => run(receptors).issues.map(({ code }) => code);

  test("a spacing over 50 m outside the boundary is a finding", () => {
    expect(codes(grid(50, () => 0))).toEqual([]);
    expect(codes(grid(60, () => 0))).toEqual(["atmospheric-grid-coarse"]);
    expect(run(grid(60, () => 0)).issues[0]!.messageZh).toContain("HJ 2.2-2018");
  });

  test("receptors farther than the examined 500 m may be sparse", () => {
    const sparse = grid(50, () => 0).filter(({ position: [lonDeg] }) => lonDeg < at(930, 0)[0]);
    const far: Receptor = { position: at(1500, 150), concentration: 0 };
    expect(codes([...sparse, far])).toEqual([]);
  });

  test("an exceedance on the rim of the grid means that the grid is too small", () => {
    const result = run(grid(50, (x) => (x >= 900 ? 200 : 0)));
    expect(result.issues.map(({ code }) => code)).toEqual(["atmospheric-grid-small"]);
    expect(result.issues[0]!.message).toContain("at least");
  });

  test("a grid without a receptor outside says nothing about the ground there", () => {
    const result = run([{ position: at(200, 150), concentration: 500 }]);
    expect(result).toMatchObject({ exceeds: null, distanceM: null });
    expect(result.issues.map(({ code }) => code)).toEqual(["atmospheric-grid-empty"]);
    expect(run([])).toMatchObject({ exceeds: null, distanceM: null });
  });

  test.each<[string, readonly Receptor[], number]>([
    ["a limit of zero", [], 0],
    ["a negative concentration", [{ position: at(0, 0), concentration: -1 }], 100],
    ["a concentration that is no number", [{ position: at(0, 0), concentration: Number.NaN }], 100],
  ])("%s is refused", (_, receptors, limit) => {
    try {
      run(receptors, limit);
      expect.unreachable();
    } catch (error) {
      expect(isGeoError(error) && error.code).toBe("input-out-of-range");
    }
  });
});
