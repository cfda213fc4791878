import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const CLOCK = "/usr/bin/time";
const OGR2OGR = "/usr/bin/ogr2ogr";
/** The parcels of the region in degrees on CGCS2000, as GDAL writes them, by the name of the format. */
const FILES = { shapefile: ["shp", "ESRI Shapefile"], geopackage: ["gpkg", "GPKG"], flatgeobuf: ["fgb", "FlatGeobuf"] };

function run(program, args) {
  const child = spawnSync(program, args, { encoding: "utf8" });
  if (child.status !== 0) throw new Error(`${program} ${args.join(" ")}:\n${child.stderr}`);
  return child.stderr;
}

function inputOf(folder, [ending, driver]) {
  const file = join(folder, `parcels.${ending}`);
  if (!existsSync(file))
    run(OGR2OGR, ["-f", driver, "-a_srs", "EPSG:4490", file, `GeoJSONSeq:${join(folder, "parcels.ndjson")}`]);
  return file;
}

function featuresIn(file) {
  const bytes = readFileSync(file);
  let count = 0;
  for (let at = bytes.indexOf('"Feature"'); at >= 0; at = bytes.indexOf('"Feature"', at + 1)) count++;
  return count;
}

/**
 * Turns the parcels of the region from each format into GeoJSON by a command, under the system's own clock, start of the program
 * included, and prints what `run.ts` reads. `commandOf(input, output)` gives program and arguments.
 */
export function measureConvert(commandOf) {
  const missing = [CLOCK, OGR2OGR].find((program) => !existsSync(program));
  if (missing) {
    process.stdout.write(`${JSON.stringify({ skipped: `there is no ${missing}, which makes or measures the files` })}\n`);
    return;
  }
  const folder = process.argv[2];
  const total = { wallMs: 0, userMs: 0, peakRssMiB: 0 };
  const parts = {};
  const parity = {};
  for (const [name, format] of Object.entries(FILES)) {
    const input = inputOf(folder, format);
    const output = join(folder, `converted-${process.pid}.geojson`);
    const said = run(CLOCK, ["-f", "%e %U %M", ...commandOf(input, output)]);
    const [wallS, userS, peakKiB] = said.trim().split("\n").at(-1).split(" ").map(Number);
    parity[name] = featuresIn(output);
    rmSync(output);
    parts[`${name}UserMs`] = userS * 1e3;
    total.wallMs += wallS * 1e3;
    total.userMs += userS * 1e3;
    total.peakRssMiB = Math.max(total.peakRssMiB, peakKiB / 1024);
  }
  process.stdout.write(`${JSON.stringify({ ...total, parts, parity })}\n`);
}
