import {
  dateFromDay,
  dayFromDate,
  explainIdleForecast,
  explainLandStatus,
  forecastIdle,
  idleFlows,
  landClock,
  landStatusOn,
  landTimeline,
  landTransitions,
  type Parcel,
  summariseLand,
} from "@parkatlas/geo-core";
import { expectWithin } from "@parkatlas/test-support";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const FIRST = dayFromDate("2015-01-01");
const LAST = dayFromDate("2026-12-31");
const RUNS = { numRuns: 300 };

const date = fc.integer({ min: FIRST, max: LAST }).map(dateFromDay);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const span = fc.record({ from: date, to: maybe(date) });
const cause = fc.constantFrom("government", "force-majeure", "preliminary-work", "holder");

/** Any facts at all, in any order, most of them contradicting each other. */
const anyFacts = fc.record({
  approvedOn: maybe(date),
  suppliedOn: maybe(date),
  agreedStartOn: maybe(date),
  startedOn: maybe(date),
  suspendedOn: maybe(date),
  resumedOn: maybe(date),
  completedOn: maybe(date),
  ownership: fc.constantFrom("state", "state", "state", "collective"),
  recordedAreaM2: fc.double({ min: 100, max: 600_000, noNaN: true }),
  priceCny: maybe(fc.integer({ min: 0, max: 1e9 })),
  plannedInvestmentCny: maybe(fc.integer({ min: 1, max: 1e9 })),
  progress: fc.array(
    fc.record({
      on: date,
      developedAreaM2: maybe(fc.integer({ min: 0, max: 7e5 })),
      investedCny: maybe(fc.integer({ min: 0, max: 1e9 })),
    }),
    { maxLength: 3 },
  ),
  extensions: fc.array(fc.record({ decidedOn: date, newStartOn: date, ground: fc.constant("政府原因") }), { maxLength: 2 }),
  suspensions: fc.array(span, { maxLength: 2 }),
  delays: fc.array(
    fc.tuple(span, cause).map(([each, why]) => ({ ...each, cause: why })),
    { maxLength: 3 },
  ),
  determinations: fc.array(
    date.map((on) => ({ on, documentNo: "示例认〔2020〕1号" })),
    { maxLength: 2 },
  ),
  dispositions: fc.array(
    fc.record({
      on: date,
      kind: fc.constantFrom("fee", "reclaim", "extension", "其他"),
      documentNo: fc.constant("示例处〔2020〕1号"),
    }),
    { maxLength: 2 },
  ),
});

/** Facts in their natural order: the plain life of a parcel, with delays anywhere. */
const plainFacts = fc
  .record({
    supplied: fc.integer({ min: FIRST, max: FIRST + 1500 }),
    toAgreed: fc.integer({ min: 0, max: 400 }),
    toStart: maybe(fc.integer({ min: 0, max: 1500 })),
    toSuspension: maybe(fc.integer({ min: 1, max: 500 })),
  })
  .map(({ supplied, toAgreed, toStart, toSuspension }) => {
    const startDay = toStart === undefined ? undefined : supplied + toStart;
    return {
      suppliedOn: dateFromDay(supplied),
      agreedStartOn: dateFromDay(supplied + toAgreed),
      ...(startDay === undefined ? {} : { startedOn: dateFromDay(startDay) }),
      ...(startDay === undefined || toSuspension === undefined ? {} : { suspendedOn: dateFromDay(startDay + toSuspension) }),
      recordedAreaM2: 30_000,
      progress: [{ on: dateFromDay(supplied), developedAreaM2: 0 }],
      plannedInvestmentCny: 1_000_000,
    };
  });

/** A plain life with delays, extensions and decisions on top: most of its days have a status. */
const richFacts = fc
  .tuple(
    plainFacts,
    fc.record({
      delays: fc.array(
        fc.tuple(span, cause).map(([each, why]) => ({ ...each, cause: why })),
        { maxLength: 2 },
      ),
      extensions: fc.array(fc.record({ decidedOn: date, newStartOn: date, ground: fc.constant("政府原因") }), { maxLength: 1 }),
      determinations: fc.array(
        date.map((on) => ({ on, documentNo: "示例认〔2020〕1号" })),
        { maxLength: 1 },
      ),
      dispositions: fc.array(
        fc.record({ on: date, kind: fc.constantFrom("fee", "reclaim"), documentNo: fc.constant("示例处〔2020〕1号") }),
        { maxLength: 1 },
      ),
      priceCny: maybe(fc.integer({ min: 0, max: 1e9 })),
    }),
  )
  .map(([plain, more]) => ({ ...plain, ...more }));
const someFacts: fc.Arbitrary<Record<string, unknown>> = fc.oneof(anyFacts, plainFacts, richFacts);

function parcelOf(id: string, facts: Record<string, unknown>): Parcel {
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  return {
    type: "Feature",
    id,
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [122, 43],
          [122.01, 43],
          [122.01, 43.01],
          [122, 43],
        ],
      ],
    },
    properties: { name: id, blockId: "b", ...known },
  } as Parcel;
}

/** Status on a day from the facts dated up to it, worked out here by hand: later events are cut off. */
function knownStatus(parcel: Parcel, day: number): string {
  const until = dateFromDay(day);
  const cut = (value: unknown, key = ""): unknown => {
    if (Array.isArray(value)) return value.filter((item) => firstDate(item) <= until).map((item) => cut(item, key));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).filter(([name, item]) => name !== "to" || key !== "suspensions" || (item as string) <= until),
    );
  };
  const agreed = ["agreedStartOn"];
  const properties = Object.fromEntries(
    Object.entries(parcel.properties)
      .filter(([name, value]) => !name.endsWith("On") || agreed.includes(name) || (value as string) <= until)
      .map(([name, value]) => [name, cut(value, name)]),
  );
  return landStatusOn({ ...parcel, properties } as Parcel, until).status;
}

/** The day on which a record of a list comes to be known. */
function firstDate(item: { readonly on?: string; readonly from?: string; readonly decidedOn?: string }): string {
  return item.on ?? item.from ?? item.decidedOn ?? "";
}

describe("a timeline", () => {
  it("never throws, is in order, and adjacent periods differ", () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const { periods } = landTimeline(parcelOf("p", facts));
        expect(periods[0]!.from).toBeNull();
        for (const [index, period] of periods.entries()) {
          if (index === 0) continue;
          expect(period.from! > (periods[index - 1]!.from ?? "")).toBe(true);
          expect({ ...period, from: null }).not.toEqual({ ...periods[index - 1]!, from: null });
        }
      }),
      RUNS,
    );
  });

  it("holds every change: on any day the facts give the same status as on the first day of its period", () => {
    // A rule set followed from that very day makes the day a turning day of its own, where the status is worked out anew.
    fc.assert(
      fc.property(someFacts, fc.integer({ min: FIRST - 10, max: LAST + 1500 }), (facts, day) => {
        const timeline = landTimeline(parcelOf("p", facts));
        const { rules } = timeline.cases[0]!;
        const cut = landTimeline(timeline.parcel, { ruleSets: [rules, { ...rules, validFrom: dateFromDay(day) }] });
        expect(cut.periods).toEqual(timeline.periods);
      }),
      RUNS,
    );
  });

  it("begins each period on its very first day: the day before still gives the one before, whatever else falls on it", () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const timeline = landTimeline(parcelOf("p", facts));
        const { rules } = timeline.cases[0]!;
        for (const { from } of timeline.periods)
          for (const shift of [-1, 0]) {
            if (from === null) continue;
            const validFrom = dateFromDay(dayFromDate(from) + shift);
            expect(landTimeline(timeline.parcel, { ruleSets: [rules, { ...rules, validFrom }] }).periods).toEqual(
              timeline.periods,
            );
          }
      }),
      RUNS,
    );
  });

  it("gives the same answer as a look-up and through the transitions of the map", () => {
    fc.assert(
      fc.property(someFacts, fc.integer({ min: FIRST - 10, max: LAST + 1500 }), (facts, day) => {
        const timeline = landTimeline(parcelOf("p", facts));
        const status = landStatusOn(timeline, dateFromDay(day));
        const { initial, changes } = landTransitions(timeline);
        const landClass = changes.findLast((change) => change.day <= day)?.class ?? initial;
        expect(landClass.startsWith(status.status)).toBe(true);
        expect(status.since === null || status.since <= dateFromDay(day)).toBe(true);
        expect(status.feeCny === null || status.measure === "fee").toBe(true);
        expect(status.ground === null).toBe(!["suspected-idle", "idle", "unknown"].includes(status.status));
      }),
      RUNS,
    );
  });

  it("never suspects collective land", () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const { periods } = landTimeline(parcelOf("p", { ...facts, ownership: "collective" }));
        expect(periods.some(({ status }) => status === "suspected-idle" || status === "idle")).toBe(false);
      }),
      RUNS,
    );
  });

  it("does not depend on the parcel's id or on unknown properties", () => {
    fc.assert(
      fc.property(someFacts, fc.string(), (facts, id) => {
        const { periods } = landTimeline(parcelOf("p", facts));
        expect(landTimeline(parcelOf(id, { ...facts, remark: "x" })).periods).toEqual(periods);
      }),
      RUNS,
    );
  });
});

describe("an explanation", () => {
  it("has whole sentences in both languages for whatever the facts are, without a hole", () => {
    fc.assert(
      fc.property(someFacts, fc.integer({ min: FIRST - 10, max: LAST + 1500 }), (facts, day) => {
        const timeline = landTimeline(parcelOf("p", facts));
        const status = landStatusOn(timeline, dateFromDay(day));
        const forecast = forecastIdle(timeline, dateFromDay(day));
        for (const lang of ["zh", "en"] as const)
          for (const text of [explainLandStatus(status, lang), explainIdleForecast(forecast, lang)]) {
            expect(text).not.toMatch(/null|undefined|NaN|Infinity|\(\)|，，|。。/);
            expect(text.endsWith(lang === "zh" ? "。" : ".")).toBe(true);
          }
        expect(forecast.outcome === "already").toBe(["suspected-idle", "idle"].includes(knownStatus(timeline.parcel, day)));
      }),
      RUNS,
    );
  });

  it("says suspected of every suspicion, and never only idle", () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const timeline = landTimeline(parcelOf("p", facts));
        for (const { from, status } of timeline.periods) {
          if (status !== "suspected-idle") continue;
          const statusOn = landStatusOn(timeline, from!);
          expect(explainLandStatus(statusOn, "zh")).toContain("疑似闲置土地，尚需依法调查认定");
          expect(explainLandStatus(statusOn, "en")).toContain("suspected to be idle, subject to inquiry and determination");
        }
      }),
      RUNS,
    );
  });

  it("goes with a clock whose segments are without gaps and add up to its days", () => {
    fc.assert(
      fc.property(someFacts, fc.integer({ min: FIRST, max: LAST + 1500 }), (facts, day) => {
        const clock = landClock(parcelOf("p", facts), dateFromDay(day));
        if (clock === null) return;
        const { segments, runsFrom, ownDays, stoppedDays } = clock;
        let last = dayFromDate(runsFrom);
        for (const segment of segments) {
          expect(dayFromDate(segment.from)).toBe(last + 1);
          last = dayFromDate(segment.to);
        }
        const days = (counted: boolean) =>
          segments.reduce((sum, segment) => sum + (segment.counted === counted ? segment.days : 0), 0);
        expect([days(true), days(false)]).toEqual([ownDays, stoppedDays]);
        expect(ownDays + stoppedDays).toBe(Math.max(0, day - dayFromDate(runsFrom)));
      }),
      RUNS,
    );
  });
});

describe("flows into and out of idle land", () => {
  it("lead from the status at the beginning to the status at the end, in and out by turns", () => {
    const isIdle = (status: string) => status === "suspected-idle" || status === "idle";
    fc.assert(
      fc.property(someFacts, fc.tuple(date, date), (facts, dates) => {
        const [after, until] = [...dates].sort() as [string, string];
        const timeline = landTimeline(parcelOf("p", facts));
        let idle = isIdle(landStatusOn(timeline, after).status);
        for (const flow of idleFlows(timeline, after, until)) {
          expect(flow.direction).toBe(idle ? "out" : "in");
          idle = !idle;
        }
        expect(idle).toBe(isIdle(landStatusOn(timeline, until).status));
      }),
      RUNS,
    );
  });
});

describe("a delay by the government", () => {
  const firstSuspicion = (facts: Record<string, unknown>): number => {
    const from = landTimeline(parcelOf("p", facts)).periods.find(({ status }) => status === "suspected-idle")?.from;
    return from ? dayFromDate(from) : Number.POSITIVE_INFINITY;
  };
  const delay = fc
    .record({ from: fc.integer({ min: FIRST, max: LAST }), days: maybe(fc.integer({ min: 0, max: 900 })) })
    .map(({ from, days }) => ({
      from: dateFromDay(from),
      ...(days === undefined ? {} : { to: dateFromDay(from + days) }),
      cause: "government",
    }));

  it("never makes a parcel suspected idle earlier, by however much it is added to others", () => {
    fc.assert(
      fc.property(plainFacts, fc.array(delay, { maxLength: 4 }), delay, (facts, delays, more) => {
        expect(firstSuspicion({ ...facts, delays: [...delays, more] })).toBeGreaterThanOrEqual(
          firstSuspicion({ ...facts, delays }),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("postpones by no more than its own days, and by none where it repeats another", () => {
    fc.assert(
      fc.property(plainFacts, fc.array(delay, { maxLength: 4 }), (facts, delays) => {
        expect(firstSuspicion({ ...facts, delays: [...delays, ...delays] })).toBe(firstSuspicion({ ...facts, delays }));
      }),
      RUNS,
    );
  });
});

describe("sums over many parcels", () => {
  const parcels = fc.array(someFacts, { minLength: 1, maxLength: 40 }).map((all) =>
    all.map((facts, index) => ({
      ...parcelOf(`p${index}`, facts),
      properties: { ...parcelOf(`p${index}`, facts).properties, blockId: `b${index % 4}` },
    })),
  );
  const blocks = [0, 1, 2].map((index) => ({
    type: "Feature" as const,
    id: `b${index}`,
    geometry: parcelOf("p", {}).geometry,
    properties: { name: `b${index}`, parkId: "k" },
  }));

  it("shares of all statuses, unknown among them, add up to 1", () => {
    fc.assert(
      fc.property(parcels, date, (list, on) => {
        const [city] = summariseLand({ parcels: list, id: "c", title: { zh: "市", en: "City" } }, { date: on, by: "city" });
        const shares = Object.values(city!.classes).map(({ share }) => share!);
        expectWithin(
          shares.reduce((sum, share) => sum + share, 0),
          1,
          { tolShare: 1e-12 },
        );
        expect(city!.parcels).toBe(list.length);
        expect(city!.classes.unknown.share).toBe(city!.unknownShare);
      }),
      RUNS,
    );
  });

  it("groups add up to the whole to 1e-6 m², in any order of the parcels", () => {
    fc.assert(
      fc.property(parcels, date, (list, on) => {
        const input = { parcels: list, blocks, id: "c", title: { zh: "市", en: "City" } };
        const [city] = summariseLand({ ...input, parcels: [...list].reverse() }, { date: on, by: "city" });
        for (const name of ["areaM2", "suppliedM2", "idleM2", "suspectedIdleM2", "unknownM2", "builtM2"] as const)
          for (const by of ["block", "parcel"] as const) {
            const parts = summariseLand(input, { date: on, by }).reduce((sum, group) => sum + (group[name] ?? 0), 0);
            expectWithin(parts, city![name] ?? 0, { tolM2: 1e-6 });
          }
      }),
      { numRuns: 100 },
    );
  });
});
