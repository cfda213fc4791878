import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { seededRandom } from "@parkatlas/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyArchive } from "../../packages/tile-server/src/build/verify-archive.ts";

const CHILD = fileURLToPath(new URL("./tiles-child.ts", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "interrupted-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  readonly output: string;
  readonly signal: string | null;
}

/**
 * Builds in a process of its own.
 *
 * @param killAfterMs counted from the moment when the child begins to build; never killed where absent.
 * @param limitKiB largest file that the child may write, as a full disk would have it.
 */
async function build(
  path: string,
  columns: number,
  { killAfterMs, limitKiB, resume = false }: { killAfterMs?: number; limitKiB?: number; resume?: boolean } = {},
): Promise<Outcome> {
  const command = [process.execPath, CHILD, path, String(columns), ...(resume ? ["resume"] : [])];
  const child =
    limitKiB === undefined
      ? spawn(command[0]!, command.slice(1))
      : spawn("sh", ["-c", `ulimit -f ${limitKiB * 2}; exec "$@"`, "sh", ...command]);
  let output = "";
  const ended = new Promise<string | null>((resolve) => child.on("close", (_code, signal) => resolve(signal)));
  const begun = new Promise<void>((resolve) => {
    child.stdout.on("data", (text) => {
      output += String(text);
      resolve();
    });
  });
  if (killAfterMs !== undefined) {
    await Promise.race([begun, ended]);
    await wait(killAfterMs);
    child.kill("SIGKILL");
  }
  const signal = await ended;
  return { output, signal };
}

const digestOf = async (path: string): Promise<string> =>
  createHash("sha256")
    .update(await readFile(path))
    .digest("hex");

describe("a build that is killed", () => {
  it("at any moment leaves an archive that is whole, the old or the new, and the next build clears up", async () => {
    const path = join(folder, "killed.pmtiles");
    await build(path, 6);
    const old = await digestOf(path);
    const random = seededRandom(21);
    let kills = 0;
    for (let round = 0; round < 5; round++) {
      const { signal } = await build(path, 40, { killAfterMs: random() * 400 });
      if (signal === "SIGKILL") kills++;
      if ((await digestOf(path)) === old) continue;
      expect((await verifyArchive(path)).ok).toBe(true);
      await build(path, 6);
    }
    expect(kills).toBeGreaterThan(1);
    expect((await build(path, 6)).output).toContain("done");
    expect(await digestOf(path)).toBe(old);
    expect(await verifyArchive(path)).toEqual({ ok: true, issues: [] });
    expect((await readdir(folder)).sort()).toEqual(["killed.pmtiles", "killed.pmtiles.ledger.json"]);
  });
});

describe("a build that goes on from one that was killed", () => {
  it("has the bytes of one that was not interrupted, however often and whenever it was, and leaves nothing behind", async () => {
    const whole = join(folder, "resumed", "whole.pmtiles");
    await build(whole, 30);
    const path = join(folder, "resumed", "resumed.pmtiles");
    const random = seededRandom(33);
    const left: number[] = [];
    for (let round = 0; round < 4; round++) {
      const { signal } = await build(path, 30, { killAfterMs: 100 + random() * 400, resume: round > 0 });
      if (signal !== "SIGKILL") break;
      left.push((await partsLeft(join(folder, "resumed"))).length);
    }
    expect((await build(path, 30, { resume: true })).output).toContain("done");
    expect(await digestOf(path)).toBe(await digestOf(whole));
    expect(await digestOf(`${path}.ledger.json`)).toBe(await digestOf(`${whole}.ledger.json`));
    expect((await readdir(join(folder, "resumed"))).every((name) => /\.pmtiles(\.ledger\.json)?$/.test(name))).toBe(true);
    // What one has made, the next still has.
    for (let i = 1; i < left.length; i++) expect(left[i]).toBeGreaterThanOrEqual(left[i - 1]!);
  });
});

/** Finished parts in the folders that killed builds left. */
async function partsLeft(parent: string): Promise<string[]> {
  const folders = (await readdir(parent)).filter((name) => name.includes(".work-"));
  const names = await Promise.all(folders.map((name) => readdir(join(parent, name))));
  return names.flat().filter((name) => name.endsWith(".part"));
}

describe("a build that finds no room", () => {
  it("fails as not writable, leaves the old archive and no temporary file", async () => {
    const path = join(folder, "full", "full.pmtiles");
    await build(path, 6);
    const old = [await digestOf(path), await digestOf(`${path}.ledger.json`)];
    expect((await build(path, 40, { limitKiB: 64 })).output).toBe("building\nfile-unwritable\n");
    expect([await digestOf(path), await digestOf(`${path}.ledger.json`)]).toEqual(old);
    expect((await readdir(join(folder, "full"))).sort()).toEqual(["full.pmtiles", "full.pmtiles.ledger.json"]);
  });
});
