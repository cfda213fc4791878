import { describe, expect, test } from "vitest";
import type { Site, SiteProperties } from "../model/types.ts";
import { isSiteProtected, reasonNotRunning } from "./presence.ts";

const site = (properties: Partial<SiteProperties>): Site => ({
  type: "Feature",
  id: "s",
  geometry: { type: "Point", coordinates: [122, 43] },
  properties: { name: "示例村", kind: "village", ...properties },
});

describe("a site on a date", () => {
  test.each<[string, Partial<SiteProperties>, string | undefined, boolean]>([
    ["existing, no dates", {}, "2025-01-01", true],
    ["planned, no dates", { status: "planned" }, "2025-01-01", true],
    ["planned, before its plan is in force", { status: "planned", validFrom: "2026-01-01" }, "2025-12-31", false],
    ["planned, on the first day of the plan", { status: "planned", validFrom: "2026-01-01" }, "2026-01-01", true],
    ["relocated, on its last inhabited day", { status: "relocated", validTo: "2024-06-30" }, "2024-06-30", true],
    ["relocated, on the day after", { status: "relocated", validTo: "2024-06-30" }, "2024-07-01", false],
    ["relocated without a day", { status: "relocated" }, "1990-01-01", false],
    ["relocated, and no date asked for", { status: "relocated", validTo: "2024-06-30" }, undefined, false],
    ["existing with an end, and no date asked for", { validTo: "2024-06-30" }, undefined, true],
  ])("%s", (_, properties, date, isProtected) => {
    expect(isSiteProtected(site(properties), date)).toBe(isProtected);
  });
});

describe("a unit on a date", () => {
  test("runs from its first to its last day, both included", () => {
    const dates = { operatesFrom: "2020-01-01", operatesTo: "2030-12-31" };
    expect(reasonNotRunning(dates, "2020-01-01")).toBeNull();
    expect(reasonNotRunning(dates, "2030-12-31")).toBeNull();
    expect(reasonNotRunning(dates, undefined)).toBeNull();
    expect(reasonNotRunning(dates, "2019-12-31")?.en).toBe("Not yet running on 2019-12-31 (from 2020-01-01)");
    expect(reasonNotRunning(dates, "2031-01-01")?.zh).toBe("2031-01-01 已停产（截至 2030-12-31）");
  });

  test("does not run where the feature itself is not valid", () => {
    expect(reasonNotRunning({ validFrom: "2022-01-01" }, "2021-12-31")?.en).toContain("from 2022-01-01");
  });
});
