import { mkdir, writeFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AskOptions, jsonOf, type RawAnswer, startDemo } from "./service.ts";

/** Every route and every error of docs/http-api.md that a request alone can bring about: status, headers, decoded content. */

let demo: Awaited<ReturnType<typeof startDemo>>;
beforeAll(async () => {
  const files = await startDemo();
  const viewerDir = files.scratch.path("viewer");
  await mkdir(viewerDir);
  await writeFile(`${viewerDir}/index.html`, "<!doctype html><title>园区一张图</title>");
  await writeFile(
    `${viewerDir}/style-template.json`,
    JSON.stringify({ style: { version: 8, sources: {}, layers: [] }, perTileset: [] }),
  );
  demo = await startDemo({ viewerDir });
  stopFiles = files.stop;
});
let stopFiles: () => Promise<void>;
afterAll(async () => {
  await demo.stop();
  await stopFiles();
});

const JSON_TYPE = "application/json";
const GEOJSON = "application/geo+json";
const TILE = "/tiles/demo/14/13053/6226.mvt";
const LAYER_TILE = "/collections/demo.parcels/tiles/WebMercatorQuad/14/6226/13053";
const MVT = "application/vnd.mapbox-vector-tile";

/** Path, type, and a text that the decoded body holds. */
const ROUTES: readonly (readonly [path: string, type: string, holds: string])[] = [
  ["/?f=json", JSON_TYPE, '"service-desc"'],
  ["/?f=html", "text/html; charset=utf-8", "/collections"],
  ["/", "text/html; charset=utf-8", "园区一张图"],
  ["/api", "application/vnd.oai.openapi+json;version=3.1", '"3.1.0"'],
  ["/api?f=html", "text/html; charset=utf-8", "/analysis/land"],
  ["/conformance", JSON_TYPE, "ogcapi-features-1/1.0/conf/core"],
  ["/datasets", JSON_TYPE, '"K-west"'],
  ["/style.json", JSON_TYPE, '"promoteId"'],
  ["/tiles/demo.json", JSON_TYPE, '"3.0.0"'],
  [TILE, MVT, "parcels"],
  ["/archives/demo.pmtiles", "application/vnd.pmtiles", "PMTiles"],
  ["/collections", JSON_TYPE, "demo.parcels"],
  ["/collections/demo.parcels", JSON_TYPE, '"items"'],
  ["/collections/demo.parcels/queryables", "application/schema+json", "primary-geometry"],
  ["/collections/demo.parcels/items", GEOJSON, '"numberMatched":8'],
  ["/collections/demo.parcels/items/P-built", GEOJSON, '"P-built"'],
  ["/collections/demo.parcels/tiles", JSON_TYPE, '"tilesets"'],
  ["/collections/demo.parcels/tiles/WebMercatorQuad", JSON_TYPE, '"tileMatrixSetLimits"'],
  [LAYER_TILE, MVT, "parcels"],
  ["/tileMatrixSets", JSON_TYPE, "WebMercatorQuad"],
  ["/tileMatrixSets/WebMercatorQuad", JSON_TYPE, '"scaleDenominator"'],
  ["/analysis/land", JSON_TYPE, '"parcels"'],
  ["/analysis/land/series?from=2020-01-01&step=year", JSON_TYPE, '"2020'],
  ["/analysis/evaluation", JSON_TYPE, '"rows"'],
  ["/analysis/lineage", JSON_TYPE, "L-old"],
  ["/analysis/protection", JSON_TYPE, '"units"'],
  ["/analysis/zones", JSON_TYPE, '"zones"'],
  ["/analysis/siting?distanceM=500", JSON_TYPE, '"curve"'],
  ["/health", JSON_TYPE, '{"status":"ok"}'],
  ["/ready", JSON_TYPE, '"ready"'],
  ["/metrics", "text/plain; version=0.0.4; charset=utf-8", "parkatlas_http_requests_total"],
];

/** Path, how it is asked, status and code. */
const ERRORS: readonly (readonly [path: string, asked: AskOptions, status: number, code: string])[] = [
  ["/?f=xml", {}, 400, "query-invalid"],
  ["/conformance?x=1", {}, 400, "query-invalid"],
  ["/collections/demo.parcels/items?limit=0", {}, 400, "query-invalid"],
  ["/collections/demo.parcels/items?filter=name%20%3D", {}, 400, "filter-invalid"],
  ["/tiles/demo/x/1/1.mvt", {}, 400, "tile-address-invalid"],
  ["/tiles/demo/14/1.5/1.mvt", {}, 400, "tile-address-invalid"],
  ["/collections/%E0%A4%A", {}, 400, "request-malformed"],
  ["/analysis/land?asOf=2025-02-30", {}, 400, "query-invalid"],
  ["/analysis/siting", {}, 400, "query-invalid"],
  ["/tiles/nobody.json", {}, 404, "unknown-tileset"],
  ["/tiles/nobody/4/1/1.mvt", {}, 404, "unknown-tileset"],
  ["/archives/nobody.pmtiles", {}, 404, "unknown-tileset"],
  ["/analysis/land?dataset=nobody", {}, 404, "unknown-dataset"],
  ["/collections/nobody", {}, 404, "unknown-collection"],
  ["/collections/nobody/queryables", {}, 404, "unknown-collection"],
  ["/collections/nobody/tiles", {}, 404, "unknown-collection"],
  ["/collections/demo.parcels/items/nobody", {}, 404, "unknown-id"],
  ["/collections/demo.parcels/tiles/Other", {}, 404, "unknown-tile-matrix-set"],
  ["/tileMatrixSets/Other", {}, 404, "unknown-tile-matrix-set"],
  ["/tiles/demo/3/1/1.mvt", {}, 404, "tile-out-of-range"],
  ["/tiles/demo/14/99999/1.mvt", {}, 404, "tile-out-of-range"],
  ["/tiles/demo/14/0/0.mvt", {}, 404, "tile-out-of-bounds"],
  ["/nothing", {}, 404, "not-found"],
  ["/health", { method: "DELETE" }, 405, "method-not-allowed"],
  ["/collections", { method: "POST" }, 405, "method-not-allowed"],
  ["/archives/demo.pmtiles", { headers: { "if-match": '"other"' } }, 412, "archive-changed"],
  ["/archives/demo.pmtiles", { headers: { range: "bytes=99999999-" } }, 416, "range-not-satisfiable"],
];

const decoded = (answer: RawAnswer) =>
  (answer.headers["content-encoding"] === "gzip" ? gunzipSync(answer.body) : answer.body).toString("utf8");

describe("every route", () => {
  it.each(ROUTES)("%s", async (path, type, holds) => {
    const plain = await demo.ask(path);
    expect([plain.status, plain.headers["content-type"]]).toEqual([200, type]);
    expect(plain.headers["x-content-type-options"]).toBe("nosniff");
    expect(plain.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(decoded(plain)).toContain(holds);
    const head = await demo.ask(path, { method: "HEAD" });
    expect([head.status, head.body.length, head.headers["content-type"]]).toEqual([200, 0, type]);
    if (path === "/metrics") return;
    const zipped = await demo.ask(path, { headers: { "accept-encoding": "gzip" } });
    expect(zipped.status).toBe(200);
    expect(decoded(zipped)).toBe(decoded(plain));
    expect(Number(zipped.headers["content-length"])).toBe(zipped.body.length);
    if (path === "/" || path === "/health" || path === "/ready") return;
    const { etag } = zipped.headers;
    expect(etag).toMatch(/^"[^"]+"$/);
    const again = await demo.ask(path, { headers: { "accept-encoding": "gzip", "if-none-match": String(etag) } });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  it("of the OpenAPI document stands in this table", async () => {
    const { paths } = jsonOf(await demo.ask("/api"));
    for (const path of Object.keys(paths)) {
      if (!paths[path].get) continue;
      const pattern = new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/?]+")}(?:\\?|$)`);
      expect(
        ROUTES.some(([tried]) => pattern.test(tried)),
        path,
      ).toBe(true);
    }
  });
});

describe("every error", () => {
  it.each(ERRORS)("%s %j is %i %s", async (path, asked, status, code) => {
    const answer = await demo.ask(path, asked);
    expect([answer.status, answer.headers["content-type"], answer.headers["cache-control"]]).toEqual([
      status,
      "application/problem+json",
      "no-store",
    ]);
    const problem = jsonOf(answer);
    expect(problem).toMatchObject({ status, code, type: "about:blank" });
    for (const key of ["title", "detail", "action"]) expect(problem[key]).toMatch(/./);
    expect(answer.headers.etag).toBeUndefined();
    expect(answer.headers["content-encoding"]).toBeUndefined();
  });

  it("comes when too much is in work, and the process still says that it lives", async () => {
    const full = await startDemo({ requestsInFlight: 0 });
    for (const path of ["/datasets", TILE]) {
      const answer = await full.ask(path);
      expect([answer.status, jsonOf(answer).code, answer.headers["retry-after"]], path).toEqual([503, "overloaded", "2"]);
    }
    expect((await full.ask("/health")).status).toBe(200);
    await full.stop();
  });
});
