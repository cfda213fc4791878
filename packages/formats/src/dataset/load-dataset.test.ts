import { isGeoError } from "@parkatlas/geo-core";
import { describe, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";

const encode = (value: unknown) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));

/** A reader over files in memory, that fails like a file system for any other path. */
function reader(files: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  const read = async (path: string): Promise<Uint8Array> => {
    asked.push(path);
    if (!Object.hasOwn(files, path)) throw new Error(`ENOENT: no such file "${path}"`);
    const file = files[path];
    return file instanceof Uint8Array ? file : encode(file);
  };
  return { read, asked };
}

const square = {
  type: "Polygon",
  coordinates: [
    [
      [122, 43],
      [122.01, 43],
      [122.01, 43.01],
      [122, 43.01],
      [122, 43],
    ],
  ],
};
const layer = (...features: unknown[]) => ({ type: "FeatureCollection", features });
const feature = (id: string, properties: object) => ({ type: "Feature", id, geometry: square, properties });
const manifest = {
  format: "parkatlas-dataset/1",
  id: "demo",
  title: { zh: "示例", en: "Demo" },
  asOf: "2025-12-31",
  crs: "EPSG:4490",
  edgeModel: "projected",
  layers: { parks: "parks.geojson", blocks: "sub/blocks.geojson" },
  zoning: ["zoning/clusters.json"],
  lineage: "lineage.json",
  config: "config.json",
};
const files = {
  "dataset.json": manifest,
  "parks.geojson": layer(feature("p1", { name: "园区" })),
  "sub/blocks.geojson": layer(feature("b1", { name: "区块", parkId: "p1" })),
  "zoning/clusters.json": {
    id: "clusters",
    title: { zh: "组团", en: "Clusters" },
    zones: [{ id: "n", name: "北部", parkIds: ["p1"] }],
  },
  "lineage.json": { entities: [{ id: "e1", kind: "park", name: "园区", featureId: "p1" }] },
  "config.json": { anything: { else: 1 } },
};

describe("loadDataset", () => {
  it("reads the files that dataset.json names, and no other", async () => {
    const { read, asked } = reader({ ...files, "stray.geojson": layer() });
    const { dataset, issues } = await loadDataset(read);
    expect(issues).toEqual([]);
    expect(asked.sort()).toEqual([
      "config.json",
      "dataset.json",
      "lineage.json",
      "parks.geojson",
      "sub/blocks.geojson",
      "zoning/clusters.json",
    ]);
    expect(dataset?.parks.map(({ id }) => id)).toEqual(["p1"]);
    expect(dataset?.blocks[0]?.properties.parkId).toBe("p1");
    expect(dataset?.zoning[0]?.zones[0]?.parkIds).toEqual(["p1"]);
    expect(dataset?.lineage?.entities[0]?.featureId).toBe("p1");
    expect(dataset?.config).toEqual({ anything: { else: 1 } });
  });
});
void isGeoError;
