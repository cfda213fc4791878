import { describe, expect, it } from "vitest";
import { CITIES, dataJson, readCity } from "./datasets.ts";

const MADE_LAYERS = ["parks", "blocks", "parcels", "sites", "units", "plants", "contours"] as const;
const INVENTED_ENTERPRISE = /^示例企业 \d{3,4}$/;

describe.each(CITIES)("what is invented in %s", (city) => {
  it("is marked synthetic on every feature, with a source and an accuracy", async () => {
    const dataset = await readCity(city);
    for (const layer of MADE_LAYERS)
      for (const { id, properties } of dataset[layer]) {
        expect(properties.provenance, id).toBe("synthetic");
        expect(properties.source, id).toMatch(/示例.*generated/);
        expect(properties.accuracyM, id).toBeGreaterThan(0);
      }
  });

  it("bears names that nobody can take for real ones", async () => {
    const { parcels, sites, units, plants } = await readCity(city);
    for (const { id, properties } of parcels) {
      expect(properties.name, id).toMatch(/^示例宗地 B\d\d-\d{4}$/);
      if (properties.holder !== undefined) expect(properties.holder, id).toMatch(INVENTED_ENTERPRISE);
      for (const { documentNo } of [...(properties.determinations ?? []), ...(properties.dispositions ?? [])])
        expect(documentNo, id).toMatch(/^示例/);
    }
    for (const { id, properties } of sites) expect(properties.name, id).toMatch(/^示例(村|小区|学校|医院|敬老院) \d{3}$/);
    for (const { id, properties } of [...units, ...plants]) {
      expect(properties.enterprise, id).toMatch(INVENTED_ENTERPRISE);
      expect(properties.name.startsWith(`${properties.enterprise} `), id).toBe(true);
      for (const { source } of properties.distances ?? []) expect(source, id).toMatch(/^示例.*invented/);
    }
  });

  it("has an English name on every feature", async () => {
    const dataset = await readCity(city);
    for (const layer of [...MADE_LAYERS, "boundaries"] as const)
      for (const { id, properties } of dataset[layer]) expect(properties.nameEn, id).toMatch(/^[\x20-\x7e]+$/);
  });
});

describe("the facts", () => {
  it("carry no quotation and no sentence of a document", () => {
    for (const { path, text } of textsOf(dataJson("sources/facts.json"), "")) {
      expect(path).not.toMatch(/quote/i);
      if (!/description|\.note$/.test(path)) expect(text.length, `${path}: ${text}`).toBeLessThanOrEqual(80);
    }
  });
});

function textsOf(value: unknown, path: string): readonly { readonly path: string; readonly text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((each) => textsOf(each, `${path}[]`));
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, each]) => textsOf(each, `${path}.${key}`));
  return [];
}
