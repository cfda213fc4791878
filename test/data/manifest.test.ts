import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CITIES, dataJson, dataText, dataUrl, readCity } from "./datasets.ts";

interface Entry {
  readonly path: string;
  readonly source?: string;
  readonly licence: string;
  readonly provenance?: string;
  readonly date: string;
  readonly crs: string | null;
  readonly features?: number | null;
  readonly bytes?: number;
  readonly sha256: string;
}

const manifest = dataJson("manifest.json") as { readonly files: readonly Entry[]; readonly sources: readonly Entry[] };
const sha256 = (path: string) =>
  createHash("sha256")
    .update(readFileSync(dataUrl(path)))
    .digest("hex");
const filesUnder = (folder: string) =>
  readdirSync(dataUrl(`${folder}/`), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(fileURLToPath(dataUrl("")), join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();

describe("the manifest of the data", () => {
  it("lists every dataset file and every source file, and nothing else", () => {
    expect(manifest.files.map(({ path }) => path).sort()).toEqual(filesUnder("geojson"));
    expect(manifest.sources.map(({ path }) => path).sort()).toEqual(filesUnder("sources"));
  });

  it("gives the SHA-256 of each file as it is", () => {
    for (const { path, sha256: stated } of [...manifest.files, ...manifest.sources]) expect(sha256(path), path).toBe(stated);
  });

  it("gives bytes, feature count and CRS of each layer as they are", () => {
    for (const { path, bytes, features, crs } of manifest.files) {
      const text = dataText(path);
      expect(Buffer.byteLength(text), path).toBe(bytes);
      const isLayer = path.endsWith(".geojson");
      expect(crs, path).toBe(isLayer ? "EPSG:4490" : null);
      expect(features, path).toBe(isLayer ? (JSON.parse(text) as { features: unknown[] }).features.length : null);
    }
  });

  it("states source, licence, provenance and date of each dataset file", () => {
    for (const entry of manifest.files) {
      expect(entry.source, entry.path).toBeTruthy();
      expect(entry.licence, entry.path).toBeTruthy();
      expect(entry.provenance, entry.path).toMatch(/^(published|digitised|synthetic)$/);
      expect(entry.date, entry.path).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });

  it("keeps the notice of the ODbL on the boundaries, in the manifest and in the files", () => {
    const boundaries = manifest.files.filter(({ path }) => path.endsWith("/boundaries.geojson"));
    expect(boundaries).toHaveLength(3);
    for (const { path, licence } of boundaries) {
      expect(licence).toContain("ODbL-1.0 © OpenStreetMap contributors");
      expect((dataJson(path) as { attribution: string }).attribution).toContain("© OpenStreetMap contributors, ODbL 1.0");
    }
  });
});

describe("the sources that a dataset names", () => {
  const documents = (dataJson("sources/facts.json") as { readonly documents: readonly { id: string; title: string }[] })
    .documents;

  it.each(CITIES)("are for %s the documents that its own files cite, and no other", (city) => {
    const text = filesUnder(`geojson/${city}`)
      .filter((path) => !path.endsWith("/dataset.json"))
      .map(dataText)
      .join("\n");
    const cited = documents.filter(({ title }) => text.includes(`《${title}》`)).map(({ id }) => id);
    const { sources } = dataJson(`geojson/${city}/dataset.json`) as { readonly sources: readonly { id: string }[] };
    const named = sources.map(({ id }) => id).filter((id) => documents.some((document) => document.id === id));
    expect(named.toSorted()).toEqual(cited.toSorted());
  });

  it.each(CITIES)("credit on the map of %s what is drawn and has an owner: the boundaries, once", async (city) => {
    const { sources } = await readCity(city);
    expect(sources.flatMap(({ attribution }) => attribution ?? [])).toEqual(["行政区划 © OpenStreetMap 贡献者（ODbL 1.0）"]);
  });
});
