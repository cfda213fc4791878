// pnpm check: what must be clean before anything lands. `--no-tests` leaves out the tests where they have just been run.
import { run } from "./run.mjs";

run(process.execPath, ["scripts/bootstrap.mjs"]);
run("tsc", ["-b"]);
run("tsc", ["-p", "tsconfig.test.json"]);
run("biome", ["ci", "."]);
run(process.execPath, ["scripts/check-architecture.mjs"]);
run("knip", []);
if (!process.argv.includes("--no-tests")) run(process.execPath, ["scripts/test.mjs"]);
console.log("check: types, lint, architecture, dead code and tests are clean");
