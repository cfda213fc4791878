import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byLandClass, landClassExpression, landClassOnDay, MOST_CHANGES } from "./land-class-expression.ts";
import { evaluate, loadStyleSpec } from "./style-spec.test-support.ts";
import { LAND_CLASSES, LAND_SYMBOLS } from "./symbology.ts";

const spec = loadStyleSpec();
const classOn = (properties: object, asOf: number) => evaluate(spec, landClassExpression(), properties, { asOf });

// Supplied 2019-01-01 (17 897), agreed start 2019-12-31, so overdue from 2020-01-01 (18 262), suspected idle from
// 2021-01-01 (18 628) and reclaimable from 2022-01-01 (18 993): days by `date -ud … +%s` / 86 400.
const parcel = {
  c0: "approved-unsupplied",
  d1: 17_897,
  c1: "supplied-pending",
  d2: 18_262,
  c2: "overdue",
  d3: 18_628,
  c3: "suspected-idle-1y",
  d4: 18_993,
  c4: "suspected-idle-2y",
};

describe("land class of a parcel on the as-of day, evaluated by MapLibre's own expressions", () => {
  it.each([
    [17_896, "approved-unsupplied"],
    [17_897, "supplied-pending"],
    [18_261, "supplied-pending"],
    [18_262, "overdue"],
    [18_627, "overdue"],
    [18_628, "suspected-idle-1y"],
    [18_993, "suspected-idle-2y"],
    [30_000, "suspected-idle-2y"],
  ])("on day %i is %s: a change counts from its own day on", (day, expected) => {
    expect(classOn(parcel, day)).toBe(expected);
    expect(landClassOnDay(parcel, day)).toBe(expected);
  });

  it("is the first class at all times where nothing changes", () => {
    expect(classOn({ c0: "built" }, -40_000)).toBe("built");
    expect(classOn({ c0: "built" }, 40_000)).toBe("built");
  });

  it("reaches the last of sixteen changes", () => {
    const full: Record<string, string | number> = { c0: "unknown" };
    for (let k = 1; k <= MOST_CHANGES; k++) {
      full[`d${k}`] = 1000 * k;
      full[`c${k}`] = k % 2 === 0 ? "built" : "stalled";
    }
    expect(classOn(full, 15_999)).toBe("stalled");
    expect(classOn(full, 16_000)).toBe("built");
  });

  it("agrees with the tooltip's walk for any history and day", () => {
    const history = fc.record({
      initial: fc.constantFrom(...LAND_CLASSES),
      changes: fc.uniqueArray(fc.integer({ min: 10_000, max: 25_000 }), { maxLength: MOST_CHANGES }),
      classes: fc.array(fc.constantFrom(...LAND_CLASSES), { minLength: MOST_CHANGES, maxLength: MOST_CHANGES }),
      day: fc.integer({ min: 9_000, max: 26_000 }),
    });
    fc.assert(
      fc.property(history, ({ initial, changes, classes, day }) => {
        const properties: Record<string, string | number> = { c0: initial };
        changes
          .sort((a, b) => a - b)
          .forEach((from, index) => {
            properties[`d${index + 1}`] = from;
            properties[`c${index + 1}`] = classes[index]!;
          });
        expect(landClassOnDay(properties, day)).toBe(classOn(properties, day));
      }),
      { numRuns: 300 },
    );
  });

  it("colours by the class of the day, and what it does not know as unknown", () => {
    const fill = byLandClass((each) => LAND_SYMBOLS[each].fill);
    expect(evaluate(spec, fill, parcel, { asOf: 18_300 })).toBe(LAND_SYMBOLS.overdue.fill);
    expect(evaluate(spec, fill, parcel, { asOf: 18_700 })).toBe(LAND_SYMBOLS["suspected-idle-1y"].fill);
    expect(evaluate(spec, fill, { c0: "a-class-of-the-future" }, { asOf: 0 })).toBe(LAND_SYMBOLS.unknown.fill);
    expect(landClassOnDay({ c0: "a-class-of-the-future" }, 0)).toBe("unknown");
  });
});
