import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseJsonText } from "../geojson/json-text.ts";
import { ISSUE_SEVERITY } from "./issue-codes.ts";
import { LAYER_SCHEMAS } from "./layer-schemas.ts";
import { parseDataset } from "./parse-dataset.ts";
import type { Schema } from "./schema.ts";
import { validateDataset } from "./validate-dataset.ts";

const packages = new URL("../../../", import.meta.url);
const doc = readFileSync(new URL("../docs/dataset.md", packages), "utf8");
const table = Array.from(doc.matchAll(/^\| `([a-z0-9-]+)` \| (error|warning|info) \| (.+) \| (.+) \|$/gm));

/** Every property name of a schema, those of its lists included. */
function namesOf(schema: Schema): string[] {
  return Object.entries(schema).flatMap(([name, field]) => [name, ...(field.kind === "records" ? namesOf(field.fields) : [])]);
}

describe("docs/dataset.md", () => {
  it("lists every finding with its severity, in Chinese and in English, and none that does not exist", () => {
    expect(Object.fromEntries(table.map(([, code, severity]) => [code, severity]))).toEqual(ISSUE_SEVERITY);
    expect(table).toHaveLength(Object.keys(ISSUE_SEVERITY).length);
    for (const [, , , zh, en] of table) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it("describes every property that reading checks", () => {
    const described = new Set(Array.from(doc.matchAll(/`([A-Za-z0-9]+)`/g), ([, name]) => name));
    const names = Object.values(LAYER_SCHEMAS).flatMap(namesOf);
    expect(names.filter((name) => !described.has(name))).toEqual([]);
  });

  it("shows examples that read and validate without a finding", () => {
    const [manifest, parcels] = Array.from(doc.matchAll(/```json\n([\s\S]*?)```/g), ([, json]) => parseJsonText(json!));
    // Each holds the next with room to spare.
    const square = (m: number) => ({
      type: "Polygon",
      coordinates: [
        [
          [122.2 - m, 43.6 - m],
          [122.21 + m, 43.6 - m],
          [122.21 + m, 43.61 + m],
          [122.2 - m, 43.61 + m],
          [122.2 - m, 43.6 - m],
        ],
      ],
    });
    const layer = (id: string, properties: object, marginDeg: number) => ({
      type: "FeatureCollection",
      features: [
        { type: "Feature", id, geometry: square(marginDeg), properties: { name: id, provenance: "surveyed", ...properties } },
      ],
    });
    const layers = { parcels, parks: layer("P", {}, 0.02), blocks: layer("A", { parkId: "P" }, 0.01) };
    const { dataset, issues } = parseDataset({ manifest, layers });
    expect(issues).toEqual([]);
    expect(validateDataset(dataset!).issues).toEqual([]);
  });
});

describe("findings", () => {
  it("are each provoked by some test", () => {
    const tests = ["geo-core/src", "formats/src"].flatMap((folder) =>
      readdirSync(new URL(folder, packages), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".test.ts"))
        .map((file) => readFileSync(new URL(`${folder}/${file}`, packages), "utf8")),
    );
    const all = tests.join("\n");
    expect(Object.keys(ISSUE_SEVERITY).filter((code) => !all.includes(code))).toEqual([]);
  });
});
