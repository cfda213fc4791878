import { registerHooks } from "node:module";

/**
 * A process of its own that builds an archive, to be killed or starved: `node tiles-child.ts OUT_FILE COLUMNS [resume]`. It prints
 * "building" when it begins, and the code of the error when it fails. Runs on the sources, as the tests do.
 */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "@parkatlas/geo-core"
      ? { url: new URL("../../packages/geo-core/src/index.ts", import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});
const { makeCoverage } = await import("./tiles-coverage.ts");
const { parcelTileset, writeTileset } = await import("./tiles-build.ts");
const { seededRandom } = await import("../support/src/seeded-random.ts");

const [outFile = "", columns = "10", mode = ""] = process.argv.slice(2);
const size = Number(columns);
const random = seededRandom(size);
const cells = makeCoverage({
  random,
  columns: size,
  rows: size,
  westDeg: 121.2,
  southDeg: 43.5,
  cellDeg: 0.002,
  bends: 3,
  splitShare: 0.2,
});
const features = cells.map(({ id, geometry }) => ({ id, geometry, properties: { name: id } }));
console.log("building");
try {
  // Small regions, so that there are parts to go on from.
  await writeTileset({ ...parcelTileset(features, outFile, 8, 14), threads: 1, regionPositions: 800, resume: mode === "resume" });
  console.log("done");
} catch (error) {
  console.log(error instanceof Error && "code" in error ? String(error.code) : String(error));
  process.exitCode = 1;
}
