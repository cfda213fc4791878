// Measures a server with wrk: 32 connections, one thread, the paths in their shuffled order, warm. Server and wrk share the
// machine, so that what may be quoted is the ratio between contenders of one run.
import { execFile, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { folder } from "./tiles.mjs";

const run = promisify(execFile);
const [WARM_S, MEASURED_S, CONNECTIONS] = [3, 8, 32];
/** Linux counts processor time in hundredths of a second. */
const TICK_S = 0.01;

/** Why wrk cannot run here; null where it can. */
export const withoutWrk = spawnSync("wrk", ["-v"]).error ? "wrk is not installed" : null;

function luaFor(paths) {
  const file = join(folder, "paths.lua");
  writeFileSync(
    file,
    [
      `local paths = {${paths.map((path) => `"${path}"`).join(",")}}`,
      "local at = 0",
      'local headers = { ["Accept-Encoding"] = "gzip" }',
      'request = function() at = at % #paths + 1; return wrk.format("GET", paths[at], headers) end',
      "done = function(summary, latency)",
      '  io.write(string.format("RESULT %d %d %d %d %d %d\\n", summary.requests, summary.duration, summary.bytes,',
      "    summary.errors.status + summary.errors.read + summary.errors.timeout, latency:percentile(50), latency:percentile(99)))",
      "end",
    ].join("\n"),
  );
  return file;
}

async function wrk(port, lua, seconds) {
  const { stdout } = await run("wrk", ["-t1", `-c${CONNECTIONS}`, `-d${seconds}s`, "-s", lua, `http://127.0.0.1:${port}`]);
  const [requests, durationUs, bytes, errors, p50Us, p99Us] = /RESULT (.*)/.exec(stdout)[1].split(" ").map(Number);
  return { requests, durationUs, bytes, errors, p50Us, p99Us };
}

/** Processor seconds and peak memory of processes, out of /proc. */
function usageOf(pids) {
  let [seconds, peakKiB] = [0, 0];
  for (const pid of pids) {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
    seconds += (Number(fields[11]) + Number(fields[12])) * TICK_S;
    peakKiB += Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]);
  }
  return { seconds, peakKiB };
}

/** What `bench/run.ts` takes: time for 100 000 requests, latencies as parts, and what has to be equal. */
export async function measure({ port, pids, paths, bytes }) {
  const lua = luaFor(paths);
  const sample = await fetch(`http://127.0.0.1:${port}${paths[0]}`);
  await sample.arrayBuffer();
  await wrk(port, lua, WARM_S);
  const before = usageOf(pids());
  const { requests, durationUs, errors, p50Us, p99Us } = await wrk(port, lua, MEASURED_S);
  const { seconds, peakKiB } = usageOf(pids());
  if (errors > 0 || sample.status !== 200) throw new Error(`${errors} answers were no 200`);
  const per100k = 100_000 / requests;
  return {
    wallMs: (durationUs / 1000) * per100k,
    userMs: (seconds - before.seconds) * 1000 * per100k,
    peakRssMiB: peakKiB / 1024,
    parts: { p50Ms: p50Us / 1000, p99Ms: p99Us / 1000, cpuMsPer1000: ((seconds - before.seconds) * 1000 * 1000) / requests },
    parity: { tiles: paths.length, meanBytes: Math.round(bytes / paths.length) },
  };
}

/** A port that is free now. */
export async function freePort() {
  const { createServer } = await import("node:net");
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export async function untilAnswers(port, path) {
  for (let tries = 0; tries < 300; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the server did not answer within 30 s");
}
