import { execFileSync, spawnSync } from "node:child_process";
import { type LonLat, projectTo, unprojectFrom } from "@parkatlas/geo-core";
import { expectWithin, seededRandom } from "@parkatlas/test-support";
import { test } from "vitest";

const PLACES_PER_ZONE = 500;
/** CGCS2000: 3° zones in both forms from 75°E, 6° zones likewise. */
const ZONES = [
  ...Array.from({ length: 42 }, (_, i) => ({ code: 4513 + i, lon0Deg: 75 + 3 * (i % 21), widthDeg: 3 })),
  ...Array.from({ length: 22 }, (_, i) => ({ code: 4491 + i, lon0Deg: 75 + 6 * (i % 11), widthDeg: 6 })),
];

test("32 000 random places in all 64 zones agree with PROJ to 1 µm and come back within 10 nm", (context) => {
  if (spawnSync("cs2cs", []).error) {
    console.log("skipped: cs2cs is not installed (Debian: proj-bin)");
    context.skip();
    return;
  }
  const random = seededRandom(4513);
  let worstM = 0;
  let worstBackDeg = 0;
  for (const { code, lon0Deg, widthDeg } of ZONES) {
    const places = Array.from(
      { length: PLACES_PER_ZONE },
      (): LonLat => [lon0Deg + 1.5 * widthDeg * (random() - 0.5), -2 + 58 * random()],
    );
    // The register's axis order: latitude first going in, northing first coming out.
    const output = execFileSync("cs2cs", ["-f", "%.9f", "EPSG:4490", `EPSG:${code}`], {
      input: places.map(([lonDeg, latDeg]) => `${latDeg} ${lonDeg}\n`).join(""),
      encoding: "utf8",
    });
    for (const [i, line] of output.trim().split("\n").entries()) {
      const [truthNorthM, truthEastM] = line.trim().split(/\s+/).map(Number) as [number, number];
      const [lonDeg, latDeg] = places[i]!;
      const eastNorth = projectTo(`EPSG:${code}`, [lonDeg, latDeg]);
      expectWithin(eastNorth[0], truthEastM, { tolM: 1e-6 });
      expectWithin(eastNorth[1], truthNorthM, { tolM: 1e-6 });
      const back = unprojectFrom(`EPSG:${code}`, eastNorth);
      const backEastDeg = (back[0] - lonDeg) * Math.cos((latDeg * Math.PI) / 180);
      expectWithin(backEastDeg, 0, { tolDeg: 9e-14 });
      expectWithin(back[1], latDeg, { tolDeg: 9e-14 });
      worstM = Math.max(worstM, Math.abs(eastNorth[0] - truthEastM), Math.abs(eastNorth[1] - truthNorthM));
      worstBackDeg = Math.max(worstBackDeg, Math.abs(backEastDeg), Math.abs(back[1] - latDeg));
    }
  }
  console.log(`worst ${worstM.toExponential(1)} m from PROJ; there and back ${(worstBackDeg * 111_195).toExponential(1)} m`);
});
