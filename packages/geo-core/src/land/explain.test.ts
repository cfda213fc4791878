import { describe, expect, it } from "vitest";
import type { Parcel, ParcelProperties } from "../model/types.ts";
import { explainLandStatus } from "./explain.ts";
import { percentText } from "./explain-facts.ts";
import { explainIdleForecast, forecastIdle } from "./idle-forecast.ts";
import { ORDER_53_2012, withLocalRule } from "./rule-set.ts";
import { landStatusOn } from "./status-on.ts";

const parcel = (facts: Partial<ParcelProperties>): Parcel => ({
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
  properties: { name: "P1", blockId: "B1", ...facts },
});
const zh = (facts: Partial<ParcelProperties>, date: string) => explainLandStatus(landStatusOn(parcel(facts), date), "zh");
const en = (facts: Partial<ParcelProperties>, date: string) => explainLandStatus(landStatusOn(parcel(facts), date), "en");
const waiting = { suppliedOn: "2024-03-20", agreedStartOn: "2024-12-31", priceCny: 12_345_678.9 };
const stopped = {
  suppliedOn: "2022-11-30",
  agreedStartOn: "2023-05-31",
  startedOn: "2023-05-31",
  startableAreaM2: 30_000,
  plannedInvestmentCny: 100_000_000,
  progress: [{ on: "2024-05-20", developedAreaM2: 9_999, investedCny: 30_000_000 }],
  suspendedOn: "2024-06-01",
};

describe("why is this parcel idle", () => {
  it("is answered for one full year with dates, days, clause, fee and what comes next", () => {
    expect(zh(waiting, "2026-01-01")).toBe(
      "该宗地约定动工日为2024-12-31，截至2026-01-01未动工，逾期366日，已满一年，依据《闲置土地处置办法》第二条第一款、第十四条第一项，属疑似闲置土地，尚需依法调查认定。" +
        "经认定后按土地价款的百分之二十征缴土地闲置费2,469,135.78元。如情况不变，自2027-01-01起转为疑似闲置（可收回）。",
    );
    expect(en(waiting, "2026-01-01")).toBe(
      "The agreed start was 2024-12-31; on 2026-01-01 the parcel is not started, 366 days late, more than one full year; " +
        "under Order 53 (2012) Art. 2(1), Art. 14(1) it is suspected to be idle, subject to inquiry and determination. " +
        "Once determined, an idle-land fee of 20 % of the price (CNY 2,469,135.78) is due. " +
        "If nothing happens it becomes suspected idle, reclaimable on 2027-01-01.",
    );
  });

  it("is answered for a stalled parcel with the shares that decide, only those that are below", () => {
    expect(zh(stopped, "2025-06-02")).toBe(
      "该宗地于2023-05-31动工，自2024-06-01起中止开发建设，至2025-06-01已满一年，已动工开发面积占应动工面积的33.33%，不足三分之一，" +
        "依据《闲置土地处置办法》第二条第二款，属疑似闲置土地，尚需依法调查认定。经认定后按第十二条规定的方式处置。",
    );
    expect(en(stopped, "2025-06-02")).toContain("the developed share of the area is 33.33%, below one third");
  });

  it("says that delays were left out of the days", () => {
    const delays = [{ from: "2025-03-01", to: "2025-03-31", cause: "government" as const }];
    expect(zh({ ...waiting, delays }, "2026-03-01")).toContain("逾期394日（已扣除政府原因或不可抗力的31日），已满一年");
  });

  it("cites a local rule and its own period and share", () => {
    const local = withLocalRule(ORDER_53_2012, {
      id: "example-2025",
      version: "1",
      title: { zh: "《示例市闲置土地管理规定》", en: "Example City Rule (2025)" },
      validFrom: "2025-01-01",
      source: "示例规定〔2025〕1号",
      clauses: { notStarted: { zh: "第三条", en: "Art. 3" } },
      thresholds: { notStartedIdleMonths: 6, feeOfPrice: { numerator: 1, denominator: 10 } },
    });
    const status = landStatusOn(parcel(waiting), "2025-07-01", { ruleSets: [ORDER_53_2012, local] });
    expect(explainLandStatus(status, "zh")).toContain(
      "已满6个月，依据《示例市闲置土地管理规定》第三条、第十四条第一项，属疑似闲置土地",
    );
    expect(explainLandStatus(status, "zh")).toContain("按土地价款的10%征缴土地闲置费1,234,567.89元");
  });
});

describe("why is it not", () => {
  const cases: readonly [string, Partial<ParcelProperties>, string, string][] = [
    ["overdue", waiting, "2025-12-31", "未满一年，属逾期未动工，尚不构成疑似闲置。如情况不变，自2026-01-01起转为疑似闲置。"],
    ["pending", waiting, "2024-12-31", "该宗地约定动工日为2024-12-31，截至2024-12-31尚未到期"],
    ["stalled under a year", stopped, "2025-06-01", "截至2025-06-01未满一年，属停建，尚不构成疑似闲置"],
    [
      "stalled with enough done",
      { ...stopped, progress: [{ on: "2024-05-20", developedAreaM2: 10_000, investedCny: 25_000_000 }] },
      "2026-01-01",
      "已满一年，但已动工开发面积占应动工面积的33.33%，不低于三分之一，已投资额占总投资额的25.00%，不低于百分之二十五，不符合闲置土地的条件",
    ],
    ["under construction", { ...waiting, startedOn: "2024-10-08" }, "2026-01-01", "已于2024-10-08动工"],
    ["built", { ...waiting, startedOn: "2024-10-08", completedOn: "2025-10-08" }, "2026-01-01", "已于2025-10-08竣工"],
    ["unknown", { suppliedOn: "2024-03-20" }, "2026-01-01", "缺少约定动工日期，该宗地状态无法判定（数据不足）"],
    ["contradicting", { suppliedOn: "2024-03-20", startedOn: "2023-01-01" }, "2026-01-01", "供地日期、动工日期相互矛盾或有误"],
    ["collective", { ...waiting, ownership: "collective" }, "2026-01-01", "该宗地为集体土地"],
    ["of unreadable ownership", { ...waiting, ownership: "私有" as "collective" }, "2026-01-01", "土地权属有误或与其他记录矛盾"],
    ["unsupplied", { approvedOn: "2024-03-20" }, "2026-01-01", "属批而未供；未供应的土地不构成闲置土地"],
  ];
  for (const [name, facts, date, part] of cases)
    it(`is answered for a parcel that is ${name}, in both languages`, () => {
      expect(zh(facts, date)).toContain(part);
      expect(zh(facts, date)).not.toMatch(/null|undefined/);
      expect(en(facts, date)).not.toMatch(/null|undefined/);
      expect(en(facts, date)).toMatch(/\.$/);
    });
});

describe("when will it become idle if nothing happens", () => {
  it("is answered with the last day that is left and the days to it", () => {
    const forecast = forecastIdle(parcel(waiting), "2025-12-01");
    expect(forecast).toEqual({ asOf: "2025-12-01", outcome: "on", from: "2026-01-01", ground: "not-started-1y", daysLeft: 30 });
    expect(explainIdleForecast(forecast, "zh")).toBe(
      "如至2025-12-31（尚余30日）仍未动工开发，该宗地自2026-01-01起属疑似闲置，届时尚需依法调查认定。",
    );
  });

  it("is answered from what was known on the day, also where the parcel was started later", () => {
    expect(forecastIdle(parcel({ ...waiting, startedOn: "2025-12-15" }), "2025-12-01").from).toBe("2026-01-01");
    expect(forecastIdle(parcel({ ...waiting, startedOn: "2025-12-15" }), "2025-12-20").outcome).toBe("never");
  });

  it("is answered with already where it is", () => {
    expect(forecastIdle(parcel(waiting), "2026-05-01").outcome).toBe("already");
  });

  it("is never while a delay without an end holds the clock", () => {
    const delays = [{ from: "2025-03-01", cause: "government" as const }];
    expect(forecastIdle(parcel({ ...waiting, delays }), "2025-12-01").outcome).toBe("never");
  });
});

describe("a share in words", () => {
  it("gets as many digits as it takes not to contradict its verdict", () => {
    expect(percentText(0.249999, 0.25, true)).toBe("24.9999%");
    expect(percentText(0.25, 0.25, false)).toBe("25.00%");
    expect(percentText(0.1, 0.25, true)).toBe("10.00%");
    expect(percentText(10 / 30, 1 / 3, false)).toBe("33.33%");
  });
});
