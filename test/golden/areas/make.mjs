// Makes rings.json (random rings, seeded) and expected.json (their areas by GeographicLib's Planimeter).
// Run: node test/golden/areas/make.mjs   Needs: Planimeter (geographiclib-tools).
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { seededRandom } from "../../support/src/seeded-random.ts";

const RINGS = 600;
const random = seededRandom(20_201_231);
const here = new URL(".", import.meta.url);
const round = (deg) => Math.round(deg * 1e9) / 1e9;

/** A star-shaped ring: random radii between 40 % and 100 % around a centre, in degrees scaled by cos φ. */
function starRing(lonDeg, latDeg, radiusM, count) {
  const angles = Array.from({ length: count }, () => 2 * Math.PI * random()).sort((a, b) => a - b);
  const ring = angles.map((angle) => {
    const r = (radiusM * (0.4 + 0.6 * random())) / 111_195;
    return [round(lonDeg + (r * Math.cos(angle)) / Math.cos((latDeg * Math.PI) / 180)), round(latDeg + r * Math.sin(angle))];
  });
  return random() < 0.5 ? ring : ring.reverse();
}

const rings = Array.from({ length: RINGS }, (_, i) => {
  // 0.1 ha to 1 000 km², evenly in the logarithm; 3 to 500 vertices, mostly few; a tenth across the antimeridian.
  const areaM2 = 1e3 * 10 ** (6 * random());
  const count = i % 50 === 0 ? 500 : 3 + Math.floor(10 ** (1.4 * random()));
  const lonDeg = i % 10 === 0 ? 180 - 0.01 * random() : -180 + 360 * random();
  return starRing(lonDeg, -79 + 158 * random(), Math.sqrt(areaM2 / Math.PI) * 1.3, count);
});

const input = rings.map((ring) => ring.map(([lon, lat]) => `${lat} ${lon}`).join("\n")).join("\n\n");
const output = execFileSync("Planimeter", ["-e", "6378137", "1/298.257222101", "-p", "12"], { input: `${input}\n` });
const expected = output
  .toString()
  .trim()
  .split("\n")
  .map((line) => line.trim().split(/\s+/).map(Number))
  .map(([vertices, perimeterM, areaM2]) => ({ vertices, perimeterM, areaM2 }));
writeFileSync(new URL("rings.json", here), `[\n${rings.map((ring) => JSON.stringify(ring)).join(",\n")}\n]\n`);
writeFileSync(new URL("expected.json", here), `[\n${expected.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`);
