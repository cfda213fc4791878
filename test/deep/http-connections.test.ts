import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { startDemo } from "../http/service.ts";

const CONNECTIONS = 10_000;

/** How many files a process may have open here. */
function openFilesAllowed(): number {
  const said = execFileSync("sh", ["-c", "ulimit -Hn"], { encoding: "utf8" }).trim();
  return said === "unlimited" ? Number.POSITIVE_INFINITY : Number(said);
}

if (openFilesAllowed() < CONNECTIONS + 500)
  console.log(
    `connections: skipped, this shell allows ${openFilesAllowed()} open files; raise ulimit -n above ${CONNECTIONS + 500}`,
  );

it.skipIf(openFilesAllowed() < CONNECTIONS + 500)(
  "10 000 connections that send half a request leave the service answering",
  async () => {
    const demo = await startDemo();
    await demo.ask("/tiles/demo/14/13053/6226.mvt");
    const before = process.memoryUsage().rss;
    const script = fileURLToPath(new URL("../http/support/half-requests.mjs", import.meta.url));
    const client = spawn(process.execPath, [script, String(demo.port), String(CONNECTIONS)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(client.stdout, "data");
    const times: number[] = [];
    for (let i = 0; i < 50; i++) {
      const startedMs = performance.now();
      expect((await demo.ask("/tiles/demo/14/13053/6226.mvt")).status).toBe(200);
      times.push(performance.now() - startedMs);
    }
    const perConnectionKiB = (process.memoryUsage().rss - before) / CONNECTIONS / 1024;
    const medianMs = times.sort((a, b) => a - b)[25]!;
    console.info(
      `10 000 half requests: a tile in ${medianMs.toFixed(1)} ms (median), ${perConnectionKiB.toFixed(1)} KiB a connection`,
    );
    expect(perConnectionKiB).toBeLessThan(50);
    client.kill();
    // The time limits end what does not go on: the stop has nothing to wait for.
    await demo.stop();
  },
);
