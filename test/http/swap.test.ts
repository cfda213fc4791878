import { createHash } from "node:crypto";
import { copyFile, readFile, truncate, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { gunzipSync } from "node:zlib";
import { loadDataset } from "@parkatlas/formats";
import {
  type Archive,
  buildArchive,
  createApp,
  createLogger,
  createReloader,
  openArchive,
  type ServedDataset,
  startServer,
} from "@parkatlas/tile-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoFiles, scratchFolder } from "../e2e/fixtures.ts";
import { ask, jsonOf } from "./service.ts";

const TILE = "/tiles/demo/14/13053/6226.mvt";
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
const files: string[] = [];
let datasets: NonNullable<Awaited<ReturnType<typeof loadDataset>>["dataset"]>[] = [];

/** The demo with another holder of the first parcel, and so with other tiles and other features. */
async function version(n: number) {
  const raw = demoFiles();
  const parcels = JSON.parse(JSON.stringify(raw["parcels.geojson"])) as { features: { properties: Record<string, unknown> }[] };
  parcels.features[0]!.properties.name = `版本 ${n}`;
  const changed = { ...raw, "parcels.geojson": parcels };
  const { dataset, sha256 } = await loadDataset(async (path) =>
    Buffer.from(JSON.stringify(changed[path as keyof typeof changed])),
  );
  const file = scratch.path(`v${n}.pmtiles`);
  await buildArchive({ dataset: dataset!, inputsSha256: sha256, outFile: file });
  files.push(file);
  datasets = [...datasets, dataset!];
}

beforeAll(async () => {
  scratch = await scratchFolder();
  await version(0);
  await version(1);
});
afterAll(() => scratch.remove());

/** Version and digest of an archive as a file. */
async function factsOf(file: string) {
  const archive = await openArchive(file);
  const facts = { version: archive.version, sha256: await archive.sha256() };
  await archive.close();
  return facts;
}

const served = async (n: number): Promise<ServedDataset> => ({
  id: "demo",
  archive: await openArchive(files[n]!),
  dataset: datasets[n]!,
});

/** An archive that counts its reads and says whether one came after its end. */
function watched(archive: Archive) {
  const seen = { closed: 0, readsAfterClose: 0 };
  const read = <T>(work: () => Promise<T>) => {
    if (seen.closed > 0) seen.readsAfterClose++;
    return work();
  };
  const wrapped: Archive = {
    path: archive.path,
    header: archive.header,
    metadata: archive.metadata,
    sizeBytes: archive.sizeBytes,
    version: archive.version,
    sha256: () => archive.sha256(),
    tile: (z, x, y) => read(() => archive.tile(z, x, y)),
    bytes: (offset, length) => read(() => archive.bytes(offset, length)),
    close: () => {
      seen.closed++;
      return archive.close();
    },
  };
  return { archive: wrapped, seen };
}

describe("a swap", () => {
  it("under many requests drops none, and none mixes two versions", async () => {
    const app = createApp({ datasets: [await served(0)] });
    const server = await startServer(app, { port: 0 });
    const archives = await Promise.all(files.map((file) => openArchive(file)));
    const expectedTile = new Map(
      await Promise.all(
        archives.map(async (archive): Promise<[string, string]> => {
          const tile = gunzipSync((await archive.tile(14, 13053, 6226))!);
          return [archive.version, createHash("sha256").update(tile).digest("hex")];
        }),
      ),
    );
    const digests = new Map(
      await Promise.all(archives.map(async (each): Promise<[string, string]> => [`"${each.version}"`, await each.sha256()])),
    );
    const nameOf = new Map(archives.map((each, n) => [each.version.slice(0, 12), `版本 ${n}`]));
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const get = (path: string) =>
      new Promise<{ status: number; etag: string; body: Buffer }>((resolve, reject) => {
        request({ host: "127.0.0.1", port: server.port, path, agent }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("error", reject);
          answer.on("end", () =>
            resolve({ status: answer.statusCode!, etag: String(answer.headers.etag), body: Buffer.concat(chunks) }),
          );
        })
          .on("error", reject)
          .end();
      });
    const seenVersions = new Set<string>();
    let isOver = false;
    let answered = 0;
    const hammer = async (path: string, check: (answer: { etag: string; body: Buffer }) => void) => {
      while (!isOver) {
        const answer = await get(path);
        expect(answer.status, path).toBe(200);
        check(answer);
        answered++;
      }
    };
    const checkTile = ({ etag, body }: { etag: string; body: Buffer }) => {
      const [version] = [...expectedTile.keys()].filter((each) => etag.startsWith(`"${each.slice(0, 16)}-`));
      seenVersions.add(version!);
      expect(createHash("sha256").update(body).digest("hex")).toBe(expectedTile.get(version!));
    };
    const work = [
      ...[1, 2, 3].map(() => hammer(TILE, checkTile)),
      hammer("/archives/demo.pmtiles", ({ etag, body }) =>
        expect(createHash("sha256").update(body).digest("hex")).toBe(digests.get(etag)),
      ),
      hammer("/collections/demo.parcels/items?limit=8", ({ body }) => {
        const names = JSON.parse(body.toString()).features.map((each: { properties: { name: string } }) => each.properties.name);
        expect(["版本 0", "版本 1"]).toContain(names[0]);
      }),
      hammer("/tiles/demo.json", ({ body }) => expect(nameOf.has(/v=(\w+)/.exec(body.toString())![1]!)).toBe(true)),
    ];
    const closed: Promise<void>[] = [];
    const handles: { seen: { closed: number; readsAfterClose: number } }[] = [];
    for (let round = 1; round <= 20; round++) {
      const next = await served(round % 2);
      const { archive, seen } = watched(next.archive);
      handles.push({ seen });
      closed.push(app.serving.replace([{ ...next, archive }]));
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    isOver = true;
    await Promise.all(work);
    await Promise.all(closed);
    expect(answered).toBeGreaterThan(100);
    expect(seenVersions.size).toBe(2);
    // Every version but the one that is served now was closed, once, and nothing was read afterwards.
    expect(handles.map(({ seen }) => seen.closed)).toEqual([...Array(19).fill(1), 0]);
    expect(handles.every(({ seen }) => seen.readsAfterClose === 0)).toBe(true);
    agent.destroy();
    await server.close();
  });

  it("lets a download that began before it end with the bytes it began with", async () => {
    const { archive, seen } = watched((await served(0)).archive);
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow: Archive = { ...archive, bytes: (offset, length) => gate.then(() => archive.bytes(offset, length)) };
    const app = createApp({ datasets: [{ id: "demo", archive: slow, dataset: null }] });
    const server = await startServer(app, { port: 0 });
    const download = ask(server.port, "/archives/demo.pmtiles");
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = seen.closed;
    const done = app.serving.replace([await served(1)]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(seen.closed).toBe(before);
    const other = jsonOf(await ask(server.port, "/tiles/demo.json"));
    release();
    expect(
      createHash("sha256")
        .update((await download).body)
        .digest("hex"),
    ).toBe((await factsOf(files[0]!)).sha256);
    await done;
    expect(other.tiles[0]).toContain((await factsOf(files[1]!)).version.slice(0, 12));
    await server.close();
  }, 20_000);

  it("to a broken version is refused: the old one stays, log and metrics say so", async () => {
    const logged: string[] = [];
    const logger = createLogger("warn", { write: (line: string) => logged.push(line) });
    const app = createApp({ datasets: [await served(0)], logger });
    const server = await startServer(app, { port: 0 });
    const broken = scratch.path("broken.pmtiles");
    let path = broken;
    const reloader = createReloader({
      app,
      logger,
      open: async () => [{ id: "demo", archive: await openArchive(path), dataset: null }],
    });
    const { etag } = (await ask(server.port, TILE)).headers;
    const bytes = await readFile(files[1]!);
    const sabotage: readonly (() => Promise<void>)[] = [
      async () => writeFile(broken, "no archive"),
      async () => writeFile(broken, bytes.subarray(0, 5_000)),
      // Whole but for its tiles: found out by reading one of each zoom.
      async () => {
        const { tilesOffset, tilesLength } = (await openArchive(files[1]!)).header;
        const zeroed = Buffer.from(bytes);
        zeroed.fill(0, tilesOffset, tilesOffset + tilesLength);
        await writeFile(broken, zeroed);
      },
      async () => {
        await copyFile(files[1]!, broken);
        await truncate(broken, bytes.length - 1);
      },
    ];
    for (const sabotaged of sabotage) {
      await sabotaged();
      expect(await reloader.reload("test")).toBe(false);
      expect((await ask(server.port, TILE)).headers.etag).toBe(etag);
    }
    expect(logged.filter((line) => line.includes("the new version is refused")).length).toBe(sabotage.length);
    expect((await ask(server.port, "/metrics")).body.toString()).toContain(
      `parkatlas_swaps_total{result="refused"} ${sabotage.length}`,
    );
    path = files[1]!;
    expect(await reloader.reload("test")).toBe(true);
    const answer = await ask(server.port, TILE);
    expect([answer.status, answer.headers.etag === etag]).toEqual([200, false]);
    expect((await ask(server.port, "/metrics")).body.toString()).toContain('parkatlas_swaps_total{result="done"} 1');
    await server.close();
  });

  it("that is asked for while one is at work is done once more afterwards, however often it was asked for", async () => {
    let opened = 0;
    const app = createApp({ datasets: [await served(0)] });
    const logger = createLogger("silent");
    const reloader = createReloader({
      app,
      logger,
      open: async (current) => {
        opened++;
        await new Promise((resolve) => setTimeout(resolve, 20));
        return current;
      },
    });
    expect(await Promise.all([1, 2, 3, 4].map(() => reloader.reload("test")))).toEqual([true, true, true, true]);
    expect(opened).toBe(2);
    expect(app.serving.generation).toBe(1);
  });

  it("to two datasets of one name changes nothing", async () => {
    const app = createApp({ datasets: [await served(0)] });
    const two = [await served(0), await served(1)];
    expect(() => app.serving.replace(two)).toThrow(RangeError);
    expect(app.serving.generation).toBe(1);
  });
});
