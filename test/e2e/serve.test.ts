import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "../http/service.ts";
import { parkatlas, ROOT, serve } from "./cli.ts";
import { demoFiles, scratchFolder } from "./fixtures.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let folder: string;
beforeAll(async () => {
  scratch = await scratchFolder();
  folder = await scratch.dataset("demo");
});
afterAll(() => scratch.remove());

/** The dataset with another name of its first parcel. */
async function rename(name: string): Promise<void> {
  const parcels = JSON.parse(JSON.stringify(demoFiles()["parcels.geojson"])) as { features: { properties: { name: string } }[] };
  parcels.features[0]!.properties.name = name;
  await writeFile(`${folder}/parcels.geojson`, JSON.stringify(parcels));
}

async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const endMs = performance.now() + 30_000;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (performance.now() > endMs) throw new Error(`still ${JSON.stringify(value)} after 30 s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const nameAt = (url: string) => async () =>
  (await (await fetch(`${url}/collections/demo.parcels/items/P-approved`)).json()).properties.name as string;
const tilesAt = (url: string) => async () => (await (await fetch(`${url}/tiles/demo.json`)).json()).tiles[0] as string;
const swapsAt = async (url: string, result: string) => {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`parkatlas_swaps_total\\{result="${result}"\\} (\\d+)`).exec(text)?.[1] ?? 0);
};

describe("serve, when the data change", () => {
  it("takes the new version on SIGHUP, refuses a broken one, and stops with 0", async () => {
    await rename("第一版");
    const service = await serve([folder, "--port", "0", "--cache", scratch.path("hup")], { cwd: scratch.root });
    const first = await tilesAt(service.url)();
    expect(await nameAt(service.url)()).toBe("第一版");
    await rename("第二版");
    service.signal("SIGHUP");
    await until(nameAt(service.url), (name) => name === "第二版");
    expect(await tilesAt(service.url)()).not.toBe(first);
    await writeFile(`${folder}/parcels.geojson`, '{"type":"FeatureCollection","features":[');
    service.signal("SIGHUP");
    await until(
      () => swapsAt(service.url, "refused"),
      (count) => count === 1,
    );
    expect(await nameAt(service.url)()).toBe("第二版");
    await until(
      async () => service.stderr(),
      (text) => text.includes("the new version is refused"),
    );
    expect(await service.stop()).toBe(0);
  });

  it("killed in the middle of a swap, comes back with whole tiles of the new version", async () => {
    await rename("断电前");
    const flags = ["--port", "0", "--cache", scratch.path("killed")];
    for (const afterMs of [0, 150, 400]) {
      const service = await serve([folder, ...flags], { cwd: scratch.root });
      const name = `断电 ${afterMs}`;
      await rename(name);
      service.signal("SIGHUP");
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      expect(await service.stop("SIGKILL")).toBeNull();
      const again = await serve([folder, ...flags], { cwd: scratch.root });
      expect(await nameAt(again.url)()).toBe(name);
      const archive = scratch.path("killed/demo.pmtiles");
      expect((await parkatlas(["verify", archive])).code).toBe(0);
      expect(await again.stop()).toBe(0);
    }
  });

  if (process.platform === "win32") console.log("serve: a full disk is not imitated, Windows has no limit of a file's size");
  it.skipIf(process.platform === "win32")(
    "goes on with the old version when there is no room on the disk for the new one",
    async () => {
      await rename("有空间");
      const cache = scratch.path("full");
      await (await serve([folder, "--port", "0", "--cache", cache], { cwd: scratch.root })).stop();
      const before = await readFile(`${cache}/demo.pmtiles`);
      // No file may grow over 4 KiB from here on, which a build meets in the middle, as it does a full disk.
      const script = 'trap "" XFSZ; ulimit -f 8; exec "$0" "$@"';
      const args = [
        process.execPath,
        join(ROOT, "packages/cli/bin/parkatlas.mjs"),
        "serve",
        folder,
        "--port",
        "0",
        "--cache",
        cache,
      ];
      const child = spawn("sh", ["-c", script, ...args], { cwd: scratch.root, stdio: ["ignore", "pipe", "pipe"] });
      let said = "";
      child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
      const [line] = (await once(child.stdout, "data")) as [Buffer];
      const url = /http:\/\/\S+/.exec(line.toString())![0];
      await rename("没有空间");
      child.kill("SIGHUP");
      await until(
        () => swapsAt(url, "refused"),
        (count) => count === 1,
      );
      expect(await nameAt(url)()).toBe("有空间");
      expect((await fetch(`${url}/tiles/demo/14/13053/6226.mvt`)).status).toBe(200);
      expect((await readFile(`${cache}/demo.pmtiles`)).equals(before)).toBe(true);
      expect(said).toMatch(/EFBIG|ENOSPC|file-unwritable/);
      expect((await readdir(cache)).filter((name) => name.includes("partial"))).toEqual([]);
      child.kill("SIGTERM");
      await once(child, "close");
    },
  );

  it("takes the new version by itself with --watch", async () => {
    await rename("守望一");
    const service = await serve([folder, "--port", "0", "--cache", scratch.path("watch"), "--watch"], { cwd: scratch.root });
    await rename("守望二");
    await until(nameAt(service.url), (name) => name === "守望二");
    expect(await swapsAt(service.url, "done")).toBe(1);
    expect(await service.stop()).toBe(0);
  });
});

describe("serve, on an address of others", () => {
  it("wants to be told who may read", async () => {
    const { code, stderr } = await parkatlas(["serve", folder, "--port", "0", "--host", "0.0.0.0"]);
    expect(code).toBe(2);
    expect(stderr).toContain("--access");
    expect(stderr).toContain("--open");
  });

  it("makes a key, asks for it, and writes down who asked what", async () => {
    const made = await parkatlas(["serve", "--new-key", "office"]);
    expect(made.code).toBe(0);
    const entry = JSON.parse(made.stdout) as { id: string; sha256: string };
    const key = /[\w-]{43}/.exec(made.stderr)![0];
    expect(createHash("sha256").update(key).digest("hex")).toBe(entry.sha256);
    await rename("有权限");
    const access = scratch.path("access.json");
    await writeFile(access, JSON.stringify({ roles: { officer: {} }, keys: [entry] }), { mode: 0o600 });
    const audit = scratch.path("audit.jsonl");
    const flags = ["--host", "0.0.0.0", "--access", access, "--audit", audit, "--cache", scratch.path("access-cache")];
    const service = await serve([folder, "--port", "0", ...flags], { cwd: scratch.root });
    expect((await fetch(`${service.url}/datasets`)).status).toBe(401);
    expect((await fetch(`${service.url}/datasets`, { headers: { "x-api-key": key } })).status).toBe(200);
    expect(await service.stop()).toBe(0);
    const lines = (await readFile(audit, "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ who, status }) => [who, status])).toEqual([
      [null, 401],
      ["office", 200],
    ]);
    const wrong = scratch.path("wrong.json");
    await copyFile(access, wrong);
    await writeFile(wrong, '{"roles":{},"keys":[]}');
    expect((await parkatlas(["serve", folder, "--access", wrong])).code).toBe(2);
  });
});

describe("serve --workers", () => {
  it("answers from several processes under one address, replaces one that dies, swaps all of them, and stops with 0", async () => {
    await rename("多进程一");
    const service = await serve([folder, "--port", "0", "--workers", "2", "--cache", scratch.path("workers")], {
      cwd: scratch.root,
    });
    // A connection of its own for each request: the processes take connections in turn.
    // One that is handed to a process in the moment of its death is lost with it: a client asks again.
    const text = async (path: string): Promise<string> => {
      const late = new Promise<null>((resolve) => setTimeout(resolve, 3_000, null));
      const answer = await Promise.race([ask(service.port, path).catch(() => null), late]);
      return answer ? answer.body.toString() : text(path);
    };
    const processOf = async () => /process="(\d+)"/.exec(await text("/metrics"))?.[1] ?? "";
    const seen = new Set<string>();
    await until(processOf, (name) => seen.add(name).size === 2);
    const [first] = [...seen];
    process.kill(Number(first), "SIGKILL");
    // The one that is left answers meanwhile; soon there are two again, and the dead one is not among them.
    const since = new Set<string>();
    await until(processOf, (name) => since.add(name).size >= 2 && [...since].some((each) => !seen.has(each)));
    expect(service.stderr()).toMatch(/a worker ended and is replaced|已重启/);
    await rename("多进程二");
    service.signal("SIGHUP");
    let inARow = 0;
    await until(
      async () => JSON.parse(await text("/collections/demo.parcels/items/P-approved")).properties.name as string,
      (name) => {
        inARow = name === "多进程二" ? inARow + 1 : 0;
        return inARow >= 10;
      },
    );
    expect(await service.stop()).toBe(0);
  });
});
