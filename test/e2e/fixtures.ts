import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The files of a dataset by path, each as the value that is written as JSON, or as text that is written as it is. */
export type DatasetFilesOut = Record<string, unknown>;

type Position = readonly [lonDeg: number, latDeg: number];
/** South-west corner of the demo ground, and one step of its grid: about 86 m east and 111 m north. */
const ORIGIN: Position = [106.8, 39.6];
const STEP_DEG = 0.001;

function at(x: number, y: number): Position {
  return [Number((ORIGIN[0] + x * STEP_DEG).toFixed(6)), Number((ORIGIN[1] + y * STEP_DEG).toFixed(6))];
}

/** A rectangle in grid steps, counter-clockwise. */
function rectangle(west: number, south: number, east: number, north: number) {
  return {
    type: "Polygon",
    coordinates: [[at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)]],
  };
}

function feature(id: string, geometry: unknown, properties: Record<string, unknown>) {
  return { type: "Feature", id, geometry, properties: { provenance: "synthetic", accuracyM: 0.05, ...properties } };
}

const collection = (...features: readonly unknown[]) => ({ type: "FeatureCollection", features });
const company = (number: number) => `示例企业 ${String(number).padStart(3, "0")}`;

/** Eight parcels of one block row, each with the events of another status on 2025-12-31. */
function parcels() {
  const supplied = {
    suppliedOn: "2020-03-01",
    agreedStartOn: "2021-03-01",
    priceCny: 9_000_000,
    plannedInvestmentCny: 50_000_000,
  };
  const events: readonly (readonly [id: string, facts: Record<string, unknown>])[] = [
    ["P-approved", { approvedOn: "2019-05-01" }],
    ["P-pending", { suppliedOn: "2025-06-01", agreedStartOn: "2026-06-01" }],
    ["P-overdue", { suppliedOn: "2024-03-01", agreedStartOn: "2025-03-01" }],
    [
      "P-idle-1y",
      {
        suppliedOn: "2023-03-01",
        agreedStartOn: "2024-03-01",
        priceCny: 9_000_000,
        performance: [{ year: 2024, taxCny: 0, outputCny: 0 }],
      },
    ],
    ["P-idle-2y", supplied],
    ["P-building", { ...supplied, startedOn: "2021-02-01" }],
    [
      "P-built",
      {
        ...supplied,
        startedOn: "2021-02-01",
        completedOn: "2023-09-30",
        performance: [{ year: 2024, taxCny: 3_000_000, outputCny: 60_000_000, energyTce: 900, employees: 40 }],
      },
    ],
    ["P-unknown", { suppliedOn: "2020-03-01" }],
  ];
  return events.map(([id, facts], index) =>
    feature(id, rectangle(index * 2, 0, index * 2 + 2, 3), {
      name: `示例宗地 ${index + 1}`,
      blockId: index < 4 ? "B-west" : "B-east",
      holder: company(index + 1),
      ownership: "state",
      landUse: "0601",
      landUseScheme: "GB/T 21010-2017",
      ...facts,
    }),
  );
}

/**
 * A small sound dataset: two parks, two blocks, eight parcels of eight statuses, a plant with two units, a village inside
 * their distances, a school and a hospital outside. Every call makes new objects, so that a test may break them.
 */
export function demoFiles(id = "demo"): DatasetFilesOut {
  const park = { city: "示例市", level: "自治区级", class: "经济技术开发区", industries: ["化工"], provenance: "synthetic" };
  return {
    "dataset.json": {
      format: "parkatlas-dataset/1",
      id,
      title: { zh: "示例市", en: "Demo City" },
      asOf: "2025-12-31",
      crs: "EPSG:4490",
      edgeModel: "projected",
      workingCrs: "EPSG:4546",
      layers: Object.fromEntries(
        ["parks", "blocks", "parcels", "sites", "units", "plants"].map((layer) => [layer, `${layer}.geojson`]),
      ),
      zoning: ["zoning/two.json"],
      lineage: "lineage.json",
      sources: [{ id: "made-up", title: "Made up for tests", licence: "MIT" }],
    },
    "parks.geojson": collection(
      feature("K-west", rectangle(0, 0, 8, 6), { ...park, name: "示例西园", nameEn: "West Park", plannedAreaM2: 457_000 }),
      feature("K-east", rectangle(8, 0, 16, 6), { ...park, name: "示例东园", nameEn: "East Park", plannedAreaM2: 457_000 }),
    ),
    "blocks.geojson": collection(
      feature("B-west", rectangle(0, 0, 8, 6), { name: "西区块", parkId: "K-west" }),
      feature("B-east", rectangle(8, 0, 16, 6), { name: "东区块", parkId: "K-east" }),
    ),
    "parcels.geojson": collection(...parcels()),
    "plants.geojson": collection(
      feature("F-1", rectangle(1, 3, 7, 6), { name: "示例工厂", parkId: "K-west", enterprise: company(21) }),
    ),
    "units.geojson": collection(
      feature("U-specified", rectangle(2, 4, 3, 5), {
        name: "示例装置一",
        plantId: "F-1",
        parkId: "K-west",
        enterprise: company(21),
        distances: [{ kind: "specified", distanceM: 500, source: "示例批复" }],
      }),
      feature("U-health", rectangle(5, 4, 6, 5), {
        name: "示例装置二",
        plantId: "F-1",
        parkId: "K-west",
        enterprise: company(21),
        distances: [
          {
            kind: "health",
            windMPerS: 3,
            areaM2: 40_000,
            substances: [{ name: "示例气体", emissionKgPerH: 0.3, limitMgPerM3: 0.02, sourceClass: "II" }],
          },
        ],
      }),
    ),
    "sites.geojson": collection(
      feature("S-village", rectangle(1, 8, 4, 10), { name: "示例村", kind: "village", households: 120, population: 410 }),
      feature("S-school", { type: "Point", coordinates: at(30, 20) }, { name: "示例小学", kind: "school" }),
      feature("S-hospital", rectangle(40, 20, 41, 21), { name: "示例医院", kind: "hospital" }),
    ),
    "zoning/two.json": {
      id: "two",
      title: { zh: "东西两区", en: "East and west" },
      zones: [
        { id: "west", name: "西区", nameEn: "West", parkIds: ["K-west"] },
        { id: "east", name: "东区", nameEn: "East", parkIds: ["K-east"] },
      ],
    },
    "lineage.json": {
      entities: [
        { id: "L-old", kind: "park", name: "示例老园", validTo: "2020-10-31" },
        { id: "L-west", kind: "park", name: "示例西园", featureId: "K-west", validFrom: "2020-11-01", predecessors: ["L-old"] },
        { id: "L-east", kind: "park", name: "示例东园", featureId: "K-east", validFrom: "2020-11-01", predecessors: ["L-old"] },
      ],
    },
  };
}

/** A folder for one test file, with a way to write datasets into it and to take it away. */
export async function scratchFolder() {
  const root = await mkdtemp(join(tmpdir(), "parkatlas-test-"));
  return {
    root,
    path: (name: string) => join(root, name),
    /** Writes the files into a folder of this name and gives its path. */
    async dataset(name: string, files: DatasetFilesOut = demoFiles()): Promise<string> {
      const folder = join(root, name);
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
      }
      return folder;
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
