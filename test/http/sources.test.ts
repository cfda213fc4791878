import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { isGeoError } from "@parkatlas/geo-core";
import {
  type Archive,
  buildInMemory,
  createApp,
  httpSend,
  openArchive,
  openArchiveFrom,
  openRemoteSource,
  s3Send,
  startServer,
  zxyFromTileId,
} from "@parkatlas/tile-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, jsonOf, startDemo } from "./service.ts";

const S3 = { region: "test-1", accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
let demo: Awaited<ReturnType<typeof startDemo>>;
let store: ChildProcess;
let base: string;

beforeAll(async () => {
  demo = await startDemo();
  const script = fileURLToPath(new URL("./support/range-server.mjs", import.meta.url));
  store = spawn(process.execPath, [script, demo.scratch.path("demo.pmtiles")], { stdio: ["ignore", "pipe", "inherit"] });
  const [port] = (await once(store.stdout!, "data")) as [Buffer];
  base = `http://127.0.0.1:${String(port).trim()}`;
});
afterAll(async () => {
  store.kill();
  await demo.stop();
});

const remote = async (mode: string) =>
  openArchiveFrom(await openRemoteSource({ name: `${base}/${mode}`, send: httpSend(`${base}/${mode}/x.pmtiles`), pauseMs: 5 }));
const s3 = async (secretAccessKey = S3.secretAccessKey) =>
  openArchiveFrom(
    await openRemoteSource({
      name: "s3://s3/folder/园区.pmtiles",
      send: s3Send({ ...S3, endpoint: base, secretAccessKey }, "s3", "folder/园区.pmtiles"),
    }),
  );

/** Every tile address up to zoom 8 and around the demo ground below, held or not. */
function addresses(): readonly (readonly [number, number, number])[] {
  const deep = [...Array(60).keys()].map((i) => [14, 13_050 + (i % 10), 6_223 + Math.floor(i / 10)] as const);
  return [...[...Array(2_000).keys()].map((i) => zxyFromTileId(i * 11)), [12, 3263, 1556], ...deep] as const;
}

describe.each<readonly [string, () => Promise<Archive>]>([
  ["a local file", () => openArchive(demo.scratch.path("demo.pmtiles"))],
  ["a remote object over HTTP ranges", () => remote("good")],
  ["an object of an S3-compatible store", () => s3()],
  [
    "a dataset in memory",
    () => buildInMemory(demo.dataset, String((demo.archive.metadata.parkatlas as { inputsSha256: string }).inputsSha256)),
  ],
])("%s", (_name, open) => {
  let archive: Archive;
  beforeAll(async () => {
    archive = await open();
  });
  afterAll(() => archive.close());

  it("says the same of itself as every other source of these bytes", async () => {
    expect(archive.header).toEqual(demo.archive.header);
    expect(archive.metadata).toEqual(demo.archive.metadata);
    expect(archive.sizeBytes).toBe(demo.archive.sizeBytes);
    expect(archive.version).toBe(demo.archive.version);
    expect(await archive.sha256()).toBe(await demo.archive.sha256());
  });

  it("gives the same tiles, also when many are asked for at once", async () => {
    const list = addresses();
    const [found, expected] = await Promise.all(
      [archive, demo.archive].map((each) => Promise.all(list.map(([z, x, y]) => each.tile(z, x, y)))),
    );
    expect(expected!.filter(Boolean).length).toBeGreaterThan(5);
    for (const [i, address] of list.entries())
      expect(found![i] && Buffer.from(found![i]), address.join("/")).toEqual(expected![i] && Buffer.from(expected![i]));
  });

  it("gives any range, and refuses one that leaves it", async () => {
    for (const [offset, length] of [
      [0, 1],
      [1, 16_384],
      [archive.sizeBytes - 1, 1],
      [archive.sizeBytes, 0],
    ] as const)
      expect(Buffer.from(await archive.bytes(offset, length))).toEqual(Buffer.from(await demo.archive.bytes(offset, length)));
    for (const [offset, length] of [
      [-1, 2],
      [archive.sizeBytes, 1],
      [0.5, 1],
      [0, archive.sizeBytes + 1],
    ] as const)
      await expect(archive.bytes(offset, length)).rejects.toThrow(RangeError);
  });

  it("is served with the same bytes and tags", async () => {
    const server = await startServer(createApp({ datasets: [{ id: "demo", archive, dataset: null }] }), { port: 0 });
    for (const path of ["/tiles/demo/14/13053/6226.mvt", "/archives/demo.pmtiles", "/ready"]) {
      const [theirs, ours] = await Promise.all([ask(server.port, path), demo.ask(path)]);
      expect([theirs.status, theirs.headers.etag, theirs.body.equals(ours.body)], path).toEqual([200, ours.headers.etag, true]);
    }
    await server.close();
  });
});

describe("a remote store that", () => {
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    );

  it.each([
    ["answers 200 to a range", "whole", /ignores Range/],
    ["does not have the object", "missing", /answered 404/],
    ["sends one elsewhere", "elsewhere", /cannot be reached/],
    ["gives nothing to tell versions by", "weak", /neither a strong ETag/],
  ])("%s is refused when it is opened", async (_what, mode, message) => {
    const error = await failure(remote(mode));
    expect(isGeoError(error) && error.code).toBe("file-unreadable");
    expect(String(error)).toMatch(message);
  });

  it.each([
    ["does not say which range it sent", "unsaid", /does not say which range/],
    ["sends another range", "shifted", /another range/],
    ["sends a short body", "short", /of \d+ bytes/],
    ["sends more than was asked for", "long", /more than/],
    ["fails", "broken", /answered 500/],
    ["cuts the connection", "cut", /cannot be reached/],
    ["replaced the object meanwhile", "replaced", /was replaced/],
    ["replaced the object meanwhile and ignores If-Range", "replaced-blind", /was replaced/],
    ["compresses a range", "gzipped", /compressed a range/],
  ])("%s never yields a tile", async (_what, mode, message) => {
    const archive = await remote(mode);
    const error = await failure(archive.tile(14, 13_053, 6_226));
    expect(String(error)).toMatch(message);
    const server = await startServer(createApp({ datasets: [{ id: "demo", archive, dataset: null }] }), { port: 0 });
    const answer = await ask(server.port, "/tiles/demo/14/13053/6226.mvt");
    expect([answer.status, jsonOf(answer).code, answer.headers["retry-after"]]).toEqual([503, "source-unavailable", "5"]);
    expect((await ask(server.port, "/ready")).status).toBe(503);
    expect((await ask(server.port, "/health")).status).toBe(200);
    await server.close();
  });

  it("fails twice and is well again is asked three times, and no more", async () => {
    const archive = await remote("passing");
    expect(await archive.tile(14, 13_053, 6_226)).toBeDefined();
    const counts = (await (await fetch(`${base}/counts`)).json()) as Record<string, number>;
    expect(counts["/passing/x.pmtiles"]).toBe(6);
    expect(counts["/broken/x.pmtiles"]! % 3).toBe(0);
  });

  it("wants a signature gets one, and a wrong secret is refused", async () => {
    expect(await (await s3()).tile(14, 13_053, 6_226)).toBeDefined();
    expect(String(await failure(s3("wrong")))).toMatch(/answered 403/);
  });

  it("is opened by three requests, and a tile costs one more", async () => {
    const before = ((await (await fetch(`${base}/counts`)).json()) as Record<string, number>)["/good/x.pmtiles"] ?? 0;
    const archive = await remote("good");
    await archive.tile(14, 13_053, 6_226);
    const after = ((await (await fetch(`${base}/counts`)).json()) as Record<string, number>)["/good/x.pmtiles"]!;
    expect(after - before).toBe(4);
  });
});
