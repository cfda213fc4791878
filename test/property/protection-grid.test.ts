import {
  type Areal,
  assessGrid,
  containsPoint,
  distanceBetween,
  type GridSource,
  type LonLat,
  type Receptor,
  unprojectFrom,
} from "@parkatlas/geo-core";
import fc from "fast-check";
import { expect, test } from "vitest";

/** Everything stands in the plane of the zone near its central meridian (123°), where metres are true to 1e-7. */
const CRS = "EPSG:4550";
const OPTIONS = { edgeModel: "projected", workingCrs: CRS } as const;
const at = (eastM: number, northM: number): LonLat => unprojectFrom(CRS, [500_000 + eastM, 4_830_000 + northM]);
const source: GridSource = { files: ["a"], substance: "NH3", averagingPeriod: "1-HR", limit: 100, limitUnit: "ug/m3", crs: CRS };

const plants = fc.record({
  widthM: fc.integer({ min: 60, max: 700 }),
  heightM: fc.integer({ min: 60, max: 700 }),
  /** Cuts the north-east corner off, so that edges run in other directions too. */
  cut: fc.double({ min: 0, max: 0.9, noNaN: true }),
});
const plumes = fc.array(
  fc.record({
    x: fc.integer({ min: -300, max: 900 }),
    y: fc.integer({ min: -300, max: 900 }),
    radiusM: fc.integer({ min: 20, max: 400 }),
  }),
  { maxLength: 4 },
);

test("distance, edges and zone of a grid agree with every receptor looked at by itself", () => {
  fc.assert(
    fc.property(plants, plumes, ({ widthM, heightM, cut }, discs) => {
      const corners: readonly (readonly [number, number])[] = [
        [0, 0],
        [widthM, 0],
        [widthM, heightM * (1 - cut)],
        [widthM * (1 - cut / 2), heightM],
        [0, heightM],
        [0, 0],
      ];
      const boundary: Areal = { type: "Polygon", coordinates: [corners.map(([x, y]) => [...at(x, y)])] };
      const receptors: Receptor[] = [];
      for (let x = -450; x <= widthM + 450; x += 50)
        for (let y = -450; y <= heightM + 450; y += 50) {
          const isOver = discs.some((disc) => Math.hypot(x - disc.x, y - disc.y) <= disc.radiusM);
          receptors.push({ position: at(x, y), concentration: isOver ? 150 : 50 });
        }
      const found = assessGrid({ id: "P", boundary }, { source, receptors }, OPTIONS);

      // The definition of HJ 2.2-2018 8.7.5, without edges, index or zone: the farthest receptor outside that is over the limit.
      const over = receptors.filter(({ position, concentration }) => {
        if (concentration <= source.limit || containsPoint(boundary, position)) return false;
        return distanceBetween(boundary, { type: "Point", coordinates: [...position] }, OPTIONS).distanceM > 0.1;
      });
      const distancesM = over.map(
        ({ position }) => distanceBetween(boundary, { type: "Point", coordinates: [...position] }, OPTIONS).distanceM,
      );
      const farthestM = Math.max(0, ...distancesM);
      expect(found.exceeds).toBe(over.length > 0);
      expect(Math.abs(found.distanceM! - farthestM)).toBeLessThan(1e-6);
      expect(found.exceedingReceptors).toBe(over.length);
      expect(found.edges.reduce((sum, { exceedingReceptors }) => sum + exceedingReceptors, 0)).toBe(over.length);
      expect(found.zone === null).toBe(over.length === 0);
      for (const { position } of over) expect(containsPoint(found.zone!, position)).toBe(true);
      // The grid ends 450 m out: an exceedance there is a lower bound, and only there.
      const isOnRim = found.issues.some(({ code }) => code === "atmospheric-grid-small");
      expect(found.isComplete).toBe(!isOnRim);
    }),
    { numRuns: 60, seed: 2018 },
  );
});
