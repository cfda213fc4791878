// Makes points.json: distance and azimuth of 500 random pairs of places by GeographicLib's GeodSolve.
// Run: node test/golden/distances/make-points.mjs   Needs: GeodSolve (geographiclib-tools).
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { seededRandom } from "../../support/src/seeded-random.ts";

const random = seededRandom(1902);
const round = (deg) => Math.round(deg * 1e12) / 1e12;
const pairs = Array.from({ length: 500 }, (_, i) => {
  const from = [round(-180 + 360 * random()), round(-85 + 170 * random())];
  // 1 mm to 1 000 km, evenly in the logarithm; every tenth pair anywhere on earth.
  const metres = 1e-3 * 10 ** (9 * random());
  const direction = 2 * Math.PI * random();
  const north = (metres * Math.cos(direction)) / 111_195;
  const east = (metres * Math.sin(direction)) / 111_195 / Math.cos((from[1] * Math.PI) / 180);
  const near = [round(((from[0] + east + 540) % 360) - 180), round(Math.max(-89, Math.min(89, from[1] + north)))];
  return { from, to: i % 10 === 0 ? [round(-180 + 360 * random()), round(-85 + 170 * random())] : near };
});
const input = pairs.map(({ from, to }) => `${from[1]} ${from[0]} ${to[1]} ${to[0]}`).join("\n");
const output = execFileSync("GeodSolve", ["-i", "-e", "6378137", "1/298.257222101", "-p", "10"], { input: `${input}\n` });
const rows = output
  .toString()
  .trim()
  .split("\n")
  .map((line, i) => {
    const [azimuthDeg, , distanceM] = line.trim().split(/\s+/).map(Number);
    return { ...pairs[i], distanceM, azimuthDeg: (azimuthDeg + 360) % 360 };
  });
writeFileSync(new URL("points.json", import.meta.url), `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`);
