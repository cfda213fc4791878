import { expectWithin, seededRandom } from "@parkatlas/test-support";
import { describe, expect, it } from "vitest";
import { dateFromDay, dayFromDate } from "../model/civil-date.ts";
import type { Parcel, ParcelProperties } from "../model/types.ts";
import { createLandDates } from "./bulk-dates.ts";
import { indexLand, indexLandColumns, type LandColumns, type LandIndex, NO_DAY } from "./bulk-index.ts";
import { totalsOnDay } from "./bulk-totals.ts";
import { LAND_CLASSES, type LandClass, landTransitions } from "./class.ts";
import { landTimeline } from "./timeline.ts";

const FIRST = dayFromDate("2012-01-01");
const random = seededRandom(20121);
const integer = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));

/** 4 000 parcels: three in four in natural order, the others with their dates mixed up, missing, or with a delay. */
const rows = Array.from({ length: 4_000 }, (_, index) => {
  const approved = FIRST + integer(0, 3000);
  const supplied = approved + integer(0, 500);
  const started = supplied + integer(0, 1800);
  const days = {
    approvedOn: approved,
    suppliedOn: supplied,
    agreedStartOn: supplied + integer(0, 500),
    ...(random() < 0.7 ? { startedOn: started, ...(random() < 0.7 ? { completedOn: started + integer(0, 900) } : {}) } : {}),
  };
  if (index % 4 === 3)
    for (const name of Object.keys(days) as (keyof typeof days)[]) if (random() < 0.4) days[name] = FIRST + integer(0, 4000);
  const facts = Object.fromEntries(Object.entries(days).filter(() => index % 8 !== 7 || random() < 0.8));
  const collective = random() < 0.05;
  const delays = index % 10 === 9 ? [{ from: dateFromDay(supplied + 300), cause: "government" as const }] : undefined;
  return { facts: facts as Partial<typeof days>, collective, delays, areaM2: 500 + random() * 60_000 };
});
const parcels = rows.map(({ facts, collective, delays }, index): Parcel => {
  const dates = Object.fromEntries(
    Object.entries(facts).map(([name, day]) => [name, dateFromDay(day!)]),
  ) as Partial<ParcelProperties>;
  return {
    type: "Feature",
    id: `p${index}`,
    geometry: { type: "Polygon", coordinates: [] },
    properties: {
      name: "",
      blockId: "",
      ...dates,
      ...(collective ? { ownership: "collective" } : {}),
      ...(delays ? { delays } : {}),
    },
  };
});
const areaOf = new Map(parcels.map((parcel, index) => [parcel, rows[index]!.areaM2]));
const byFeature = indexLand(parcels, (parcel) => areaOf.get(parcel)!);

function changesOf(
  { offsets, days, classes }: LandIndex,
  row: number,
): readonly { readonly day: number; readonly class: LandClass }[] {
  return Array.from({ length: offsets[row + 1]! - offsets[row]! }, (_, at) => ({
    day: days[offsets[row]! + at]!,
    class: LAND_CLASSES[classes[offsets[row]! + at]!]!,
  }));
}

describe("the index of many parcels", () => {
  it("holds for each parcel the very changes that its timeline has", () => {
    for (const [row, parcel] of parcels.entries())
      expect(changesOf(byFeature, row)).toEqual(landTransitions(landTimeline(parcel)).changes);
  });

  it("is the same from columns of days, contradicting and missing ones included", () => {
    const plain = rows.flatMap((row, index) => (row.delays ? [] : [{ row, index }]));
    const column = (name: keyof (typeof rows)[number]["facts"]) => Int32Array.from(plain, ({ row }) => row.facts[name] ?? NO_DAY);
    const columns: LandColumns = {
      approvedDay: column("approvedOn"),
      suppliedDay: column("suppliedOn"),
      agreedStartDay: column("agreedStartOn"),
      startedDay: column("startedOn"),
      completedDay: column("completedOn"),
      areaM2: Float64Array.from(plain, ({ row }) => row.areaM2),
      collective: Uint8Array.from(plain, ({ row }) => (row.collective ? 1 : 0)),
    };
    const index = indexLandColumns(columns);
    for (const [row, { index: original }] of plain.entries())
      expect(changesOf(index, row)).toEqual(changesOf(byFeature, original));
    expect(() => indexLandColumns({ ...columns, startedDay: new Int32Array(1) })).toThrow(/startedDay has 1 rows/);
  });

  it("does not take an ownership that cannot be read for state-owned", () => {
    const [first] = parcels;
    const properties = { name: "", blockId: "", suppliedOn: "2018-01-01", agreedStartOn: "2018-12-31" };
    const odd: Parcel = { ...first!, properties: { ...properties, ownership: "集体" as "collective" } };
    const index = indexLand([odd], () => 1);
    expect(changesOf(index, 0)).toEqual(landTransitions(landTimeline(odd)).changes);
    expect(changesOf(index, 0).at(-1)).toEqual({ day: dayFromDate("2020-01-01"), class: "unknown" });
  });

  it("is empty for no parcels", () => {
    expect(createLandDates(indexLand([], () => 0)).totalsOn(0).areaM2).toEqual(new Float64Array(LAND_CLASSES.length));
  });
});

describe("totals on a date", () => {
  const groups = { count: 3, groupOf: Uint32Array.from(parcels, (_, index) => index % 3) };
  const dates = createLandDates(byFeature, groups);

  it("are, from the stored changes, those of a look-up for every parcel, on days before, among and after all changes", () => {
    for (const day of [FIRST - 1, FIRST, FIRST + 1234, FIRST + 2500, FIRST + 2501, FIRST + 20_000]) {
      const lookedUp = totalsOnDay(byFeature, day, groups);
      const { areaM2, parcels: counts } = dates.totalsOn(day);
      expect(counts).toEqual(lookedUp.parcels);
      for (const [cell, area] of areaM2.entries()) expectWithin(area, lookedUp.areaM2[cell]!, { tolM2: 1e-6 });
    }
  });

  it("add up to all the land on every date", () => {
    const all = rows.reduce((sum, { areaM2 }) => sum + areaM2, 0);
    expectWithin(
      dates.totalsOn(FIRST + 2000).areaM2.reduce((sum, area) => sum + area, 0),
      all,
      { tolM2: 1e-6 },
    );
  });
});
