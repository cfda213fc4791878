import { Agent, request } from "node:http";

const PARTS = [
  "tiles",
  "demo",
  "demo.parcels",
  "demo.json",
  "demo.pmtiles",
  "collections",
  "items",
  "P-built",
  "analysis",
  "land",
  "protection",
  "series",
  "zones",
  "siting",
  "archives",
  "queryables",
  "WebMercatorQuad",
  "tileMatrixSets",
  "datasets",
  "api",
  "conformance",
  "14",
  "13053",
  "6226.mvt",
  "0",
  "-1",
  "1e9",
  "..",
  "%2e%2e",
  "%00",
  "%c0%af",
  "%",
  "*",
  "__proto__",
  "constructor",
  "a%20b",
  "园区",
  "x".repeat(300),
];
const NAMES = [
  "bbox",
  "limit",
  "offset",
  "datetime",
  "filter",
  "filter-lang",
  "filter-crs",
  "f",
  "asOf",
  "by",
  "dataset",
  "v",
  "from",
  "step",
  "unit",
  "distanceM",
  "parcel",
  "__proto__",
  "toString",
  "a[b]",
  "a[]",
  "",
];
const VALUES = [
  "",
  "1",
  "-1",
  "NaN",
  "2025-12-31",
  "1,2,3,4",
  "170,-90,-170,90",
  "park",
  "json",
  "html",
  "cql2-json",
  "cql2-text",
  "year",
  "500",
  "%00",
  "%F0%9F%98%80",
  "9".repeat(400),
  "{}",
  "[]",
  "'--",
  "../../etc/passwd",
  "TRUE",
  "name%3D'x'",
  "((((",
  "{%22op%22:%22and%22,%22args%22:[true,true]}",
  "S_INTERSECTS(geometry,POINT(106.8%2039.6))",
  "demo",
  "U-health",
];
const FIELDS = [
  "bytes=0-0",
  "bytes=9-",
  "bytes=-5",
  "bytes=0-0,2-2",
  '"a"',
  "*",
  "gzip;q=9e9",
  "gzip",
  "br",
  "W/",
  "x".repeat(2000),
  "a,b,,;;q=;",
  "text/html",
  "application/json",
  "Basic !!!",
  "Bearer a.b.c",
  "evil.example",
  "\u00ff\u00fe",
];
const HEADERS = [
  "range",
  "if-none-match",
  "if-range",
  "if-match",
  "accept-encoding",
  "accept",
  "authorization",
  "x-api-key",
  "origin",
  "x-forwarded-host",
];
/** Addresses that are right but for what is put behind them, so that routes are reached. */
const STEMS = [
  "/tiles/demo/14/13053/6226.mvt",
  "/tiles/demo.json",
  "/collections/demo.parcels/items",
  "/collections/demo.parcels",
  "/analysis/land",
  "/analysis/zones",
  "/archives/demo.pmtiles",
  "/",
  "/api",
  "/collections/demo.parcels/tiles/WebMercatorQuad/14/6226/13053",
];

/** Sends `count` requests made of these pieces, sixteen at a time; gives how many came back with which status. */
export async function fuzz(port: number, count: number, random: () => number) {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const statuses = new Map<number, number>();
  const target = () => {
    const path =
      random() < 0.4 ? pick(STEMS) : `/${Array.from({ length: 1 + Math.floor(random() * 6) }, () => pick(PARTS)).join("/")}`;
    const query = Array.from({ length: Math.floor(random() * 4) }, () => `${pick(NAMES)}=${pick(VALUES)}`).join("&");
    return encodeURI(query === "" ? path : `${path}?${query}`).replaceAll("%25", "%");
  };
  const once = () =>
    new Promise<void>((resolve, reject) => {
      const headers: Record<string, string> = {};
      for (const name of HEADERS) if (random() < 0.15) headers[name] = pick(FIELDS);
      const path = target();
      const method = random() < 0.1 ? pick(["HEAD", "POST", "PUT", "OPTIONS", "DELETE"]) : "GET";
      const sent = request({ host: "127.0.0.1", port, path, method, headers, agent }, (answer) => {
        const status = answer.statusCode ?? 0;
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        answer.resume();
        answer.on("end", () =>
          status >= 500 ? reject(new Error(`${method} ${path} ${JSON.stringify(headers)} → ${status}`)) : resolve(),
        );
      });
      sent.on("error", (error) => reject(new Error(`${method} ${path} ${JSON.stringify(headers)}: ${error.message}`)));
      sent.end();
    });
  let left = count;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (left-- > 0) await once();
    }),
  );
  agent.destroy();
  return { requests: count, statuses };
}
