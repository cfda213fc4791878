import { loadDataset } from "@parkatlas/formats";
import { protectionReport, validateDataset } from "@parkatlas/geo-core";
import { expect, it } from "vitest";

/** Degrees for a metre at 43.6° N, good to 0.1 %. */
const LON_PER_M = 1 / 80_743;
const LAT_PER_M = 1 / 111_099;
const at = (eastM: number, northM: number) => [122.2 + eastM * LON_PER_M, 43.6 + northM * LAT_PER_M];
const box = (eastM: number, northM: number, sideM: number) => ({
  type: "Polygon",
  coordinates: [
    [
      at(eastM, northM),
      at(eastM + sideM, northM),
      at(eastM + sideM, northM + sideM),
      at(eastM, northM + sideM),
      at(eastM, northM),
    ],
  ],
});
type Json = Readonly<Record<string, unknown>>;
const feature = (id: string, geometry: unknown, properties: Json) => ({
  type: "Feature",
  id,
  geometry,
  properties: { name: `示例 ${id}`, provenance: "synthetic", ...properties },
});
const nh3 = (more: Json = {}) => ({ name: "NH3", emissionKgPerH: 0.3, limitMgPerM3: 0.02, sourceClass: "II", ...more });
const health = (substance: Json, more: Json = {}) => ({
  kind: "health",
  source: "EIA",
  windMPerS: 3,
  areaM2: 40_000,
  substances: [substance],
  ...more,
});

/** Beside what is bad stands a unit that must keep 300 m (vector 6 of rules §5), with a site 100 m away. */
const good = {
  plants: [feature("P", box(-50, -50, 300), {})],
  units: [feature("good", box(0, 0, 200), { plantId: "P", distances: [health(nh3())] })],
  sites: [feature("village", { type: "Point", coordinates: at(300, 100) }, { kind: "village", households: 20 })],
};

async function answer(
  bad: { readonly units?: readonly object[]; readonly sites?: readonly object[] },
  layers: Partial<typeof good> = {},
) {
  const all = { ...good, ...layers };
  const contents: Readonly<Record<string, unknown>> = {
    "dataset.json": {
      format: "parkatlas-dataset/1",
      id: "bad",
      asOf: "2025-12-31",
      crs: "EPSG:4490",
      edgeModel: "lonlat",
      workingCrs: "EPSG:4550",
      layers: { plants: "plants", units: "units", sites: "sites" },
    },
    plants: { type: "FeatureCollection", features: all.plants },
    units: { type: "FeatureCollection", features: [...all.units, ...(bad.units ?? [])] },
    sites: { type: "FeatureCollection", features: [...all.sites, ...(bad.sites ?? [])] },
  };
  const { dataset, issues } = await loadDataset(async (path) => new TextEncoder().encode(JSON.stringify(contents[path])));
  const report = protectionReport(dataset!);
  return { report, issues: [...issues, ...validateDataset(dataset!).issues, ...report.issues] };
}

const unit = (properties: Json, geometry: unknown = box(2000, 2000, 100)) => ({ units: [feature("bad", geometry, properties)] });

// Each row: what is bad, where, the finding, words of its message, and the verdict of the bad unit.
it.each<[string, Parameters<typeof answer>[0], string, RegExp, string]>([
  [
    "a negative emission",
    unit({ distances: [health(nh3({ emissionKgPerH: -0.3 }))] }),
    "number-out-of-range",
    /-0\.3; expected a number ≥ 0/,
    "unknown",
  ],
  [
    "an absurd emission",
    unit({ distances: [health(nh3({ emissionKgPerH: 3e9 }))] }),
    "health-input-out-of-range",
    /Qc\) is 3000000000; it must be greater than 0 and at most/,
    "unknown",
  ],
  [
    "an emission so large that the distance is",
    unit({ distances: [health(nh3({ emissionKgPerH: 9e5, limitMgPerM3: 1e-6 }))] }),
    "health-input-out-of-range",
    /check the units of both/,
    "unknown",
  ],
  [
    "an emission that is text",
    unit({ distances: [health(nh3({ emissionKgPerH: "0.3" }))] }),
    "property-type",
    /"0\.3"; expected a number/,
    "unknown",
  ],
  [
    "no emission at all",
    unit({ distances: [health(nh3({ emissionKgPerH: 0 }))] }),
    "health-input-out-of-range",
    /leave out a substance that is not released/,
    "unknown",
  ],
  [
    "a limit of zero",
    unit({ distances: [health(nh3({ limitMgPerM3: 0 }))] }),
    "number-out-of-range",
    /expected a number > 0/,
    "unknown",
  ],
  [
    "a limit in the wrong unit",
    unit({ distances: [health(nh3({ limitMgPerM3: 2e7 }))] }),
    "health-input-out-of-range",
    /Give mg\/m³, not µg\/m³/,
    "unknown",
  ],
  [
    "no wind",
    unit({ distances: [health(nh3(), { windMPerS: undefined })] }),
    "health-input-missing",
    /needs windMPerS/,
    "unknown",
  ],
  [
    "a storm for a mean wind",
    unit({ distances: [health(nh3(), { windMPerS: 45 })] }),
    "health-input-out-of-range",
    /windMPerS is 45/,
    "unknown",
  ],
  [
    "a point without area",
    unit({ distances: [health(nh3(), { areaM2: undefined })] }, { type: "Point", coordinates: at(2000, 2000) }),
    "health-input-missing",
    /needs its area/,
    "unknown",
  ],
  [
    "a source class that is none",
    unit({ distances: [health(nh3({ sourceClass: "IV" }))] }),
    "choice-unknown",
    /"IV"; expected one of I, II, III/,
    "unknown",
  ],
  [
    "a unit outside its plant",
    unit({ plantId: "P", distances: [{ kind: "specified", distanceM: 50, source: "x" }] }),
    "unit-outside-plant",
    /100 % of unit "bad" lies outside its plant "P"/,
    "outside",
  ],
  [
    "a plant that is not there",
    unit({ plantId: "Q", distances: [{ kind: "atmospheric", distanceM: 50, source: "x" }] }),
    "plant-unknown",
    /plant "Q"/,
    "unknown",
  ],
  [
    "a site inside a unit",
    {
      ...unit({ distances: [{ kind: "specified", distanceM: 50, source: "x" }] }),
      sites: [feature("inside", { type: "Point", coordinates: at(2050, 2050) }, { kind: "village" })],
    },
    "site-touches-unit",
    /Site "inside" touches or overlaps unit "bad"/,
    "inside",
  ],
  [
    "an outline that crosses itself",
    unit(
      { distances: [{ kind: "specified", distanceM: 50, source: "x" }] },
      { type: "Polygon", coordinates: [[at(2000, 2000), at(2100, 2100), at(2100, 2000), at(2000, 2100), at(2000, 2000)]] },
    ),
    "self-intersection",
    /bad|cross/,
    "outside",
  ],
])("%s is a finding, its unit says so, and the rest is answered", async (_, bad, code, message, verdict) => {
  const { report, issues } = await answer(bad);
  const found = issues.filter((issue) => issue.code === code);
  expect(
    found.map((issue) => issue.message).join("\n"),
    issues.map((issue) => `${issue.code} ${issue.message}`).join("\n"),
  ).toMatch(message);
  for (const { messageZh } of found) expect(messageZh).toMatch(/\p{Script=Han}/u);
  expect(report.units.find(({ id }) => id === "bad")).toMatchObject({ verdict });
  const row = report.units.find(({ id }) => id === "good")!;
  expect(row).toMatchObject({ verdict: "inside", requiredM: 300 });
  expect(row.pairs.map(({ siteId, verdict: of }) => [siteId, of])).toEqual([["village", "inside"]]);
});

it.each<[string, Partial<typeof good>, string, readonly string[]]>([
  ["no sites", { sites: [] }, "sites-empty", ["outside"]],
  ["no units and no plants", { units: [], plants: [] }, "units-empty", []],
])("%s: the empty layer is a finding, never a silent pass", async (_, layers, code, verdicts) => {
  const { report } = await answer({}, layers);
  expect(report.issues.map((issue) => issue.code)).toContain(code);
  expect(report.units.map(({ verdict }) => verdict)).toEqual(verdicts);
});
