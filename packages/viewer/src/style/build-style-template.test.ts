import { describe, expect, it } from "vitest";
import { buildStyleTemplate } from "./build-style-template.ts";
import { hatchImages } from "./hatch.ts";
import { evaluate, loadStyleSpec } from "./style-spec.test-support.ts";
import type { LayerTemplate } from "./style-types.ts";
import { LAND_CLASSES, LAND_SYMBOLS, VERDICT_SYMBOLS, ZONE_COLOURS, ZONE_UNKNOWN } from "./symbology.ts";

const spec = loadStyleSpec();
const template = buildStyleTemplate();

/** As the service makes `/style.json`: layer k of all tilesets before layer k + 1. */
function instantiate(tilesets: readonly string[]) {
  const layers = template.perTileset.flatMap((layer) =>
    tilesets.map((id) => JSON.parse(JSON.stringify(layer).replaceAll("{tileset}", id)) as LayerTemplate),
  );
  const sources = Object.fromEntries(
    tilesets.map((id) => [id, { type: "vector", url: `http://localhost/tiles/${id}.json`, promoteId: "id" }]),
  );
  return { ...template.style, sources, layers: [...template.style.layers, ...layers] };
}

const layer = (id: string) => template.perTileset.find((each) => each.id === `{tileset}-${id}`)!;

describe("style template", () => {
  it("is a valid style by MapLibre's own validator, for one tileset and for three", () => {
    for (const tilesets of [["tongliao"], ["tongliao", "ordos", "wuhai"]]) {
      expect(spec.validateStyleMin(instantiate(tilesets)).map((problem) => problem.message)).toEqual([]);
    }
  });

  it("asks for nothing over the network: no sprite, no glyphs, no address", () => {
    expect(Object.keys(template.style).sort()).toEqual(["layers", "name", "sources", "state", "version"]);
    expect(JSON.stringify(template)).not.toMatch(/https?:|\/\//);
  });

  it("names every layer once and ties it to its tileset", () => {
    const ids = template.perTileset.map((each) => each.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(template.perTileset.filter((each) => each.source !== "{tileset}" || !each.id.startsWith("{tileset}-"))).toEqual([]);
  });

  it("has an image for every pattern that it names", () => {
    const images = new Set(hatchImages().map((each) => each.id));
    const pattern = layer("parcels-hatch").paint!["fill-pattern"];
    for (const landClass of LAND_CLASSES) {
      expect(images).toContain(evaluate(spec, pattern, { c0: landClass }, { asOf: 0 }));
    }
  });

  it("hatches exactly the classes that the symbology hatches", () => {
    for (const landClass of LAND_CLASSES) {
      const shown = evaluate(spec, layer("parcels-hatch").filter, { c0: landClass }, { asOf: 0 });
      expect([landClass, shown]).toEqual([landClass, LAND_SYMBOLS[landClass].hatch !== "none"]);
    }
  });

  it("shows parcel classes for the land task only, and envelopes for the protection task only", () => {
    const visibility = (id: string, task: string) => evaluate(spec, layer(id).layout!.visibility, {}, { task });
    expect(["land", "protection", "overview"].map((task) => visibility("parcels-fill", task))).toEqual([
      "visible",
      "none",
      "none",
    ]);
    expect(["land", "protection", "overview"].map((task) => visibility("envelopes-line", task))).toEqual([
      "none",
      "visible",
      "none",
    ]);
    expect(["land", "protection", "overview"].map((task) => visibility("parcels-neutral", task))).toEqual([
      "none",
      "visible",
      "visible",
    ]);
  });

  it("writes names in the language of the style and falls back to the Chinese name", () => {
    const text = (properties: object, lang: string) =>
      evaluate(spec, layer("labels-parks").layout!["text-field"], properties, { lang });
    expect(text({ name: "科尔沁工业园区", nameEn: "Horqin Industrial Park" }, "zh")).toBe("科尔沁工业园区");
    expect(text({ name: "科尔沁工业园区", nameEn: "Horqin Industrial Park" }, "en")).toBe("Horqin Industrial Park");
    expect(text({ name: "科尔沁工业园区", nameEn: "unknown" }, "en")).toBe("科尔沁工业园区");
    expect(text({ name: "科尔沁工业园区" }, "en")).toBe("科尔沁工业园区");
  });

  it("colours units by verdict and what it does not know as unknown", () => {
    const fill = layer("units-fill").paint!["fill-color"];
    expect(evaluate(spec, fill, { verdict: "inside" }, {})).toBe(VERDICT_SYMBOLS.inside.fill);
    expect(evaluate(spec, fill, { verdict: "not-required" }, {})).toBe(VERDICT_SYMBOLS["not-required"].fill);
    expect(evaluate(spec, fill, { verdict: "something-new" }, {})).toBe(VERDICT_SYMBOLS.unknown.fill);
  });

  it("colours parks by the index of their zone, cycled, and greys those in none", () => {
    const fill = layer("parks-fill").paint!["fill-color"];
    expect(evaluate(spec, fill, { zoneIndex: 0 }, {})).toBe(ZONE_COLOURS[0]);
    expect(evaluate(spec, fill, { zoneIndex: ZONE_COLOURS.length + 1 }, {})).toBe(ZONE_COLOURS[1]);
    expect(evaluate(spec, fill, { zoneIndex: -1 }, {})).toBe(ZONE_UNKNOWN);
    expect(evaluate(spec, fill, {}, {})).toBe(ZONE_UNKNOWN);
  });
});
