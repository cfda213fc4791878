import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STATUS_GROUPS } from "./land-view.ts";
import { SELECTABLE_LAYERS } from "./selection.ts";
import { LAND_OFFERS } from "./siting-choice.ts";
import { DEFAULT_URL_STATE, readUrlState, TASKS, THEMES, type UrlState, writeUrlState } from "./url-params.ts";

describe("address of a view", () => {
  it("restores city, date, task, language, selection and map view", () => {
    const { state, problems } = readUrlState(
      "#city=tongliao&date=2025-12-31&task=protection&lang=en&sel=units/u-017&map=12.50/43.67039/122.15431",
    );
    expect(problems).toEqual([]);
    expect(state).toEqual({
      ...DEFAULT_URL_STATE,
      city: "tongliao",
      date: "2025-12-31",
      task: "protection",
      lang: "en",
      selection: { layer: "units", id: "u-017" },
      view: { zoom: 12.5, latDeg: 43.67039, lonDeg: 122.15431 },
    });
  });

  it("takes defaults for an empty address and writes defaults as nothing", () => {
    expect(readUrlState("")).toEqual({ state: DEFAULT_URL_STATE, problems: [] });
    expect(writeUrlState(DEFAULT_URL_STATE)).toBe("");
  });

  it.each([
    ["city", "../etc"],
    ["date", "2025-02-30"],
    ["date", "31.12.2025"],
    ["task", "print"],
    ["list", "everything"],
    ["filter", "holder"],
    ["filter", "colour:red"],
    ["filter", "mu:ten~"],
    ["filter", "days:1~2~3"],
    ["compare", "yesterday"],
    ["need", "0"],
    ["need", "-500"],
    ["need", "90000"],
    ["need", "5e2"],
    ["mu", "a"],
    ["offer", ""],
    ["offer", "idle,forest"],
    ["unit", "0"],
    ["whatif", "east:20"],
    ["whatif", "unit:U1;east:far"],
    ["whatif", "unit:U1;qc:NH3"],
    ["whatif", "unit:U1;qc:%25E0:1"],
    ["measure", "122"],
    ["measure", "190,43"],
    ["at", "122,43 122,44"],
    ["theme", "blue"],
    ["lang", "fr"],
    ["sel", "secrets/x"],
    ["sel", "parcels/"],
    ["sel", `parcels/${"x".repeat(300)}`],
    ["map", "9/91/0"],
    ["map", "9/43"],
    ["map", "9/43/122/0"],
    ["map", "NaN/43/122"],
  ])("names %s=%s as not valid and uses the default", (param, value) => {
    const { state, problems } = readUrlState(`#${param}=${encodeURIComponent(value)}`);
    expect(problems).toEqual([{ param, value }]);
    expect(state).toEqual(DEFAULT_URL_STATE);
  });

  it("ignores parameters that it does not declare", () => {
    expect(readUrlState("#utm_source=mail&city=wuhai")).toEqual({ state: { ...DEFAULT_URL_STATE, city: "wuhai" }, problems: [] });
  });

  it("reads back what it wrote, markup and slashes in ids included", () => {
    const id = fc.oneof(fc.string({ minLength: 1, maxLength: 40 }), fc.constantFrom("<b>&#x", "a/b/c", "地块 1", "50%"));
    const anyState: fc.Arbitrary<UrlState> = fc.record({
      city: fc.constantFrom(null, "tongliao", "ordos"),
      date: fc.constantFrom(null, "2020-12-31", "2024-02-29"),
      task: fc.constantFrom(...TASKS),
      lang: fc.constantFrom("zh" as const, "en" as const),
      selection: fc.option(fc.record({ layer: fc.constantFrom(...SELECTABLE_LAYERS), id })),
      view: fc.constantFrom(null, { zoom: 11.25, latDeg: 43.5, lonDeg: -122.25 }),
      park: fc.option(id),
      group: fc.constantFrom(...STATUS_GROUPS),
      filter: fc.record({
        clause: fc.option(id),
        holder: fc.oneof(fc.constant(""), id),
        cause: fc.option(id),
        fromMu: fc.constantFrom(null, 0, 12.5),
        toMu: fc.constantFrom(null, 300),
        fromDays: fc.constantFrom(null, 365),
        toDays: fc.constantFrom(null, 0, 730),
      }),
      compare: fc.constantFrom(null, "2019-12-31"),
      distanceM: fc.constantFrom(500, 0.5, 20_000),
      minAreaMu: fc.constantFrom(0, 50, 12.25),
      offers: fc.subarray([...LAND_OFFERS], { minLength: 1 }),
      unitAreaM2: fc.constantFrom(null, 10_000),
      scenario: fc.option(
        fc.record({
          unitId: id,
          eastM: fc.constantFrom(0, -120, 33.25),
          northM: fc.constantFrom(0, 5000, -0.5),
          windMPerS: fc.constantFrom(null, 2.5),
          specifiedM: fc.constantFrom(null, 400),
          emissions: fc.dictionary(fc.constantFrom("氨", "H2S", "a:b;c", "50%"), fc.constantFrom(0, 0.35)),
          droppedSiteIds: fc.constantFrom([], ["TL-S001", "a/b"]),
        }),
      ),
      points: fc.constantFrom(null, [], [[122.1234567, 43.5] as const, [-0.5, -12] as const]),
      pin: fc.constantFrom(null, [122.15, 43.67] as const),
      theme: fc.constantFrom(null, ...THEMES),
    });
    fc.assert(
      fc.property(anyState, (state) => {
        expect(readUrlState(writeUrlState(state))).toEqual({ state, problems: [] });
      }),
    );
  });
});
