import { describe, expect, it } from "vitest";
import type { Polygon } from "../geometry/types.ts";
import type { Dataset, LineageEntity, Parcel, ParcelProperties, ZoningScheme } from "./types.ts";
import { validateDataset } from "./validate-dataset.ts";

/** Squares of 0.001° far enough apart that none touches another, whatever the index. */
function square(index: number): Polygon {
  const [lonDeg, latDeg] = [122 + (index % 50) * 0.01, 43 + Math.floor(index / 50) * 0.01];
  const side = 0.001;
  return {
    type: "Polygon",
    coordinates: [
      [
        [lonDeg, latDeg],
        [lonDeg + side, latDeg],
        [lonDeg + side, latDeg + side],
        [lonDeg, latDeg + side],
        [lonDeg, latDeg],
      ],
    ],
  };
}

const feature = <P extends object>(id: string, properties: P, geometry = square(0)) => ({
  type: "Feature" as const,
  id,
  geometry,
  properties: { name: `name of ${id}`, provenance: "synthetic" as const, ...properties },
});
const park = (id: string, properties: object = {}, index = 0) => feature(id, properties, square(index));
const parcel = (properties: Partial<ParcelProperties>, id = "x"): Parcel => feature(id, { blockId: "b", ...properties });

function issuesOf(layers: Partial<Dataset>) {
  const none = {
    boundaries: [],
    parks: [park("p")],
    blocks: [feature("b", { parkId: "p" })],
    parcels: [],
    sites: [],
    units: [],
    plants: [],
    contours: [],
  };
  return validateDataset({
    format: "parkatlas-dataset/1",
    id: "demo",
    title: { zh: "示", en: "d" },
    asOf: "2025-06-30",
    crs: "EPSG:4490",
    edgeModel: "projected",
    workingCrs: "EPSG:4550",
    ...none,
    zoning: [],
    lineage: null,
    config: {},
    sources: [],
    ...layers,
  }).issues;
}
const listed = (layers: Partial<Dataset>) => issuesOf(layers).map(({ code, path }) => `${code} ${path}`);
const ofParcel = (properties: Partial<ParcelProperties>) =>
  listed({ parcels: [parcel(properties)] }).map((each) => each.replace("features[0].properties.", ""));

describe("validateDataset", () => {
  it("has nothing to say of a dataset that is right, nor of an empty one", () => {
    const history: Partial<ParcelProperties> = {
      approvedOn: "2020-01-01",
      suppliedOn: "2020-06-01",
      agreedStartOn: "2021-06-01",
      startedOn: "2021-05-01",
      suspendedOn: "2022-01-01",
      resumedOn: "2022-06-01",
      completedOn: "2024-01-01",
      startableAreaM2: 9000,
      plannedInvestmentCny: 1e6,
      progress: [
        { on: "2021-12-31", developedAreaM2: 3000, investedCny: 1e5 },
        { on: "2023-12-31", developedAreaM2: 9000, investedCny: 1e6 },
      ],
    };
    expect(issuesOf({ parcels: [parcel(history)] })).toEqual([]);
    expect(issuesOf({ parks: [], blocks: [] })).toEqual([]);
  });

  it("puts the worst first and keeps the order of the data within one severity", () => {
    const parcels = [
      parcel({ resumedOn: "2024-01-01", blockId: "none" }, "w"),
      parcel({ suppliedOn: "2024-01-01", startedOn: "2023-01-01" }, "e"),
    ];
    const moved = parcels.map((each, index) => ({ ...each, geometry: square(index + 3) }));
    expect(issuesOf({ parcels: moved }).map(({ severity, featureId }) => [severity, featureId])).toEqual([
      ["error", "w"],
      ["error", "e"],
      ["warning", "e"],
      ["warning", "w"],
    ]);
  });

  it("gives the same list twice", () => {
    const parcels = [parcel({ suppliedOn: "2024-01-01", startedOn: "2023-01-01" }), parcel({}, "y")];
    expect(issuesOf({ parcels })).toEqual(issuesOf({ parcels }));
  });
});

describe("references", () => {
  it.each([
    [{ parcels: [parcel({ blockId: "none" })] }, "block-unknown features[0].properties.blockId"],
    [{ blocks: [feature("b", { parkId: "none" })] }, "park-unknown features[0].properties.parkId"],
    [{ plants: [feature("pl", {})], units: [feature("u", { plantId: "none" })] }, "plant-unknown features[0].properties.plantId"],
    [{ units: [feature("u", { parkId: "none" })] }, "park-unknown features[0].properties.parkId"],
    [{ plants: [feature("pl", { parkId: "none" })] }, "park-unknown features[0].properties.parkId"],
    [
      { plants: [feature("pl", {})], contours: [feature("c", { plantId: "none" })] },
      "plant-unknown features[0].properties.plantId",
    ],
  ])("finds an id that is none: %#", (layers, expected) => {
    expect(listed(layers)).toEqual([expected]);
  });

  it("says once that a whole layer is missing", () => {
    const parcels = [parcel({}, "x"), { ...parcel({}, "y"), geometry: square(1) }];
    const [issue, ...rest] = issuesOf({ blocks: [], parcels });
    expect(rest).toEqual([]);
    expect(issue).toMatchObject({ code: "reference-layer-empty", severity: "warning", layer: "parcels", featureId: null });
    expect(issue?.message).toContain("2 features of layer parcels");
  });

  it("leaves an empty id, which reading has reported, alone", () => {
    expect(ofParcel({ blockId: "" })).toEqual([]);
  });
});

describe("dates", () => {
  it.each<[string, Partial<ParcelProperties>, string[]]>([
    ["supplied before approved", { approvedOn: "2020-02-01", suppliedOn: "2020-01-31" }, ["supplied-before-approved suppliedOn"]],
    [
      "agreed start before supply",
      { suppliedOn: "2020-02-01", agreedStartOn: "2020-01-01" },
      ["agreed-start-before-supply agreedStartOn"],
    ],
    ["started before supplied", { suppliedOn: "2020-02-01", startedOn: "2020-01-01" }, ["started-before-supplied startedOn"]],
    [
      "completed before both",
      { suppliedOn: "2020-02-01", startedOn: "2020-03-01", completedOn: "2020-01-01" },
      ["completed-before-start completedOn", "completed-before-supply completedOn"],
    ],
    [
      "suspended before the start",
      { startedOn: "2020-02-01", suspendedOn: "2020-01-01" },
      ["suspended-before-start suspendedOn"],
    ],
    ["resumed before suspended", { suspendedOn: "2020-02-01", resumedOn: "2020-01-01" }, ["resumed-before-suspended resumedOn"]],
    ["resumed, never suspended", { resumedOn: "2020-01-01" }, ["resumed-without-suspension resumedOn"]],
    [
      "a listed suspension the wrong way round, and before the start",
      { startedOn: "2021-01-01", suspensions: [{ from: "2021-02-01" }, { from: "2020-05-01", to: "2020-01-01" }] },
      ["resumed-before-suspended suspensions[1].to", "suspended-before-start suspensions[1].from"],
    ],
    [
      "suspended when complete",
      { startedOn: "2019-01-01", completedOn: "2020-01-01", suspendedOn: "2020-01-01" },
      ["suspended-after-completion completedOn"],
    ],
    [
      "a delay the wrong way round",
      { delays: [{ from: "2020-02-01", to: "2020-01-31", cause: "government" }] },
      ["delay-ends-before-it-begins delays[0].to"],
    ],
    [
      "an extension before the supply",
      {
        suppliedOn: "2020-01-01",
        agreedStartOn: "2021-01-01",
        extensions: [{ decidedOn: "2019-12-31", newStartOn: "2021-06-01" }],
      },
      ["extension-before-supply extensions[0].decidedOn"],
    ],
    [
      "an extension that shortens",
      { agreedStartOn: "2021-01-01", extensions: [{ decidedOn: "2020-06-01", newStartOn: "2020-12-31" }] },
      ["extension-shortens extensions[0].newStartOn"],
    ],
    [
      "an extension by a year and a day",
      { agreedStartOn: "2021-01-01", extensions: [{ decidedOn: "2020-06-01", newStartOn: "2022-01-02" }] },
      ["extension-over-one-year extensions[0].newStartOn"],
    ],
    [
      "a second extension, against the first, in the order of their decisions",
      {
        agreedStartOn: "2021-01-01",
        extensions: [
          { decidedOn: "2021-12-01", newStartOn: "2023-01-02" },
          { decidedOn: "2020-06-01", newStartOn: "2022-01-01" },
        ],
      },
      ["extension-over-one-year extensions[0].newStartOn"],
    ],
    [
      "building before the start",
      { startedOn: "2021-01-01", progress: [{ on: "2020-12-31", developedAreaM2: 1 }] },
      ["progress-before-start progress[0].on"],
    ],
    [
      "more than everything",
      {
        startableAreaM2: 1000,
        plannedInvestmentCny: 500,
        progress: [{ on: "2021-01-01", developedAreaM2: 1000.5, investedCny: 501 }],
      },
      ["progress-over-100-percent progress[0].developedAreaM2", "progress-over-100-percent progress[0].investedCny"],
    ],
    [
      "progress that falls, in the order of the dates",
      {
        progress: [
          { on: "2022-01-01", developedAreaM2: 5 },
          { on: "2021-01-01", developedAreaM2: 6 },
        ],
      },
      ["progress-decreases progress[0].developedAreaM2"],
    ],
    [
      "a determination and a disposition before the supply",
      {
        suppliedOn: "2020-01-01",
        determinations: [{ on: "2019-01-01", documentNo: "1" }],
        dispositions: [{ on: "2019-02-01", kind: "fee", documentNo: "2" }],
      },
      ["decision-before-supply determinations[0].on", "decision-before-supply dispositions[0].on"],
    ],
    ["validity the wrong way round", { validFrom: "2020-01-02", validTo: "2020-01-01" }, ["valid-to-before-valid-from validTo"]],
  ])("finds %s", (_, properties, expected) => {
    expect(ofParcel(properties)).toEqual(expected);
  });

  it.each<[string, Partial<ParcelProperties>]>([
    [
      "everything on one day",
      {
        approvedOn: "2020-01-01",
        suppliedOn: "2020-01-01",
        agreedStartOn: "2020-01-01",
        startedOn: "2020-01-01",
        completedOn: "2020-01-01",
      },
    ],
    [
      "an extension by one full year",
      { agreedStartOn: "2024-02-29", extensions: [{ decidedOn: "2024-01-01", newStartOn: "2025-02-28" }] },
    ],
    ["exactly 100 %", { startableAreaM2: 1000, progress: [{ on: "2021-01-01", developedAreaM2: 1000 }] }],
    [
      "progress of nothing before the start",
      { startedOn: "2021-01-01", progress: [{ on: "2020-12-31", developedAreaM2: 0, investedCny: 5 }] },
    ],
    ["an agreed start in the future", { suppliedOn: "2025-06-30", agreedStartOn: "2026-06-30" }],
    ["a validity of one day", { validFrom: "2020-01-01", validTo: "2020-01-01" }],
  ])("accepts %s", (_, properties) => {
    expect(ofParcel(properties)).toEqual([]);
  });

  it("says nothing of dates that reading kept although they are none", () => {
    const unreadable = {
      suppliedOn: "2020-02-30",
      startedOn: "2019-01-01",
      extensions: [{ decidedOn: "soon", newStartOn: "2020-01-01" }],
      agreedStartOn: "2021-01-01",
    };
    expect(ofParcel(unreadable)).toEqual([]);
  });

  it("lists in one issue what is said to have happened after the dataset's date", () => {
    const [issue, ...rest] = issuesOf({
      parcels: [parcel({ suppliedOn: "2025-07-01", progress: [{ on: "2025-08-01" }], agreedStartOn: "2026-01-01" })],
    });
    expect(rest).toEqual([]);
    expect(issue).toMatchObject({ code: "date-after-as-of", severity: "warning", path: "features[0].properties.suppliedOn" });
    expect(issue?.message).toContain("2025-06-30: suppliedOn 2025-07-01, progress[0].on 2025-08-01");
  });

  it("tests the validity of every layer, and how long a unit runs", () => {
    const units = [feature("u", { operatesFrom: "2020-01-02", operatesTo: "2020-01-01" })];
    const sites = [feature("s", { kind: "school" as const, validFrom: "2020-01-02", validTo: "2020-01-01" })];
    expect(listed({ units, sites })).toEqual([
      "valid-to-before-valid-from features[0].properties.validTo",
      "valid-to-before-valid-from features[0].properties.operatesTo",
    ]);
  });
});

describe("amounts", () => {
  // Geodesic area of square(0), 0.001° at 43°: printf '43 122\n43 122.001\n43.001 122.001\n43.001 122\n' |
  // Planimeter -e 6378137 1/298.257222101 (GeographicLib 2.1.2).
  it("compares the recorded area with the outline's and allows 1 %", () => {
    const computedM2 = 9_058.5;
    const off = (share: number) => ofParcel({ recordedAreaM2: computedM2 * (1 + share) });
    expect(off(0.0099)).toEqual([]);
    expect(off(-0.0098)).toEqual([]);
    expect(off(0.0103)).toEqual(["recorded-area-differs recordedAreaM2"]);
    expect(off(-0.0101)).toEqual(["recorded-area-differs recordedAreaM2"]);
  });

  it.each([
    [{ parks: [park("p", { plannedAreaM2: 100, builtAreaM2: 101 })] }, "part-over-whole features[0].properties.builtAreaM2"],
    [{ parks: [park("p", { plannedAreaM2: 100, readyAreaM2: 101 })] }, "part-over-whole features[0].properties.readyAreaM2"],
    [
      { blocks: [feature("b", { parkId: "p", enterprises: 3, enterprisesAboveScale: 4 })] },
      "part-over-whole features[0].properties.enterprisesAboveScale",
    ],
    [{ parcels: [parcel({ recordedAreaM2: 9058, footprintM2: 9059 })] }, "part-over-whole features[0].properties.footprintM2"],
    [
      { parcels: [parcel({ recordedAreaM2: 9058, startableAreaM2: 9059 })] },
      "part-over-whole features[0].properties.startableAreaM2",
    ],
  ])("finds a part that is larger than its whole: %#", (layers, expected) => {
    expect(listed(layers)).toEqual([expected]);
    expect(issuesOf(layers)[0]?.message).not.toMatch(/ [,;]| {2}/);
  });

  it("accepts a part as large as its whole", () => {
    expect(listed({ parks: [park("p", { plannedAreaM2: 100, builtAreaM2: 100 })] })).toEqual([]);
  });
});

describe("zoning", () => {
  const parks = [park("p"), park("q", {}, 1)];
  const scheme = (zones: Readonly<Record<string, string[]>>, over: Partial<ZoningScheme> = {}): ZoningScheme => ({
    id: "s",
    title: { zh: "方案", en: "Scheme" },
    zones: Object.entries(zones).map(([id, parkIds]) => ({ id, name: id, parkIds })),
    ...over,
  });

  it("accepts a partition", () => {
    expect(listed({ parks, zoning: [scheme({ north: ["p"], south: ["q"] })] })).toEqual([]);
  });

  it.each([
    [[scheme({ north: ["p"] })], "park-in-no-zone zoning[0].zones"],
    [[scheme({ north: ["p", "q"], south: ["p"] })], "park-in-two-zones zoning[0].zones[1].parkIds[0]"],
    [[scheme({ north: ["p", "q", "gone"] })], "zone-park-unknown zoning[0].zones[0].parkIds[2]"],
    [[scheme({ north: ["p", "q"] }), scheme({ all: ["p", "q"] })], "scheme-id-duplicate zoning[1].id"],
    [
      [
        {
          ...scheme({}),
          zones: [
            { id: "z", name: "a", parkIds: ["p"] },
            { id: "z", name: "b", parkIds: ["q"] },
          ],
        },
      ],
      "zone-id-duplicate zoning[0].zones[1].id",
    ],
  ])("finds what is no partition: %#", (zoning, expected) => {
    expect(listed({ parks, zoning })).toEqual([expected]);
  });

  it("asks only for the parks that exist when the scheme begins", () => {
    const old = [park("p"), park("q", { validTo: "2021-06-30" }, 1)];
    expect(listed({ parks: old, zoning: [scheme({ all: ["p"] }, { validFrom: "2021-07-01" })] })).toEqual([]);
    expect(listed({ parks: old, zoning: [scheme({ all: ["p"] }, { validFrom: "2021-06-30" })] })).toEqual([
      "park-in-no-zone zoning[0].zones",
    ]);
    // Without its own beginning a scheme is held against the dataset's date, 2025-06-30.
    expect(listed({ parks: old, zoning: [scheme({ all: ["p"] })] })).toEqual([]);
  });
});

describe("lineage", () => {
  const entity = (id: string, over: Partial<LineageEntity> = {}): LineageEntity => ({ id, kind: "park", name: id, ...over });
  const lineage = (...entities: LineageEntity[]) => listed({ lineage: { entities } });

  it("accepts successors that begin when their predecessors have ended", () => {
    const past = [entity("a", { validTo: "2021-06-30" }), entity("b", { validFrom: "2010-01-01", validTo: "2021-06-30" })];
    const now = entity("c", { validFrom: "2021-07-01", predecessors: ["a", "b"], featureId: "p" });
    expect(
      lineage(
        ...past,
        now,
        entity("d", { kind: "block", parkId: "c", featureId: "b" }),
        entity("e", { kind: "block", parkId: "p" }),
      ),
    ).toEqual([]);
  });

  it.each([
    [[entity("a"), entity("a")], ["lineage-id-duplicate entities[1].id"]],
    [[entity("a", { featureId: "none" })], ["lineage-feature-unknown entities[0].featureId"]],
    [[entity("a", { kind: "block", featureId: "p" })], ["lineage-feature-unknown entities[0].featureId"]],
    [[entity("a", { kind: "block" }), entity("b", { kind: "block", parkId: "a" })], ["lineage-park-unknown entities[1].parkId"]],
    [[entity("a", { predecessors: ["none"] })], ["lineage-predecessor-unknown entities[0].predecessors[0]"]],
    [[entity("a", { validFrom: "2021-01-02", validTo: "2021-01-01" })], ["valid-to-before-valid-from entities[0].validTo"]],
    [
      [entity("a", { validTo: "2021-07-01" }), entity("b", { validFrom: "2021-07-01", predecessors: ["a"] })],
      ["lineage-order entities[1].predecessors[0]"],
    ],
    [[entity("a", { predecessors: ["a"] })], ["lineage-cycle entities[0].predecessors"]],
    [
      [
        entity("before", { predecessors: [] }),
        entity("a", { predecessors: ["c", "before"] }),
        entity("b", { predecessors: ["a"] }),
        entity("c", { predecessors: ["b"] }),
        entity("after", { predecessors: ["c"] }),
      ],
      [
        "lineage-cycle entities[1].predecessors",
        "lineage-cycle entities[2].predecessors",
        "lineage-cycle entities[3].predecessors",
      ],
    ],
  ])("finds what cannot be: %#", (entities, expected) => {
    expect(lineage(...entities)).toEqual(expected);
  });

  it("follows a chain of thousands without exhausting the stack", () => {
    const chain = Array.from({ length: 5000 }, (_, index) =>
      entity(`e${index}`, index === 0 ? {} : { predecessors: [`e${index - 1}`] }),
    );
    expect(lineage(...chain)).toEqual([]);
  });
});

describe("provenance", () => {
  it("says once for a layer how many features do not tell where they come from", () => {
    const silent = (id: string, index: number) => ({
      type: "Feature" as const,
      id,
      geometry: square(index),
      properties: { name: id, kind: "school" as const },
    });
    const [issue, ...rest] = issuesOf({ sites: ["a", "b", "c", "d"].map(silent) });
    expect(rest).toEqual([]);
    expect(issue).toMatchObject({ code: "provenance-missing", severity: "warning", layer: "sites", featureId: null });
    expect(issue?.message).toContain("4 of 4 features have no provenance (a, b, c …)");
  });
});
