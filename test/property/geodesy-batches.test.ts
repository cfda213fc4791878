import {
  concatLayers,
  type EdgeModel,
  flattenLayer,
  type Geometry,
  joinTasks,
  mergeJoinResults,
  type PairColumns,
  type PairWithin,
  pairAt,
  pairsWithin,
  pairsWithinColumns,
  runJoinTask,
} from "@parkatlas/geo-core";
import { seededRandom } from "@parkatlas/test-support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

/** A region of some tiles: units and sites in clusters, so that most units have several sites; shapes, points, lines, two far apart. */
function region(seed: number): { units: Geometry[]; sites: Geometry[]; reachM: number[] } {
  const random = seededRandom(seed);
  const centres = Array.from({ length: 6 }, () => [121.9 + 0.4 * random(), 43.5 + 0.3 * random()] as const);
  const place = (): [number, number] => {
    const [lonDeg, latDeg] = centres[Math.floor(random() * centres.length)]!;
    return [lonDeg + 0.02 * random(), latDeg + 0.015 * random()];
  };
  const shape = (): Geometry => {
    const [lonDeg, latDeg] = place();
    const kind = random();
    if (kind < 0.2) return { type: "Point", coordinates: [lonDeg, latDeg] };
    const corners = Array.from({ length: 4 + Math.floor(9 * random()) }, (_, i) => {
      const r = 0.0002 + 0.0015 * random();
      return [lonDeg + r * Math.cos(0.5 * i), latDeg + r * Math.sin(0.5 * i)];
    });
    if (kind < 0.3) return { type: "LineString", coordinates: corners };
    return { type: "Polygon", coordinates: [[...corners, corners[0]!]] };
  };
  const units = Array.from({ length: 40 }, shape);
  const sites = Array.from({ length: 120 }, shape);
  return { units, sites, reachM: units.map(() => [0, 50, 300, 1000, 3000][Math.floor(5 * random())]!) };
}

const pairsOf = (columns: PairColumns): PairWithin[] => Array.from(columns.unit, (_, i) => pairAt(columns, i));
const sorted = (pairs: readonly PairWithin[]) => pairs.toSorted((a, b) => a.unit - b.unit || a.site - b.site);
function shuffled(count: number, seed: number): number[] {
  const random = seededRandom(seed);
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const k = Math.floor((i + 1) * random());
    [order[i], order[k]] = [order[k]!, order[i]!];
  }
  return order;
}
const cases = { seed: fc.integer({ min: 1, max: 1e6 }), by: fc.integer({ min: 1, max: 9 }) };

// Equal means equal in every digit: the figure of a pair depends on the two features and nothing else.
describe.each(["projected", "lonlat", "geodesic"] satisfies EdgeModel[])(
  "pairs with %s edges are the same, digit for digit,",
  (edgeModel) => {
    const options = { edgeModel, workingCrs: "EPSG:4550" };
    const whole = ({ units, sites, reachM }: ReturnType<typeof region>) =>
      pairsWithinColumns(flattenLayer(units), reachM, flattenLayer(sites), options);

    test("in whatever order units and sites come", () => {
      fc.assert(
        fc.property(cases.seed, cases.seed, (seed, orderSeed) => {
          const { units, sites, reachM } = region(seed);
          const [unitOrder, siteOrder] = [shuffled(units.length, orderSeed), shuffled(sites.length, orderSeed + 1)];
          const turned = whole({
            units: unitOrder.map((i) => units[i]!),
            sites: siteOrder.map((i) => sites[i]!),
            reachM: unitOrder.map((i) => reachM[i]!),
          });
          const back = pairsOf(turned).map((pair) => ({ ...pair, unit: unitOrder[pair.unit]!, site: siteOrder[pair.site]! }));
          const straight = pairsOf(whole({ units, sites, reachM }));
          expect(straight.length).toBeGreaterThan(20);
          expect(sorted(back)).toEqual(straight);
        }),
        { numRuns: 8 },
      );
    });

    test("shared out to any number of threads", () => {
      fc.assert(
        fc.property(cases.seed, cases.by, (seed, parts) => {
          const { units, sites, reachM } = region(seed);
          const tasks = joinTasks(flattenLayer(units), reachM, flattenLayer(sites), options, parts);
          expect(mergeJoinResults(tasks.map(runJoinTask).toReversed())).toEqual(whole({ units, sites, reachM }));
        }),
        { numRuns: 8 },
      );
    });

    test("in batches of units, in batches of sites, from batches put together, and as GeoJSON", () => {
      fc.assert(
        fc.property(cases.seed, cases.by, (seed, batches) => {
          const { units, sites, reachM } = region(seed);
          const expected = pairsOf(whole({ units, sites, reachM }));
          const cut = (count: number) =>
            Array.from(
              { length: batches },
              (_, k) => [Math.floor((k * count) / batches), Math.floor(((k + 1) * count) / batches)] as const,
            );
          const byUnits = cut(units.length).flatMap(([from, to]) =>
            pairsOf(whole({ units: units.slice(from, to), sites, reachM: reachM.slice(from, to) })).map((pair) => ({
              ...pair,
              unit: pair.unit + from,
            })),
          );
          expect(byUnits).toEqual(expected);
          const bySites = cut(sites.length).flatMap(([from, to]) =>
            pairsOf(whole({ units, sites: sites.slice(from, to), reachM })).map((pair) => ({ ...pair, site: pair.site + from })),
          );
          expect(sorted(bySites)).toEqual(expected);
          const together = concatLayers(cut(sites.length).map(([from, to]) => flattenLayer(sites.slice(from, to))));
          expect(pairsOf(pairsWithinColumns(flattenLayer(units), reachM, together, options))).toEqual(expected);
          expect(pairsWithin(units, reachM, sites, options)).toEqual(expected);
        }),
        { numRuns: 8 },
      );
    });
  },
);
