import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Router } from "express";
import { baseUrlOf } from "./base-url.ts";
import { type RouteContext, viewOf } from "./context.ts";
import { prepareJson, sendJson } from "./json-answer.ts";
import { addOperation } from "./openapi/add-operation.ts";
import { styleSchema } from "./openapi/schemas.ts";
import { HttpProblem } from "./problem.ts";
import { STYLE_TEMPLATE_FILE, styleFor } from "./style-for.ts";

async function readTemplate(viewerDir: string | null): Promise<string> {
  const text = viewerDir === null ? null : await readFile(join(viewerDir, STYLE_TEMPLATE_FILE), "utf8").catch(() => null);
  if (text === null)
    throw new HttpProblem(
      404,
      "viewer-not-built",
      "the style comes with the viewer, and the viewer is not built",
      "run npm run build and start again",
    );
  return text;
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
      const base = baseUrlOf(req, context.publicUrl);
      const tilesets = catalog.served.map((each) => each.id);
      sendJson(req, res, await prepareJson(styleFor(template, tilesets, (id) => `${base}/tiles/${encodeURIComponent(id)}.json`)));
    },
  );
}
