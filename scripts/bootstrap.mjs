// Installs the workspace with the pinned pnpm. Needs only Node 20 and npm; does nothing when nothing changed, so it works offline.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, "node_modules", ".parkatlas-installed");
const pnpmVersion = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).devDependencies.pnpm;

const manifests = ["package.json", "pnpm-workspace.yaml", "pnpm-lock.yaml", "test/support/package.json"].concat(
  readdirSync(join(root, "packages")).map((name) => `packages/${name}/package.json`),
);
const hash = createHash("sha256");
for (const file of manifests) if (existsSync(join(root, file))) hash.update(file).update(readFileSync(join(root, file)));
const stamp = `${hash.digest("hex")} ${process.platform}-${process.arch}\n`;

if (!existsSync(stampFile) || readFileSync(stampFile, "utf8") !== stamp) {
  const npx = process.platform === "win32" ? "npx.cmd" : "npx";
  const run = spawnSync(npx, ["--yes", `pnpm@${pnpmVersion}`, "install", "--frozen-lockfile"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (run.status !== 0) {
    console.error(
      "bootstrap: the packages could not be installed; the lines above say why. A package registry must be reachable the first time.",
    );
    process.exit(run.status ?? 1);
  }
  writeFileSync(stampFile, stamp);
}
