import {
  type Areal,
  findGeometryDefects,
  geodesicAreaM2,
  intersectAreal,
  type Polygon,
  perimeterM,
  subtractAreal,
  unionAreal,
} from "@parkatlas/geo-core";
import { seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";

const random = seededRandom(404);
const STEP_DEG = 1e-9;
/** A step of the grid northward. */
const STEP_M = 1.2e-4;

function star(lonDeg: number, latDeg: number, sizeDeg: number): Polygon {
  const count = 3 + Math.floor(12 * random());
  const ring = Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * (i + 0.6 * random())) / count;
    const reach = sizeDeg * (0.3 + 0.7 * random());
    return [lonDeg + reach * Math.cos(angle), latDeg + reach * Math.sin(angle)];
  });
  return { type: "Polygon", coordinates: [[...ring, [...ring[0]!]]] };
}

/** The polygon with every position moved. */
function moved({ coordinates: [ring] }: Polygon, by: () => number): Polygon {
  const open = ring!.slice(1).map(([lon, lat]) => [lon! + by(), lat! + by()]);
  return { type: "Polygon", coordinates: [[...open, [...open[0]!]]] };
}

const PAIRS: Readonly<Record<string, (a: Polygon, sizeDeg: number) => Polygon>> = {
  "any other": (_, size) => star(122 + size * (random() - 0.5), 43.6, size),
  "itself with a jitter of 1e-13 degrees": (a) => moved(a, () => 2e-13 * (random() - 0.5)),
  "itself moved by steps of the grid": (a) => moved(a, () => STEP_DEG * Math.floor(4 * random())),
  "a neighbour on a shared edge": ({ coordinates: [ring] }, size) => {
    const k = 1 + Math.floor((ring!.length - 1) * random());
    const away = [122 + 3 * size * (random() - 0.5), 43.6 + 3 * size * (random() - 0.5)];
    return { type: "Polygon", coordinates: [[ring![k]!, ring![k - 1]!, away, ring![k]!]] };
  },
  itself: (a) => a,
};

const outlineM = (...areals: (Areal | null)[]): number => areals.reduce((sum, areal) => sum + (areal ? perimeterM(areal) : 0), 0);
const areaM2 = (areal: Areal | null): number => (areal ? geodesicAreaM2(areal) : 0);
/** Edges that are cut follow lon/lat, areas follow geodesics; at 1 km the strip between is under 14 m² an edge, with the third power. */
const bowM2 = (sizeDeg: number): number => 40 * 14 * (sizeDeg / 0.009) ** 3;

describe.each(Object.entries(PAIRS))("overlay of a polygon with %s", (_, other) => {
  test("is valid, and what is common and what is left make the whole", () => {
    for (let run = 0; run < 150; run++) {
      const sizeDeg = 10 ** (-5 + 2.5 * random());
      const a = star(122, 43.6, sizeDeg);
      const b = other(a, sizeDeg);
      const [common, left, union] = [intersectAreal(a, b), subtractAreal(a, [b]), unionAreal([a, b])];
      for (const result of [common, left, union]) if (result) expect(findGeometryDefects(result), `run ${run}`).toEqual([]);
      const toleranceM2 = STEP_M * outlineM(a, b) + bowM2(sizeDeg) + 1e-4;
      expect(Math.abs(areaM2(common) + areaM2(left) - areaM2(a)), `A∩B + A−B, run ${run}`).toBeLessThan(toleranceM2);
      const rest = subtractAreal(b, [a]);
      expect(Math.abs(areaM2(union) - areaM2(a) - areaM2(rest)), `A∪B, run ${run}`).toBeLessThan(toleranceM2);
    }
  });
});

/** A net of nx × ny parcels whose corners are shaken and shared exactly; the shaking leaves every parcel convex or nearly so. */
function parcels(nx: number, ny: number): Polygon[] {
  const size = 0.0005;
  const corner = Array.from({ length: nx + 1 }, (_, i) =>
    Array.from({ length: ny + 1 }, (_, j) => [
      122 + size * (i + 0.4 * (random() - 0.5)),
      43.6 + size * (j + 0.4 * (random() - 0.5)),
    ]),
  );
  return Array.from({ length: nx * ny }, (_, k) => {
    const [i, j] = [k % nx, Math.floor(k / nx)];
    const ring = [corner[i]![j]!, corner[i + 1]![j]!, corner[i + 1]![j + 1]!, corner[i]![j + 1]!];
    return { type: "Polygon", coordinates: [[...ring, ring[0]!]] };
  });
}

describe("unions of parcels", () => {
  test("have the area of the parcels together, with any of them left out", () => {
    for (let run = 0; run < 40; run++) {
      const kept = parcels(3 + Math.floor(6 * random()), 3 + Math.floor(6 * random())).filter(() => random() < 0.8);
      if (kept.length === 0) continue;
      const union = unionAreal(kept)!;
      expect(findGeometryDefects(union)).toEqual([]);
      const sumM2 = kept.reduce((sum, parcel) => sum + geodesicAreaM2(parcel), 0);
      expect(Math.abs(geodesicAreaM2(union) - sumM2)).toBeLessThan(STEP_M * outlineM(...kept));
    }
  });

  test("are the same ground whether borders cancel or a jitter sends them through general overlay", () => {
    for (let run = 0; run < 20; run++) {
      const exact = parcels(5, 4);
      const shaken = exact.map((parcel) => moved(parcel, () => 3 * STEP_DEG * (random() - 0.5)));
      const [one, other] = [unionAreal(exact)!, unionAreal(shaken)!];
      expect(findGeometryDefects(other)).toEqual([]);
      expect(Math.abs(geodesicAreaM2(one) - geodesicAreaM2(other))).toBeLessThan(3 * STEP_M * outlineM(...exact));
    }
  });
});
