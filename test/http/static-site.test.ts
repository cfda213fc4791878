import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { datasetSummary } from "@parkatlas/tile-server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Api, createApi } from "../../packages/viewer/src/data/api.ts";
import { answerOf, askServer } from "../../packages/viewer/src/data/ask.ts";
import { answerRequest } from "../../packages/viewer/src/local/answer-request.ts";
import { readArchive } from "../../packages/viewer/src/local/archive-tiles.ts";
import { jsonOf, startDemo } from "./service.ts";

let demo: Awaited<ReturnType<typeof startDemo>>;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.stop());

type Query = Readonly<Record<string, string>>;
const dataset = "demo";
const asOf = "2024-06-30";

/** What the viewer asks, and what else these paths take. */
const REQUESTS: readonly (readonly [path: string, query: Query])[] = [
  ["analysis/land", { dataset, asOf, by: "park" }],
  ["analysis/land", { dataset, asOf, by: "block", status: "idle" }],
  ["analysis/land", { dataset, by: "zone,city", status: "idle,overdue" }],
  ["analysis/land", { dataset, asOf: "2025-12-31", parcel: "P-idle-2y" }],
  ["analysis/land", { dataset, parcel: "P-overdue,P-built" }],
  ["analysis/land/series", { dataset, from: "2022-12-31", to: "2026-12-31", step: "quarter", by: "park" }],
  ["analysis/land/series", { dataset, from: "2023-12-31", step: "year" }],
  ["analysis/evaluation", { dataset }],
  ["analysis/evaluation", { dataset, year: "2024" }],
  ["analysis/lineage", { dataset, date: "2020-10-31" }],
  ["analysis/lineage", { dataset, scheme: "two" }],
  ["analysis/protection", { dataset, asOf }],
  ["analysis/protection", { dataset, unit: "U-health" }],
  ["collections/demo.parcels/items/P-idle-2y", {}],
  ["collections/demo.units/items/U-specified", {}],
];

/** Every question of the viewer: a new one does not compile before it stands here. */
const CALLS: Readonly<Record<keyof Api, (api: Api, signal: AbortSignal) => Promise<object | null>>> = {
  datasets: (api, signal) => api.datasets(signal),
  land: (api, signal) => api.land(dataset, asOf, signal),
  landBlocks: (api, signal) => api.landBlocks(dataset, asOf, signal),
  landParcel: (api, signal) => api.landParcel(dataset, asOf, "P-idle-2y", signal),
  landSeries: (api, signal) => api.landSeries(dataset, "2020-12-31", "2026-12-31", signal),
  evaluation: (api, signal) => api.evaluation(dataset, signal),
  lineage: (api, signal) => api.lineage(dataset, asOf, signal),
  protection: (api, signal) => api.protection(dataset, asOf, signal),
  item: (api, signal) => api.item(dataset, { layer: "parcels", id: "P-built" }, signal),
};

const overHttp = (path: string, query: Query) => demo.ask(`/${path}?${new URLSearchParams(query)}`);

describe("the archive of a site", () => {
  it("gives its bounds and its tiles, and again after a moment without network", async () => {
    const bytes = await readFile(demo.archive.path);
    let isDown = true;
    vi.stubGlobal("fetch", async (url: string, { headers }: { readonly headers: { readonly range: string } }) => {
      expect(url).toBe("http://plain.test/map/tiles/demo.pmtiles?v=1");
      if (isDown) throw new TypeError("Failed to fetch");
      const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range)!;
      const part = bytes.subarray(Number(from), Number(to) + 1);
      const range = `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}`;
      return new Response(part, { status: 206, headers: { "content-range": range } });
    });
    const read = (url: string, type: "json" | "arrayBuffer") =>
      readArchive("http://plain.test/map/", { url: `pmtiles://tiles/demo.pmtiles?v=1${url}`, type }, new AbortController());
    try {
      await expect(read("", "json")).rejects.toThrow("Failed to fetch");
      isDown = false;
      const { header } = demo.archive;
      expect((await read("", "json")).data).toMatchObject({
        minzoom: header.minZoom,
        maxzoom: header.maxZoom,
        bounds: header.bounds,
        tiles: ["pmtiles://tiles/demo.pmtiles?v=1/{z}/{x}/{y}"],
      });
      const [lonDeg, latDeg] = header.centre;
      const [x, y] = tileOf(lonDeg, latDeg, 14);
      isDown = true;
      await expect(read(`/14/${x}/${y}`, "arrayBuffer")).rejects.toThrow("Failed to fetch");
      isDown = false;
      const stored = (await demo.archive.tile(14, x, y))!;
      expect(Buffer.from((await read(`/14/${x}/${y}`, "arrayBuffer")).data as Uint8Array)).toEqual(gunzipSync(stored));
      expect((await read("/14/0/0", "arrayBuffer")).data).toEqual(new Uint8Array());
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

/** Column and row of the Web Mercator tile that holds a place. */
function tileOf(lonDeg: number, latDeg: number, z: number): readonly [x: number, y: number] {
  const mercator = (1 - Math.asinh(Math.tan((latDeg * Math.PI) / 180)) / Math.PI) / 2;
  return [Math.floor(((lonDeg + 180) / 360) * 2 ** z), Math.floor(mercator * 2 ** z)];
}

describe("a site without the service", () => {
  it.each(REQUESTS)("answers %s %j as the service does", async (path, query) => {
    const { links: _, ...expected } = jsonOf(await overHttp(path, query));
    const { status, body } = answerRequest(demo.dataset, path, query);
    expect(status).toBe(200);
    expect(JSON.parse(JSON.stringify(body))).toEqual(expected);
  });

  it.each(Object.keys(CALLS) as (keyof Api)[])("gives the viewer for %s what the service gives it", async (name) => {
    const { signal } = new AbortController();
    const list = { datasets: [datasetSummary(demo, demo.dataset)] };
    const local = createApi(async (path, query) =>
      JSON.parse(
        JSON.stringify(path === "datasets" ? list : answerOf(path, { ...answerRequest(demo.dataset, path, query), words: "" })),
      ),
    );
    const served = createApi(askServer(`${demo.server.url}/`));
    const { links: _, ...expected } = { links: null, ...(await CALLS[name](served, signal)) };
    expect({ ...(await CALLS[name](local, signal)) }).toEqual(expected);
  });

  it.each([
    ["analysis/land", { dataset, parcel: "P-none" }],
    ["analysis/land", { dataset, asOf: "2150-01-01", parcel: "P-none" }],
    ["collections/demo.parcels/items/none", {}],
    ["collections/demo.streets/items/none", {}],
    ["analysis/nothing", { dataset }],
  ] as const)("refuses %s %j with the status of the service, and with words", async (path, query) => {
    const refused = await overHttp(path, query);
    const { status, body } = answerRequest(demo.dataset, path, query);
    expect([status, refused.status]).toEqual([refused.status, refused.status]);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.detail).toEqual(expect.stringMatching(/\w/));
  });
});
