import { expect, test } from "vitest";
import { isGeoError } from "../errors.ts";
import { gradeFromInitialM, nextGradeM } from "./health-tables.ts";

// Expected grades: rules §5 and the ladder of GB/T 39499-2020 §6.1 (50, 100, 200 … 1000, 1200, 1400), by hand.
test.each([
  [0, 50],
  [46, 50],
  [49.999999, 50],
  [50, 100],
  [99.9, 100],
  [100, 100],
  [100.000001, 200],
  [208, 300],
  [300, 300],
  [488, 500],
  [900.5, 1000],
  [1000, 1000],
  [1000.1, 1200],
  [1055, 1200],
  [1200, 1200],
  [1388, 1400],
  [5345.3657, 5400],
])("an initial distance of %d m is graded %d m", (initialM, finalM) => {
  expect(gradeFromInitialM(initialM)).toBe(finalM);
});

test.each([
  [50, 100],
  [100, 200],
  [900, 1000],
  [1000, 1200],
  [1200, 1400],
])("the grade above %d m is %d m", (gradeM, nextM) => {
  expect(nextGradeM(gradeM)).toBe(nextM);
});

test.each([-1, Number.NaN])("a distance of %d m has no grade", (initialM) => {
  try {
    gradeFromInitialM(initialM);
    expect.unreachable();
  } catch (error) {
    expect(isGeoError(error) && error.code).toBe("input-out-of-range");
  }
});
