// Makes expected.json: geographic and projected coordinates of random places by PROJ, five for each of 199 CRS codes.
// Run: node test/golden/gauss-krueger/make.mjs   Needs: cs2cs (proj-bin).
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { seededRandom } from "../../support/src/seeded-random.ts";

const random = seededRandom(4490);
const round = (deg) => Math.round(deg * 1e9) / 1e9;
const series = (first, count, step) =>
  Array.from({ length: count }, (_, i) => ({ code: first + i, lon0: 75 + i * step, width: step }));
const GROUPS = [
  { geographic: 4490, codes: [...series(4513, 21, 3), ...series(4534, 21, 3), ...series(4491, 11, 6), ...series(4502, 11, 6)] },
  { geographic: 4610, codes: [...series(2349, 21, 3), ...series(2370, 21, 3), ...series(2327, 11, 6), ...series(2338, 11, 6)] },
  {
    geographic: 4214,
    codes: [...series(2401, 21, 3), ...series(2422, 21, 3), ...series(21413, 11, 6), ...series(21453, 11, 6)],
  },
  {
    geographic: 4326,
    codes: [
      ...[43, 49, 50, 51].map((zone) => ({ code: 32600 + zone, lon0: zone * 6 - 183, width: 6 })),
      ...[1, 33, 60].map((zone) => ({ code: 32700 + zone, lon0: zone * 6 - 183, width: 6, south: true })),
    ],
  },
];

/** A place within 1.5 half zones of the meridian, at Chinese latitudes or, for the southern zones, theirs. */
const place = ({ lon0, width, south }) => [
  round(((lon0 + (random() - 0.5) * width * 1.5 + 540) % 360) - 180),
  round(south ? -80 + 79 * random() : 3 + 51 * random()),
];

const rows = [];
for (const { geographic, codes } of GROUPS)
  for (const zone of codes) {
    const places = Array.from({ length: 5 }, () => place(zone));
    // The register's axis order: latitude before longitude, and northing before easting for national zones.
    const input = places.map(([lon, lat]) => `${lat} ${lon}`).join("\n");
    const output = execFileSync("cs2cs", ["-f", "%.9f", `EPSG:${geographic}`, `EPSG:${zone.code}`], { input: `${input}\n` });
    const northFirst = geographic !== 4326;
    output
      .toString()
      .trim()
      .split("\n")
      .forEach((line, i) => {
        const [first, second] = line.trim().split(/\s+/).map(Number);
        const [eastM, northM] = northFirst ? [second, first] : [first, second];
        rows.push({ code: `EPSG:${zone.code}`, lonLatCrs: `EPSG:${geographic}`, lonLat: places[i], eastNorth: [eastM, northM] });
      });
  }
writeFileSync(new URL("expected.json", import.meta.url), `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`);
