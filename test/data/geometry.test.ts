import { geodesicAreaM2, validateDataset } from "@parkatlas/geo-core";
import { describe, expect, it } from "vitest";
import { CITIES, dataJson, readCity } from "./datasets.ts";

const WANTED = { tongliao: 3_000, ordos: 3_000, wuhai: 600 } as const;
const DELIBERATE = ["extension-over-one-year", "progress-decreases", "recorded-area-differs"];

describe.each(CITIES)("the geometry of %s", (city) => {
  it("passes validation with no error and no finding but the deliberate warnings", async () => {
    const { issues } = validateDataset(await readCity(city));
    expect(issues.filter(({ code }) => !DELIBERATE.includes(code))).toEqual([]);
    expect(issues.length).toBeLessThan(25);
    expect(new Set(issues.map(({ code }) => code))).toEqual(new Set(DELIBERATE));
  });

  it("has the wanted number of parcels, each of 0.5 to 60 ha", async () => {
    const { parcels } = await readCity(city);
    expect(parcels).toHaveLength(WANTED[city]);
    for (const { id, geometry } of parcels) {
      const areaHa = geodesicAreaM2(geometry) / 10_000;
      expect(areaHa, id).toBeGreaterThanOrEqual(0.5);
      expect(areaHa, id).toBeLessThanOrEqual(60);
    }
  });

  it("has parcels that share borders to the last digit: three in four have an edge that a neighbour has too", async () => {
    const { parcels } = await readCity(city);
    const edgesOf = ({ geometry }: (typeof parcels)[number]) =>
      (geometry.coordinates as number[][][]).flatMap((ring) =>
        ring.slice(1).map((position, index) => [position.join(), ring[index]!.join()].sort().join(" ")),
      );
    const uses = new Map<string, number>();
    for (const edge of parcels.flatMap(edgesOf)) uses.set(edge, (uses.get(edge) ?? 0) + 1);
    expect(Math.max(...uses.values())).toBe(2);
    const sharing = parcels.filter((parcel) => edgesOf(parcel).some((edge) => uses.get(edge) === 2));
    expect(sharing.length / parcels.length).toBeGreaterThan(0.75);
  });

  it("has awkward parcels: holes, and corners that turn inward", async () => {
    const { parcels } = await readCity(city);
    const rings = parcels.map(({ geometry }) => geometry.coordinates as number[][][]);
    expect(rings.filter((each) => each.length > 1).length).toBeGreaterThan(0);
    expect(rings.filter(([outer]) => turnsInward(outer!)).length).toBeGreaterThan(parcels.length / 50);
  });

  it("keeps every generated parcel 1 km away from real power plants", async () => {
    const { parcels } = await readCity(city);
    const { features } = dataJson("sources/power-plants.geojson") as {
      features: { geometry: { coordinates: [number, number] } }[];
    };
    for (const { geometry } of features) {
      const [lon, lat] = geometry.coordinates;
      // 1 km is at least 0.0089° of latitude; along the parallel a degree is shorter by the cosine.
      const near = ([x, y]: number[]) => Math.hypot((x! - lon) * Math.cos((lat * Math.PI) / 180), y! - lat) < 0.0089;
      expect(
        parcels.filter((parcel) => (parcel.geometry.coordinates as number[][][])[0]!.some(near)).map(({ id }) => id),
      ).toEqual([]);
    }
  });
});

/** Whether a closed counter-clockwise ring has a corner that turns right by more than 45°. */
function turnsInward(ring: readonly number[][]): boolean {
  const points = ring.slice(1);
  return points.some((point, index) => {
    const before = points[(index + points.length - 1) % points.length]!;
    const after = points[(index + 1) % points.length]!;
    const stretch = Math.cos((point[1]! * Math.PI) / 180);
    const [ax, ay] = [(point[0]! - before[0]!) * stretch, point[1]! - before[1]!];
    const [bx, by] = [(after[0]! - point[0]!) * stretch, after[1]! - point[1]!];
    return (ax * by - ay * bx) / (Math.hypot(ax, ay) * Math.hypot(bx, by)) < -Math.SQRT1_2;
  });
}
