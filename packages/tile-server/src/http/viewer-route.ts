import { basename, dirname, sep } from "node:path";
import express, { type Router } from "express";
import type { RouteContext } from "./context.ts";

/** The bundler puts a hash of the content into the names of what lies in `assets/`, so those never change. */
function isHashedAsset(path: string): boolean {
  return basename(dirname(path)) === "assets" && path.includes(`${sep}assets${sep}`);
}

/**
 * The viewer's files. `express.static` keeps inside the folder: dot files, `..` in any encoding and links by name are
 * refused by it. Only GET and HEAD come here.
 */
export function addViewerRoute(router: Router, { viewerDir }: RouteContext): void {
  if (viewerDir !== null)
    router.use(
      express.static(viewerDir, {
        dotfiles: "ignore",
        redirect: false,
        cacheControl: false,
        setHeaders(res, path) {
          res.setHeader("Cache-Control", isHashedAsset(path) ? "public, max-age=31536000, immutable" : "no-cache");
        },
      }),
    );
}
