// Runs one tool of the workspace and stops the calling script with its exit code when it fails.
import { spawnSync } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const PATH = `${join(root, "node_modules", ".bin")}${delimiter}${process.env.PATH}`;

/** Runs `command` in the workspace root with its tools on the PATH; exits with its code unless that is 0. */
export function run(command, args = [], options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
    ...options,
    env: { ...process.env, PATH, ...options.env },
  });
  if (result.error) {
    console.error(`${command}: ${result.error.message}`);
    process.exit(3);
  }
  if (result.status !== 0) process.exit(result.status ?? 1);
}
