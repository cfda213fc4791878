import {
  checkProtection,
  type DistanceRule,
  distanceBetween,
  type EdgeModel,
  flattenLayer,
  joinTasks,
  mergeJoinResults,
  type ProtectionInput,
  runJoinTask,
  type Site,
  type Unit,
  VERDICT_CODES,
  verdictColumn,
} from "@parkatlas/geo-core";
import { seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { chordBounds } from "./chord-bounds.ts";
import { solveDistance } from "./geodesy-solver.ts";

const WORKING_CRS = "EPSG:4550";
const MODELS: readonly EdgeModel[] = ["projected", "lonlat", "geodesic"];

/** Irregular polygons and points over 8 × 8 km, with distances of every kind; the same for the same seed. */
function region(seed: number, unitCount: number, siteCount: number): ProtectionInput {
  const random = seededRandom(seed);
  const place = () => [122 + 0.1 * random(), 43.6 + 0.072 * random()] as const;
  const star = ([lon, lat]: readonly [number, number], sizeM: number) => {
    const count = 4 + Math.floor(6 * random());
    const ring = Array.from({ length: count }, (_, index) => {
      const radiusM = sizeM * (0.4 + 0.6 * random());
      const angle = (2 * Math.PI * index) / count;
      return [lon + (radiusM * Math.cos(angle)) / 80_743, lat + (radiusM * Math.sin(angle)) / 111_099];
    });
    return { type: "Polygon" as const, coordinates: [[...ring, ring[0]!]] };
  };
  const rules = (): readonly DistanceRule[] => [
    { kind: "specified", distanceM: 50 * Math.ceil(20 * random()), source: "示例批复" },
    ...(random() < 0.3 ? [{ kind: "atmospheric" as const, distanceM: 100 * Math.ceil(8 * random()), source: "示例环评" }] : []),
  ];
  const plants = Array.from({ length: 10 }, (_, index) => ({
    type: "Feature" as const,
    id: `p${index}`,
    geometry: star(place(), 400),
    properties: { name: `示例厂区 ${index}` },
  }));
  const units = Array.from({ length: unitCount }, (_, index): Unit => {
    const plant = plants[Math.floor(10 * random())]!;
    const geometry = random() < 0.1 ? { type: "Point" as const, coordinates: [...place()] } : star(place(), 120);
    return {
      type: "Feature",
      id: `u${index}`,
      geometry,
      properties: { name: `示例车间 ${index}`, plantId: plant.id, distances: rules() },
    };
  });
  const sites = Array.from({ length: siteCount }, (_, index): Site => {
    const geometry = random() < 0.4 ? { type: "Point" as const, coordinates: [...place()] } : star(place(), 150);
    return { type: "Feature", id: `s${index}`, geometry, properties: { name: `示例村 ${index}`, kind: "village" } };
  });
  return { units, plants, sites };
}

const check = (input: ProtectionInput, edgeModel: EdgeModel) =>
  checkProtection(input, { edgeModel, workingCrs: WORKING_CRS, envelopes: false });

const geometryOf = ({ geometry }: Unit | Site) => geometry;

const ROTATED = { Polygon: 1, MultiPolygon: 2 } as const;

/** The same outline written another way: rings begun elsewhere and wound the other way, a polygon as a multipolygon. */
function rewritten<G extends Unit["geometry"]>(geometry: G): G {
  if (geometry.type === "Point") return geometry;
  const turn = (ring: readonly number[][]) => {
    const open = ring.slice(1).reverse();
    const turned = [...open.slice(ROTATED[geometry.type]), ...open.slice(0, ROTATED[geometry.type])];
    return [...turned, turned[0]!];
  };
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return { type: "MultiPolygon", coordinates: polygons.map((rings) => rings.map(turn)) } as unknown as G;
}

describe("the check of a random region", () => {
  test.each(MODELS)("gives the verdict of the independent solver for every pair of unit and site (%s edges)", (edgeModel) => {
    const input = region(105, 25, 40);
    const plantById = new Map(input.plants.map((plant) => [plant.id, plant]));
    let inside = 0;
    for (const row of check(input, edgeModel).units) {
      const unit = input.units.find(({ id }) => id === row.id)!;
      for (const { measuredFrom, requiredM } of row.workings) {
        const { geometry } = measuredFrom === "unit" ? unit : plantById.get(unit.properties.plantId!)!;
        const bounds = chordBounds(geometry);
        for (const site of input.sites) {
          const pair = row.pairs.find((each) => each.siteId === site.id && each.measuredFrom === measuredFrom);
          const verdict = pair?.tests.find((each) => each.requiredM === requiredM)?.verdict ?? "outside";
          if (bounds.gapM(chordBounds(site.geometry)) > requiredM) expect(verdict).toBe("outside");
          else {
            const truthM = solveDistance(geometry, site.geometry, edgeModel, WORKING_CRS);
            expect(verdict, `${row.id} ${site.id}: ${truthM} of ${requiredM} m`).toBe(truthM < requiredM ? "inside" : "outside");
            if (truthM < requiredM) inside++;
          }
        }
      }
    }
    expect(inside).toBeGreaterThan(20);
  });

  test("gives the same pairs however the data are cut into batches, exactly", () => {
    const input = region(106, 40, 90);
    const random = seededRandom(1060);
    const whole = new Map(check(input, "projected").units.map((row) => [row.id, row]));
    const parts = <F>(list: readonly F[]): F[][] => {
      const batches: F[][] = [[], [], []];
      for (const each of list) batches[Math.floor(3 * random())]!.push(each);
      return batches;
    };
    for (const units of parts(input.units)) {
      const rows = parts(input.sites).map((sites) => check({ units, plants: input.plants, sites }, "projected").units);
      for (const unit of units) {
        const pairs = rows.flatMap((batch) => batch.find(({ id }) => id === unit.id)!.pairs);
        const sorted = pairs.sort((a, b) => a.distanceM - b.distanceM || (a.siteId < b.siteId ? -1 : 1));
        expect(sorted).toEqual(whole.get(unit.id)!.pairs);
      }
    }
  });

  test.each([1, 2, 3, 7])("rests on a join that %i threads share, digit for digit and verdict for verdict", (parts) => {
    const input = region(108, 60, 120);
    const required = input.units.map(
      ({ properties }) => properties.distances!.find(({ kind }) => kind === "specified")!.distanceM!,
    );
    const [units, sites] = [flattenLayer(input.units.map(geometryOf)), flattenLayer(input.sites.map(geometryOf))];
    const reachM = required.map((distanceM) => 1.1 * distanceM);
    const tasks = joinTasks(units, reachM, sites, { edgeModel: "projected", workingCrs: WORKING_CRS }, parts);
    // As messages to threads and back, answered in another order.
    const results = tasks.map((task) => structuredClone(runJoinTask(structuredClone(task)))).toReversed();
    const joined = mergeJoinResults(results);
    const verdicts = verdictColumn(joined, required);
    const found = Array.from(joined.unit, (unit, i) => [
      input.units[unit]!.id,
      input.sites[joined.site[i]!]!.id,
      joined.distanceM[i]!,
      joined.loM[i]!,
      joined.hiM[i]!,
      VERDICT_CODES[verdicts[i]!]!,
    ]);
    const ofUnits = check(input, "projected").units.flatMap(({ id, pairs }) =>
      pairs
        .filter(({ measuredFrom }) => measuredFrom === "unit")
        .map((pair) => [id, pair.siteId, pair.distanceM, pair.loM, pair.hiM, pair.tests[0]!.verdict]),
    );
    expect(found.length).toBeGreaterThan(100);
    expect(found.map((row) => row.join(" ")).sort()).toEqual(ofUnits.map((row) => row.join(" ")).sort());
  });

  test("gives the same verdicts however outlines are written", () => {
    const input = region(107, 40, 90);
    const outlines = <F extends { readonly geometry: Unit["geometry"] }>(list: readonly F[]): F[] =>
      list.map((each) => ({ ...each, geometry: rewritten(each.geometry) }));
    const other = {
      units: outlines(input.units),
      plants: outlines(input.plants),
      sites: outlines(input.sites),
    } as ProtectionInput;
    const verdicts = (data: ProtectionInput) =>
      check(data, "geodesic").units.map(({ id, verdict, pairs }) => [
        id,
        verdict,
        pairs.map((pair) => `${pair.siteId} ${pair.measuredFrom} ${pair.verdict}`).sort(),
      ]);
    expect(verdicts(other)).toEqual(verdicts(input));
  });

  test.each(MODELS)("finds the pairs and verdicts that measuring every unit against every site gives (%s edges)", (edgeModel) => {
    const input = region(101, 60, 120);
    const plantById = new Map(input.plants.map((plant) => [plant.id, plant]));
    let decided = 0;
    for (const row of check(input, edgeModel).units) {
      const unit = input.units.find(({ id }) => id === row.id)!;
      const expected = input.sites.flatMap((site) =>
        (["unit", "plant"] as const).flatMap((outline) => {
          const required = row.workings.filter(({ measuredFrom }) => measuredFrom === outline).map(({ requiredM }) => requiredM);
          if (required.length === 0) return [];
          const requiredM = Math.max(...required);
          const from = outline === "unit" ? unit : plantById.get(unit.properties.plantId!)!;
          const { distanceM } = distanceBetween(from.geometry, site.geometry, { edgeModel, workingCrs: WORKING_CRS });
          if (distanceM >= 1.1 * requiredM) return [];
          decided++;
          return [`${site.id} ${outline} ${distanceM < requiredM ? "inside" : "outside"}`];
        }),
      );
      expect(row.pairs.map(({ siteId, measuredFrom, verdict }) => `${siteId} ${measuredFrom} ${verdict}`).sort()).toEqual(
        expected.sort(),
      );
      expect(row.verdict).toBe(expected.some((line) => line.endsWith("inside")) ? "inside" : "outside");
    }
    expect(decided).toBeGreaterThan(100);
  });

  test("no row changes with the order of units, plants or sites", () => {
    const input = region(102, 40, 80);
    const reversed = {
      units: [...input.units].reverse(),
      plants: [...input.plants].reverse(),
      sites: [...input.sites].reverse(),
    };
    expect([...check(reversed, "projected").units].reverse()).toEqual(check(input, "projected").units);
  });

  test("asking for one unit gives the row that the whole check gives", () => {
    const input = region(103, 25, 60);
    const whole = check(input, "projected").units;
    for (const row of whole) {
      const one = checkProtection(input, { edgeModel: "projected", workingCrs: WORKING_CRS, envelopes: false, unitId: row.id });
      expect(one.units).toEqual([row]);
    }
  });

  test("a longer distance never takes a site out, and a site taken away never adds one", () => {
    const input = region(104, 30, 80);
    const before = check(input, "projected");
    const wider = check(
      {
        ...input,
        units: input.units.map((unit) => ({
          ...unit,
          properties: {
            ...unit.properties,
            distances: (unit.properties.distances ?? []).map((rule) => ({ ...rule, distanceM: (rule.distanceM ?? 0) + 50 })),
          },
        })),
      },
      "projected",
    );
    const fewer = check({ ...input, sites: input.sites.filter((_, index) => index % 2 === 0) }, "projected");
    const insideOf = (result: typeof before, row: number) =>
      result.units[row]!.pairs.filter(({ verdict }) => verdict === "inside").map(({ siteId }) => siteId);
    for (const [row] of before.units.entries()) {
      expect(insideOf(wider, row)).toEqual(expect.arrayContaining(insideOf(before, row)));
      expect(insideOf(before, row)).toEqual(expect.arrayContaining(insideOf(fewer, row)));
    }
    expect(wider.summary.sitesInside).toBeGreaterThan(before.summary.sitesInside);
  });
});
