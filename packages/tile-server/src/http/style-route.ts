import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Router } from "express";
import { z } from "zod";
import { baseUrlOf } from "./base-url.ts";
import { type RouteContext, viewOf } from "./context.ts";
import { prepareJson, sendJson } from "./json-answer.ts";
import { addOperation } from "./openapi/add-operation.ts";
import { styleSchema } from "./openapi/schemas.ts";
import { HttpProblem } from "./problem.ts";

const layerSchema = z.looseObject({ id: z.string() });
/** What the viewer's build leaves for the service: a style without data, and the layers that each tileset gets. */
const templateSchema = z.object({
  style: z.looseObject({ sources: z.record(z.string(), z.unknown()), layers: z.array(layerSchema) }),
  perTileset: z.array(layerSchema),
});
type StyleTemplate = z.output<typeof templateSchema>;

const PLACEHOLDER = "{tileset}";

/** `value` with `{tileset}` replaced in every text of it. */
function withTileset(value: unknown, tileset: string): unknown {
  if (typeof value === "string") return value.replaceAll(PLACEHOLDER, () => tileset);
  if (Array.isArray(value)) return value.map((each) => withTileset(each, tileset));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withTileset(each, tileset)]));
}

/**
 * The style for these tilesets: layer k of every tileset comes before layer k+1, so that no tileset's ground covers
 * another's labels. Features are addressed by their property `id`.
 */
function styleFor(template: StyleTemplate, tilesets: readonly string[], base: string) {
  const sources = tilesets.map((id) => [
    id,
    { type: "vector", url: `${base}/tiles/${encodeURIComponent(id)}.json`, promoteId: "id" },
  ]);
  return {
    ...template.style,
    sources: { ...template.style.sources, ...Object.fromEntries(sources) },
    layers: [...template.style.layers, ...template.perTileset.flatMap((layer) => tilesets.map((id) => withTileset(layer, id)))],
  };
}

async function readTemplate(viewerDir: string | null): Promise<StyleTemplate> {
  const text = viewerDir === null ? null : await readFile(join(viewerDir, "style-template.json"), "utf8").catch(() => null);
  if (text === null)
    throw new HttpProblem(
      404,
      "viewer-not-built",
      "the style comes with the viewer, and the viewer is not built",
      "run npm run build and start again",
    );
  return templateSchema.parse(JSON.parse(text));
}

/** `/style.json`: the style that the viewer uses, for other MapLibre applications too. */
export function addStyleRoute(router: Router, context: RouteContext): void {
  addOperation(
    router,
    context,
    {
      id: "getStyle",
      path: "/style.json",
      route: "style",
      tag: "tiles",
      summary: "the MapLibre style of the viewer with the sources and layers of every tileset",
      answers: { "application/json": styleSchema },
      also: { 304: "unchanged" },
      problems: [404],
    },
    async (req, res) => {
      const { catalog } = viewOf(context, res);
      const template = await readTemplate(context.viewerDir);
      const tilesets = catalog.served.map((each) => each.id);
      sendJson(req, res, await prepareJson(styleFor(template, tilesets, baseUrlOf(req, context.publicUrl))));
    },
  );
}
