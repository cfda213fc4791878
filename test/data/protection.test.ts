import { protectionReport } from "@parkatlas/geo-core";
import { describe, expect, it } from "vitest";
import { CITIES, dataText, readCity } from "./datasets.ts";

describe.each(CITIES)("the protection distances of %s", (city) => {
  it("give every verdict: inside, outside, not required, and one that arithmetic cannot decide", async () => {
    const { units } = protectionReport(await readCity(city));
    const verdicts = new Set(units.flatMap(({ verdict, pairs }) => [verdict, ...pairs.map((pair) => pair.verdict)]));
    expect([...verdicts].sort()).toEqual(["indeterminate", "inside", "not-required", "outside"]);
  });

  it("are kept by most units, and not by a few", async () => {
    const { units } = protectionReport(await readCity(city));
    const inside = units.filter(({ verdict }) => verdict === "inside").length;
    expect(inside).toBeGreaterThanOrEqual(3);
    expect(inside / units.length).toBeLessThan(0.2);
    expect(units.filter(({ verdict }) => verdict === "outside").length / units.length).toBeGreaterThan(0.5);
  });

  it("lie within the accuracy of the outlines in a few cases, and within reach but outside in others", async () => {
    const pairs = protectionReport(await readCity(city)).units.flatMap((unit) => unit.pairs);
    expect(pairs.filter(({ withinUncertainty }) => withinUncertainty).length).toBeGreaterThan(1);
    expect(pairs.filter(({ verdict }) => verdict === "outside").length).toBeGreaterThan(0);
  });

  it("cannot be decided for the site that stands exactly at the limit, whose distance differs by less than a micrometre", async () => {
    const dataset = await readCity(city);
    const site = dataset.sites.find(({ properties }) => properties.demoCase === "exactly-at-the-limit");
    const pairs = protectionReport(dataset).units.flatMap((unit) => unit.pairs.filter(({ siteId }) => siteId === site?.id));
    const undecided = pairs.filter(({ verdict }) => verdict === "indeterminate");
    expect(undecided).toHaveLength(1);
    expect(Math.abs(undecided[0]!.distanceM - undecided[0]!.requiredM)).toBeLessThan(1e-6);
  });

  it("rest in one case on a receptor grid: no exceedance outside the plant, and how near the limit it comes", async () => {
    const dataset = await readCity(city);
    const plants = dataset.plants.filter(({ properties }) => properties.demoCase === "grid-without-exceedance");
    expect(plants.map(({ properties }) => properties.provenance)).toEqual(["synthetic"]);
    const [assessment] = plants[0]!.properties.distances![0]!.assessments!;
    expect(assessment).toMatchObject({
      exceeds: false,
      distanceM: 0,
      isComplete: true,
      issues: [],
      substance: "TSP",
      averagingPeriod: "24-HR",
    });
    expect(assessment!.largest!.concentration).toBeGreaterThan(0.5 * assessment!.limit);
    const text = dataText(`geojson/${city}/${assessment!.files[0]}`);
    expect(text).toContain("GENERATED EXAMPLE, INVENTED");
    // Counted by hand from the FORMAT of the file: every record ends in column 117.
    expect(
      text
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("*"))
        .every((line) => line.length === 117),
    ).toBe(true);
  });

  it("come from substances that fit the industry, and some from specified distances of invented approvals", async () => {
    const { units } = await readCity(city);
    const rules = units.flatMap(({ properties }) => properties.distances ?? []);
    expect(rules.filter(({ kind }) => kind === "health").length).toBeGreaterThan(units.length / 2);
    expect(rules.filter(({ kind }) => kind === "specified").length).toBeGreaterThan(2);
    expect(units.filter(({ properties }) => properties.distances === undefined).length).toBeGreaterThan(0);
    expect(units.filter(({ properties }) => (properties.operatesFrom ?? "") > "2025-12-31").length).toBeGreaterThan(0);
  });
});
