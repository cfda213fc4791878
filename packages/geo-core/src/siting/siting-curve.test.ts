import { expect, test } from "vitest";
import { curveDistancesM, sitingCurve } from "./siting-curve.ts";

const parcel = (areaM2: number, wholeUpToM: number | null) => ({ areaM2, wholeUpToM });

test("a parcel counts up to its clearance, that distance included, and one without sites always", () => {
  // 2000 m² are 3 mu and 4000 m² are 6 mu, by the definition of the mu.
  const curve = sitingCurve([parcel(2000, 100), parcel(4000, 250.5), parcel(2000, null)], [0, 100, 100.1, 250.5, 300]);
  expect(curve).toEqual([
    { distanceM: 0, availableMu: 12, parcels: 3 },
    { distanceM: 100, availableMu: 12, parcels: 3 },
    { distanceM: 100.1, availableMu: 9, parcels: 2 },
    { distanceM: 250.5, availableMu: 9, parcels: 2 },
    { distanceM: 300, availableMu: 3, parcels: 1 },
  ]);
});

test("no parcels give a flat curve of nothing", () => {
  expect(sitingCurve([], [0, 50])).toEqual([
    { distanceM: 0, availableMu: 0, parcels: 0 },
    { distanceM: 50, availableMu: 0, parcels: 0 },
  ]);
});

test("the distances run every 50 m to 2000 m, and hold the asked one", () => {
  expect(curveDistancesM(300)).toHaveLength(41);
  expect(curveDistancesM(333)).toContain(333);
  expect(curveDistancesM(333)).toHaveLength(42);
  expect(curveDistancesM(2310).at(-1)).toBe(2350);
});
