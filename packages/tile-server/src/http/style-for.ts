import { z } from "zod";

const layerSchema = z.looseObject({ id: z.string() });
/** What the viewer's build leaves for the service: a style without data, and the layers that each tileset gets. */
const templateSchema = z.object({
  style: z.looseObject({ sources: z.record(z.string(), z.unknown()), layers: z.array(layerSchema) }),
  perTileset: z.array(layerSchema),
});

/** Name of the template among the files of the viewer's build. */
export const STYLE_TEMPLATE_FILE = "style-template.json";

const PLACEHOLDER = "{tileset}";

/** `value` with `{tileset}` replaced in every text of it. */
function withTileset(value: unknown, tileset: string): unknown {
  if (typeof value === "string") return value.replaceAll(PLACEHOLDER, () => tileset);
  if (Array.isArray(value)) return value.map((each) => withTileset(each, tileset));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withTileset(each, tileset)]));
}

/**
 * The style for these tilesets, from the text of the template: layer k of every tileset comes before layer k+1, so that no
 * tileset's ground covers another's labels. Features are addressed by their property `id`. `urlOf` gives the address of the
 * TileJSON of a tileset.
 */
export function styleFor(templateText: string, tilesets: readonly string[], urlOf: (tileset: string) => string) {
  const template = templateSchema.parse(JSON.parse(templateText));
  const sources = tilesets.map((id) => [id, { type: "vector", url: urlOf(id), promoteId: "id" }]);
  return {
    ...template.style,
    sources: { ...template.style.sources, ...Object.fromEntries(sources) },
    layers: [...template.style.layers, ...template.perTileset.flatMap((layer) => tilesets.map((id) => withTileset(layer, id)))],
  };
}
