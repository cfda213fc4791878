// Makes shapes.json: 150 random pairs of geometries and their distances under three edge models by the independent solver.
// Run: npm run build, then node test/golden/distances/make-shapes.mjs   (Node 24 reads the TypeScript of the solver itself.)
import { writeFileSync } from "node:fs";
import { randomPair } from "../../property/geodesy-shapes.ts";
import { solveDistance } from "../../property/geodesy-solver.ts";
import { seededRandom } from "../../support/src/seeded-random.ts";

const random = seededRandom(20_260_101);
const round = (value) => (Array.isArray(value) ? value.map(round) : Math.round(value * 1e11) / 1e11);
const rows = Array.from({ length: 150 }, () => {
  const pair = randomPair(random);
  const [a, b] = [pair.a, pair.b].map(({ type, coordinates }) => ({ type, coordinates: round(coordinates) }));
  const truthM = Object.fromEntries(
    ["projected", "lonlat", "geodesic"].map((model) => [model, solveDistance(a, b, model, pair.workingCrs)]),
  );
  return { name: pair.name, workingCrs: pair.workingCrs, a, b, truthM };
});
writeFileSync(new URL("shapes.json", import.meta.url), `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`);
