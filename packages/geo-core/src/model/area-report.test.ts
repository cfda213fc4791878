import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, it } from "vitest";
import { planarAreaM2 } from "../geodesy/area.ts";
import type { Polygon } from "../geometry/types.ts";
import { areaReport } from "./area-report.ts";
import type { Dataset } from "./types.ts";

const ring = (...positions: [number, number][]): Polygon => ({ type: "Polygon", coordinates: [[...positions, positions[0]!]] });
/** Vectors of rules §2: survey area / geodesic area, m². */
const SQUARE = ring([116, 40], [116.01, 40], [116.01, 40.01], [116, 40.01]);
const SQUARE_M2 = { survey: 948_099.2125, geodesic: 948_099.2119 };
const PENTAGON = ring([117.2, 36.6], [117.212345, 36.598765], [117.218, 36.607], [117.209, 36.6135], [117.1985, 36.6082]);
const PENTAGON_M2 = { survey: 1_899_780.2067, geodesic: 1_899_784.4788 };

const feature = <P extends object>(id: string, properties: P, geometry: Polygon = SQUARE) => ({
  type: "Feature" as const,
  id,
  geometry,
  properties: { name: `name of ${id}`, ...properties },
});

const dataset: Dataset = {
  format: "parkatlas-dataset/1",
  id: "demo",
  title: { zh: "示", en: "d" },
  asOf: "2025-01-01",
  crs: "EPSG:4490",
  edgeModel: "projected",
  workingCrs: "EPSG:4548",
  boundaries: [],
  parks: [feature("p1", { city: "甲市" }), feature("p2", { city: "乙市" }), feature("p3", {})],
  blocks: [feature("b1", { parkId: "p1" }), feature("b2", { parkId: "p2" }), feature("b3", { parkId: "gone" })],
  parcels: [
    feature("x1", { blockId: "b2", recordedAreaM2: 948_000 }),
    feature("x2", { blockId: "b1" }, PENTAGON),
    feature("x3", { blockId: "b2", recordedAreaM2: 950_000 }),
    feature("x4", { blockId: "none" }),
  ],
  sites: [
    { type: "Feature", id: "s1", geometry: { type: "Point", coordinates: [116, 40] }, properties: { name: "s", kind: "school" } },
    feature("s2", { kind: "village" as const }),
  ],
  units: [feature("u1", { parkId: "p2" })],
  plants: [],
  contours: [],
  zoning: [
    { id: "first", title: { zh: "一", en: "1" }, zones: [{ id: "z", name: "全部", parkIds: ["p1", "p2"] }] },
    { id: "second", title: { zh: "二", en: "2" }, zones: [{ id: "w", name: "西", parkIds: ["p2"] }] },
  ],
  lineage: null,
  config: {},
  sources: [],
};

describe("areaReport", () => {
  it("gives the three areas of each parcel beside the recorded one", () => {
    const { layer, features, groups, withoutArea } = areaReport(dataset);
    expect([layer, groups, withoutArea]).toEqual(["parcels", [], []]);
    expect(features.map(({ id, recordedM2 }) => [id, recordedM2])).toEqual([
      ["x1", 948_000],
      ["x2", null],
      ["x3", 950_000],
      ["x4", null],
    ]);
    expectWithin(features[0]!.geodesicM2, SQUARE_M2.geodesic, { tolM2: 1e-4 });
    expectWithin(features[0]!.surveyM2, SQUARE_M2.survey, { tolM2: 1e-4 });
    expectWithin(features[1]!.geodesicM2, PENTAGON_M2.geodesic, { tolM2: 1e-4 });
    expectWithin(features[1]!.surveyM2, PENTAGON_M2.survey, { tolM2: 1e-4 });
    // The plane has its own tests; here only that it is the dataset's.
    expect(features[1]!.planarM2).toBe(planarAreaM2(PENTAGON, "EPSG:4548"));
    expect(features[1]!.planarCrs).toBe("EPSG:4548");
  });

  it("sums by block in the dataset's order, with empty blocks and those of no block", () => {
    const { groups } = areaReport(dataset, { by: "block" });
    expect(
      groups.map(({ by, id, name, features, recordedM2, recordedFeatures }) => [
        by,
        id,
        name,
        features,
        recordedM2,
        recordedFeatures,
      ]),
    ).toEqual([
      ["block", "b1", "name of b1", 1, null, 0],
      ["block", "b2", "name of b2", 2, 1_898_000, 2],
      ["block", "b3", "name of b3", 0, null, 0],
      ["block", null, null, 1, null, 0],
    ]);
    expectWithin(groups[1]!.geodesicM2, 2 * SQUARE_M2.geodesic, { tolM2: 1e-3 });
    expect(groups[2]).toMatchObject({ geodesicM2: 0, surveyM2: 0, planarM2: 0 });
  });

  it.each([
    [
      "park",
      undefined,
      [
        ["p1", 1],
        ["p2", 2],
        ["p3", 0],
        [null, 1],
      ],
    ],
    [
      "city",
      undefined,
      [
        ["甲市", 1],
        ["乙市", 2],
        [null, 1],
      ],
    ],
    [
      "zone",
      undefined,
      [
        ["z", 3],
        [null, 1],
      ],
    ],
    [
      "zone",
      "second",
      [
        ["w", 2],
        [null, 2],
      ],
    ],
  ] as const)("counts by %s in scheme %s", (by, schemeId, expected) => {
    const { groups } = areaReport(dataset, { by, ...(schemeId === undefined ? {} : { schemeId }) });
    expect(groups.map(({ id, features }) => [id, features])).toEqual(expected);
  });

  it.each([
    [
      "blocks",
      "block",
      [
        ["b1", 1],
        ["b2", 1],
        ["b3", 1],
      ],
    ],
    [
      "blocks",
      "park",
      [
        ["p1", 1],
        ["p2", 1],
        ["p3", 0],
        [null, 1],
      ],
    ],
    [
      "parks",
      "city",
      [
        ["甲市", 1],
        ["乙市", 1],
        [null, 1],
      ],
    ],
    [
      "units",
      "park",
      [
        ["p1", 0],
        ["p2", 1],
        ["p3", 0],
      ],
    ],
    [
      "sites",
      "park",
      [
        ["p1", 0],
        ["p2", 0],
        ["p3", 0],
        [null, 1],
      ],
    ],
  ] as const)("groups layer %s by %s", (layer, by, expected) => {
    expect(areaReport(dataset, { layer, by }).groups.map(({ id, features }) => [id, features])).toEqual(expected);
  });

  it("lists what has no area instead of giving it 0", () => {
    const { features, withoutArea } = areaReport(dataset, { layer: "sites" });
    expect(features.map(({ id }) => id)).toEqual(["s2"]);
    expect(withoutArea).toEqual([{ id: "s1", reason: "not-areal" }]);
    const bowTie = feature("x", { blockId: "b1" }, ring([116, 40], [116.01, 40.01], [116.01, 40], [116, 40.01]));
    expect(areaReport({ ...dataset, parcels: [bowTie] })).toMatchObject({
      features: [],
      withoutArea: [{ id: "x", reason: "self-intersection" }],
    });
  });

  it("refuses a scheme that the dataset does not have", () => {
    expect(() => areaReport(dataset, { by: "zone", schemeId: "none" })).toThrowError(
      expect.objectContaining({ code: "unknown-id" }),
    );
  });
});
