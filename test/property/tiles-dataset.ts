import type { Dataset, Parcel, ParcelProperties } from "@parkatlas/geo-core";

/** A dataset small enough to know by heart, for tests of builds. */

export type Ring = [number, number][];

export function rectangle(west: number, south: number, east: number, north: number): { type: "Polygon"; coordinates: Ring[] } {
  return {
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
  };
}

function parcel(id: string, west: number, properties: Partial<ParcelProperties>): Parcel {
  return {
    type: "Feature",
    id,
    geometry: rectangle(west, 43.6, west + 0.002, 43.602),
    properties: { name: `地块 ${id}`, blockId: "B1", ownership: "state", provenance: "synthetic", ...properties },
  };
}

/** A park with one block, three parcels, one unit that must keep 500 m, and a village at some 160 m from it. */
export function smallDataset(): Dataset {
  const common = { type: "Feature" as const };
  return {
    format: "parkatlas-dataset/1",
    id: "small",
    title: { zh: "小样", en: "Small" },
    asOf: "2025-12-31",
    crs: "EPSG:4490",
    edgeModel: "lonlat",
    workingCrs: "EPSG:4549",
    boundaries: [
      { ...common, id: "150500", geometry: rectangle(121, 43, 122, 44), properties: { name: "通辽市", nameEn: "Tongliao" } },
    ],
    parks: [
      {
        ...common,
        id: "P1",
        geometry: rectangle(121.19, 43.59, 121.25, 43.62),
        properties: { name: "甲园区", provenance: "published" },
      },
      { ...common, id: "P2", geometry: rectangle(121.4, 43.59, 121.42, 43.62), properties: { name: "乙园区" } },
    ],
    blocks: [
      {
        ...common,
        id: "B1",
        geometry: rectangle(121.195, 43.595, 121.22, 43.61),
        properties: { name: "一号区块", parkId: "P1" },
      },
    ],
    parcels: [
      parcel("L-1", 121.2022, { approvedOn: "2023-06-01", suppliedOn: "2023-12-01", agreedStartOn: "2024-12-31" }),
      parcel("L-2", 121.2042, {
        approvedOn: "2023-06-01",
        suppliedOn: "2023-12-01",
        agreedStartOn: "2024-06-30",
        startedOn: "2024-05-01",
        completedOn: "2025-03-01",
      }),
      parcel("L-3", 121.2062, {}),
    ],
    sites: [
      {
        ...common,
        id: "S-near",
        geometry: rectangle(121.212, 43.6, 121.213, 43.601),
        properties: { name: "近村", kind: "village" },
      },
      {
        ...common,
        id: "S-far",
        geometry: { type: "Point", coordinates: [121.24, 43.6] },
        properties: { name: "远校", kind: "school", nameEn: "Far School" },
      },
    ],
    units: [
      {
        ...common,
        id: "U1",
        geometry: rectangle(121.2085, 43.6, 121.21, 43.601),
        properties: {
          name: "示例装置",
          plantId: "F1",
          parkId: "P1",
          enterprise: "示例企业 001",
          distances: [{ kind: "specified", distanceM: 500, source: "审批文件" }],
        },
      },
    ],
    plants: [
      { ...common, id: "F1", geometry: rectangle(121.2082, 43.5995, 121.2105, 43.6015), properties: { name: "示例厂区" } },
    ],
    contours: [],
    zoning: [
      {
        id: "clusters",
        title: { zh: "组团", en: "Clusters" },
        zones: [
          { id: "north", name: "北", parkIds: [] },
          { id: "central", name: "中", parkIds: ["P1"] },
        ],
      },
    ],
    lineage: null,
    config: {},
    sources: [
      { id: "plan", title: "示例规划", licence: "public document; facts only" },
      { id: "borders", title: "界线", licence: "ODbL-1.0", attribution: "界线 © 贡献者 <一>" },
    ],
  };
}
