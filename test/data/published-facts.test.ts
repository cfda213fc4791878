import { geodesicAreaM2 } from "@parkatlas/geo-core";
import { expectWithin } from "@parkatlas/test-support";
import { beforeAll, describe, expect, it } from "vitest";
import { CITIES, type City, readCity } from "./datasets.ts";

// Expected values are the published ones, read from the documents by hand: Tongliao's plan of 2021-12 (chapter 1 and
// table 1), Ordos's plan (table 3-1 and chapter 3), Wuhai's opinions of 2022-08.
type Datasets = Readonly<Record<City, Awaited<ReturnType<typeof readCity>>>>;
let data: Datasets;
beforeAll(async () => {
  data = Object.fromEntries(await Promise.all(CITIES.map(async (city) => [city, await readCity(city)]))) as Datasets;
});

const current = (city: City) => data[city].parks.filter(({ properties }) => properties.validTo === undefined);
const former = (city: City) => data[city].parks.filter(({ properties }) => properties.validTo !== undefined);
const sum = (values: readonly (number | undefined)[]) =>
  values.reduce<number>((total, value) => total + (value ?? Number.NaN), 0);

describe("Tongliao", () => {
  it("has planned areas that add up to the published 449.57 km²", () => {
    expectWithin(sum(current("tongliao").map(({ properties }) => properties.plannedAreaM2)) / 1e6, 449.57, { tolKm2: 1e-9 });
  });

  it("has park outlines whose geodesic areas add up to 449.57 km² within 0.01 km²", () => {
    expectWithin(sum(current("tongliao").map(({ geometry }) => geodesicAreaM2(geometry))) / 1e6, 449.57, { tolKm2: 0.01 });
  });

  it("has built areas that add up to the published 147.93 km²", () => {
    expectWithin(sum(current("tongliao").map(({ properties }) => properties.builtAreaM2)) / 1e6, 147.93, { tolKm2: 1e-9 });
  });

  it("has the outline of each park as large as the planned area that is stated", () => {
    for (const { id, geometry, properties } of current("tongliao"))
      expect(Math.abs(geodesicAreaM2(geometry) / (properties.plannedAreaM2 ?? 0) - 1), id).toBeLessThan(1e-5);
  });

  it("has the 9 parks of 2020 and the 6 of 2021", () => {
    expect(former("tongliao")).toHaveLength(9);
    expect(current("tongliao")).toHaveLength(6);
  });

  it("has the 20 rows of table 1 with 901 enterprises, 145 of them above scale", () => {
    const { blocks } = data.tongliao;
    expect(blocks).toHaveLength(20);
    expect(sum(blocks.map(({ properties }) => properties.enterprises))).toBe(901);
    expect(sum(blocks.map(({ properties }) => properties.enterprisesAboveScale))).toBe(145);
  });

  it("has every one of the 6 parks in exactly one of three clusters", () => {
    const [scheme] = data.tongliao.zoning;
    expect(scheme?.zones.map(({ parkIds }) => parkIds.length)).toEqual([1, 3, 2]);
    expect(scheme?.zones.flatMap(({ parkIds }) => parkIds).sort()).toEqual(
      current("tongliao")
        .map(({ id }) => id)
        .sort(),
    );
  });
});

describe("Ordos", () => {
  it("has 8 parks with 17 blocks, from 15 parks", () => {
    expect(current("ordos")).toHaveLength(8);
    expect(data.ordos.blocks).toHaveLength(17);
    expect(former("ordos")).toHaveLength(15);
  });

  it("has blocks spread over the parks as in table 3-1", () => {
    const blocks = current("ordos").map(
      (park) => data.ordos.blocks.filter(({ properties }) => properties.parkId === park.id).length,
    );
    expect(blocks).toEqual([3, 2, 2, 3, 2, 2, 1, 2]);
  });

  it("has one core, two belts and eight poles", () => {
    const zones = (id: string) => data.ordos.zoning.find((scheme) => scheme.id === id)?.zones ?? [];
    expect(zones("one-core-two-belts").map(({ parkIds }) => parkIds.length)).toEqual([1, 5, 2]);
    expect(zones("poles").map(({ parkIds }) => parkIds.length)).toEqual(Array(8).fill(1));
  });
});

describe("Wuhai", () => {
  it("has the high-tech zone and its thresholds of 160 and 7 (10 000 yuan per mu)", () => {
    expect(current("wuhai").map(({ properties }) => properties.name)).toEqual(["乌海高新技术产业开发区"]);
    const threshold = (id: string) => data.wuhai.config.thresholds?.find((fact) => fact.id === id);
    expect(threshold("wh.mu.output")).toMatchObject({ value: 160, unit: "万元/亩", comparator: ">=" });
    expect(threshold("wh.mu.tax")).toMatchObject({ value: 7, unit: "万元/亩", comparator: ">=" });
  });

  it("marks its three blocks as assumptions", () => {
    expect(data.wuhai.blocks.map(({ properties }) => properties.name).every((name) => name.endsWith("（假设）"))).toBe(true);
  });
});

describe("the lineage", () => {
  const predecessors = (city: City) =>
    (data[city].lineage?.entities ?? []).filter(({ kind, predecessors: list }) => kind === "park" && list !== undefined);

  it("leads from 9 parks to 6 in Tongliao, and from 15 and three logistics parks to 8 in Ordos", () => {
    expect(predecessors("tongliao")).toHaveLength(6);
    expect(new Set(predecessors("tongliao").flatMap((entity) => entity.predecessors ?? [])).size).toBe(9);
    expect(predecessors("ordos")).toHaveLength(8);
    expect(new Set(predecessors("ordos").flatMap((entity) => entity.predecessors ?? [])).size).toBe(18);
  });

  it("names the park of each feature in force on a date: 9 on 2020-12-31, 6 the day after", () => {
    const on = (date: string) =>
      (data.tongliao.lineage?.entities ?? []).filter(
        ({ kind, validFrom, validTo }) => kind === "park" && (validFrom ?? "") <= date && date <= (validTo ?? "9999"),
      ).length;
    expect(on("2020-12-31")).toBe(9);
    expect(on("2021-01-01")).toBe(6);
  });
});

describe("the published figures", () => {
  it("keep all 24 contradictions, each with two statements or more and their sources", () => {
    const found = new Map(CITIES.flatMap((city) => data[city].config.contradictions ?? []).map((each) => [each.id, each]));
    expect(found.size).toBe(24);
    for (const { id, statements, sources } of found.values()) {
      expect((statements as unknown[]).length, id).toBeGreaterThanOrEqual(2);
      expect(sources.length, id).toBeGreaterThanOrEqual(1);
    }
  });

  it("keep all 110 facts, each with the title of its document and a chapter or table", () => {
    const facts = CITIES.flatMap((city) => [...(data[city].config.statistics ?? []), ...(data[city].config.thresholds ?? [])]);
    expect(new Set(facts.map(({ id }) => id)).size).toBe(110);
    for (const { id, source } of facts) expect(source, id).toMatch(/^《.+》(（[\d-]+）)? \S+/);
  });

  it("put both values of a contradiction side by side: 2729.07 and 2834.7 for the output of Ordos in 2020", () => {
    const contradiction = data.ordos.config.contradictions?.find(({ id }) => id === "od-output");
    expect(contradiction?.statements).toMatchObject([{ value: 2729.07 }, { value: 2834.7 }]);
    const statistics = data.ordos.config.statistics ?? [];
    for (const id of contradiction?.factIds ?? []) expect(statistics.map((fact) => fact.id)).toContain(id);
  });
});
