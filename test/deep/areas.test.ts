import { execFileSync, spawnSync } from "node:child_process";
import { flattenLayer, geodesicAreaM2, geodesicAreasM2, type Polygon } from "@parkatlas/geo-core";
import { expectWithin, seededRandom } from "@parkatlas/test-support";
import { expect, test } from "vitest";

const RINGS = 10_000;
/** GeographicLib's own noise: its sums start at the equator. */
const ORACLE_M2_AN_EDGE = 1e-5;
type Ring = [number, number][];

/** A star-shaped ring: random radii between 40 % and 100 % around a centre, so it never crosses itself. */
function starRing(random: () => number, count: number, areaM2: number): Ring {
  const lonDeg = random() < 0.1 ? 180 - 0.01 * random() : -180 + 360 * random();
  const latDeg = -80 + 160 * random();
  const degrees = (Math.sqrt(areaM2 / Math.PI) * 1.35) / 111_195;
  const cos = Math.cos((latDeg * Math.PI) / 180);
  const ring = Array.from({ length: count }, () => 2 * Math.PI * random())
    .sort((a, b) => a - b)
    .map((angle): [number, number] => {
      const r = degrees * (0.4 + 0.6 * random());
      return [lonDeg + (r * Math.cos(angle)) / cos, latDeg + r * Math.sin(angle)];
    });
  return random() < 0.5 ? ring : ring.reverse();
}

const polygon = (ring: Ring): Polygon => ({ type: "Polygon", coordinates: [[...ring, ring[0]!]] });

/** Signed areas by GeographicLib's Planimeter on CGCS2000, degrees handed over with all their digits. */
function planimeterM2(rings: readonly Ring[]): number[] {
  const input = rings.map((ring) => ring.map(([lonDeg, latDeg]) => `${latDeg} ${lonDeg}`).join("\n")).join("\n\n");
  const output = execFileSync("Planimeter", ["-e", "6378137", "1/298.257222101", "-p", "12"], {
    input: `${input}\n`,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return output
    .trim()
    .split("\n")
    .map((line) => Math.abs(Number(line.trim().split(/\s+/)[2])));
}

test("10 000 random rings of 3–500 vertices, 0.1 ha – 1 000 km², lat −80…80, agree with Planimeter to 1e-9 or 1 cm²", (context) => {
  if (spawnSync("Planimeter", ["--version"]).error) {
    console.log("skipped: Planimeter is not installed (Debian: geographiclib-tools)");
    context.skip();
    return;
  }
  const random = seededRandom(20_261_122);
  const rings = Array.from({ length: RINGS }, () =>
    starRing(random, 3 + Math.floor(498 * random() ** 2), 1e3 * 10 ** (6 * random())),
  );
  const expected = planimeterM2(rings);
  expect(expected).toHaveLength(RINGS);
  const ofColumn = geodesicAreasM2(flattenLayer(rings.map(polygon)));
  let worstM2 = 0;
  let worstAnEdgeM2 = 0;
  let worstShare = 0;
  for (const [i, ring] of rings.entries()) {
    const areaM2 = geodesicAreaM2(polygon(ring));
    const truthM2 = expected[i]!;
    expectWithin(areaM2, truthM2, { tolM2: Math.max(1e-9 * truthM2, 1e-4 + ORACLE_M2_AN_EDGE * ring.length) });
    expect(ofColumn[i]).toBe(areaM2);
    const offM2 = Math.abs(areaM2 - truthM2);
    worstM2 = Math.max(worstM2, offM2);
    worstAnEdgeM2 = Math.max(worstAnEdgeM2, offM2 / ring.length);
    if (truthM2 > 1e6) worstShare = Math.max(worstShare, offM2 / truthM2);
  }
  console.log(
    `areas of ${RINGS} rings, ${rings.reduce((sum, ring) => sum + ring.length, 0)} vertices: worst ${worstM2.toExponential(1)} m², ` +
      `${worstAnEdgeM2.toExponential(1)} m² an edge; above 1 km² ${worstShare.toExponential(1)} of the area`,
  );
});
