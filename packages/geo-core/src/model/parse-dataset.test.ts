import { describe, expect, it } from "vitest";
import { parseJsonText } from "../geojson/json-text.ts";
import { parseDataset } from "./parse-dataset.ts";
import type { LayerName } from "./types.ts";

const MANIFEST = {
  format: "parkatlas-dataset/1",
  id: "demo",
  title: { zh: "示例", en: "Demo" },
  asOf: "2025-12-31",
  crs: "EPSG:4490",
  edgeModel: "projected",
  workingCrs: "EPSG:4550",
  layers: {},
};
const SQUARE = {
  type: "Polygon",
  coordinates: [
    [
      [122, 43],
      [122.01, 43],
      [122.01, 43.01],
      [122, 43.01],
      [122, 43],
    ],
  ],
};
const POINT = { type: "Point", coordinates: [122, 43] };

const feature = (id: unknown, properties: object, geometry: object = SQUARE) => ({ type: "Feature", id, properties, geometry });
const collection = (...features: unknown[]) => ({ type: "FeatureCollection", features });
const withLayer = (layer: LayerName, ...features: unknown[]) =>
  parseDataset({ manifest: MANIFEST, layers: { [layer]: collection(...features) } });
const withManifest = (over: object) => parseDataset({ manifest: { ...MANIFEST, ...over }, layers: {} });
const listed = ({ issues }: ReturnType<typeof parseDataset>) => issues.map(({ code, path }) => `${code} ${path}`);

describe("parseDataset: dataset.json", () => {
  it("gives an empty dataset for a manifest without layers", () => {
    const { dataset, issues } = withManifest({});
    expect(issues).toEqual([]);
    expect(dataset).toMatchObject({
      id: "demo",
      asOf: "2025-12-31",
      crs: "EPSG:4490",
      workingCrs: "EPSG:4550",
      parcels: [],
      lineage: null,
    });
  });

  it.each([
    ["null", null, "manifest-malformed "],
    ["a list", [], "manifest-malformed "],
    ["no format", { ...MANIFEST, format: undefined }, "dataset-format-missing format"],
    ["a newer format", { ...MANIFEST, format: "parkatlas-dataset/2" }, "dataset-format-newer format"],
    ["an unknown format", { ...MANIFEST, format: "shapefile" }, "dataset-format-unknown format"],
    ["a format that is no text", { ...MANIFEST, format: 1 }, "dataset-format-unknown format"],
    ["no id", { ...MANIFEST, id: undefined }, "property-missing "],
    ["an id with a dot, which separates tileset and layer", { ...MANIFEST, id: "a.b" }, "dataset-id-invalid id"],
    ["an id that leads out of a folder", { ...MANIFEST, id: "../x" }, "dataset-id-invalid id"],
    ["no date", { ...MANIFEST, asOf: null }, "property-missing "],
    ["a date that is none", { ...MANIFEST, asOf: "2025-02-29" }, "date-invalid asOf"],
    ["a datum that would need parameters", { ...MANIFEST, crs: "EPSG:4214" }, "crs-unknown crs"],
    ["an unknown edge model", { ...MANIFEST, edgeModel: "straight" }, "choice-unknown edgeModel"],
    ["an unknown working CRS", { ...MANIFEST, workingCrs: "EPSG:9999" }, "working-crs-unknown workingCrs"],
    ["a working CRS in degrees", { ...MANIFEST, workingCrs: "EPSG:4490" }, "working-crs-unknown workingCrs"],
    ["a working CRS on another datum", { ...MANIFEST, workingCrs: "EPSG:2402" }, "working-crs-unknown workingCrs"],
    ["no layers", { ...MANIFEST, layers: undefined }, "manifest-malformed layers"],
    ["a layer by an absolute path", { ...MANIFEST, layers: { parks: "/etc/passwd" } }, "path-outside layers.parks"],
    ["a layer outside the folder", { ...MANIFEST, layers: { parks: "a/../../b" } }, "path-outside layers.parks"],
    ["a layer by a number", { ...MANIFEST, layers: { parks: 1 } }, "path-outside layers.parks"],
    ["a zoning file outside the folder", { ...MANIFEST, zoning: ["a.json", ".."] }, "path-outside zoning[1]"],
    ["a zoning file that is no text", { ...MANIFEST, zoning: [1] }, "property-type zoning[0]"],
    ["a source without title", { ...MANIFEST, sources: [{ id: "s" }] }, "property-missing sources[0]"],
  ])("refuses %s", (_, manifest, expected) => {
    const result = parseDataset({ manifest, layers: {} });
    expect(result.dataset).toBeNull();
    expect(listed(result)).toEqual([expected]);
    expect(result.issues[0]).toMatchObject({ severity: "error", layer: null });
  });

  it("says which version is read and which the dataset has", () => {
    const { issues } = withManifest({ format: "parkatlas-dataset/17" });
    expect(issues[0]?.message).toContain("format 17, this program reads up to 1");
    expect(issues[0]?.messageZh).toContain("17");
  });

  it.each([
    ["crs", "crs-assumed", "warning", { crs: "EPSG:4490" }],
    ["edgeModel", "edge-model-assumed", "info", { edgeModel: "projected" }],
  ])("assumes a %s where none is named, and says so", (key, code, severity, assumed) => {
    const { dataset, issues } = withManifest({ [key]: undefined });
    expect(dataset).toMatchObject(assumed);
    expect(issues.map((issue) => [issue.code, issue.severity])).toEqual([[code, severity]]);
  });

  it("lets one language of the title stand for both, and the id for none", () => {
    expect(withManifest({ title: { zh: "示例" } })).toMatchObject({ dataset: { title: { zh: "示例", en: "示例" } }, issues: [] });
    const { dataset, issues } = withManifest({ title: "Demo" });
    expect(dataset?.title).toEqual({ zh: "demo", en: "demo" });
    expect(issues.map(({ code, severity, path }) => [code, severity, path])).toEqual([["property-missing", "warning", "title"]]);
  });

  it("names a layer that it does not read", () => {
    const result = withManifest({ layers: { roads: "roads.geojson" } });
    expect(result.dataset).not.toBeNull();
    expect(listed(result)).toEqual(["layer-unknown layers.roads"]);
  });

  // 3° zones by the EPSG register: 4534 + (meridian − 75)/3, so 122.0 → 123°E → 4550 and 107.5 → 108°E → 4545.
  it.each([
    ["EPSG:4550", 122],
    ["EPSG:4545", 107.5],
  ])("works in %s where the middle of the features is at %d°", (expected, lonDeg) => {
    const at = (deg: number) => feature(`s${deg}`, { name: "n", kind: "school" }, { type: "Point", coordinates: [deg, 40] });
    const { dataset } = parseDataset({
      manifest: { ...MANIFEST, workingCrs: undefined },
      layers: { sites: collection(at(lonDeg - 0.2), at(lonDeg + 0.2)) },
    });
    expect(dataset?.workingCrs).toBe(expected);
  });

  it("chooses the zone by the parks, not by a boundary that reaches far beyond them", () => {
    const wide = {
      type: "LineString",
      coordinates: [
        [97, 40],
        [126, 50],
      ],
    };
    const { dataset } = parseDataset({
      manifest: { ...MANIFEST, workingCrs: undefined },
      layers: { boundaries: collection(feature("b", { name: "n" }, wide)), parks: collection(feature("p", { name: "n" })) },
    });
    expect(dataset?.workingCrs).toBe("EPSG:4550");
  });

  it("leaves out a feature with a stray [0, 0], and does not let it choose the zone", () => {
    const stray = {
      ...SQUARE,
      coordinates: [
        [
          [122, 43],
          [0, 0],
          [122.01, 43.01],
          [122, 43],
        ],
      ],
    };
    const { dataset, issues } = parseDataset({
      manifest: { ...MANIFEST, workingCrs: undefined },
      layers: {
        parks: collection({}, feature("p", { name: "n" }), feature("stray", { name: "n" }, stray), feature("q", { name: "n" })),
      },
    });
    expect(dataset?.workingCrs).toBe("EPSG:4550");
    expect(dataset?.parks.map(({ id }) => id)).toEqual(["p", "q"]);
    const issue = issues.find(({ code }) => code === "position-far");
    expect(issue).toMatchObject({
      severity: "error",
      featureId: "stray",
      path: "features[2].geometry.coordinates[0][1]",
      at: [0, 0],
    });
  });

  it("warns of a working CRS far from the data, and brings its code into one form", () => {
    const { dataset, issues } = parseDataset({
      manifest: { ...MANIFEST, workingCrs: "urn:ogc:def:crs:EPSG::4545" },
      layers: { parks: collection(feature("p", { name: "n" })) },
    });
    expect(dataset?.workingCrs).toBe("EPSG:4545");
    expect(issues.map(({ code, severity }) => [code, severity])).toEqual([["working-crs-far", "warning"]]);
    expect(issues[0]?.message).toContain("Use EPSG:4550");
  });
});

describe("parseDataset: features", () => {
  it("keeps every property it does not know, and takes null for absent", () => {
    const properties = { name: "园区", city: null, 备注: { a: [1] }, nullish: null };
    const { dataset, issues } = withLayer("parks", feature("p", properties));
    expect(issues).toEqual([]);
    expect(dataset?.parks[0]?.properties).toEqual({ name: "园区", 备注: { a: [1] }, nullish: null });
  });

  it.each([
    ["boundaries", POINT],
    ["parks", POINT],
    ["blocks", { type: "MultiPoint", coordinates: [[122, 43]] }],
    [
      "parcels",
      {
        type: "LineString",
        coordinates: [
          [122, 43],
          [122.1, 43],
        ],
      },
    ],
    [
      "sites",
      {
        type: "LineString",
        coordinates: [
          [122, 43],
          [122.1, 43],
        ],
      },
    ],
    ["units", { type: "MultiPoint", coordinates: [[122, 43]] }],
    ["plants", POINT],
    [
      "contours",
      {
        type: "MultiLineString",
        coordinates: [
          [
            [122, 43],
            [122.1, 43],
          ],
        ],
      },
    ],
  ] as const)("leaves a geometry out of layer %s that the layer does not take", (layer, geometry) => {
    const properties = { name: "n", blockId: "b", parkId: "p", kind: "school" };
    const { dataset, issues } = withLayer(layer, feature("x", properties, geometry));
    expect(dataset?.[layer]).toEqual([]);
    expect(issues.map(({ code, featureId, path, severity }) => [code, featureId, path, severity])).toEqual([
      ["geometry-type-wrong", "x", "features[0].geometry.type", "error"],
    ]);
    expect(issues[0]?.message).toContain(`found ${geometry.type}`);
  });

  it("keeps the first of two features with one id", () => {
    const { dataset, issues } = withLayer("parks", feature("p", { name: "first" }), feature("p", { name: "second" }));
    expect(dataset?.parks.map(({ properties }) => properties.name)).toEqual(["first"]);
    expect(issues.map(({ code, featureId, path }) => [code, featureId, path])).toEqual([["id-duplicate", "p", "features[1].id"]]);
  });

  it("takes one id in two layers for two features", () => {
    const result = parseDataset({
      manifest: MANIFEST,
      layers: { parks: collection(feature("x", { name: "n" })), blocks: collection(feature("x", { name: "n", parkId: "x" })) },
    });
    expect(result.issues).toEqual([]);
  });

  it("keeps ids of 19 and more digits to the last digit", () => {
    const id = "1505020010010000012345";
    expect(withLayer("parks", feature(id, { name: "n" })).dataset?.parks[0]?.id).toBe(id);
  });

  it("keeps a feature without its name under its id, and one without its block under none", () => {
    const { dataset, issues } = withLayer("parcels", feature("x", {}));
    expect(dataset?.parcels[0]?.properties).toEqual({ name: "x", blockId: "" });
    expect(issues.map(({ code, path, message }) => [code, path, message])).toEqual([
      [
        "property-missing",
        "features[0].properties",
        "Missing in features[0].properties: name, blockId; add them. The feature is kept without.",
      ],
    ]);
  });

  it("gives no dataset where a layer is no FeatureCollection, and still reads the others", () => {
    const result = parseDataset({
      manifest: MANIFEST,
      layers: { parks: { type: "Topology" }, sites: collection(feature(1, { name: "n", kind: "school" }, POINT)) },
    });
    expect(result.dataset).toBeNull();
    expect(listed(result)).toEqual(["not-feature-collection ", "id-not-string features[0].id"]);
  });

  it("accepts empty collections", () => {
    const layers = Object.fromEntries(
      ["boundaries", "parks", "blocks", "parcels", "sites", "units", "plants", "contours"].map((name) => [name, collection()]),
    );
    expect(parseDataset({ manifest: MANIFEST, layers }).issues).toEqual([]);
  });

  it("leaves every prototype alone, whatever the keys are", () => {
    const text = `{"type":"FeatureCollection","features":[{"type":"Feature","id":"__proto__","geometry":${JSON.stringify(SQUARE)},
      "properties":{"name":"n","blockId":"b","__proto__":{"polluted":1},"progress":[{"on":"2024-01-01","__proto__":{"polluted":2}}]}}]}`;
    const { dataset } = parseDataset({ manifest: { ...MANIFEST, layers: {} }, layers: { parcels: parseJsonText(text) } });
    const properties = dataset?.parcels[0]?.properties;
    expect(dataset?.parcels[0]?.id).toBe("__proto__");
    expect(Object.keys(properties ?? {})).toEqual(["name", "blockId", "progress"]);
    expect(Object.keys(properties?.progress?.[0] ?? {})).toEqual(["on"]);
    expect(Object.getPrototypeOf(properties)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe("parseDataset: properties", () => {
  const parcel = (over: object) => withLayer("parcels", feature("x", { name: "n", blockId: "b", ...over }));
  const site = (over: object) => withLayer("sites", feature("x", { name: "n", kind: "school", ...over }, POINT));
  const unit = (over: object) => withLayer("units", feature("x", { name: "n", ...over }, POINT));
  const block = (over: object) => withLayer("blocks", feature("x", { name: "n", parkId: "p", ...over }));

  it.each([
    [parcel({ name: 7 }), "property-type name", "name", "x"],
    [parcel({ provenance: "guessed" }), "choice-unknown provenance", "provenance", undefined],
    [parcel({ accuracyM: -0.1 }), "number-out-of-range accuracyM", "accuracyM", undefined],
    [parcel({ validFrom: "2024-13-01" }), "date-invalid validFrom", "validFrom", undefined],
    [parcel({ validTo: 20240101 }), "date-invalid validTo", "validTo", undefined],
    [parcel({ recordedAreaM2: "1000" }), "property-type recordedAreaM2", "recordedAreaM2", undefined],
    [parcel({ recordedAreaM2: 0 }), "number-out-of-range recordedAreaM2", "recordedAreaM2", undefined],
    [parcel({ priceCny: -1 }), "number-out-of-range priceCny", "priceCny", undefined],
    [parcel({ priceCny: Number.POSITIVE_INFINITY }), "number-not-finite priceCny", "priceCny", undefined],
    [parcel({ priceCny: Number.NaN }), "number-not-finite priceCny", "priceCny", undefined],
    [parcel({ progress: {} }), "property-type progress", "progress", undefined],
    [parcel({ progress: ["2024-01-01"] }), "property-type progress[0]", "progress", []],
    [parcel({ performance: [{ year: 2024.5 }] }), "number-out-of-range performance[0].year", "performance", []],
    [
      parcel({ performance: [{ year: 2024, taxCny: -5, rdCny: -5 }] }),
      "number-out-of-range performance[0].rdCny",
      "performance",
      [{ year: 2024, taxCny: -5 }],
    ],
    [site({ kind: "castle" }), "choice-unknown kind", "kind", "other"],
    [site({ households: 1.5 }), "number-out-of-range households", "households", undefined],
    [site({ status: "gone" }), "choice-unknown status", "status", undefined],
    [block({ industries: "铝" }), "property-type industries", "industries", undefined],
    [block({ industries: ["铝", 3] }), "property-type industries[1]", "industries", ["铝"]],
    [block({ enterprises: -1 }), "number-out-of-range enterprises", "enterprises", undefined],
    [unit({ operatesFrom: "2024" }), "date-invalid operatesFrom", "operatesFrom", undefined],
  ])("refuses a wrong value with its place: %#", ({ dataset, issues }, expected, property, left) => {
    const [code, where] = expected.split(" ");
    const first = issues[0];
    expect([first?.code, first?.path, first?.severity]).toEqual([code, `features[0].properties.${where}`, "error"]);
    expect(first?.messageZh).toMatch(/\p{Script=Han}/u);
    const kept = dataset?.parcels[0] ?? dataset?.sites[0] ?? dataset?.blocks[0] ?? dataset?.units[0];
    expect(kept?.properties[property]).toEqual(left);
  });

  it("keeps what cannot be read where the status rules would take its absence for a fact", () => {
    const events = {
      completedOn: "2024-02-30",
      ownership: "集体",
      delays: [{ from: "2023-01-01", cause: "weather" }],
      extensions: [{ decidedOn: "2023-05-01" }],
    };
    const { dataset, issues } = parcel(events);
    expect(dataset?.parcels[0]?.properties).toMatchObject(events);
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "date-invalid features[0].properties.completedOn",
      "choice-unknown features[0].properties.ownership",
      "choice-unknown features[0].properties.delays[0].cause",
      "property-missing features[0].properties.extensions[0]",
    ]);
  });

  describe("distances", () => {
    const substance = { name: "NH3", emissionKgPerH: 0.3, limitMgPerM3: 0.2, sourceClass: "II" };
    const health = { kind: "health", windMPerS: 3, areaM2: 900, source: "EIA", substances: [substance] };
    const given = { kind: "specified", distanceM: 300, source: "approval" };
    const kept = (distances: unknown) => unit({ distances }).dataset?.units[0]?.properties.distances;

    it("are kept as they are where they are right", () => {
      expect(unit({ distances: [health, given] }).issues).toEqual([]);
      expect(kept([health, given])).toEqual([health, given]);
    });

    // Each of these, computed from what is left, could come out shorter than what was meant.
    it.each([
      [
        "one substance of two",
        { ...health, substances: [substance, { ...substance, sourceClass: "IV" }] },
        { kind: "health", source: "EIA" },
      ],
      [
        "one substance of two that is no object",
        { ...health, substances: [substance, "H2S"] },
        { kind: "health", source: "EIA" },
      ],
      ["the area", { ...health, areaM2: "900" }, { kind: "health", source: "EIA" }],
      ["the wind", { ...health, windMPerS: -1 }, { kind: "health", source: "EIA" }],
      ["the given distance beside substances", { ...health, distanceM: "800" }, { kind: "health", source: "EIA" }],
      ["the kind", { ...given, kind: "sanitary" }, { kind: "specified", source: "approval" }],
      ["the kind, absent", { distanceM: 300 }, { kind: "specified" }],
      ["the source", { ...given, source: 7 }, { kind: "specified" }],
      ["anything of it", "300 m", { kind: "specified" }],
    ])("demand a distance, but none that can be computed, where the rule cannot be read in %s", (_, rule, expected) => {
      expect(kept([given, rule])).toEqual([given, expected]);
      expect(unit({ distances: [given, rule] }).issues[0]?.severity).toBe("error");
    });

    it("demand a distance where they are no list", () => {
      expect(kept({ kind: "health", distanceM: 300 })).toEqual([{ kind: "specified" }]);
    });
  });
});

describe("parseDataset: zoning, lineage and config", () => {
  const scheme = { id: "s", title: { zh: "方案", en: "Scheme" }, zones: [{ id: "z", name: "北", parkIds: ["p"] }] };
  const parse = (files: object) => parseDataset({ manifest: MANIFEST, layers: {}, ...files });

  it("reads what is right without a word", () => {
    const lineage = {
      entities: [{ id: "e", kind: "park", name: "n", validTo: "2021-06-30", predecessors: ["d"] }],
      note: "kept",
    };
    const fact = {
      id: "f",
      subject: "s",
      metric: "m",
      value: null,
      unit: null,
      kind: "statistic",
      year: [2019, 2020],
      source: "t",
    };
    const config = { statistics: [fact], own: 1 };
    const { dataset, issues } = parse({ zoning: [scheme], lineage, config });
    expect(issues).toEqual([]);
    expect(dataset).toMatchObject({ zoning: [scheme], lineage, config });
  });

  it.each([
    [{ zoning: [null] }, "property-type zoning[0]"],
    [{ zoning: [{ ...scheme, zones: undefined }] }, "property-missing zoning[0]"],
    [{ zoning: [scheme, { ...scheme, id: 3 }] }, "property-type zoning[1].id"],
    [{ zoning: [{ ...scheme, zones: [{ id: "z", name: "n" }] }] }, "property-missing zoning[0].zones[0]"],
    [{ lineage: [] }, "property-type "],
    [{ lineage: {} }, "property-missing "],
    [{ lineage: { entities: [{ id: "e", kind: "town", name: "n" }] } }, "choice-unknown entities[0].kind"],
    [{ config: "x" }, "property-type "],
    [{ config: { statistics: [{ id: "f" }] } }, "property-missing statistics[0]"],
  ])("says what is wrong and goes on without it: %#", (files, expected) => {
    const result = parse(files);
    expect(result.dataset).not.toBeNull();
    expect(listed(result)[0]).toBe(expected);
  });
});
