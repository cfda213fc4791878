import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, it } from "vitest";
import { projectTo, unprojectFrom } from "../crs/project.ts";
import type { Areal, Polygon } from "../geometry/types.ts";
import type { CoverageDefect, CoverageDefectOptions } from "./coverage-types.ts";
import { findCoverageDefects, findOverhangs } from "./find-coverage-defects.ts";

/** Laid out in metres of EPSG:4550 about 123°E, where the plane is true to scale: expected figures are hand calculations. */
const ZONE = { edgeModel: "projected", workingCrs: "EPSG:4550" } as const;
const polygon = (...corners: readonly (readonly [number, number])[]): Polygon => ({
  type: "Polygon",
  coordinates: [[...corners, corners[0]!].map(([e, n]) => [...unprojectFrom("EPSG:4550", [500_000 + e, 4_800_000 + n])])],
});
const box = (e: number, n: number, width: number, height: number) =>
  polygon([e, n], [e + width, n], [e + width, n + height], [e, n + height]);
const placeOf = ({ at }: { readonly at: readonly [number, number] }) => {
  const [eastM, northM] = projectTo("EPSG:4550", at);
  return [eastM - 500_000, northM - 4_800_000] as const;
};
const found = (areals: readonly Areal[], options: CoverageDefectOptions = ZONE): readonly CoverageDefect[] =>
  findCoverageDefects(areals, options);

describe("a layer that should tile the ground", () => {
  it("has no finding where neighbours share corners, borders, half a border, or lie in each other's holes", () => {
    const frame: Polygon = {
      type: "Polygon",
      coordinates: [...box(0, 100, 100, 100).coordinates, ...box(40, 140, 20, 20).coordinates],
    };
    expect(found([box(0, 0, 100, 100), box(100, 0, 100, 100), frame, box(40, 140, 20, 20), box(100, 150, 80, 80)])).toEqual([]);
    expect(found([])).toEqual([]);
  });

  it("names an overlap once, with area, mean width and a place inside it", () => {
    const [overlap, ...rest] = found([box(0, 0, 100, 100), box(99.5, 0, 100, 100)]);
    expect(rest).toEqual([]);
    // A strip of 0.5 m by 100 m: 50 m², and 2·50/201 m wide on average.
    expect(overlap).toMatchObject({ kind: "overlap", first: 0, second: 1, pieces: 1 });
    if (overlap?.kind !== "overlap") throw new Error("no overlap");
    expectWithin(overlap.areaM2, 50, { tolM2: 0.1 });
    expect(overlap.widthM).toBeCloseTo(100 / 201, 3);
    const [e, n] = placeOf(overlap);
    expect(e > 99.5 && e < 100 && n > 0 && n < 100).toBe(true);
  });

  it("names a gap once, with its width and a place on the border", () => {
    const [gap, ...rest] = found([box(0, 0, 100, 100), box(100.2, 0, 100, 100)]);
    expect(rest).toEqual([]);
    expect(gap).toMatchObject({ kind: "gap", first: 0, second: 1 });
    expect(gap!.widthM).toBeCloseTo(0.2, 3);
    expect(placeOf(gap!)[0]).toBeCloseTo(100.2, 2);
  });

  it("takes no gap where a third parcel lies between, but calls that one a sliver", () => {
    const strip = box(100, 0, 0.3, 100);
    const defects = found([box(0, 0, 100, 100), box(100.3, 0, 100, 100), strip]);
    // 2·30/200.6 m wide on average.
    expect(defects).toMatchObject([{ kind: "sliver", first: 2 }]);
    expect(defects[0]!.widthM).toBeCloseTo(60 / 200.6, 3);
    if (defects[0]?.kind === "sliver") expectWithin(defects[0].areaM2, 30, { tolM2: 0.11 });
  });

  it("finds the sliver among the polygons of one parcel", () => {
    const both: Areal = {
      type: "MultiPolygon",
      coordinates: [box(0, 0, 100, 100).coordinates, box(200, 0, 0.2, 50).coordinates],
    };
    expect(found([both])).toMatchObject([{ kind: "sliver", first: 0 }]);
    expect(found([both], { ...ZONE, sliverM: 0.1 })).toEqual([]);
  });

  it("obeys its limits, and compares only what is to be compared", () => {
    const apart = [box(0, 0, 100, 100), box(100.8, 0, 100, 100)];
    expect(found(apart)).toEqual([]);
    expect(found(apart, { ...ZONE, gapM: 1 })).toMatchObject([{ kind: "gap" }]);
    const overlapping = [box(0, 0, 100, 100), box(99.97, 0, 100, 100)];
    expect(found(overlapping)).toMatchObject([{ kind: "overlap" }]);
    expect(found(overlapping, { ...ZONE, toleranceM: 0.05 })).toEqual([]);
    expect(found(overlapping, { ...ZONE, areComparable: () => false })).toEqual([]);
    expect(() => found(overlapping, { toleranceM: 0.001 })).toThrow(RangeError);
  });

  it("is found under the other edge models, and in a zone of its own choice, with the true area", () => {
    for (const options of [{ edgeModel: "lonlat" }, { edgeModel: "geodesic" }, {}] as const) {
      const [overlap] = found([box(0, 0, 100, 100), box(50, 0, 100, 100)], options);
      if (overlap?.kind !== "overlap") throw new Error("no overlap");
      // The plane in degrees knows the ground by the sphere's cosine: within 0.7 %.
      expectWithin(overlap.areaM2, 5000, { tolM2: 35 });
    }
  });
});

describe("what belongs to another", () => {
  const block = box(0, 0, 200, 200);
  it("is named with area, width and place where it reaches out of it", () => {
    const parcels = [box(0, 0, 100, 100), box(150, 150, 50, 60), box(300, 0, 10, 10), box(300, 50, 10, 10)];
    const overhangs = findOverhangs(parcels, [block], (child) => (child === 3 ? null : 0), ZONE);
    expect(overhangs).toMatchObject([
      { child: 1, parent: 0, pieces: 1 },
      { child: 2, parent: 0, pieces: 1 },
    ]);
    expectWithin(overhangs[0]!.areaM2, 500, { tolM2: 0.1 });
    expect(overhangs[0]!.widthM).toBeCloseTo(1000 / 120, 2);
    const [e, n] = placeOf(overhangs[0]!);
    expect(e > 150 && e < 200 && n > 200 && n < 210).toBe(true);
  });

  it("is inside when it shares the border, is the whole, or fills the parent's bay", () => {
    expect(findOverhangs([block, box(0, 0, 50, 200), box(50, 0, 150, 200)], [block], () => 0, ZONE)).toEqual([]);
  });

  it("reaches out where it covers a hole of the parent, or lies in it", () => {
    const ring: Polygon = { type: "Polygon", coordinates: [...block.coordinates, ...box(80, 80, 40, 40).coordinates] };
    const overhangs = findOverhangs([block, box(80, 80, 40, 40), box(90, 90, 5, 5), ring], [ring], () => 0, ZONE);
    expect(overhangs.map(({ child }) => child)).toEqual([0, 1, 2]);
    for (const { child, areaM2 } of overhangs) expectWithin(areaM2, child === 2 ? 25 : 1600, { tolM2: 0.2 });
  });
});
