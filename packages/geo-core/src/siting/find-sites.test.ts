import { expectWithin, seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { isGeoError } from "../errors.ts";
import { distanceBetween } from "../geodesy/distance/distance-between.ts";
import { containsPoint } from "../geometry/contains-point.ts";
import type { Areal } from "../geometry/types.ts";
import type { Block, Parcel, ParcelProperties, Site, SiteProperties } from "../model/types.ts";
import { findSites, type SitingOptions } from "./find-sites.ts";
import type { SitingInput } from "./offers.ts";

/** Degrees for a metre at 43.6° N, good to 0.1 %. */
const LON_PER_M = 1 / 80_743;
const LAT_PER_M = 1 / 111_099;
const position = (eastM: number, northM: number): [number, number] => [122.2 + eastM * LON_PER_M, 43.6 + northM * LAT_PER_M];
const box = (eastM: number, northM: number, widthM: number, heightM: number) => ({
  type: "Polygon" as const,
  coordinates: [
    [
      position(eastM, northM),
      position(eastM + widthM, northM),
      position(eastM + widthM, northM + heightM),
      position(eastM, northM + heightM),
      position(eastM, northM),
    ],
  ],
});
const parcel = (id: string, geometry: Areal, more: Partial<ParcelProperties> = {}): Parcel => ({
  type: "Feature",
  id,
  geometry,
  properties: { name: `示例地块 ${id}`, blockId: "b", approvedOn: "2020-01-01", ...more },
});
const site = (id: string, eastM: number, northM: number, more: Partial<SiteProperties> = {}): Site => ({
  type: "Feature",
  id,
  geometry: { type: "Point", coordinates: position(eastM, northM) },
  properties: { name: `示例村 ${id}`, kind: "village", ...more },
});
const CRS = { edgeModel: "lonlat", workingCrs: "EPSG:4550" } as const;
const find = (input: Partial<SitingInput>, options: Partial<SitingOptions> = {}) =>
  findSites({ parcels: [], sites: [], asOf: "2025-12-31", ...CRS, ...input }, { distanceM: 300, ...options });

describe("whole, part and none", () => {
  const parcels = [
    parcel("none", box(-50, -50, 100, 100)),
    parcel("part", box(200, -50, 200, 100)),
    parcel("whole", box(400, -50, 200, 100)),
  ];
  const sites = [site("s", 0, 0)];

  test("a parcel is classed by its distance to the nearest site", () => {
    const { parcels: rows, summary } = find({ parcels, sites });
    expect(rows.map(({ id, class: siting }) => [id, siting])).toEqual([
      ["whole", "whole"],
      ["part", "part"],
      ["none", "none"],
    ]);
    expect(summary).toMatchObject({ parcels: 3, whole: 1, part: 1, none: 1, unknownStatus: 0 });
  });

  test("a whole parcel is usable to its last square metre, and tells up to which distance", () => {
    const [whole] = find({ parcels, sites }).parcels;
    expect(whole!.usableAreaM2).toBe(whole!.areaM2);
    expect(whole!.usableAreaBoundM2).toBe(0);
    expect(whole).toMatchObject({ nearestSiteId: "s", nearestSiteName: "示例村 s", landClass: "approved-unsupplied" });
    expectWithin(whole!.wholeUpToM!, 400, { tolM: 0.5 });
    expect(find({ parcels, sites }, { distanceM: whole!.wholeUpToM! }).parcels.find(({ id }) => id === "whole")!.class).toBe(
      "whole",
    );
    expect(
      find({ parcels, sites }, { distanceM: whole!.wholeUpToM! + 0.001 }).parcels.find(({ id }) => id === "whole")!.class,
    ).toBe("part");
  });

  test("the usable part is the parcel without the circle around the site, within the stated bound", () => {
    // Parcel x 200…400, y −50…50 minus the disc of 300 m: ∫(400 − √(300² − y²)) dy over y = −50…50, by hand:
    // 400·100 − [y·√(300² − y²)/2 + 300²/2·asin(y/300)] from −50 to 50 = 40 000 − 29 860.4 = 10 139.6 m².
    const r = 300;
    const disc = 50 * Math.sqrt(r * r - 2500) + r * r * Math.asin(50 / r);
    const part = find({ parcels, sites }).parcels[1]!;
    // The metre grid of this test is good to 0.1 %, which is 30 m² of the disc and 40 m² of the parcel.
    expectWithin(part.usableAreaM2, 40_000 - disc, { tolM2: 70 });
    expect(part.usableAreaBoundM2).toBeGreaterThan(0);
    expect(part.usableAreaBoundM2).toBeLessThan(40);
    expect(part.largestPieceM2).toBe(part.usableAreaM2);
  });

  test("a strip across the middle leaves two pieces, and the larger one is named", () => {
    const { parcels: rows } = find({ parcels: [parcel("p", box(-500, -20, 1200, 40))], sites });
    expect(rows[0]!.usable!.type).toBe("MultiPolygon");
    expectWithin(rows[0]!.largestPieceM2 / rows[0]!.usableAreaM2, 400 / 600, { tolShare: 0.01 });
  });

  test("no point of usable ground lies within the distance of any site, by dense sampling", () => {
    const random = seededRandom(300);
    const many = Array.from({ length: 12 }, (_, index) => site(`s${index}`, 900 * random() - 100, 900 * random() - 100));
    const field = parcel("field", box(0, 0, 800, 800));
    const [row] = find({ parcels: [field], sites: many }, { distanceM: 150 }).parcels;
    let sampled = 0;
    for (let x = 2; x < 800; x += 13)
      for (let y = 2; y < 800; y += 13) {
        const place = position(x, y);
        const point = { type: "Point" as const, coordinates: place };
        const nearestM = Math.min(...many.map(({ geometry }) => distanceBetween(point, geometry, CRS).distanceM));
        const isUsable = containsPoint(row!.usable!, place);
        if (isUsable) expect(nearestM).toBeGreaterThanOrEqual(150);
        // What the outward drawing cuts off too much lies within a few decimetres of the limit.
        else expect(nearestM).toBeLessThan(151);
        sampled++;
      }
    expect(sampled).toBeGreaterThan(3700);
  });
});

describe("the best position in a parcel", () => {
  const parcels = [parcel("p", box(200, -50, 200, 100))];
  const sites = [site("s", 0, 0), site("far", -3000, 0)];

  test("is looked for on demand, and tells up to which distance the unit fits", () => {
    // The far corners (400, ±50): √(400² + 50²) = 403.11 m; the parcel stays whole up to 200 m.
    const [row] = find({ parcels, sites }, { unitAreaM2: 0 }).parcels;
    expectWithin(row!.fitsUpToM!, Math.hypot(400, 50), { tolM: 0.6 });
    expectWithin(row!.wholeUpToM!, 200, { tolM: 0.3 });
    expect(row!.best).toMatchObject({ nearestSiteId: "s", fits: true });
    expect(find({ parcels, sites }).parcels[0]).toMatchObject({ best: null, fitsUpToM: null });
  });

  test("agrees with the class at and beyond that distance", () => {
    const { fitsUpToM } = find({ parcels, sites }, { unitAreaM2: 0 }).parcels[0]!;
    const classAt = (distanceM: number) => find({ parcels, sites }, { distanceM }).parcels[0]!.class;
    expect(classAt(fitsUpToM! - 0.2)).toBe("part");
    expect(classAt(fitsUpToM! + 0.2)).toBe("none");
  });

  test("a unit too large for the parcel fits nowhere", () => {
    expect(find({ parcels, sites }, { unitAreaM2: 10_000 }).parcels[0]).toMatchObject({ best: null, fitsUpToM: null });
  });
});

describe("which parcels are offered", () => {
  const sites = [site("s", 0, 0)];
  const at = (index: number) => box(1000 + 200 * index, 0, 100, 100);
  const parcels = [
    parcel("free", at(0)),
    parcel("late", at(1), { suppliedOn: "2020-02-01", agreedStartOn: "2025-06-30" }),
    parcel("idle", at(2), { suppliedOn: "2020-02-01", agreedStartOn: "2021-01-01" }),
    parcel("built", at(3), {
      suppliedOn: "2018-02-01",
      agreedStartOn: "2019-01-01",
      startedOn: "2018-06-01",
      completedOn: "2020-01-01",
    }),
    parcel("riddle", at(4), { suppliedOn: "2020-02-01" }),
  ];
  const ids = (options: Partial<SitingOptions>) =>
    find({ parcels, sites }, options)
      .parcels.map(({ id }) => id)
      .sort();

  test("free, pending and idle land is, built land is not, and unknown land is counted apart", () => {
    expect(ids({})).toEqual(["free", "idle", "late"]);
    expect(find({ parcels, sites }).summary.unknownStatus).toBe(1);
  });

  test("the date decides the status", () => {
    expect(find({ parcels, sites }, { asOf: "2021-06-30" }).parcels.find(({ id }) => id === "idle")!.landClass).toBe("overdue");
    expect(find({ parcels, sites }).parcels.find(({ id }) => id === "idle")!.landClass).toBe("suspected-idle-2y");
  });

  test("a list of statuses narrows the offer; suspected-idle stands for its three grounds", () => {
    expect(ids({ statuses: ["suspected-idle"] })).toEqual(["idle"]);
    expect(ids({ statuses: ["built", "approved-unsupplied"] })).toEqual(["built", "free"]);
  });

  test("small parcels are left out on demand", () => {
    // 100 × 100 m are 15 mu.
    expect(ids({ minAreaMu: 14 })).toHaveLength(3);
    expect(ids({ minAreaMu: 16 })).toEqual([]);
  });

  test("relocated sites no longer count", () => {
    const gone = [site("s", 1050, 50, { status: "relocated", validTo: "2024-01-01" })];
    const result = find({ parcels, sites: gone });
    expect(result.parcels.every((row) => row.class === "whole" && row.nearestSiteId === null)).toBe(true);
    expect(result.issues.map(({ code }) => code)).toEqual(["sites-empty"]);
  });

  test("a far site is still the nearest one", () => {
    const [row] = find({ parcels: [parcel("p", box(0, 0, 100, 100))], sites: [site("far", 20_100, 50)] }).parcels;
    expect(row!.nearestSiteId).toBe("far");
    expectWithin(row!.nearestSiteM!, 20_000, { tolM: 30 });
  });
});

describe("the curve", () => {
  test("never rises, and agrees with asking at each of its distances", () => {
    const random = seededRandom(7);
    const parcels = Array.from({ length: 25 }, (_, index) => parcel(`p${index}`, box(3000 * random(), 3000 * random(), 60, 60)));
    const sites = Array.from({ length: 6 }, (_, index) => site(`s${index}`, 3000 * random(), 3000 * random()));
    const { curve } = find({ parcels, sites });
    for (const [index, { availableMu }] of curve.entries())
      expect(availableMu).toBeLessThanOrEqual(curve[index - 1]?.availableMu ?? Number.POSITIVE_INFINITY);
    for (const distanceM of [100, 500, 1000]) {
      const step = curve.find((each) => each.distanceM === distanceM)!;
      expect(step.parcels).toBe(find({ parcels, sites }, { distanceM }).summary.whole);
      expectWithin(step.availableMu, find({ parcels, sites }, { distanceM }).summary.wholeAreaMu, { tolMu: 1e-9 });
    }
  });
});

describe("parks and industries", () => {
  const block = (id: string, parkId: string, geometry: Areal, industries: readonly string[] = []): Block => ({
    type: "Feature",
    id,
    geometry,
    properties: { name: `示例区块 ${id}`, parkId, industries },
  });
  const inBlock = (id: string, blockId: string, geometry: Areal): Parcel => {
    const made = parcel(id, geometry);
    return { ...made, properties: { ...made.properties, blockId } };
  };
  const blocks = [block("b1", "k1", box(0, 0, 1000, 1000), ["盐化工"]), block("b2", "k2", box(5000, 0, 1000, 1000), ["煤化工"])];
  const parcels = [
    inBlock("in", "b1", box(500, 500, 50, 50)),
    inBlock("large", "b2", box(5100, 100, 300, 300)),
    inBlock("close", "b2", box(5000, 500, 50, 50)),
  ];
  const data = { parcels, blocks, sites: [site("s", 0, 5000)] };

  test("each park has a curve of its own, and together they make the curve of all", () => {
    const { curve, parkCurves } = find(data);
    expect(parkCurves.map(({ parkId }) => parkId)).toEqual(["k1", "k2"]);
    for (const [i, step] of curve.entries())
      expect(parkCurves.reduce((sum, each) => sum + each.curve[i]!.parcels, 0)).toBe(step.parcels);
    expect(find({ ...data, blocks: [] }).parkCurves).toEqual([]);
  });

  test("an industry ranks parcels by the distance to its nearest block", () => {
    expect(find(data).parcels.map(({ id }) => id)[0]).toBe("large");
    const rows = find(data, { industry: "盐化工" }).parcels;
    expect(rows.map(({ id, likeIndustryBlockId }) => [id, likeIndustryBlockId])).toEqual([
      ["in", "b1"],
      ["close", "b1"],
      ["large", "b1"],
    ]);
    expect(rows[0]!.likeIndustryM).toBe(0);
    // From x = 1000 to x = 5000.
    expectWithin(rows[1]!.likeIndustryM!, 4000, { tolM: 8 });
    expect(() => find(data, { industry: "造船" })).toThrow(/盐化工/);
  });
});

describe("requests that make no sense", () => {
  test.each<[string, Partial<SitingOptions>, string]>([
    ["no distance", { distanceM: 0 }, "input-out-of-range"],
    ["a negative area", { minAreaMu: -1 }, "input-out-of-range"],
    ["an unknown status", { statuses: ["vacant" as "idle"] }, "input-out-of-range"],
    ["a date that is none", { asOf: "2025-13-01" }, "date-invalid"],
  ])("%s is refused", (_, options, code) => {
    try {
      find({ parcels: [parcel("p", box(0, 0, 10, 10))], sites: [site("s", 0, 0)] }, options);
      expect.unreachable();
    } catch (error) {
      expect(isGeoError(error) && error.code).toBe(code);
    }
  });

  test("a broken parcel is a finding and the rest is answered", () => {
    const broken = parcel("broken", {
      type: "Polygon",
      coordinates: [
        [
          [122, 43],
          [122, 43],
        ],
      ],
    });
    const result = find({ parcels: [broken, parcel("p", box(1000, 0, 10, 10))], sites: [site("s", 0, 0)] });
    expect(result.parcels.map(({ id }) => id)).toEqual(["p"]);
    expect(result.issues).toMatchObject([{ code: "geometry-unmeasurable", layer: "parcels", featureId: "broken" }]);
  });

  test("no parcels is an empty answer", () => {
    expect(find({ sites: [site("s", 0, 0)] })).toMatchObject({
      parcels: [],
      summary: { parcels: 0, wholeAreaMu: 0 },
      issues: [],
    });
  });
});
