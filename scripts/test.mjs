// npm test: builds, makes sure a browser is there, runs every test. --deep adds the long seeded runs and nothing else.
import { ensureBrowser } from "./ensure-browser.mjs";
import { run } from "./run.mjs";

run(process.execPath, ["scripts/build.mjs"]);
if (process.argv.includes("--deep")) {
  run("vitest", ["run", "--project", "deep"]);
} else {
  const chromium = ensureBrowser();
  const projects = ["unit", "property", "golden", "data", "http", "e2e"].concat(chromium ? ["browser"] : []);
  run("vitest", ["run", ...projects.flatMap((name) => ["--project", name]), ...process.argv.slice(2)], {
    env: chromium ? { PARKATLAS_CHROMIUM: chromium } : {},
  });
}
