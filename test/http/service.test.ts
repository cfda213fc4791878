import { mkdir, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { isGeoError } from "@parkatlas/geo-core";
import { seededRandom } from "@parkatlas/test-support";
import { createApp, startServer } from "@parkatlas/tile-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, jsonOf, startDemo } from "./service.ts";

const TEMPLATE = {
  style: { version: 8, state: { asOf: { default: 20453 } }, sources: {}, layers: [{ id: "ground", type: "background" }] },
  perTileset: [
    {
      id: "{tileset}-parcels",
      type: "fill",
      source: "{tileset}",
      "source-layer": "parcels",
      filter: ["==", ["get", "id"], "{tileset}"],
    },
    { id: "{tileset}-labels", type: "symbol", source: "{tileset}", "source-layer": "labels", layout: { "text-field": "{name}" } },
  ],
};

let demo: Awaited<ReturnType<typeof startDemo>>;
let bare: Awaited<ReturnType<typeof startDemo>>;

beforeAll(async () => {
  bare = await startDemo();
  const viewerDir = bare.scratch.path("viewer");
  await mkdir(`${viewerDir}/assets`, { recursive: true });
  await writeFile(`${viewerDir}/index.html`, "<!doctype html><title>园区一张图</title>");
  await writeFile(`${viewerDir}/assets/main-1a2b3c.js`, "export {};");
  await writeFile(`${viewerDir}/.hidden`, "secret");
  await writeFile(`${viewerDir}/style-template.json`, JSON.stringify(TEMPLATE));
  await writeFile(bare.scratch.path("outside.txt"), "secret");
  demo = await startDemo({ viewerDir, publicUrl: "https://atlas.example.org/base/", corsOrigins: ["https://map.example.org"] });
});
afterAll(async () => {
  await demo.stop();
  await bare.stop();
});

describe("the viewer's files", () => {
  it("are served, hashed assets for a year and the page never without asking", async () => {
    const page = await demo.ask("/");
    expect([page.status, page.headers["content-type"], page.headers["cache-control"]]).toEqual([
      200,
      "text/html; charset=utf-8",
      "no-cache",
    ]);
    expect(page.body.toString()).toContain("园区一张图");
    const asset = await demo.ask("/assets/main-1a2b3c.js");
    expect([asset.status, asset.headers["cache-control"]]).toEqual([200, "public, max-age=31536000, immutable"]);
    expect(String(asset.headers["content-type"])).toContain("javascript");
  });

  it("end at the folder, whatever the path is written like", async () => {
    for (const path of [
      "/../outside.txt",
      "/..%2foutside.txt",
      "/%2e%2e/outside.txt",
      "/%2e%2e%2foutside.txt",
      "/assets/../../outside.txt",
      "/..%5coutside.txt",
      "/.hidden",
      "/assets/%00.js",
      "/%c0%ae%c0%ae/outside.txt",
      "//etc/passwd",
    ]) {
      const answer = await demo.ask(path);
      expect(answer.status >= 400 && answer.status < 500, `${path} → ${answer.status}`).toBe(true);
      expect(answer.body.toString(), path).not.toContain("secret");
    }
  });

  it("are asked for where they are not built, and a browser gets the list of routes instead of the map", async () => {
    const answer = await bare.ask("/style.json");
    expect([answer.status, jsonOf(answer).code]).toEqual([404, "viewer-not-built"]);
    expect(jsonOf(answer).action).toContain("npm run build");
    const page = await bare.ask("/", { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } });
    expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.body.toString()).toContain("/collections");
  });
});

describe("the style", () => {
  it("gives every tileset its source and its layers, in the order of the template", async () => {
    const style = jsonOf(await demo.ask("/style.json"));
    expect(style.sources).toEqual({
      demo: { type: "vector", url: "https://atlas.example.org/base/tiles/demo.json", promoteId: "id" },
    });
    expect(style.layers.map((layer: { id: string }) => layer.id)).toEqual(["ground", "demo-parcels", "demo-labels"]);
    expect(style.layers[1]).toMatchObject({ source: "demo", "source-layer": "parcels", filter: ["==", ["get", "id"], "demo"] });
    expect(style.layers[2].layout["text-field"]).toBe("{name}");
    expect(style.state).toEqual(TEMPLATE.style.state);
  });
});

describe("addresses in documents", () => {
  const tilesOf = async (headers: Record<string, string>) => jsonOf(await bare.ask("/tiles/demo.json", { headers })).tiles[0];

  it("carry the host of the request only when that is this machine and this port", async () => {
    expect(await tilesOf({ host: `localhost:${bare.port}` })).toMatch(new RegExp(`^http://localhost:${bare.port}/tiles/demo/`));
    for (const host of [
      "evil.example",
      `evil.example:${bare.port}`,
      "localhost",
      `localhost:${bare.port + 1}`,
      "localhost@evil.example",
      `127.0.0.1.evil.example:${bare.port}`,
    ])
      expect(await tilesOf({ host }), host).toMatch(/^\/tiles\/demo\//);
  });

  it("never follow forwarding headers", async () => {
    const headers = {
      host: "proxy.example",
      "x-forwarded-host": "evil.example",
      forwarded: "host=evil.example",
      "x-forwarded-proto": "https",
    };
    expect(await tilesOf(headers)).toMatch(/^\/tiles\/demo\//);
  });

  it("are the configured public address wherever there is one", async () => {
    const tileJson = jsonOf(await demo.ask("/tiles/demo.json", { headers: { host: "evil.example" } }));
    expect(tileJson.tiles[0]).toMatch(/^https:\/\/atlas\.example\.org\/base\/tiles\/demo\//);
    const { links } = jsonOf(await demo.ask("/collections"));
    expect(links[0].href).toBe("https://atlas.example.org/base/collections");
  });

  it("cannot be configured to what is no address", () => {
    for (const publicUrl of [
      "javascript:alert(1)",
      "atlas.example.org",
      "https://user:pass@example.org",
      "https://example.org/?a=1",
    ])
      expect(() => createApp({ datasets: [], publicUrl }), publicUrl).toThrow(RangeError);
  });
});

describe("every answer", () => {
  it("keeps the browser to this origin, with room for what MapLibre needs", async () => {
    const { headers } = await demo.ask("/");
    const policy = String(headers["content-security-policy"]);
    for (const directive of [
      "default-src 'self'",
      "worker-src 'self' blob:",
      "img-src 'self' data: blob:",
      "connect-src 'self'",
      "object-src 'none'",
    ])
      expect(policy).toContain(directive);
    expect(policy).not.toContain("unsafe-eval");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-powered-by"]).toBeUndefined();
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("may be read by listed origins only", async () => {
    const allowed = async (origin: string) =>
      (await demo.ask("/health", { headers: { origin } })).headers["access-control-allow-origin"];
    expect(await allowed("https://map.example.org")).toBe("https://map.example.org");
    expect(await allowed("https://evil.example")).toBeUndefined();
    expect(
      (await bare.ask("/health", { headers: { origin: "https://map.example.org" } })).headers["access-control-allow-origin"],
    ).toBeUndefined();
    const preflight = await demo.ask("/archives/demo.pmtiles", {
      method: "OPTIONS",
      headers: { origin: "https://map.example.org" },
    });
    expect([preflight.status, preflight.headers["access-control-allow-headers"]]).toEqual([
      204,
      "Range, If-None-Match, If-Match, If-Range, Authorization, X-Api-Key",
    ]);
  });

  it("to another method than GET and HEAD is 405 with what is allowed", async () => {
    for (const method of ["POST", "PUT", "DELETE", "PATCH", "TRACE"]) {
      const answer = await demo.ask("/health", { method });
      expect([answer.status, answer.headers.allow], method).toEqual([405, "GET, HEAD, OPTIONS"]);
    }
  });

  it("that is an error says what is wrong and what to do, and shows no stack, path or file", async () => {
    for (const path of [
      "/nothing",
      "/tiles/x.json",
      "/collections/%E0%A4%A",
      "/analysis/land?asOf=x",
      "/tiles/demo/%zz/1/1.mvt",
    ]) {
      const answer = await demo.ask(path);
      const problem = jsonOf(answer);
      expect(answer.headers["content-type"], path).toBe("application/problem+json");
      expect(answer.headers["cache-control"], path).toBe("no-store");
      expect(problem.status, path).toBe(answer.status);
      for (const key of ["type", "title", "code", "detail", "action"]) expect(problem[key], `${path} ${key}`).toMatch(/./);
      expect(answer.body.toString(), path).not.toMatch(/\.ts|node_modules|at \w+ \(|\/packages\//);
    }
  });

  it("holds against random paths, queries and headers: never 5xx, never a crash", async () => {
    const random = seededRandom(20_260_228);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const parts = [
      "tiles",
      "demo",
      "demo.parcels",
      "collections",
      "items",
      "analysis",
      "land",
      "archives",
      "..",
      "%2e%2e",
      "%00",
      "__proto__",
      "constructor",
      "a%20b",
      "园区",
      "14",
      "-1",
      "1e9",
      "*",
      "%",
      "demo.json",
      "demo.pmtiles",
      "x".repeat(300),
    ];
    const names = ["bbox", "limit", "asOf", "by", "dataset", "v", "__proto__", "toString", "a[b]", "parcel", "distanceM"];
    const values = [
      "",
      "1",
      "-1",
      "NaN",
      "2025-12-31",
      "1,2,3,4",
      "park",
      "%00",
      "%F0%9F%98%80",
      "9".repeat(400),
      "{}",
      "[]",
      "'--",
      "../../etc",
    ];
    const fields = ["bytes=0-0", "bytes=9-", '"a"', "*", "gzip;q=9e9", "W/", "x".repeat(2000), "a,b,,;;q=;"];
    for (let round = 0; round < 600; round++) {
      const path = encodeURI(`/${Array.from({ length: 1 + Math.floor(random() * 5) }, () => pick(parts)).join("/")}`).replaceAll(
        "%25",
        "%",
      );
      const query = Array.from({ length: Math.floor(random() * 3) }, () => `${pick(names)}=${pick(values)}`).join("&");
      const headers: Record<string, string> = {};
      for (const name of ["range", "if-none-match", "if-range", "if-match", "accept-encoding"])
        if (random() < 0.2) headers[name] = pick(fields);
      const target = query === "" ? path : `${path}?${query}`;
      const answer = await bare.ask(target, { headers });
      expect(answer.status < 500, `${target} ${JSON.stringify(headers)} → ${answer.status}`).toBe(true);
    }
    expect((await bare.ask("/health")).status).toBe(200);
  });
});

describe("operation", () => {
  it("is live, ready and measured with bounded labels", async () => {
    expect(jsonOf(await bare.ask("/health"))).toEqual({ status: "ok" });
    expect(jsonOf(await bare.ask("/ready"))).toEqual({ status: "ready", tilesets: ["demo"] });
    await bare.ask("/tiles/demo.json");
    await bare.ask("/made-up-by-a-client");
    const metrics = (await bare.ask("/metrics")).body.toString();
    expect(metrics).toContain('parkatlas_http_requests_total{route="tilejson",method="GET",status="200"}');
    expect(metrics).toContain('route="unmatched"');
    expect(metrics).not.toContain("made-up-by-a-client");
    expect(metrics).toContain("process_resident_memory_bytes");
  });

  it("says that a port is taken, and which one to try", async () => {
    const failure = await startServer(createApp({ datasets: [] }), { port: bare.port }).catch((error: unknown) => error);
    expect(isGeoError(failure) && failure.code).toBe("port-in-use");
    expect(isGeoError(failure) && failure.message).toContain(String(bare.port + 1));
  });

  it("stops without cutting a request in flight, and refuses new ones", async () => {
    const app = createApp({ datasets: [] });
    const server = await startServer(app, { port: 0 });
    const socket = connect(server.port, "127.0.0.1");
    const received: string[] = [];
    socket.on("data", (chunk) => received.push(chunk.toString()));
    await new Promise((resolve) => socket.once("connect", resolve));
    socket.write("GET /health HTTP/1.1\r\nHost: localhost\r\n");
    // Half a request is on the line when the stop comes; its end follows after it.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const stopped = server.close();
    await expect(ask(server.port, "/health")).rejects.toThrow();
    socket.write("\r\n");
    await stopped;
    expect(received.join("")).toContain("200 OK");
    socket.destroy();
  });

  it("serves an archive without its dataset: tiles, and nothing that needs the data", async () => {
    const app = createApp({ datasets: [{ id: "only-tiles", archive: bare.archive, dataset: null }] });
    const server = await startServer(app, { port: 0 });
    expect((await ask(server.port, "/tiles/only-tiles.json")).status).toBe(200);
    expect(jsonOf(await ask(server.port, "/datasets"))).toEqual({ datasets: [] });
    expect(jsonOf(await ask(server.port, "/collections")).collections).toEqual([]);
    expect(jsonOf(await ask(server.port, "/analysis/land")).code).toBe("unknown-dataset");
    expect(jsonOf(await ask(server.port, "/analysis/land?dataset=only-tiles")).code).toBe("unknown-dataset");
    await server.close();
  });

  it("refuses two datasets of one id", () => {
    const served = { id: "twice", archive: bare.archive, dataset: null };
    expect(() => createApp({ datasets: [served, served] })).toThrow(RangeError);
  });
});
