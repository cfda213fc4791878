// Makes expected.json: geocentric coordinates and datum shifts of random places by PROJ.
// Run: node test/golden/datum/make.mjs   Needs: cs2cs and cct (proj-bin).
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { seededRandom } from "../../support/src/seeded-random.ts";

const random = seededRandom(4479);
const round = (value, digits) => Number(value.toFixed(digits));
const run = (program, args, rows) =>
  execFileSync(program, args, { input: `${rows.map((row) => row.join(" ")).join("\n")}\n` })
    .toString()
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).slice(0, 3).map(Number));

/** Anywhere, poles included, from the sea floor to a satellite. */
const anywhere = Array.from({ length: 200 }, (_, i) => [
  round(-180 + 360 * random(), 9),
  i < 4 ? [90, -90, 0, 89.9999999][i] : round(-90 + 180 * random(), 9),
  i % 10 === 0 ? round(2e7 * random(), 4) : round(-1e4 + 2e4 * random(), 4),
]);
const geocentric = run(
  "cs2cs",
  ["-f", "%.9f", "EPSG:4480", "EPSG:4479"],
  anywhere.map(([lonDeg, latDeg, heightM]) => [latDeg, lonDeg, heightM]),
).map((xyz, i) => ({ lonLatHeight: anywhere[i], xyz }));

const ELLIPSOID = { "Xian 1980": "+a=6378140 +rf=298.257", "Beijing 1954": "+a=6378245 +rf=298.3", CGCS2000: "+ellps=GRS80" };
const shifts = Array.from({ length: 12 }, (_, i) => ({
  kind: "seven-parameter",
  from: i % 2 === 0 ? "Xian 1980" : "Beijing 1954",
  to: "CGCS2000",
  convention: i % 4 < 2 ? "position-vector" : "coordinate-frame",
  translationM: [0, 1, 2].map(() => round(400 * (random() - 0.5), 4)),
  rotationArcsec: [0, 1, 2].map(() => round(12 * (random() - 0.5), 6)),
  scalePpm: round(20 * (random() - 0.5), 6),
}));
const sevenParameter = shifts.map((shift) => {
  const [x, y, z] = shift.translationM;
  const [rx, ry, rz] = shift.rotationArcsec;
  const pipeline = [
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad",
    `+step +proj=cart ${ELLIPSOID[shift.from]}`,
    `+step +proj=helmert +x=${x} +y=${y} +z=${z} +rx=${rx} +ry=${ry} +rz=${rz} +s=${shift.scalePpm}`,
    `+convention=${shift.convention.replace("-", "_")}`,
    `+step +inv +proj=cart ${ELLIPSOID[shift.to]}`,
    "+step +proj=unitconvert +xy_in=rad +xy_out=deg",
  ].join(" ");
  const places = Array.from({ length: 10 }, () => [
    round(75 + 60 * random(), 9),
    round(18 + 35 * random(), 9),
    round(-50 + 3000 * random(), 4),
  ]);
  return { shift, places, shifted: run("cct", ["-d", "13", "-t", "0", ...pipeline.split(" ")], places) };
});

const lines = (rows) => `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]`;
writeFileSync(
  new URL("expected.json", import.meta.url),
  `{ "geocentric": ${lines(geocentric)},\n"sevenParameter": ${lines(sevenParameter)} }\n`,
);
