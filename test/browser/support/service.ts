import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const READY = /^ParkAtlas ready: (http:\/\/\S+)$/m;

export interface RunningService {
  /** Address with a slash at the end. */
  readonly url: string;
  readonly json: (path: string) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

/** The built service with the three demo cities on a free port, as `npm start` runs it. */
export async function startService(): Promise<RunningService> {
  const cities = ["tongliao", "ordos", "wuhai"].map((city) => `data/geojson/${city}`);
  const child = spawn(process.execPath, ["packages/cli/bin/parkatlas.mjs", "serve", ...cities, "--port", "0"], { cwd: root });
  let output = "";
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += String(chunk);
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      output += String(chunk);
      const ready = READY.exec(output)?.[1];
      if (ready !== undefined) resolve(`${ready}/`);
    });
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`the service ended with ${code} before it was ready: ${errors}`)));
  });
  return {
    url,
    json: async (path) => {
      const response = await fetch(new URL(path, url));
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners("exit");
        child.on("exit", () => resolve());
        child.kill("SIGTERM");
      }),
  };
}
