import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkProtection, type Geometry, type ProtectionCheck, type Site, type Unit } from "@parkatlas/geo-core";
import { expect, test } from "vitest";
import { chordBounds } from "../property/chord-bounds.ts";
import { solveDistance } from "../property/geodesy-solver.ts";

const OPTIONS = { edgeModel: "lonlat", workingCrs: "EPSG:4550", envelopes: false } as const;
const SOLVER_M = 1e-8;

interface RegionFeature {
  readonly id: number;
  readonly geometry: never;
  readonly properties: { readonly dist: number };
}

/** The seeded region of the benches, written by its generator. */
function region(size: string): { readonly units: readonly Unit[]; readonly sites: readonly Site[] } {
  const folder = mkdtempSync(join(tmpdir(), "parkatlas-parity-"));
  try {
    const generator = fileURLToPath(new URL("../../bench/region/generate-region.mjs", import.meta.url));
    execFileSync(process.execPath, [generator, size, folder], { stdio: "ignore" });
    const layer = (name: string): readonly RegionFeature[] =>
      JSON.parse(readFileSync(join(folder, `${name}.geojson`), "utf8")).features;
    const units = layer("units").map(({ id, geometry, properties: { dist } }): Unit => {
      const distances = [{ kind: "specified" as const, distanceM: dist, source: "示例批复" }];
      return { type: "Feature", id: `u${id}`, geometry, properties: { name: `示例单元 ${id}`, distances } };
    });
    const sites = layer("sites").map(({ id, geometry }): Site => {
      return { type: "Feature", id: `s${id}`, geometry, properties: { name: `示例目标 ${id}`, kind: "village" } };
    });
    return { units, sites };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Every pair inside, as "unit site", by the solver; pairs that straight lines through the earth hold apart are not solved. */
function insideBySolver(units: readonly Unit[], sites: readonly Site[], check: ProtectionCheck) {
  const bounds = sites.map(({ geometry }) => chordBounds(geometry as Geometry));
  const inside = new Set<string>();
  let solved = 0;
  let nearestToLimitM = Infinity;
  units.forEach((unit, u) => {
    const requiredM = check.units[u]!.requiredM!;
    const own = chordBounds(unit.geometry);
    sites.forEach((site, s) => {
      if (own.gapM(bounds[s]!) > requiredM) return;
      const truthM = solveDistance(unit.geometry, site.geometry, "lonlat", OPTIONS.workingCrs);
      nearestToLimitM = Math.min(nearestToLimitM, Math.abs(truthM - requiredM));
      solved++;
      if (truthM < requiredM) inside.add(`${unit.id} ${site.id}`);
    });
  });
  return { inside, solved, nearestToLimitM };
}

test.each(["small", "medium"])("verdicts of every pair of the %s region equal those of the independent solver", (size) => {
  const { units, sites } = region(size);
  const check = checkProtection({ units, plants: [], sites }, OPTIONS);
  const { inside, solved, nearestToLimitM } = insideBySolver(units, sites, check);
  const found = check.units.flatMap(({ id, pairs }) =>
    pairs.filter(({ verdict }) => verdict === "inside").map(({ siteId }) => `${id} ${siteId}`),
  );
  console.log(`${size}: ${found.length} pairs inside, ${solved} solved, nearest to its limit ${nearestToLimitM} m`);
  // No truth is so near a limit that the solver itself could be wrong about it.
  expect(nearestToLimitM).toBeGreaterThan(SOLVER_M);
  expect(check.summary.indeterminate).toBe(0);
  expect(new Set(found)).toEqual(inside);
  expect(found.length).toBe(inside.size);
  expect(check.summary.inside).toBe(new Set([...inside].map((pair) => pair.split(" ")[0])).size);
});
