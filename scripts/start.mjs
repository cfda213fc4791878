// npm start: builds what is out of date and serves the three demo cities. Further arguments go to `parkatlas serve`.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { root, run } from "./run.mjs";

run(process.execPath, ["scripts/build.mjs"], { stdio: ["ignore", 2, 2] });
const cities = ["tongliao", "ordos", "wuhai"].map((city) => join("data", "geojson", city));
const service = spawn(
  process.execPath,
  [join("packages", "cli", "bin", "parkatlas.mjs"), "serve", ...cities, ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: "inherit",
  },
);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => service.kill(signal));
service.on("exit", (code, signal) => process.exit(code ?? (signal ? 0 : 1)));
