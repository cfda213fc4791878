import { describe, expect, it } from "vitest";
import type { Areal } from "../geometry/types.ts";
import type { Block, Dataset, LineageEntity, Parcel, Park } from "../model/types.ts";
import { lineageReport } from "./lineage-report.ts";

// Two parks, west and east of 122.5°, became one on 2021-01-01; the one block lies in both.
const rectangle = (west: number, east: number, south = 43, north = 43.1): Areal => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});
const park = (id: string, geometry: Areal, validFrom?: string, validTo?: string, plannedAreaM2?: number): Park => ({
  type: "Feature",
  id,
  geometry,
  properties: {
    name: id,
    ...(validFrom ? { validFrom } : {}),
    ...(validTo ? { validTo } : {}),
    ...(plannedAreaM2 === undefined ? {} : { plannedAreaM2 }),
  },
});
const block: Block = { type: "Feature", id: "b", geometry: rectangle(122, 123), properties: { name: "b", parkId: "new" } };
const parcel = (id: string, west: number, areaM2: number): Parcel => ({
  type: "Feature",
  id,
  geometry: rectangle(west, west + 0.01, 43, 43.01),
  properties: { name: id, blockId: "b", recordedAreaM2: areaM2 },
});
const WEST: LineageEntity = { id: "e-west", kind: "park", name: "西园", featureId: "west", validTo: "2020-12-31" };
const EAST: LineageEntity = { id: "e-east", kind: "park", name: "东园", featureId: "east", validTo: "2020-12-31" };
const NEW: LineageEntity = {
  id: "e-new",
  kind: "park",
  name: "新园",
  featureId: "new",
  validFrom: "2021-01-01",
  predecessors: ["e-west", "e-east"],
};
const dataset = (entities: readonly LineageEntity[], plannedWest = 1_000_000): Dataset => ({
  format: "parkatlas-dataset/1",
  id: "example",
  title: { zh: "示例市", en: "Example" },
  asOf: "2025-12-31",
  crs: "EPSG:4490",
  edgeModel: "projected",
  workingCrs: "EPSG:4550",
  boundaries: [],
  parks: [
    park("west", rectangle(122, 122.5), undefined, "2020-12-31", plannedWest),
    park("east", rectangle(122.5, 123), undefined, "2020-12-31", 2_000_000),
    park("new", rectangle(122, 123), "2021-01-01", undefined, 3_000_000),
  ],
  blocks: [block],
  parcels: [parcel("p1", 122.1, 100), parcel("p2", 122.2, 200), parcel("p3", 122.7, 400)],
  sites: [],
  units: [],
  plants: [],
  contours: [],
  zoning: [{ id: "s", title: { zh: "", en: "" }, zones: [{ id: "z", name: "区", parkIds: ["new"] }] }],
  lineage: { entities },
  config: {},
  sources: [],
});

describe("totals through a merger", () => {
  it("are those of the two parks before and of the one after, with the same land", () => {
    const data = dataset([WEST, EAST, NEW]);
    const before = lineageReport(data, { date: "2020-12-31" });
    expect(
      before.entities.map(({ id, parcels, parcelAreaM2, plannedAreaM2, successors }) => [
        id,
        parcels,
        parcelAreaM2,
        plannedAreaM2,
        successors,
      ]),
    ).toEqual([
      ["e-west", 2, 300, 1_000_000, ["e-new"]],
      ["e-east", 1, 400, 2_000_000, ["e-new"]],
    ]);
    const after = lineageReport(data, { date: "2021-01-01" });
    expect(after.entities).toMatchObject([
      { id: "e-new", parcels: 3, parcelAreaM2: 700, plannedAreaM2: 3_000_000, plannedAreaFrom: "own" },
    ]);
    expect(after.changes).toEqual([
      {
        on: "2021-01-01",
        ended: ["e-west", "e-east"],
        began: ["e-new"],
        areaBeforeM2: 700,
        areaAfterM2: 700,
        lostParcelIds: [],
        gainedParcelIds: [],
      },
    ]);
    expect(after.issues).toEqual([]);
  });

  it("count an earlier park to the zone of what became of it", () => {
    const { zones } = lineageReport(dataset([WEST, EAST, NEW]), { date: "2020-12-31" });
    expect(zones).toEqual([
      { id: "z", name: "区", entities: ["e-west", "e-east"], parcels: 3, parcelAreaM2: 700, plannedAreaM2: 3_000_000 },
    ]);
  });

  it("name the parcels that a gap in the links loses", () => {
    const { issues, unplaced } = lineageReport(dataset([WEST, { ...NEW, predecessors: ["e-west"] }]), { date: "2020-12-31" });
    expect(unplaced).toEqual({ parcelIds: [], areaM2: 0 });
    expect(issues.map(({ code }) => code)).toEqual(["lineage-planned-area-differs"]);
    const lost = lineageReport(dataset([WEST, EAST, { ...NEW, validFrom: "2021-06-01" }]), { date: "2021-03-01" });
    expect(lost.unplaced.parcelIds).toEqual(["p1", "p2", "p3"]);
    expect(lost.issues.map(({ code }) => code)).toEqual(["lineage-land-lost", "lineage-land-gained"]);
    expect(lost.issues[0]!.message).toContain("700.00 m² of parcels lie in parks before and 0.00 m² after");
    expect(lost.issues[0]!.message).toContain("p1, p2, p3");
  });

  it("find published planned areas that do not add up", () => {
    const { issues } = lineageReport(dataset([WEST, EAST, NEW], 1_100_000));
    expect(issues).toMatchObject([{ code: "lineage-planned-area-differs", featureId: "e-new" }]);
  });

  it("take the sum of the predecessors where the park itself has no figure", () => {
    const data = dataset([WEST, EAST, NEW]);
    const parks = data.parks.map((each) => (each.id === "new" ? park("new", each.geometry, "2021-01-01") : each));
    expect(lineageReport({ ...data, parks }).entities).toMatchObject([
      { plannedAreaM2: 3_000_000, plannedAreaFrom: "predecessors" },
    ]);
  });
});
