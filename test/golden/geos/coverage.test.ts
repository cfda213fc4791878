// Defects of a coverage beside GEOS 3.13: CoverageIsValid says whether, GEOSIntersection how large.
import { type CoverageDefect, findCoverageDefects, type Polygon, unprojectFrom } from "@parkatlas/geo-core";
import { seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { isCoverage, isValid, overlayArea } from "./geos.ts";

type Place = readonly [number, number];
const GAP_M = 0.5;

/** A crooked net of parcels in metres, each a list of its own corners. */
function net(random: () => number): Place[][] {
  const [rows, columns] = [5, 6];
  const corners = Array.from(
    { length: (rows + 1) * (columns + 1) },
    (_, i): Place => [
      Math.round(1000 * (80 * (i % (columns + 1)) + 30 * random())) / 1000,
      Math.round(1000 * (60 * Math.floor(i / (columns + 1)) + 20 * random())) / 1000,
    ],
  );
  return Array.from({ length: rows * columns }, (_, i) => {
    const at = Math.floor(i / columns) * (columns + 1) + (i % columns);
    return [corners[at]!, corners[at + 1]!, corners[at + columns + 2]!, corners[at + columns + 1]!];
  });
}
const inPlane = (ring: readonly Place[]): Polygon => ({
  type: "Polygon",
  coordinates: [[...ring, ring[0]!].map((place) => [...place])],
});
const inDegrees = (ring: readonly Place[]): Polygon =>
  inPlane(ring.map(([e, n]): Place => [...unprojectFrom("EPSG:4550", [500_000 + e, 4_800_000 + n])] as [number, number]));
const defectsOf = (parcels: readonly Place[][]): readonly CoverageDefect[] =>
  findCoverageDefects(parcels.map(inDegrees), { edgeModel: "projected", workingCrs: "EPSG:4550", gapM: GAP_M });

describe("a net of parcels", () => {
  test("without a defect has none by GEOS either", () => {
    const random = seededRandom(8);
    for (let run = 0; run < 40; run++) {
      const parcels = net(random);
      expect(isCoverage(parcels.map(inPlane), GAP_M)).toBe(true);
      expect(defectsOf(parcels), `run ${run}`).toEqual([]);
    }
  });

  test("with one corner of one parcel moved is no coverage by either, and overlaps have GEOS' areas", () => {
    const random = seededRandom(9);
    for (let run = 0; run < 60; run++) {
      const parcels = net(random);
      const moved = 7 + Math.floor(4 * random());
      const angle = 2 * Math.PI * random();
      const byM = 0.15 + 0.3 * random();
      parcels[moved] = parcels[moved]!.map(
        ([e, n], k): Place => (k === 2 ? [e + byM * Math.cos(angle), n + byM * Math.sin(angle)] : [e, n]),
      );
      const planes = parcels.map(inPlane);
      if (!isValid(planes[moved]!)) continue;
      expect(isCoverage(planes, GAP_M), `run ${run}`).toBe(false);
      const defects = defectsOf(parcels);
      expect(defects.length, `run ${run}`).toBeGreaterThan(0);
      for (const defect of defects)
        if (defect.kind !== "sliver") expect([defect.first, defect.second], `run ${run}`).toContain(moved);
      parcels.forEach((_, other) => {
        if (other === moved) return;
        const [first, second] = [Math.min(other, moved), Math.max(other, moved)];
        const judgeM2 = overlayArea("intersection", planes[first]!, planes[second]!);
        const found = defects.find((defect) => defect.kind === "overlap" && defect.first === first && defect.second === second);
        // Rounding to 1 mm along borders of 300 m; pieces under 1 cm mean width or 0.01 m² are no finding.
        if (found?.kind === "overlap") expect(Math.abs(found.areaM2 - judgeM2), `run ${run}`).toBeLessThan(0.3);
        else expect(judgeM2, `run ${run}: ${first} and ${second}`).toBeLessThan(1.5);
      });
    }
  });
});
