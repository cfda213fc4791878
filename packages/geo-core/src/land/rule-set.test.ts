import { describe, expect, it } from "vitest";
import type { Parcel } from "../model/types.ts";
import { landRulesOf } from "./configured-rules.ts";
import { shareOfMoneyCny } from "./exact-share.ts";
import { type LocalLandRule, ORDER_53_2012, withLocalRule } from "./rule-set.ts";
import { landStatusOn } from "./status-on.ts";
import { landTimeline } from "./timeline.ts";

const local: LocalLandRule = {
  id: "example-2025",
  version: "1",
  title: { zh: "《示例市规定》", en: "Example City Rule (2025)" },
  validFrom: "2025-03-01",
  validTo: "2025-09-30",
  source: "示例规定〔2025〕1号",
  thresholds: { notStartedIdleMonths: 6 },
};
const parcel: Parcel = {
  type: "Feature",
  id: "P1",
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [122, 43],
        [122.001, 43],
        [122.001, 43.001],
        [122, 43],
      ],
    ],
  },
  properties: { name: "P1", blockId: "B1", suppliedOn: "2024-01-01", agreedStartOn: "2024-08-31" },
};

describe("a local rule", () => {
  it("is followed while it is in force, and the order above it on every other day", () => {
    // Six months from 2024-08-31 end on 2025-02-28; the local rule begins the day after and ends on 2025-09-30.
    const timeline = landTimeline(parcel, { ruleSets: [ORDER_53_2012, withLocalRule(ORDER_53_2012, local)] });
    expect(timeline.periods.map(({ from, status }) => [from, status])).toEqual([
      [null, "unknown"],
      ["2024-01-01", "supplied-pending"],
      ["2024-09-01", "overdue"],
      ["2025-03-01", "suspected-idle"],
      ["2025-10-01", "suspected-idle"],
      ["2026-09-01", "suspected-idle"],
    ]);
    expect(landStatusOn(timeline, "2025-03-01").ruleSet.id).toBe("example-2025");
    expect(landStatusOn(timeline, "2025-09-30").clause).toBe("Example City Rule (2025) Art. 2(1), Art. 14(1)");
    expect(landStatusOn(timeline, "2025-10-01")).toMatchObject({
      clause: "Order 53 (2012) Art. 2(1), Art. 14(1)",
      since: "2025-03-01",
    });
  });

  it("may not loosen, and needs a source", () => {
    expect(() => withLocalRule(ORDER_53_2012, { ...local, thresholds: { notStartedIdleMonths: 18 } })).toThrow(
      /notStartedIdleMonths/,
    );
    expect(() =>
      withLocalRule(ORDER_53_2012, { ...local, thresholds: { investedBelow: { numerator: 1, denominator: 5 } } }),
    ).toThrow(/investedBelow/);
    expect(() =>
      withLocalRule(ORDER_53_2012, { ...local, thresholds: { feeOfPrice: { numerator: 3, denominator: 10 } } }),
    ).toThrow(/feeOfPrice/);
    expect(() => withLocalRule(ORDER_53_2012, { ...local, source: " " })).toThrow(/no source/);
    expect(() => withLocalRule(ORDER_53_2012, { ...local, validFrom: "2025-13-01" })).toThrow(/2025-13-01/);
  });
});

describe("local rules in a dataset's configuration", () => {
  it("stand on top of the order, in their order", () => {
    expect(landRulesOf({}).ruleSets.map(({ id }) => id)).toEqual(["order-53-2012"]);
    const { ruleSets, issues } = landRulesOf({ landRules: [local] });
    expect(ruleSets.map(({ id }) => id)).toEqual(["order-53-2012", "example-2025"]);
    expect(issues).toEqual([]);
  });

  it("are findings, and not followed, where they are no rules or loosen", () => {
    const wrong = [
      "text",
      { ...local, source: undefined },
      { ...local, title: "规定" },
      { ...local, thresholds: { notStartedIdleMonths: { numerator: 1, denominator: 2 } } },
      { ...local, thresholds: { developedBelow: 0.5 } },
      { ...local, thresholds: { idleMonths: 6 } },
      { ...local, thresholds: { notStartedIdleMonths: 13 } },
    ];
    const { ruleSets, issues } = landRulesOf({ landRules: wrong });
    expect(ruleSets).toHaveLength(1);
    expect(issues.map(({ code, path }) => [code, path])).toEqual(
      wrong.map((_, index) => ["land-rule-invalid", `landRules[${index}]`]),
    );
    expect(landRulesOf({ landRules: {} }).issues).toHaveLength(1);
  });
});

describe("twenty percent of a price", () => {
  it("is computed in whole fen, half a fen up", () => {
    const fifth = { numerator: 1, denominator: 5 };
    expect(shareOfMoneyCny(0.07, fifth)).toBe(0.01); // 1.4 fen
    expect(shareOfMoneyCny(0.08, fifth)).toBe(0.02); // 1.6 fen
    expect(shareOfMoneyCny(0.125, { numerator: 1, denominator: 5 })).toBe(0.03); // 2.5 fen
    expect(shareOfMoneyCny(1.1, fifth)).toBe(0.22); // 0.22000000000000003 in doubles
    expect(shareOfMoneyCny(1e21, fifth)).toBe(2e20);
  });
});
