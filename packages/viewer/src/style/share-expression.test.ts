import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idleShareExpression, shareExpression } from "./share-expression.ts";
import { evaluate, loadStyleSpec } from "./style-spec.test-support.ts";

const spec = loadStyleSpec();
const shareOn = (properties: object, asOf: number) => evaluate(spec, shareExpression("built"), properties, { asOf });
const END = "99999";
const record = (day: number, tenThousandths: number) => String(day * 100_000 + tenThousandths).padStart(10, "0");

describe("share of a class in a block on the as-of day, evaluated by MapLibre's own expressions", () => {
  const built = record(0, 0) + record(12_034, 4500) + record(18_262, 10_000) + END;

  it.each([
    [-400, 0],
    [12_033, 0],
    [12_034, 0.45],
    [18_261, 0.45],
    [18_262, 1],
    [40_000, 1],
  ])("on day %i is %d: a share counts from its own day on", (day, expected) => {
    expect(shareOn({ built }, day)).toBe(expected);
  });

  it("is nothing where the block never has the class", () => {
    expect(shareOn({ idle: built }, 20_000)).toBe(0);
  });

  it("agrees with a walk through the records for any number of them up to 100", () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 30_000 }), { maxLength: 99 }).map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 31_000 }), (on, asOf) => {
        const shares = [0, ...on].map((day, i) => [day, (i * 7919) % 10_001] as const);
        const expected = shares.findLast(([day]) => day <= asOf)![1] / 10_000;
        expect(shareOn({ built: shares.map(([day, share]) => record(day, share)).join("") + END }, asOf)).toBe(expected);
      }),
      { numRuns: 200 },
    );
  });

  it("takes determined and suspected idle land together, against supplied land", () => {
    const expression = idleShareExpression((share) => share, -1);
    const block = {
      supplied: record(0, 0) + record(100, 8000) + END,
      idleOrSuspected: record(0, 0) + record(200, 1200) + record(300, 2400) + END,
    };
    expect(evaluate(spec, expression, block, { asOf: 99 })).toBe(-1);
    expect(evaluate(spec, expression, block, { asOf: 100 })).toBe(0);
    expect(evaluate(spec, expression, block, { asOf: 250 })).toBeCloseTo(0.15, 12);
    expect(evaluate(spec, expression, block, { asOf: 300 })).toBeCloseTo(0.3, 12);
  });
});
