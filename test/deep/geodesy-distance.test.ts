import { distanceBetween } from "@parkatlas/geo-core";
import { seededRandom } from "@parkatlas/test-support";
import { expect, test } from "vitest";
import { randomPair } from "../property/geodesy-shapes.ts";
import { type EdgeModel, solveDistance } from "../property/geodesy-solver.ts";

/** 100 002 pairs in all; about a quarter of an hour. */
const PAIRS_PER_MODEL = 33_334;
const SOLVER_M = 1e-8;

/** Share of limits drawn within ±1 mm of the truth for which the interval leaves the verdict open: exact, where drawing would be luck. */
const undecidedShareAt1Mm = (loM: number, hiM: number) => Math.min(1, (hiM - loM) / 0.002);

test.each(["projected", "lonlat", "geodesic"] satisfies EdgeModel[])(
  "33 334 random pairs with %s edges: truth never outside, no wrong verdict near the limit, indeterminate under 0.01 % at ±1 mm",
  (model) => {
    const random = seededRandom({ projected: 101, lonlat: 102, geodesic: 103 }[model]);
    let drawnUndecided = 0;
    let undecided = 0;
    let apart = 0;
    let widestM = 0;
    for (let run = 0; run < PAIRS_PER_MODEL; run++) {
      const pair = randomPair(random);
      const { loM, hiM } = distanceBetween(pair.a, pair.b, { edgeModel: model, workingCrs: pair.workingCrs });
      const truthM = solveDistance(pair.a, pair.b, model, pair.workingCrs);
      if (!(loM <= truthM + SOLVER_M && truthM - SOLVER_M <= hiM))
        expect.fail(`run ${run}, ${pair.name}: truth ${truthM} outside [${loM}, ${hiM}]; ${JSON.stringify(pair)}`);
      widestM = Math.max(widestM, hiM - loM);
      if (truthM === 0) continue;
      for (const nearM of [10, 0.01, 0.001]) {
        const requiredM = truthM + (2 * random() - 1) * nearM;
        const verdict = loM >= requiredM ? "outside" : hiM < requiredM ? "inside" : "indeterminate";
        if (verdict === "indeterminate" && nearM === 0.001) drawnUndecided++;
        const isWrong =
          (verdict === "outside" && truthM < requiredM - SOLVER_M) || (verdict === "inside" && truthM >= requiredM + SOLVER_M);
        if (isWrong) expect.fail(`run ${run}, ${pair.name}: verdict ${verdict} at ${requiredM}, truth ${truthM}`);
      }
      undecided += undecidedShareAt1Mm(loM, hiM);
      apart++;
    }
    console.log(
      `${model}: widest interval ${widestM} m, indeterminate at ±1 mm ${((100 * undecided) / apart).toFixed(5)} % (drawn: ${drawnUndecided} of ${apart})`,
    );
    expect(widestM).toBeLessThan(1e-3);
    expect(undecided / apart).toBeLessThan(1e-4);
  },
);
