import { type Dataset, type GridSource, projectTo, protectionReport, unprojectFrom } from "@parkatlas/geo-core";
import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";

/** Everything stands in the plane of the zone near its central meridian (123°), where metres are true to 1e-7. */
const CRS = "EPSG:4550";
const ORIGIN = [500_000, 4_830_000] as const;
const at = (eastM: number, northM: number) => [...unprojectFrom(CRS, [ORIGIN[0] + eastM, ORIGIN[1] + northM])];
const box = (eastM: number, northM: number, widthM: number, heightM: number) => ({
  type: "Polygon",
  coordinates: [
    [
      at(eastM, northM),
      at(eastM + widthM, northM),
      at(eastM + widthM, northM + heightM),
      at(eastM, northM + heightM),
      at(eastM, northM),
    ],
  ],
});

/** A plot file by AERMOD's PLTFRM around a plant of 400 × 300 m; the concentration is a function of place. */
function plotFile(
  concentration: (x: number, y: number) => number,
  { stepM = 50, marginM = 600, rank = "1ST", average = "1-HR" } = {},
) {
  const places: (readonly [number, number])[] = [];
  for (let x = -marginM; x <= 400 + marginM; x += stepM)
    for (let y = -marginM; y <= 300 + marginM; y += stepM) places.push([x, y]);
  const real = (value: number, width: number, decimals: number) => value.toFixed(decimals).padStart(width);
  const records = places.map(
    ([x, y]) =>
      ` ${real(x, 13, 5)} ${real(y, 13, 5)} ${real(concentration(x, y), 13, 5)}     0.00     0.00     0.00   ${average.padStart(5)}  ALL       ${rank.padEnd(5)}               20010107`,
  );
  return `* AERMOD ( 22112):  NH3
*         PLOT FILE OF HIGH   ${rank} HIGH ${average} VALUES FOR SOURCE GROUP: ALL
*         FOR A TOTAL OF ${String(places.length).padStart(5)} RECEPTORS.
*         FORMAT: (3(1X,F13.5),3(1X,F8.2),3X,A5,2X,A8,2X,A5,5X,A8,2X,I8)
*        X             Y      AVERAGE CONC    ZELEV    ZHILL    ZFLAG    AVE     GRP       RANK     NET ID   DATE(CONC)
${records.join("\n")}
`;
}

const source: GridSource = {
  files: ["grids/nh3.plt"],
  substance: "NH3",
  averagingPeriod: "1-HR",
  limit: 200,
  limitUnit: "ug/m3",
  crs: CRS,
  originEastM: ORIGIN[0],
  originNorthM: ORIGIN[1],
};
/** Exceeds up to 250 m east of the plant (x ≤ 650) and 100 m north of it. */
const plume = (x: number, y: number) =>
  (y >= 100 && y <= 200 && x <= 650 && x > 300) || (x >= 100 && x <= 300 && y > 200 && y <= 400) ? 220.5 : 12;

const layer = (...features: object[]) => ({ type: "FeatureCollection", features });
const manifest = {
  format: "parkatlas-dataset/1",
  id: "demo",
  title: { zh: "示例", en: "Demo" },
  asOf: "2025-12-31",
  crs: "EPSG:4490",
  edgeModel: "projected",
  workingCrs: CRS,
  layers: { plants: "plants.geojson", units: "units.geojson", sites: "sites.geojson" },
};

function load(
  grids: readonly object[],
  files: Readonly<Record<string, string>>,
  more: { readonly onUnit?: boolean; readonly rule?: object } = {},
) {
  const distances = [{ kind: "atmospheric", source: "示例环评", grids, ...more.rule }];
  const all: Readonly<Record<string, string>> = {
    "dataset.json": JSON.stringify(manifest),
    "plants.geojson": JSON.stringify(
      layer({
        type: "Feature",
        id: "P",
        geometry: box(0, 0, 400, 300),
        properties: { name: "厂区", ...(more.onUnit ? {} : { distances }) },
      }),
    ),
    "units.geojson": JSON.stringify(
      layer({
        type: "Feature",
        id: "U",
        geometry: box(100, 100, 50, 50),
        properties: { name: "车间", plantId: "P", ...(more.onUnit ? { distances } : {}) },
      }),
    ),
    "sites.geojson": JSON.stringify(
      layer(
        {
          type: "Feature",
          id: "near",
          geometry: { type: "Point", coordinates: at(640, 150) },
          properties: { name: "近村", kind: "village" },
        },
        {
          type: "Feature",
          id: "far",
          geometry: { type: "Point", coordinates: at(660, 150) },
          properties: { name: "远村", kind: "village" },
        },
      ),
    ),
    ...files,
  };
  return loadDataset(async (path) => {
    const text = all[path];
    if (text === undefined) throw new Error(`ENOENT: ${path}.`);
    return new TextEncoder().encode(text);
  });
}
const unitOf = (dataset: Dataset | null) => protectionReport(dataset!).units[0]!;

describe("a plant with a receptor grid", () => {
  it("gets the farthest perpendicular distance of the exceedance, and its sites are judged by it", async () => {
    const { dataset, issues, files } = await load([source], { "grids/nh3.plt": plotFile(plume) });
    expect(issues.filter(({ code }) => code !== "provenance-missing")).toEqual([]);
    expect(files.map(({ path }) => path)).toContain("grids/nh3.plt");
    const unit = unitOf(dataset);
    expect(unit).toMatchObject({ verdict: "inside", unresolved: [] });
    expectWithin(unit.requiredM!, 250, { tolM: 1e-3 });
    expect(unit.pairs.map(({ siteId, verdict, measuredFrom }) => [siteId, verdict, measuredFrom])).toEqual([
      ["near", "inside", "plant"],
      ["far", "outside", "plant"],
    ]);
    const [assessment] = unit.workings[0]!.assessments;
    expect(assessment).toMatchObject({
      exceeds: true,
      isComplete: true,
      substance: "NH3",
      limit: 200,
      largest: { concentration: 220.5 },
    });
    expect(assessment!.edges.map(({ distanceM, exceedingReceptors }) => [Math.round(distanceM), exceedingReceptors])).toEqual([
      [250, 15],
      [100, 10],
    ]);
  });

  it("has a zone that holds every exceeding receptor and nothing of the plant", async () => {
    const { dataset } = await load([source], { "grids/nh3.plt": plotFile(plume) });
    const { zone } = unitOf(dataset).workings[0]!.assessments[0]!;
    const rings = (zone!.type === "Polygon" ? [zone!.coordinates] : zone!.coordinates).flat();
    const inPlane = rings.flat().map(([lonDeg, latDeg]) => projectTo(CRS, [lonDeg!, latDeg!]));
    const [east, north] = [Math.max(...inPlane.map(([x]) => x)), Math.max(...inPlane.map(([, y]) => y))];
    // 250 m along the east edge (x = 400) with its round ends; the ends reach 300 + 250 m north.
    expectWithin(east - ORIGIN[0], 650, { tolM: 0.1 });
    expectWithin(north - ORIGIN[1], 550, { tolM: 0.1 });
  });

  it("without an exceedance needs no distance, and says how near the limit it comes", async () => {
    const { dataset } = await load([source], { "grids/nh3.plt": plotFile(() => 12) });
    const unit = unitOf(dataset);
    expect(unit).toMatchObject({ verdict: "not-required", requiredM: null, unresolved: [] });
    expect(unit.workings[0]).toMatchObject({
      requiredM: 0,
      assessments: [{ exceeds: false, distanceM: 0, largest: { concentration: 12 }, zone: null }],
    });
    expect(unit.basisZh).toContain("大气环境防护距离：不需设置（0 m）");
  });

  it("may be asked by its unit, and by several grids of which the largest distance governs", async () => {
    const h2s = { ...source, substance: "H2S", files: ["grids/h2s.csv"], limit: 0.01, limitUnit: "mg/m3" };
    const rows: string[] = [];
    for (let x = -600; x <= 1000; x += 50)
      for (let y = -600; y <= 900; y += 50) rows.push(`${x},${y},${x > 0 && x <= 750 && y === 150 ? 12 : 1}`);
    const { dataset } = await load(
      [source, h2s],
      { "grids/nh3.plt": plotFile(plume), "grids/h2s.csv": `x,y,浓度(µg/m³)\n${rows.join("\n")}` },
      { onUnit: true },
    );
    const unit = unitOf(dataset);
    expectWithin(unit.requiredM!, 350, { tolM: 1e-3 });
    expect(unit.workings[0]!.assessments.map(({ substance, distanceM }) => [substance, Math.round(distanceM!)])).toEqual([
      ["NH3", 250],
      ["H2S", 350],
    ]);
    // 12 µg/m³ in the unit of the limit.
    expectWithin(unit.workings[0]!.assessments[1]!.largest!.concentration, 0.012, { tolMgPerM3: 1e-12 });
  });

  it("is judged alike in mg/m³ and µg/m³, file and limit, also where the ground stands at the limit", async () => {
    // At the limit up to x = 750, a tenth of a microgram above it up to x = 600: a rounding error at the limit would add 150 m.
    const csv = (unit: string, at: string, above: string, below: string) => {
      const rows: string[] = [];
      for (let x = -600; x <= 1000; x += 50)
        for (let y = -600; y <= 900; y += 50)
          rows.push(`${x},${y},${y !== 150 || x < 0 || x > 750 ? below : x <= 600 ? above : at}`);
      return `x,y,浓度(${unit})\n${rows.join("\n")}`;
    };
    const files = { mg: csv("mg/m³", "0.0041", "0.0042", "0.0010"), ug: csv("µg/m³", "4.1", "4.2", "1.0") };
    const answers = [];
    for (const file of Object.values(files))
      for (const [limit, limitUnit] of [
        [0.0041, "mg/m3"],
        [4.1, "ug/m3"],
      ] as const) {
        const { dataset } = await load([{ ...source, files: ["grids/a.csv"], limit, limitUnit }], { "grids/a.csv": file });
        const { verdict, requiredM, pairs } = unitOf(dataset);
        answers.push({ verdict, requiredM, pairs: pairs.map((pair) => [pair.siteId, pair.verdict, pair.distanceM]) });
      }
    expectWithin(answers[0]!.requiredM!, 200, { tolM: 1e-3 });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it("tests a stated distance beside the computed one, and names the difference", async () => {
    const { dataset } = await load([source], { "grids/nh3.plt": plotFile(plume) }, { rule: { distanceM: 400 } });
    const report = protectionReport(dataset!);
    expect(report.units[0]!.workings.map(({ requiredM }) => Math.round(requiredM))).toEqual([250, 400]);
    expect(report.issues.map(({ code }) => code)).toContain("atmospheric-given-differs");
  });

  it("takes nothing that a file says under `assessments`", async () => {
    const { dataset } = await load([source], {}, { rule: { assessments: [{ distanceM: 0, isComplete: true, issues: [] }] } });
    expect(unitOf(dataset).verdict).toBe("unknown");
  });
});

describe("a grid that cannot tell", () => {
  const cases: readonly (readonly [string, object, Readonly<Record<string, string>>, string, RegExp])[] = [
    ["a missing file", source, {}, "grid-unreadable", /ENOENT/],
    ["a path out of the folder", { ...source, files: ["../secret.plt"] }, {}, "grid-unreadable", /not inside/],
    ["no CRS", { ...source, crs: undefined }, { "grids/nh3.plt": plotFile(plume) }, "grid-crs-missing", /state its crs/],
    [
      "a CRS of degrees",
      { ...source, crs: "EPSG:4490" },
      { "grids/nh3.plt": plotFile(plume) },
      "grid-position-invalid",
      /EPSG:4490/,
    ],
    ["an unknown CRS", { ...source, crs: "EPSG:1" }, { "grids/nh3.plt": plotFile(plume) }, "grid-crs-missing", /EPSG:1/],
    [
      "half an origin",
      { ...source, originNorthM: undefined },
      { "grids/nh3.plt": plotFile(plume) },
      "grid-origin-unclear",
      /both numbers/,
    ],
    [
      "another averaging period",
      { ...source, averagingPeriod: "24-HR" },
      { "grids/nh3.plt": plotFile(plume) },
      "grid-period-missing",
      /only of 1-HR/,
    ],
    ["another group", { ...source, group: "TANKS" }, { "grids/nh3.plt": plotFile(plume) }, "grid-group-unclear", /are ALL/],
    ["eighth highest values", source, { "grids/nh3.plt": plotFile(plume, { rank: "8TH" }) }, "grid-rank-not-first", /8TH/],
    ["a table without unit", source, { "grids/nh3.plt": "x,y,conc\n1,2,3" }, "grid-unit-missing", /have no unit/],
    [
      "a table of another unit",
      { ...source, unit: "mg/m3" },
      { "grids/nh3.plt": "x,y,conc(ug/m3)\n1,2,3" },
      "grid-unit-differs",
      /says ug\/m3/,
    ],
    [
      "degrees the wrong way round",
      source,
      { "grids/nh3.plt": "lon,lat,conc(ug/m3)\n43.6,122.2,3" },
      "grid-position-invalid",
      /no longitude/,
    ],
  ];
  it.each(cases)("%s leaves its unit unknown, with the reason, and the rest answered", async (_, grid, files, code, message) => {
    const { dataset, issues } = await load([grid], files);
    const finding = issues.find((issue) => issue.code === code);
    expect(finding, issues.map((issue) => issue.message).join("\n")).toBeDefined();
    expect(finding!.message).toMatch(message);
    const report = protectionReport(dataset!);
    expect(report.units[0]).toMatchObject({ verdict: "unknown", requiredM: null });
    expect(report.units[0]!.unresolved[0]).toMatchObject({ kind: "atmospheric", code: "atmospheric-grid-unread" });
    expect(report.units[0]!.unresolved[0]!.message).toMatch(message);
  });

  it("a forgotten origin is found out, not taken for no exceedance", async () => {
    const { originEastM: _, originNorthM: __, ...local } = source;
    const { dataset } = await load([{ ...local, originEastM: ORIGIN[0] + 9000, originNorthM: ORIGIN[1] }], {
      "grids/nh3.plt": plotFile(plume),
    });
    expect(unitOf(dataset)).toMatchObject({ verdict: "unknown", unresolved: [{ code: "atmospheric-grid-empty" }] });
  });

  it("spacing over 50 m is a finding, and the distance stands", async () => {
    const { dataset } = await load([source], { "grids/nh3.plt": plotFile(plume, { stepM: 100 }) });
    const report = protectionReport(dataset!);
    expect(report.issues).toMatchObject([
      {
        code: "atmospheric-grid-coarse",
        severity: "warning",
        layer: "plants",
        featureId: "P",
        path: "features[0].properties.distances[0]",
      },
    ]);
    expect(report.units[0]).toMatchObject({ unresolved: [] });
  });

  it("an exceedance at the rim, or ground without receptors, gives a distance that is a lower bound: tested, and unknown", async () => {
    // Ends in the exceedance 600 m out: both sites are inside already.
    const rim = await load([source], { "grids/nh3.plt": plotFile((x) => (x > 400 ? 300 : 1)) });
    expect(unitOf(rim.dataset)).toMatchObject({ verdict: "inside", unresolved: [{ code: "atmospheric-grid-small" }] });
    const lines = plotFile(() => 12).split("\n");
    const west = lines
      .filter((line) => line.startsWith("*") || Number(line.slice(1, 14)) < 300)
      .join("\n")
      .replace(
        /TOTAL OF .* REC/,
        `TOTAL OF ${lines.filter((line) => !line.startsWith("*") && Number(line.slice(1, 14)) < 300 && line !== "").length} REC`,
      );
    const half = await load([source], { "grids/nh3.plt": west });
    expect(unitOf(half.dataset)).toMatchObject({ verdict: "unknown", unresolved: [{ code: "atmospheric-grid-partial" }] });
  });

  it("a unit that names no plant keeps its question open", async () => {
    const { dataset } = await load([source], {
      "units.geojson": JSON.stringify(
        layer({
          type: "Feature",
          id: "U",
          geometry: box(100, 100, 50, 50),
          properties: { name: "车间", distances: [{ kind: "atmospheric", grids: [source] }] },
        }),
      ),
    });
    expect(unitOf(dataset)).toMatchObject({ id: "U", verdict: "unknown", unresolved: [{ code: "atmospheric-grid-unread" }] });
  });
});
