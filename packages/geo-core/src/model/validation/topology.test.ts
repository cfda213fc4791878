import { expectWithin, seededRandom } from "@parkatlas/test-support";
import { describe, expect, it } from "vitest";
import { unprojectFrom } from "../../crs/project.ts";
import { containsPoint } from "../../geometry/contains-point.ts";
import type { Areal, Polygon } from "../../geometry/types.ts";
import type { Issue } from "../issue.ts";
import type { Dataset, EdgeModel } from "../types.ts";
import { validateTopology } from "./topology.ts";

/** Everything here is laid out in metres of EPSG:4550 east and north of this corner, where a plane square metre is known by hand. */
const CORNER = [500_000, 4_800_000] as const;
const place = (e: number, n: number) => [...unprojectFrom("EPSG:4550", [CORNER[0] + e, CORNER[1] + n])];

function ring(...corners: readonly (readonly [number, number])[]): number[][] {
  return [...corners, corners[0]!].map(([e, n]) => place(e, n));
}
const polygon = (...corners: readonly (readonly [number, number])[]): Polygon => ({
  type: "Polygon",
  coordinates: [ring(...corners)],
});
const box = (e: number, n: number, width: number, height: number) =>
  polygon([e, n], [e + width, n], [e + width, n + height], [e, n + height]);

const feature = <P extends object, G extends object = Areal>(id: string, geometry: G, properties: P) => ({
  type: "Feature" as const,
  id,
  geometry,
  properties: { name: id, ...properties },
});
const parcel = (id: string, geometry: Areal, properties: object = {}) => feature(id, geometry, { blockId: "b", ...properties });

function issuesOf(layers: Partial<Dataset>, edgeModel: EdgeModel = "projected"): readonly Issue[] {
  const none = { boundaries: [], parks: [], blocks: [], parcels: [], sites: [], units: [], plants: [], contours: [] };
  return validateTopology({
    format: "parkatlas-dataset/1",
    id: "demo",
    title: { zh: "示", en: "d" },
    asOf: "2025-01-01",
    crs: "EPSG:4490",
    edgeModel,
    workingCrs: "EPSG:4550",
    ...none,
    zoning: [],
    lineage: null,
    config: {},
    sources: [],
    ...layers,
  });
}
const overlaps = (parcels: Dataset["parcels"], edgeModel?: EdgeModel) =>
  issuesOf({ parcels }, edgeModel).filter(({ code }) => code === "parcels-overlap");
const areaOf = (issue: Issue | undefined) => Number(/ by ([\d.]+) m²/.exec(issue?.message ?? "")?.[1]);

describe("overlaps", () => {
  it("gives the area of the common ground and a place in it, once for the pair, at the later one", () => {
    const [issue, ...rest] = overlaps([parcel("a", box(0, 0, 100, 100)), parcel("b", box(90, 80, 100, 100))]);
    expect(rest).toEqual([]);
    expect(issue).toMatchObject({ severity: "error", layer: "parcels", featureId: "b", path: "features[1].geometry" });
    // 10 m by 20 m, by hand.
    expectWithin(areaOf(issue), 200, { tolM2: 0.01 });
    const [e, n] = [95, 90];
    const [lonDeg, latDeg] = place(e, n);
    expectWithin(issue!.at![0], lonDeg!, { tolDeg: 1e-7 });
    expectWithin(issue!.at![1], latDeg!, { tolDeg: 1e-7 });
    expect(issue?.message).toContain("Overlaps a by 200.00 m² in 1 piece");
    expect(issue?.messageZh).toContain("200.00 m²");
  });

  // The three models differ by millimetres here; the plane of each must still give the hand value.
  it.each(["projected", "lonlat", "geodesic"] as const)("finds it under the edge model %s", (edgeModel) => {
    const [issue] = overlaps([parcel("a", box(0, 0, 100, 100)), parcel("b", box(90, 80, 100, 100))], edgeModel);
    // A degree of latitude taken for a constant length is 0.2 % off at 43°.
    expectWithin(areaOf(issue), 200, { tolM2: edgeModel === "lonlat" ? 0.5 : 0.01 });
  });

  it.each([
    ["share a border and its corners", [box(0, 0, 100, 100), box(100, 0, 100, 100)]],
    ["touch in one corner", [box(0, 0, 100, 100), box(100, 100, 100, 100)]],
    ["share half a border: the corner of one lies on the edge of the other", [box(0, 0, 100, 100), box(100, 30.005, 100, 100)]],
    [
      "share a slanted border with a corner in the middle of it",
      [polygon([0, 0], [333, 111], [0, 111]), polygon([111, 37], [333, 0], [333, 111])],
    ],
    [
      "share a border of many corners",
      [
        polygon([0, 0], [50, 0], [53, 20], [48, 40], [51, 60], [0, 60]),
        polygon([50, 0], [99, 0], [99, 60], [51, 60], [48, 40], [53, 20]),
      ],
    ],
    [
      "lie in the hole of the other",
      [
        {
          type: "Polygon",
          coordinates: [ring([0, 0], [100, 0], [100, 100], [0, 100]), ring([20, 20], [20, 80], [80, 80], [80, 20])],
        } as Polygon,
        box(20, 20, 60, 60),
      ],
    ],
    ["overlap by 5 mm all along, which is rounding", [box(0, 0, 100, 100), box(99.995, 0, 100, 100)]],
    ["overlap by less than 0.01 m²", [box(0, 0, 100, 100), box(99.92, 99.92, 100, 100)]],
  ])("says nothing of parcels that %s", (_, geometries) => {
    expect(overlaps(geometries.map((geometry, index) => parcel(String(index), geometry)))).toEqual([]);
  });

  it.each([
    ["a strip of 3 cm", [box(0, 0, 100, 100), box(99.97, 0, 100, 100)], 3],
    ["one inside the other", [box(0, 0, 100, 100), box(40, 40, 10, 10)], 100],
    ["the same twice, drawn the other way round", [box(0, 0, 100, 100), polygon([0, 0], [0, 100], [100, 100], [100, 0])], 10_000],
    ["a square in the corner of 0.2 m", [box(0, 0, 100, 100), box(99.8, 99.8, 100, 100)], 0.04],
    [
      "a hole that does not reach far enough",
      [
        {
          type: "Polygon",
          coordinates: [ring([0, 0], [100, 0], [100, 100], [0, 100]), ring([20, 20], [20, 80], [80, 80], [80, 20])],
        } as Polygon,
        box(10, 20, 70, 60),
      ],
      600,
    ],
    [
      "common ground with a hole in it",
      [
        {
          type: "Polygon",
          coordinates: [ring([0, 0], [100, 0], [100, 100], [0, 100]), ring([20, 20], [20, 80], [80, 80], [80, 20])],
        } as Polygon,
        box(-10, -10, 200, 200),
      ],
      10_000 - 3600,
    ],
    [
      "an island in the hole of the other, and the rest around it",
      [
        {
          type: "MultiPolygon",
          coordinates: [
            [ring([0, 0], [100, 0], [100, 100], [0, 100]), ring([20, 20], [20, 80], [80, 80], [80, 20])],
            [ring([40, 40], [60, 40], [60, 60], [40, 60])],
          ],
        } as Areal,
        box(-10, -10, 200, 200),
      ],
      10_000 - 3600 + 400,
    ],
    [
      "two parts",
      [
        {
          type: "MultiPolygon",
          coordinates: [[ring([0, 0], [10, 0], [10, 10], [0, 10])], [ring([20, 0], [30, 0], [30, 10], [20, 10])]],
        } as Areal,
        box(5, 0, 20, 10),
      ],
      100,
    ],
  ])("finds %s", (_, geometries, expectedM2) => {
    const [issue, ...rest] = overlaps(geometries.map((geometry, index) => parcel(String(index), geometry)));
    expect(rest).toEqual([]);
    expectWithin(areaOf(issue), expectedM2, { tolM2: 0.02 });
  });

  it("names a place inside the common ground, not in a hole of it", () => {
    const frame = {
      type: "Polygon",
      coordinates: [ring([0, 0], [100, 0], [100, 100], [0, 100]), ring([5, 5], [5, 95], [95, 95], [95, 5])],
    } as Polygon;
    const [issue] = overlaps([parcel("a", frame), parcel("b", box(-10, -10, 200, 200))]);
    expect(containsPoint(frame, [issue!.at![0], issue!.at![1]])).toBe(true);
  });

  it("compares only what is valid at the same time", () => {
    const before = parcel("a", box(0, 0, 100, 100), { validTo: "2021-06-30" });
    const later = (validFrom: string) => parcel("b", box(0, 0, 100, 100), { validFrom });
    expect(overlaps([before, later("2021-07-01")])).toEqual([]);
    expect(overlaps([later("2021-07-01"), before])).toEqual([]);
    expect(overlaps([before, later("2021-06-30")])).toHaveLength(1);
    expect(overlaps([before, parcel("b", box(0, 0, 100, 100))])).toHaveLength(1);
  });

  it("tests blocks and parks by their own codes", () => {
    const geometries = [box(0, 0, 100, 100), box(50, 0, 100, 100)];
    const blocks = geometries.map((geometry, index) => feature(`b${index}`, geometry, { parkId: "none" }));
    const parks = geometries.map((geometry, index) => feature(`p${index}`, geometry, {}));
    expect(issuesOf({ blocks, parks }).map(({ code, layer, featureId }) => [code, layer, featureId])).toEqual([
      ["parks-overlap", "parks", "p1"],
      ["blocks-overlap", "blocks", "b1"],
    ]);
  });

  it("finds exactly the pairs that a comparison of all with all finds", () => {
    const random = seededRandom(7);
    const boxes = Array.from(
      { length: 120 },
      () => [random() * 900, random() * 900, 20 + random() * 60, 20 + random() * 60] as const,
    );
    const expected: string[] = [];
    for (const [i, [ae, an, aw, ah]] of boxes.entries())
      for (const [j, [be, bn, bw, bh]] of boxes.slice(0, i).entries()) {
        const width = Math.min(ae + aw, be + bw) - Math.max(ae, be);
        const height = Math.min(an + ah, bn + bh) - Math.max(an, bn);
        if (width > 0.02 && height > 0.02 && width * height > 0.02) expected.push(`${i} ${j}`);
      }
    const found = overlaps(boxes.map(([e, n, w, h], index) => parcel(String(index), box(e, n, w, h))));
    expect(found.map(({ featureId, message }) => `${featureId} ${/Overlaps (\d+) by/.exec(message)?.[1]}`)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(20);
  });
});

describe("containment", () => {
  const park = feature("p", box(0, 0, 1000, 1000), {});
  const block = (geometry: Areal) => feature("b", geometry, { parkId: "p" });

  it("says how much of a parcel lies outside its block, and where", () => {
    const parcels = [parcel("in", box(0, 0, 100, 100)), parcel("out", box(150, 50, 100, 100))];
    const [issue, ...rest] = issuesOf({ blocks: [block(box(0, 0, 200, 200))], parcels });
    expect(rest).toEqual([]);
    expect(issue).toMatchObject({
      code: "parcel-outside-block",
      severity: "warning",
      featureId: "out",
      path: "features[1].geometry",
    });
    // 50 m by 100 m, by hand.
    expect(issue?.message).toMatch(/^5000\.00 m² lie outside b/);
    const [lonDeg, latDeg] = place(225, 100);
    expectWithin(issue!.at![0], lonDeg!, { tolDeg: 1e-6 });
    expectWithin(issue!.at![1], latDeg!, { tolDeg: 1e-6 });
  });

  it("takes parcels on the border of their block for inside, also along a slanted border of 5 km with one corner in its middle", () => {
    const far = block(polygon([0, 0], [5000, 1250], [5000, 3000], [0, 3000]));
    const along = parcel("x", polygon([0, 0], [2000, 500], [2000, 900], [0, 900]));
    expect(issuesOf({ blocks: [far], parcels: [along] })).toEqual([]);
  });

  it("tests each parcel against its own block only", () => {
    const parcels = [parcel("x", box(500, 500, 10, 10), { blockId: "elsewhere" })];
    expect(issuesOf({ blocks: [block(box(0, 0, 200, 200))], parcels })).toEqual([]);
  });

  it("tests blocks against parks and units against plants", () => {
    const plants = [feature("pl", box(0, 0, 100, 100), {})];
    const units = [
      feature("u1", box(90, 0, 20, 10), { plantId: "pl" }),
      feature("u2", { type: "Point" as const, coordinates: place(101, 50) }, { plantId: "pl" }),
      feature("u3", { type: "Point" as const, coordinates: place(50, 50) }, { plantId: "pl" }),
      feature("u4", box(500, 0, 20, 10), {}),
    ];
    const found = issuesOf({ parks: [park], blocks: [block(box(900, 0, 200, 50))], plants, units });
    expect(found.map(({ code, featureId }) => [code, featureId])).toEqual([
      ["block-outside-park", "b"],
      ["unit-outside-plant", "u1"],
      ["unit-outside-plant", "u2"],
    ]);
  });
});

describe("gaps", () => {
  const gaps = (...geometries: Areal[]) =>
    issuesOf({ parcels: geometries.map((geometry, index) => parcel(String(index), geometry)) }).filter(
      ({ code }) => code === "parcel-gap",
    );

  it("says how wide it is and where, once for a pair", () => {
    const [issue, ...rest] = gaps(box(0, 0, 100, 100), box(100.2, 0, 100, 100));
    expect(rest).toEqual([]);
    expect(issue).toMatchObject({ severity: "info", featureId: "1" });
    expect(issue?.message).toContain("runs 0.200 m beside that of 0");
  });

  it.each([
    ["a street of 12 m", box(112, 0, 100, 100)],
    ["a common border", box(100, 0, 100, 100)],
    ["5 mm of rounding", box(100.005, 0, 100, 100)],
    ["an overlap", box(99.8, 0, 100, 100)],
  ])("takes %s for no gap", (_, neighbour) => {
    expect(gaps(box(0, 0, 100, 100), neighbour)).toEqual([]);
  });

  it("finds a wedge that opens from a common corner", () => {
    const [issue] = gaps(box(0, 0, 100, 100), polygon([100, 0], [200, 0], [200, 100], [100.3, 100]));
    expect(issue?.message).toContain("0.300 m");
  });
});

describe("speed", () => {
  it("handles two neighbours with a common border of 20 000 positions in a fraction of a minute", () => {
    const random = seededRandom(11);
    const border = Array.from({ length: 20_000 }, (_, index) => [5000 + random() * 3, index * 0.5] as const);
    const west = polygon([0, 0], ...border, [0, 9999.5]);
    const east = polygon([10_000, 9999.5], ...border.toReversed(), [10_000, 0]);
    const before = performance.now();
    expect(issuesOf({ parcels: [parcel("w", west), parcel("e", east)] })).toEqual([]);
    // All edges against all others would be 400 million pairs for each question.
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
