import { describe, expect, test } from "vitest";
import { isGeoError } from "../errors.ts";
import type { Contour, Dataset, Site, Unit } from "../model/types.ts";
import { protectionReport } from "./protection-report.ts";

const square = (west: number, south: number, sizeDeg: number) => ({
  type: "Polygon" as const,
  coordinates: [
    [
      [west, south],
      [west + sizeDeg, south],
      [west + sizeDeg, south + sizeDeg],
      [west, south + sizeDeg],
      [west, south],
    ],
  ],
});
const unit: Unit = {
  type: "Feature",
  id: "u1",
  geometry: square(122.2, 43.6, 0.001),
  properties: {
    name: "示例车间",
    parkId: "k1",
    enterprise: "示例企业 001",
    distances: [{ kind: "specified", distanceM: 300, source: "批复" }],
  },
};
const site = (id: string, lonDeg: number, more: Partial<Site["properties"]> = {}): Site => ({
  type: "Feature",
  id,
  geometry: { type: "Point", coordinates: [lonDeg, 43.6005] },
  properties: { name: `示例村 ${id}`, kind: "village", households: 30, ...more },
});
const contour = (id: string, more: Partial<Contour["properties"]> = {}): Contour => ({
  type: "Feature",
  id,
  geometry: square(122.2, 43.6, 0.004),
  properties: { name: "示例外部安全防护范围", source: "安全评价", ...more },
});
const dataset: Dataset = {
  format: "parkatlas-dataset/1",
  id: "demo",
  title: { zh: "示例", en: "Demo" },
  asOf: "2024-12-31",
  crs: "EPSG:4490",
  edgeModel: "lonlat",
  workingCrs: "EPSG:4550",
  boundaries: [],
  parks: [],
  blocks: [],
  parcels: [],
  sites: [site("in", 122.202), site("out", 122.21), site("gone", 122.2015, { status: "relocated", validTo: "2023-12-31" })],
  units: [unit],
  plants: [],
  contours: [contour("c1", { plantId: "p1" }), contour("later", { validFrom: "2025-06-01" })],
  zoning: [],
  lineage: null,
  config: {},
  sources: [],
};

describe("the report of a dataset", () => {
  test("states date, edges, reach and versions, so that it can be recomputed", () => {
    expect(protectionReport(dataset)).toMatchObject({
      datasetId: "demo",
      asOf: "2024-12-31",
      edgeModel: "lonlat",
      workingCrs: "EPSG:4550",
      reachFactor: 1.1,
      rules: { version: "protection/2", healthTable: "gbt-39499-2020/1" },
    });
  });

  test("has for every unit and pair the fields that the contract names", () => {
    const [row] = protectionReport(dataset).units;
    for (const key of ["id", "requiredM", "basis", "verdict", "envelopeAreaM2", "workings", "pairs"])
      expect(row).toHaveProperty(key);
    const keys =
      "siteId siteName kind distanceM loM hiM requiredM shortfallM verdict withinUncertainty azimuthDeg from to households population";
    for (const key of keys.split(" ")) expect(row!.pairs[0]).toHaveProperty(key);
    expect(row).toMatchObject({ id: "u1", parkId: "k1", enterprise: "示例企业 001", verdict: "inside" });
    expect(JSON.parse(JSON.stringify(row))).toEqual(row);
  });

  test("takes the dataset's own date unless another is asked for", () => {
    const inside = (asOf?: string) =>
      protectionReport(dataset, asOf === undefined ? {} : { asOf }).units[0]!.pairs.map(({ siteId }) => siteId);
    expect(inside()).toEqual(["in"]);
    expect(inside("2023-06-30")).toEqual(["gone", "in"]);
  });

  test("an unknown unit is refused by its id", () => {
    try {
      protectionReport(dataset, { unitId: "u9" });
      expect.unreachable();
    } catch (error) {
      expect(isGeoError(error) && error.code).toBe("unknown-id");
      expect((error as Error).message).toContain("u9");
    }
  });
});

describe("given safety contours", () => {
  test("a site in the contour is inside, one beyond it is not listed", () => {
    expect(protectionReport(dataset).contours).toEqual([
      {
        id: "c1",
        name: "示例外部安全防护范围",
        plantId: "p1",
        source: "安全评价",
        verdict: "inside",
        sites: [{ siteId: "in", siteName: "示例村 in", kind: "village", households: 30, population: null, verdict: "inside" }],
      },
    ]);
  });

  test("a site on the line is inside, one a decimetre off it is not", () => {
    // 1e-6° of longitude are 8 cm here; the contour's east side is the meridian of 122.204°.
    const at = (lonDeg: number) => protectionReport({ ...dataset, sites: [site("s", lonDeg)] }).contours[0]!.verdict;
    expect(at(122.204)).toBe("inside");
    expect(at(122.204001)).toBe("outside");
  });

  test("contours are left out of the answer for one unit, and broken ones are findings", () => {
    expect(protectionReport(dataset, { unitId: "u1" }).contours).toEqual([]);
    const broken: Contour = { ...contour("c2"), geometry: { type: "Polygon", coordinates: [[[122, 43]]] } };
    const report = protectionReport({ ...dataset, contours: [broken] });
    expect(report.contours).toEqual([]);
    expect(report.issues).toMatchObject([{ code: "geometry-unmeasurable", layer: "contours", featureId: "c2" }]);
  });
});
