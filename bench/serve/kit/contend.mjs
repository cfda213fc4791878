// Starts a server process, measures it, ends it, and prints what bench/run.ts reads.
import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import { join } from "node:path";
import { freePort, measure, untilAnswers, withoutWrk } from "./measure.mjs";
import { folder, prepareTiles } from "./tiles.mjs";

/** @param start gives command and arguments for a port; `children` the processes to be counted beside the first. */
export async function contend({ start, children = () => [], skipped = null }) {
  const reason = withoutWrk ?? skipped;
  if (reason) return console.log(JSON.stringify({ skipped: reason }));
  const { paths, bytes } = await prepareTiles();
  const port = await freePort();
  const [command, args] = start(port);
  // The log goes into a file, as a supervisor has it.
  const log = openSync(join(folder, "server.log"), "w");
  const server = spawn(command, args, { stdio: ["ignore", "ignore", log] });
  try {
    await untilAnswers(port, paths[0]);
    console.log(JSON.stringify(await measure({ port, pids: () => [server.pid, ...children(server.pid)], paths, bytes })));
  } finally {
    server.kill();
  }
}
