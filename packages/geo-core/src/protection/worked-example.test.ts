import { expectWithin } from "@parkatlas/test-support";
import { expect, test } from "vitest";
import { unitHealthDistance } from "./unit-health-distance.ts";

test("the worked example of docs/protection.md comes out as printed there", () => {
  const station = { areaM2: 800, windMPerS: 3, sourceClass: "II" as const };
  const result = unitHealthDistance([
    { ...station, substance: "NH3", emissionKgPerH: 0.012, limitMgPerM3: 0.2 },
    { ...station, substance: "H2S", emissionKgPerH: 0.0006, limitMgPerM3: 0.01 },
  ]);
  // Expected numbers: research vectors 1 and 2, computed outside this project; grade and raise by GB/T 39499-2020 §6.
  for (const working of result.workings) {
    expectWithin(working.ratio, 0.06, { tolRatio: 1e-12 });
    expectWithin(working.radiusM, 15.9577, { tolM: 5e-5 });
    expectWithin(working.initialM, 4.4811, { tolM: 5e-5 });
    expect(working).toMatchObject({ gradeM: 50, chosen: true, coefficients: { A: 470, B: 0.021, C: 1.85, D: 0.84 } });
  }
  expect(result).toMatchObject({ requiredM: 100, raised: true, clause: "GB/T 39499-2020 §4, §5, §6.1, §6.2" });
});
