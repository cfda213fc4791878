import { seededRandom } from "@parkatlas/test-support";
import { describe, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { sha256Hex } from "./sha256.ts";

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

  it("lists each file with its hash, and changes the hash of the whole with any byte", async () => {
    const first = await loadDataset(reader(files).read);
    expect(first.files.map(({ path }) => path)).toEqual([
      "config.json",
      "dataset.json",
      "lineage.json",
      "parks.geojson",
      "sub/blocks.geojson",
      "zoning/clusters.json",
    ]);
    // Computed once with: printf '%s' '{"anything":{"else":1}}' | sha256sum
    expect(first.files[0]).toEqual({
      path: "config.json",
      sha256: "e7ae40589955483084a7109b579bfba6b339796eab7cd6d6c0a4c5364b3803d0",
      bytes: 23,
    });
    const lines = first.files.map(({ path, sha256 }) => `${path} ${sha256}`).join("\n");
    expect(first.sha256).toBe(await sha256Hex(encode(lines)));
    const again = await loadDataset(reader(files).read);
    expect(again.sha256).toBe(first.sha256);
    const changed = await loadDataset(reader({ ...files, "config.json": { anything: { else: 2 } } }).read);
    expect(changed.sha256).not.toBe(first.sha256);
  });

  it.each(["dataset.json", "parks.geojson", "zoning/clusters.json", "lineage.json", "config.json"])(
    "refuses a dataset whose %s cannot be read, naming the file",
    async (path) => {
      const { [path as keyof typeof files]: _, ...rest } = files;
      const failure = loadDataset(reader(rest).read);
      await expect(failure).rejects.toMatchObject({ code: "file-unreadable", details: { path } });
      await expect(failure).rejects.toThrow(new RegExp(`Cannot read ${path}: ENOENT`));
    },
  );

  it("says in which line a layer stops being JSON, and still reports what is wrong elsewhere", async () => {
    const parks = '{"type":"FeatureCollection",\n"features":[}';
    const { dataset, issues } = await loadDataset(reader({ ...files, "parks.geojson": parks, "config.json": [] }).read);
    expect(dataset).toBeNull();
    expect(issues.map(({ code, layer }) => [code, layer])).toEqual([
      ["json-invalid", "parks"],
      ["property-type", "config"],
    ]);
    expect(issues[0]?.message).toContain("parks.geojson: Not JSON at line 2, column 13");
    expect(issues[0]?.messageZh).toContain("第 2 行第 13 列");
  });

  it("gives no dataset where dataset.json is no JSON", async () => {
    const { dataset, issues, files: read } = await loadDataset(reader({ "dataset.json": "{" }).read);
    expect(dataset).toBeNull();
    expect(issues.map(({ code, layer }) => [code, layer])).toEqual([["json-invalid", null]]);
    expect(read.map(({ path }) => path)).toEqual(["dataset.json"]);
  });

  it("recognises a file that is not UTF-8, and reads one with a byte-order mark", async () => {
    // 园区 in GB18030.
    const gb18030 = new Uint8Array([0x22, 0xd4, 0xb0, 0xc7, 0xf8, 0x22]);
    const broken = await loadDataset(reader({ ...files, "config.json": gb18030 }).read);
    expect(broken.issues.map(({ code, layer }) => [code, layer])).toEqual([["text-not-utf8", "config"]]);
    expect(broken.dataset).toBeNull();
    const marked = await loadDataset(reader({ ...files, "config.json": `\uFEFF${JSON.stringify({ a: 1 })}` }).read);
    expect(marked.dataset?.config).toEqual({ a: 1 });
  });

  it.each(["../secret.json", "/etc/passwd", "a/../../b.json", "C:\\x.json", "file://x/y", "a//b", ""])(
    "reads nothing by the path %j",
    async (path) => {
      const { read, asked } = reader(files);
      const { dataset, issues } = await loadDataset(async (each) =>
        each === "dataset.json" ? encode({ ...manifest, lineage: path }) : read(each),
      );
      expect(dataset).toBeNull();
      expect(issues.map(({ code, path: where }) => [code, where])).toEqual([["path-outside", "lineage"]]);
      expect(asked).toEqual([]);
    },
  );

  it("reads a file in the folder by ./name as by name", async () => {
    const { dataset } = await loadDataset(reader({ ...files, "dataset.json": { ...manifest, config: "./config.json" } }).read);
    expect(dataset?.config).toEqual({ anything: { else: 1 } });
  });

  it("answers with findings, and never breaks, whatever single byte of whatever file is damaged", async () => {
    const random = seededRandom(2025);
    const names = Object.keys(files) as (keyof typeof files)[];
    for (let round = 0; round < 500; round++) {
      const name = names[Math.floor(random() * names.length)]!;
      const bytes = encode(files[name]);
      bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      const damaged = reader({ ...files, [name]: bytes }).read;
      // A damaged dataset.json may name a file that does not exist: that alone may be refused.
      const loaded = await loadDataset(damaged).catch((error: unknown) => {
        expect(error).toMatchObject({ code: "file-unreadable" });
        expect(name).toBe("dataset.json");
        return null;
      });
      const isUnusable = loaded !== null && loaded.dataset === null;
      if (isUnusable) expect(loaded.issues.some(({ severity }) => severity === "error")).toBe(true);
    }
  });
});
