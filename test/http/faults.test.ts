import { request } from "node:http";
import { connect } from "node:net";
import type { Archive } from "@parkatlas/tile-server";
import { createApp, createLogger, startServer } from "@parkatlas/tile-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, jsonOf, startDemo } from "./service.ts";

let demo: Awaited<ReturnType<typeof startDemo>>;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.stop());

const GIB = 1024 ** 3;

/** An archive of 1 GiB of zeros that counts what is read from it. */
function hugeArchive() {
  const counted = { bytesRead: 0 };
  const archive: Archive = {
    ...demo.archive,
    sizeBytes: GIB,
    async bytes(_offset, length) {
      counted.bytesRead += length;
      return new Uint8Array(length);
    },
    tile: async () => undefined,
    close: async () => undefined,
  };
  return { archive, counted };
}

/** Asks for the whole archive, reads its first bytes and then nothing more. */
function stalledDownload(port: number) {
  return new Promise<{ readonly destroy: () => void }>((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path: "/archives/huge.pmtiles", agent: false }, (answer) => {
      answer.once("data", () => {
        answer.pause();
        resolve({ destroy: () => sent.destroy() });
      });
      answer.on("error", () => undefined);
    });
    sent.on("error", reject);
    sent.end();
  });
}

/** What the service says to raw bytes on the line, up to the end of the connection or a second. */
function say(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let heard = "";
    socket.on("data", (chunk) => (heard += chunk.toString("latin1")));
    socket.on("error", () => undefined);
    socket.setTimeout(1000, () => socket.destroy());
    socket.on("close", () => resolve(heard));
    socket.write(bytes, "latin1");
  });
}

describe("clients that misbehave", () => {
  it("get no more read for them than they take, and may go away at any time", async () => {
    const { archive, counted } = hugeArchive();
    const server = await startServer(createApp({ datasets: [{ id: "huge", archive, dataset: null }] }), { port: 0 });
    const downloads = await Promise.all(Array.from({ length: 10 }, () => stalledDownload(server.port)));
    await new Promise((resolve) => setTimeout(resolve, 300));
    // Ten times a socket's buffers and a slice or two, not ten times a gibibyte.
    expect(counted.bytesRead).toBeLessThan(10 * 16 * 1024 * 1024);
    for (const download of downloads) download.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const afterwards = counted.bytesRead;
    expect((await ask(server.port, "/health")).status).toBe(200);
    expect(counted.bytesRead).toBe(afterwards);
    await server.close();
  });

  it("do not keep the service from stopping: what is left after the grace is cut", async () => {
    const { archive } = hugeArchive();
    const server = await startServer(createApp({ datasets: [{ id: "huge", archive, dataset: null }] }), {
      port: 0,
      closeGraceMs: 200,
    });
    const download = await stalledDownload(server.port);
    const started = performance.now();
    await server.close();
    const tookMs = performance.now() - started;
    expect(tookMs).toBeGreaterThan(150);
    expect(tookMs).toBeLessThan(3000);
    download.destroy();
  });

  it("hear what is wrong when they do not speak HTTP", async () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ["nonsense\r\n\r\n", /^HTTP\/1\.1 400 /],
      ["GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", /^HTTP\/1\.1 (?:400|200) /],
      ["GET /health HTTP/1.1\r\n\r\n", /^HTTP\/1\.1 400 /],
      [`GET /health HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(40_000)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
      ["GET http://evil.example/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", /^HTTP\/1\.1 (?:200|404) /],
      [
        "POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        /^HTTP\/1\.1 400 /,
      ],
      ["GET /%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", /^HTTP\/1\.1 40[04] /],
    ];
    for (const [bytes, answer] of cases) expect(await say(demo.port, bytes), bytes.slice(0, 60)).toMatch(answer);
    expect((await demo.ask("/health")).status).toBe(200);
  });
});

describe("sources that fail", () => {
  it("are a 500 without detail on the line, with the detail in the log, and a 503 of /ready", async () => {
    const logged: string[] = [];
    const logger = createLogger("warn", { write: (line: string) => logged.push(line) });
    const archive: Archive = {
      ...demo.archive,
      tile: async () => {
        throw new Error("disk /dev/sdb1 is gone");
      },
    };
    const server = await startServer(createApp({ datasets: [{ id: "demo", archive, dataset: null }], logger }), { port: 0 });
    const answer = await ask(server.port, "/tiles/demo/14/13053/6226.mvt");
    expect([answer.status, jsonOf(answer).code]).toEqual([500, "internal"]);
    expect(answer.body.toString()).not.toContain("sdb1");
    expect(logged.join("")).toContain("sdb1");
    expect(logged.join("")).toContain(String(answer.headers["x-request-id"]));
    expect((await ask(server.port, "/ready")).status).toBe(503);
    expect((await ask(server.port, "/health")).status).toBe(200);
    await server.close();
  });

  it("never end an archive as if it were whole: the connection is cut", async () => {
    const { archive } = hugeArchive();
    let reads = 0;
    const failing: Archive = {
      ...archive,
      sizeBytes: 4 * 1024 * 1024,
      async bytes(offset, length) {
        if (++reads > 2) throw new Error("short read");
        return archive.bytes(offset, length);
      },
    };
    const server = await startServer(createApp({ datasets: [{ id: "huge", archive: failing, dataset: null }] }), { port: 0 });
    await expect(ask(server.port, "/archives/huge.pmtiles")).rejects.toThrow(/aborted|hang up/);
    await server.close();
  });
});
