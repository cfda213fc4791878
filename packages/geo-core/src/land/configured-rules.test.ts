import { describe, expect, it } from "vitest";
import type { Dataset, Parcel } from "../model/types.ts";
import { findSites } from "../siting/find-sites.ts";
import { landReport } from "./report.ts";
import { type LocalLandRule, ORDER_53_2012 } from "./rule-set.ts";
import { landSeries } from "./series.ts";
import { summariseLand } from "./summary.ts";

const SIX_MONTHS: LocalLandRule = {
  id: "example-2025",
  version: "1",
  title: { zh: "《示例市规定》", en: "Example City Rule (2025)" },
  validFrom: "2025-01-01",
  source: "示例规定〔2025〕1号",
  thresholds: { notStartedIdleMonths: 6 },
};
const parcel: Parcel = {
  type: "Feature",
  id: "p",
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
  properties: {
    name: "p",
    blockId: "b",
    recordedAreaM2: 1_000,
    suppliedOn: "2024-01-01",
    agreedStartOn: "2024-12-31",
  },
};
const datasetWith = (landRules: unknown): Dataset => ({
  format: "parkatlas-dataset/1",
  id: "d",
  title: { zh: "例", en: "d" },
  asOf: "2025-07-01",
  crs: "EPSG:4490",
  edgeModel: "lonlat",
  workingCrs: "EPSG:4550",
  boundaries: [],
  parks: [],
  blocks: [],
  parcels: [parcel],
  sites: [],
  units: [],
  plants: [],
  contours: [],
  zoning: [],
  lineage: null,
  config: { landRules },
  sources: [],
});

describe("a local rule in a dataset's configuration", () => {
  // Six months from 2024-12-31 end on 2025-06-30; Order 53 itself would wait until 2026-01-01.
  const dataset = datasetWith([SIX_MONTHS]);

  it("is followed by the report, which names every rule set", () => {
    const report = landReport(dataset);
    expect(report.parcels[0]).toMatchObject({ status: "suspected-idle", since: "2025-07-01", ruleSet: "example-2025" });
    expect(report.ruleSet.id).toBe("example-2025");
    expect(report.ruleSets.map(({ id }) => id)).toEqual(["order-53-2012", "example-2025"]);
    expect(landReport(dataset, { asOf: "2025-06-30" }).parcels[0]?.status).toBe("overdue");
  });

  it("is followed by sums, series and siting as well", () => {
    expect(summariseLand(dataset, { date: "2025-07-01", by: "city" })[0]?.suspectedIdleM2).toBe(1_000);
    const series = landSeries(dataset, { from: "2025-06-30", to: "2025-07-01", step: "month" });
    expect(series.groups[0]?.flows[0]).toMatchObject({ inflowM2: 1_000, outflowM2: 0 });
    const { parcels } = findSites(dataset, { distanceM: 100 });
    expect(parcels.map(({ landClass }) => landClass)).toEqual(["suspected-idle-1y"]);
  });

  it("gives way to the rule sets that the caller names", () => {
    const ruleSets = [ORDER_53_2012];
    expect(landReport(dataset, { ruleSets }).parcels[0]?.status).toBe("overdue");
    expect(summariseLand(dataset, { date: "2025-07-01", by: "city", ruleSets })[0]?.suspectedIdleM2).toBe(0);
  });

  it("is a finding of the report and of siting, and not followed, where it loosens", () => {
    const loose = datasetWith([{ ...SIX_MONTHS, thresholds: { notStartedIdleMonths: 18 } }]);
    const report = landReport(loose, { asOf: "2026-01-01" });
    expect(report.parcels[0]?.status).toBe("suspected-idle");
    expect(report.issues.map(({ code, layer, path }) => [code, layer, path])).toEqual([
      ["land-rule-invalid", "config", "landRules[0]"],
    ]);
    expect(findSites(loose, { distanceM: 100 }).issues.map(({ code }) => code)).toContain("land-rule-invalid");
  });
});
