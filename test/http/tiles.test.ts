import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonOf, startDemo } from "./service.ts";

let demo: Awaited<ReturnType<typeof startDemo>>;
/** A tile that holds the parcels of the demo ground; from the slippy-map formula for 106.81 E, 39.6015 N at zoom 14: x 13053.04, y 6226.25. */
const TILE = "/tiles/demo/14/13053/6226.mvt";
const GZIP = { "accept-encoding": "gzip" };

beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.stop());

const versionOf = () => demo.archive.version.slice(0, 12);

describe("TileJSON", () => {
  it("is version 3.0.0 with versioned tile URLs, bounds, zooms and every source layer with its fields", async () => {
    const answer = await demo.ask("/tiles/demo.json", { headers: { host: `127.0.0.1:${demo.port}` } });
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toBe("application/json");
    const tileJson = jsonOf(answer);
    expect(tileJson).toMatchObject({ tilejson: "3.0.0", scheme: "xyz", minzoom: 4, maxzoom: 14 });
    expect(tileJson.tiles).toEqual([`http://127.0.0.1:${demo.port}/tiles/demo/{z}/{x}/{y}.mvt?v=${versionOf()}`]);
    const layers = tileJson.vector_layers.map((layer: { id: string }) => layer.id);
    for (const layer of ["parks", "blocks", "parcels", "sites", "units", "plants", "envelopes", "labels"])
      expect(layers).toContain(layer);
    for (const layer of tileJson.vector_layers) expect(layer.fields.id, layer.id).toBe("String");
    const [west, south, east, north] = tileJson.bounds;
    expect(west <= 106.8 && south <= 39.6 && east >= 106.841 && north >= 39.621).toBe(true);
  });

  it("is compressed for those who take gzip, with a tag of its own, and not sent again to those who have it", async () => {
    const zipped = await demo.ask("/tiles/demo.json", { headers: GZIP });
    const plain = await demo.ask("/tiles/demo.json");
    expect(zipped.headers["content-encoding"]).toBe("gzip");
    expect(zipped.headers.vary).toContain("Accept-Encoding");
    expect(JSON.parse(gunzipSync(zipped.body).toString())).toEqual(jsonOf(plain));
    expect(zipped.headers.etag).not.toBe(plain.headers.etag);
    const again = await demo.ask("/tiles/demo.json", { headers: { ...GZIP, "if-none-match": String(zipped.headers.etag) } });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });
});

describe("a tile", () => {
  it("goes out as it is stored to a client with gzip, and unpacked to one without", async () => {
    const zipped = await demo.ask(TILE, { headers: GZIP });
    const plain = await demo.ask(TILE);
    const stored = await demo.archive.tile(14, 13053, 6226);
    expect(zipped.status).toBe(200);
    expect(zipped.headers).toMatchObject({
      "content-type": "application/vnd.mapbox-vector-tile",
      "content-encoding": "gzip",
      vary: "Accept-Encoding",
    });
    expect(zipped.body.equals(stored!)).toBe(true);
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(plain.body.equals(gunzipSync(stored!))).toBe(true);
    expect(plain.headers["content-length"]).toBe(String(plain.body.length));
    const parcels = new VectorTile(new PbfReader(plain.body)).layers.parcels!;
    const ids = Array.from({ length: parcels.length }, (_, index) => parcels.feature(index).properties.id);
    expect(ids).toContain("P-idle-2y");
  });

  it("has a strong tag for each coding and answers 304 without a body", async () => {
    const zipped = await demo.ask(TILE, { headers: GZIP });
    const plain = await demo.ask(TILE);
    for (const answer of [zipped, plain]) expect(String(answer.headers.etag)).toMatch(/^"[^"]+"$/);
    expect(zipped.headers.etag).not.toBe(plain.headers.etag);
    for (const tag of [String(zipped.headers.etag), `W/${zipped.headers.etag}`, `"x", ${zipped.headers.etag}`, "*"]) {
      const again = await demo.ask(TILE, { headers: { ...GZIP, "if-none-match": tag } });
      expect([again.status, again.body.length, again.headers.etag], tag).toEqual([304, 0, zipped.headers.etag]);
    }
    const otherCoding = await demo.ask(TILE, { headers: { "if-none-match": String(zipped.headers.etag) } });
    expect(otherCoding.status).toBe(200);
  });

  it("answers 304 before it reads: a tag can match although the archive is closed", async () => {
    const other = await startDemo();
    const { etag } = (await other.ask(TILE, { headers: GZIP })).headers;
    await other.archive.close();
    const again = await other.ask(TILE, { headers: { ...GZIP, "if-none-match": String(etag) } });
    expect(again.status).toBe(304);
    // What was read before is at hand; what was not cannot be read any more.
    expect((await other.ask(TILE)).status).toBe(200);
    expect((await other.ask("/tiles/demo/13/6526/3113.mvt")).status).toBe(500);
    expect((await other.ask("/ready")).status).toBe(503);
    await other.server.close();
    await other.scratch.remove();
  });

  it("may be kept for a year under its version, and has to be asked for again under any other address", async () => {
    const cacheOf = async (path: string) => (await demo.ask(path, { headers: GZIP })).headers["cache-control"];
    expect(await cacheOf(`${TILE}?v=${versionOf()}`)).toBe("public, max-age=31536000, immutable");
    for (const path of [TILE, `${TILE}?v=000000000000`, `${TILE}?v=${versionOf()}&v=2`])
      expect(await cacheOf(path), path).toBe("no-cache");
  });

  it("says the same to HEAD, without a body", async () => {
    const head = await demo.ask(TILE, { method: "HEAD", headers: GZIP });
    const get = await demo.ask(TILE, { headers: GZIP });
    expect([head.status, head.body.length]).toEqual([200, 0]);
    for (const name of ["etag", "content-length", "content-type", "content-encoding", "cache-control"])
      expect(head.headers[name], name).toBe(get.headers[name]);
  });

  it("is 204 where the tileset has bounds but nothing to draw, and the status that fits where there is none", async () => {
    // 14/13054/6226 lies south of the far hospital and east of the demo ground: inside the bounds, without a feature.
    const table: readonly (readonly [string, number, string | null])[] = [
      ["/tiles/demo/14/13054/6226.mvt", 204, null],
      ["/tiles/demo/14/0/0.mvt", 404, "tile-out-of-bounds"],
      ["/tiles/demo/14/16384/0.mvt", 404, "tile-out-of-range"],
      ["/tiles/demo/15/26106/12452.mvt", 404, "tile-out-of-range"],
      ["/tiles/demo/3/6/3.mvt", 404, "tile-out-of-range"],
      ["/tiles/demo/99999999999/0/0.mvt", 400, "tile-address-invalid"],
      ["/tiles/demo/14/13053/6226.5.mvt", 400, "tile-address-invalid"],
      ["/tiles/demo/14/-1/6236.mvt", 400, "tile-address-invalid"],
      ["/tiles/demo/14/0x1/6236.mvt", 400, "tile-address-invalid"],
      ["/tiles/demo/a/b/c.mvt", 400, "tile-address-invalid"],
      ["/tiles/nowhere/14/13053/6226.mvt", 404, "unknown-tileset"],
      ["/tiles/__proto__/14/13053/6226.mvt", 404, "unknown-tileset"],
      ["/tiles/constructor.json", 404, "unknown-tileset"],
      ["/tiles/demo/14/13053/6226.png", 404, "not-found"],
      ["/tiles/demo/14/13053/6226", 404, "not-found"],
    ];
    for (const [path, status, code] of table) {
      const answer = await demo.ask(path, { headers: GZIP });
      expect([answer.status, answer.status === 204 ? null : jsonOf(answer).code], path).toEqual([status, code]);
    }
  });
});

describe("an archive", () => {
  const PATH = "/archives/demo.pmtiles";
  const whole = () => demo.archive.bytes(0, demo.archive.sizeBytes);

  it("comes whole, never compressed, with its version as a strong tag", async () => {
    const answer = await demo.ask(PATH, { headers: GZIP });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ "content-type": "application/vnd.pmtiles", "accept-ranges": "bytes" });
    expect(answer.headers["content-encoding"]).toBeUndefined();
    expect(answer.headers["cache-control"]).toBe("no-cache, no-transform");
    expect(answer.headers.etag).toBe(`"${demo.archive.version}"`);
    expect(createHash("sha256").update(answer.body).digest("hex")).toBe(await demo.archive.sha256());
    expect(answer.headers["access-control-expose-headers"]).toContain("ETag");
  });

  it("answers ranges with exactly the bytes asked for, clamped to the file", async () => {
    const bytes = Buffer.from(await whole());
    const table: readonly (readonly [string, number, number])[] = [
      ["bytes=0-126", 0, 127],
      ["bytes=0-99999999", 0, bytes.length],
      ["bytes=100-", 100, bytes.length],
      ["bytes=-7", bytes.length - 7, bytes.length],
    ];
    for (const [range, from, to] of table) {
      const answer = await demo.ask(PATH, { headers: { range } });
      expect([answer.status, answer.headers["content-range"]], range).toEqual([206, `bytes ${from}-${to - 1}/${bytes.length}`]);
      expect(answer.headers["content-length"]).toBe(String(to - from));
      expect(answer.body.equals(bytes.subarray(from, to)), range).toBe(true);
    }
  });

  it("refuses a range outside the file and says how long the file is", async () => {
    for (const range of [`bytes=${demo.archive.sizeBytes}-`, "bytes=0-1,5-6", "bytes=-0"]) {
      const answer = await demo.ask(PATH, { headers: { range } });
      expect([answer.status, answer.headers["content-range"]], range).toEqual([416, `bytes */${demo.archive.sizeBytes}`]);
      expect(jsonOf(answer).code).toBe("range-not-satisfiable");
    }
  });

  it("keeps to If-Range, If-None-Match and If-Match", async () => {
    const etag = `"${demo.archive.version}"`;
    const statusOf = async (headers: Record<string, string>) => (await demo.ask(PATH, { headers })).status;
    expect(await statusOf({ range: "bytes=0-9", "if-range": etag })).toBe(206);
    expect(await statusOf({ range: "bytes=0-9", "if-range": '"old"' })).toBe(200);
    expect(await statusOf({ range: "bytes=0-9", "if-range": `W/${etag}` })).toBe(200);
    expect(await statusOf({ range: "bytes=0-9", "if-none-match": etag })).toBe(304);
    expect(await statusOf({ range: "bytes=0-9", "if-match": etag })).toBe(206);
    expect(await statusOf({ range: "bytes=0-9", "if-match": '"old"' })).toBe(412);
  });

  it("says its length to HEAD and leaves a range aside there", async () => {
    const answer = await demo.ask(PATH, { method: "HEAD", headers: { range: "bytes=0-9" } });
    expect([answer.status, answer.headers["content-length"], answer.body.length]).toEqual([
      200,
      String(demo.archive.sizeBytes),
      0,
    ]);
  });
});
