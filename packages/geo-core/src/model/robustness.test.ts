import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaReport } from "./area-report.ts";
import { type DatasetFiles, parseDataset } from "./parse-dataset.ts";
import { validateDataset } from "./validate-dataset.ts";

const square = (west: number, south: number, side: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ],
  ],
});
const layer = (...features: [string, object, object][]) => ({
  type: "FeatureCollection",
  features: features.map(([id, properties, geometry]) => ({
    type: "Feature",
    id,
    properties: { name: id, ...properties },
    geometry,
  })),
});
const substance = { name: "NH3", emissionKgPerH: 0.3, limitMgPerM3: 0.2, sourceClass: "II" };

/** A small dataset with something of everything. */
const WHOLE: DatasetFiles = {
  manifest: {
    format: "parkatlas-dataset/1",
    id: "demo",
    title: { zh: "示例", en: "Demo" },
    asOf: "2025-12-31",
    crs: "EPSG:4490",
    edgeModel: "projected",
    workingCrs: "EPSG:4550",
    layers: {},
  },
  layers: {
    boundaries: layer(["c", { adcode: "1" }, square(121, 42, 2)]),
    parks: layer(["p", { city: "甲", plannedAreaM2: 5, builtAreaM2: 4, industries: ["铝"] }, square(122, 43, 0.1)]),
    blocks: layer(["b", { parkId: "p", enterprises: 2 }, square(122.01, 43.01, 0.05)]),
    parcels: layer(
      [
        "x",
        {
          blockId: "b",
          recordedAreaM2: 9000,
          suppliedOn: "2020-01-01",
          agreedStartOn: "2021-01-01",
          startedOn: "2021-01-01",
          progress: [{ on: "2022-01-01", developedAreaM2: 5 }],
          extensions: [{ decidedOn: "2020-06-01", newStartOn: "2021-06-01" }],
          suspensions: [{ from: "2022-02-01", to: "2022-03-01" }],
          delays: [{ from: "2020-02-01", cause: "government" }],
          determinations: [{ on: "2023-01-01", documentNo: "1" }],
        },
        square(122.02, 43.02, 0.001),
      ],
      ["y", { blockId: "b" }, square(122.021, 43.02, 0.001)],
    ),
    sites: layer(["s", { kind: "school" }, { type: "Point", coordinates: [122, 43] }]),
    plants: layer(["f", { parkId: "p" }, square(122.03, 43.03, 0.01)]),
    units: layer([
      "u",
      { plantId: "f", parkId: "p", distances: [{ kind: "health", substances: [substance] }] },
      square(122.031, 43.031, 0.001),
    ]),
    contours: layer(["k", { plantId: "f" }, square(122.03, 43.03, 0.02)]),
  },
  zoning: [{ id: "s", title: { zh: "方", en: "S" }, zones: [{ id: "z", name: "北", parkIds: ["p"] }] }],
  lineage: {
    entities: [
      { id: "e", kind: "park", name: "n", featureId: "p", predecessors: ["d"] },
      { id: "d", kind: "park", name: "o" },
    ],
  },
  config: { statistics: [{ id: "f", subject: "s", metric: "m", value: 1, unit: null, kind: "k", year: 2020, source: "t" }] },
};

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

/** A copy of a JSON value with what lies at a path replaced, or removed where the replacement is undefined. */
function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...(value as object) };
  const holder = copy as Record<string | number, unknown>;
  const inner = replaced(holder[key], rest, by);
  if (inner === undefined) delete holder[key];
  else holder[key] = inner;
  return copy;
}

/** Every place in every file; the record of the files itself is the caller's, not the data's. */
const PATHS = pathsOf(WHOLE).filter(
  ({ length, 0: first }) => length > 1 || (length === 1 && first !== "layers" && first !== "zoning"),
);
const nasty = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    undefined,
    null,
    "",
    " ",
    "__proto__",
    "constructor",
    -1,
    0,
    1e308,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    [],
    {},
    [[]],
    "2024-02-30",
    [122, 43],
    [[122, 43]],
  ),
  fc.tuple(fc.double(), fc.double()).map((pair) => [...pair]),
);

describe("a dataset with wrong data anywhere", () => {
  it("is right before it is damaged", () => {
    const { dataset, issues } = parseDataset(WHOLE);
    expect(issues).toEqual([]);
    expect(validateDataset(dataset!).issues.filter(({ code }) => code !== "provenance-missing")).toEqual([]);
  });

  it("is answered with findings in both languages, never with an exception", () => {
    const damages = fc.array(fc.tuple(fc.constantFrom(...PATHS), nasty), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(damages, (list) => {
        const files = list.reduce<unknown>((value, [path, by]) => replaced(value, path, by), WHOLE) as DatasetFiles;
        const { dataset, issues } = parseDataset(files);
        if (dataset === null) expect(issues.some(({ severity }) => severity === "error")).toBe(true);
        const all = dataset === null ? issues : [...issues, ...validateDataset(dataset).issues];
        if (dataset !== null) areaReport(dataset, { by: "zone" });
        for (const { message, messageZh } of all) {
          expect(message.length).toBeGreaterThan(10);
          expect(messageZh).toMatch(/\p{Script=Han}/u);
        }
      }),
      { numRuns: 1500 },
    );
  });
});
