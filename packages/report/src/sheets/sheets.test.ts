import { readFileSync } from "node:fs";
import {
  type Dataset,
  type Parcel,
  protectionReport,
  type Site,
  sitingReport,
  type Unit,
  unprojectFrom,
} from "@parkatlas/geo-core";
import { expectWithin, type ReadPdf, readPdf } from "@parkatlas/test-support";
import { describe, expect, it } from "vitest";
import { FONT_URL, landSheets, protectionSheets, type SheetInput, sitingSheets } from "../index.ts";

const CRS = "EPSG:4546";
const ORIGIN = [500_000, 4_400_000] as const;
const font = readFileSync(FONT_URL);

/** A rectangle in metres of the plane, counted from the origin. */
function rectangle(x: number, y: number, width: number, height: number) {
  const corner = (dx: number, dy: number) => [...unprojectFrom(CRS, [ORIGIN[0] + x + dx, ORIGIN[1] + y + dy])];
  const coordinates = [[corner(0, 0), corner(width, 0), corner(width, height), corner(0, height), corner(0, 0)]];
  return { type: "Polygon" as const, coordinates };
}

/** Parcels in rows of twenty, 200 m × 100 m, all suspected idle: agreed start 2023-03-01, never begun. */
function parcels(count: number, name = (index: number) => `示例宗地 ${index + 1}`): readonly Parcel[] {
  return Array.from({ length: count }, (_, index) => ({
    type: "Feature",
    id: `P-${String(index + 1).padStart(3, "0")}`,
    geometry: rectangle((index % 20) * 220, Math.floor(index / 20) * 120, 200, 100),
    properties: {
      name: name(index),
      blockId: "B",
      ownership: "state",
      suppliedOn: "2022-03-01",
      agreedStartOn: "2023-03-01",
      priceCny: 9_000_000,
      recordedAreaM2: 20_000,
    },
  }));
}

function datasetOf(more: Partial<Dataset>): Dataset {
  return {
    format: "parkatlas-dataset/1",
    id: "test",
    title: { zh: "测试市", en: "Test City" },
    asOf: "2025-12-31",
    crs: "EPSG:4490",
    edgeModel: "projected",
    workingCrs: CRS,
    boundaries: [],
    parks: [{ type: "Feature", id: "K", geometry: rectangle(-20, -20, 4500, 4500), properties: { name: "测试园区" } }],
    blocks: [{ type: "Feature", id: "B", geometry: rectangle(-10, -10, 4480, 4480), properties: { name: "区块", parkId: "K" } }],
    parcels: [],
    sites: [],
    units: [],
    plants: [],
    contours: [],
    zoning: [],
    lineage: null,
    config: {},
    sources: [],
    ...more,
  };
}

function inputOf(more: Partial<Dataset>, input: Partial<SheetInput> = {}): SheetInput {
  const software = "ParkAtlas 0.0.0";
  return { dataset: datasetOf(more), datasetSha256: "ab".repeat(32), font, language: "zh", paper: "A4", software, ...input };
}

const textOf = ({ pages }: ReadPdf) => pages.flatMap(({ texts }) => texts).join("\n");

/** All `x y width height re` of a page, mm. */
function rectanglesOf(content: string) {
  return [...content.matchAll(/^([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re$/gm)].map((match) => match.slice(1).map(Number));
}

/** Length of the scale bar on a page, mm: four segments 1.5 mm high, side by side. */
function scaleBarMm(content: string): number {
  const segments = rectanglesOf(content).filter(([, , , height]) => height === 1.5);
  const left = Math.min(...segments.map(([x]) => x!));
  const right = Math.max(...segments.map(([x, , width]) => x! + width!));
  expect(new Set(segments.map(([x]) => x)).size).toBe(4);
  return right - left;
}

describe("a sheet", () => {
  it("is true to its scale: the bar, and a parcel of known sides, on paper of ISO size", async () => {
    const { pages } = readPdf(await landSheets(inputOf({ parcels: parcels(1) })));
    const [{ content, texts, widthPt, heightPt }] = pages as [(typeof pages)[0]];
    // A4 landscape in points, and the unit of the content is the millimetre.
    expectWithin(widthPt, (297 / 25.4) * 72, { tolPt: 0.001 });
    expectWithin(heightPt, (210 / 25.4) * 72, { tolPt: 0.001 });
    expect(content).toContain("2.834646 0 0 2.834646 0 0 cm");
    const ratio = Number(/比例尺 1:([\d ]+)/.exec(texts.join("\n"))![1]!.replaceAll(" ", ""));
    const barM = Number(texts.map((text) => /^(\d+) m$/.exec(text)?.[1]).find((found) => found !== undefined));
    expectWithin(scaleBarMm(content), (barM * 1000) / ratio, { tolMm: 0.005 * ((barM * 1000) / ratio) });
    const sides = [...content.matchAll(/^([\d.-]+) ([\d.-]+) m\n([\d.-]+) ([\d.-]+) l\n/gm)].map(
      (match) => Number(match[3]) - Number(match[1]),
    );
    const widthMm = 200_000 / ratio;
    expect(sides.some((side) => Math.abs(side - widthMm) < 0.005 * widthMm)).toBe(true);
  });

  it("says what it rests on and who is to sign, with its pages counted", async () => {
    const read = readPdf(await landSheets(inputOf({ parcels: parcels(3) })));
    const text = textOf(read);
    for (const word of [
      "审图号",
      "编制",
      "审核",
      "批准",
      "日期",
      "2025-12-31",
      "ab".repeat(32),
      "ParkAtlas 0.0.0",
      "order-53-2012/1",
    ])
      expect(text).toContain(word);
    expect(read.pages.map(({ texts }) => texts.filter((each) => /^第 \d+ 页 共 \d+ 页$/.test(each)))).toEqual([
      ["第 1 页 共 2 页"],
      ["第 2 页 共 2 页"],
    ]);
    expect(read.fonts.map(({ isEmbedded }) => isEmbedded)).toEqual([true]);
    expect(text).not.toContain("合成数据");
    expect(text).not.toContain("\uFFFD");
  });

  it("carries the map number that it is given, and is in English where asked", async () => {
    const text = textOf(
      readPdf(await landSheets(inputOf({ parcels: parcels(1) }, { mapNumber: "蒙S(2026)001号", language: "en" }))),
    );
    for (const word of [
      "蒙S(2026)001号",
      "Test City: idle and overdue parcels",
      "approved by",
      "page 1 of 2",
      "suspected idle, 2 years",
    ])
      expect(text).toContain(word);
  });

  it("is the same byte for byte from the same data", async () => {
    const once = () => landSheets(inputOf({ parcels: parcels(5) }));
    expect(Buffer.from(await once()).equals(Buffer.from(await once()))).toBe(true);
  });

  it("says so in red where made-up features went in, and that a later date is a projection", async () => {
    const [first] = parcels(1);
    const made = { ...first!, properties: { ...first!.properties, provenance: "synthetic" as const } };
    const { pages } = readPdf(await landSheets(inputOf({ parcels: [made] }), { asOf: "2027-01-01" }));
    expect(pages[0]!.texts.filter((text) => /^(合成数据|推算)：/.test(text))).toHaveLength(2);
    expect(pages[1]!.texts).toContain("合成数据 · 不作依据");
    // #b00020 in the numbers of a PDF.
    expect(pages[0]!.content).toMatch(/^0\.69019\d* 0 0\.12549\d* scn$/m);
  });

  it("prints hostile names as they are written, shortened, with □ for what the font lacks", async () => {
    const names = ["<script>alert(1)</script>", "长".repeat(10_000), "宗地😀", "\u202Eabc\u0000", ")) Tj ET (\\"];
    const { pages } = readPdf(await landSheets(inputOf({ parcels: parcels(names.length, (index) => names[index]!) })));
    const text = pages[1]!.texts;
    expect(text.join("")).toContain("<script>alert(1)</script>");
    expect(text.some((each) => /^长+…$/.test(each))).toBe(true);
    expect(text).toContain("宗地□");
    expect(text).toContain("abc");
    expect(text.join("")).toContain(")) Tj ET (\\");
    expect(pages[0]!.texts.at(-1)).toBe("注：字体没有的字符以 □ 代替（U+1F600）");
  });

  it("draws a parcel of 50 000 vertices with those that can be seen, holes left open", async () => {
    const [parcel] = parcels(1);
    const ring = (radiusM: number, count: number) =>
      Array.from({ length: count + 1 }, (_, index) => {
        const angle = ((index % count) / count) * 2 * Math.PI;
        return [...unprojectFrom(CRS, [ORIGIN[0] + radiusM * Math.cos(angle), ORIGIN[1] + radiusM * Math.sin(angle)])];
      });
    const geometry = { type: "Polygon" as const, coordinates: [ring(100, 50_000), ring(50, 4).reverse()] };
    const bytes = await landSheets(inputOf({ parcels: [{ ...parcel!, geometry }] }));
    const { content } = readPdf(bytes).pages[0]!;
    // 500 vertices would be a step of 0.6 mm on a circle 100 mm wide; 50 000 would be over a megabyte of operators.
    expect(content.length).toBeLessThan(600_000);
    expect(content.match(/^f\*$/gm)!.length).toBeGreaterThan(0);
  });

  it("breaks a list of 300 over pages, with its head on each and every row once", async () => {
    const { pages } = readPdf(await landSheets(inputOf({ parcels: parcels(300) })));
    const lists = pages.filter(({ texts }) => texts.includes("宗地编号"));
    expect(lists.length).toBeGreaterThan(9);
    const ids = lists.flatMap(({ texts }) => texts.filter((text) => /^P-\d{3}$/.test(text)));
    expect(new Set(ids).size).toBe(300);
    expect(ids).toHaveLength(300);
    // 300 × 20 000 m² are 6 000 000 m² or 9000 mu; after two years land is reclaimed and no fee is due.
    expect(lists.at(-1)!.texts).toEqual(expect.arrayContaining(["合计", "6,000,000.00", "9,000.00", "0.00"]));
  });

  it("says that there is nothing where the list is empty", async () => {
    const built = parcels(1).map((each) => ({
      ...each,
      properties: { ...each.properties, startedOn: "2022-04-01", completedOn: "2023-01-01" },
    }));
    const { pages } = readPdf(await landSheets(inputOf({ parcels: built })));
    expect(pages[1]!.texts).toContain("截止日期没有闲置、疑似闲置或逾期未动工的宗地。");
    const bare = readPdf(await landSheets(inputOf({ parcels: [], parks: [], blocks: [] })));
    expect(bare.pages[0]!.texts).toContain("所选范围内没有可绘制的要素");
  });

  it("keeps all writing on the paper, wide or tall, A4 or A3", async () => {
    for (const paper of ["A4", "A3"] as const)
      for (const orientation of ["portrait", "landscape"] as const) {
        const { pages } = readPdf(await landSheets(inputOf({ parcels: parcels(30) }, { paper, orientation })));
        for (const { content, widthPt, heightPt } of pages)
          for (const [, x, y] of content.matchAll(/^1 0 0 1 ([\d.-]+) ([\d.-]+) Tm$/gm)) {
            expect(Number(x)).toBeGreaterThan(10);
            expect(Number(x)).toBeLessThan((widthPt / 72) * 25.4 - 5);
            // Text is placed in points from the foot of the page, in millimetres from its top.
            const fromTopMm = heightPt - Number(y);
            expect(fromTopMm).toBeGreaterThan(8);
            expect(fromTopMm).toBeLessThan((heightPt / 72) * 25.4 - 3);
          }
      }
  });
});

describe("a protection figure", () => {
  const unit: Unit = {
    type: "Feature",
    id: "U",
    geometry: rectangle(0, 0, 40, 20),
    properties: {
      name: "污水处理站",
      distances: [
        { kind: "specified", distanceM: 500, source: "批复" },
        {
          kind: "health",
          windMPerS: 3,
          areaM2: 800,
          substances: [{ name: "NH3", emissionKgPerH: 0.012, limitMgPerM3: 0.2, sourceClass: "II" }],
        },
      ],
    },
  };
  const site = (id: string, x: number): Site => ({
    type: "Feature",
    id,
    geometry: rectangle(x, 0, 50, 50),
    properties: { name: `村 ${id}`, kind: "village", households: 12 },
  });
  const data = { units: [unit], sites: [site("S-far", 560), site("S-near", 240)] };

  it("has the numbers of the report, the sites numbered alike in figure and table, and the working", async () => {
    const { pages } = readPdf(await protectionSheets(inputOf(data), { unitId: "U" }));
    const pairs = protectionReport(datasetOf(data)).units[0]!.pairs;
    const near = pairs.find(({ siteId }) => siteId === "S-near")!;
    // The unit ends at 40 m, the site begins at 240 m: 200 m of 500 m, in the plane of the central meridian.
    expectWithin(near.distanceM, 200, { tolM: 0.01 });
    expect(pages[0]!.texts).toContain(`${near.distanceM.toFixed(2)} m（应有 500 m）`);
    expect(pages[0]!.texts).toEqual(expect.arrayContaining(["1", "2"]));
    const table = pages[1]!.texts;
    const rowOf = (name: string) => table[table.indexOf(name) - 1];
    expect([rowOf("村 S-near"), rowOf("村 S-far")]).toEqual(["1", "2"]);
    expect(table).toContain(near.shortfallM.toFixed(2));
    // The worked example of docs/protection.md: 4.4811 m, grade 50 m.
    expect(table.join("")).toContain("初值 L = 4.4811 m，终值 50 m");
  });

  it("lists all units where none is named, and says where there is no site", async () => {
    const { pages } = readPdf(await protectionSheets(inputOf({ units: [unit] })));
    expect(pages[1]!.texts).toContain("应有距离的 1.1 倍以内没有敏感目标。");
    expect(pages[1]!.texts).toContain("单元与应有距离");
  });
});

describe("a siting map", () => {
  it("has the classes and the curve of the report", async () => {
    const sites: readonly Site[] = [
      { type: "Feature", id: "S", geometry: rectangle(-300, 0, 50, 50), properties: { name: "村", kind: "village" } },
    ];
    const data = { parcels: parcels(6), sites };
    const { pages } = readPdf(await sitingSheets(inputOf(data), { distanceM: 400 }));
    const { summary } = sitingReport(datasetOf(data), { distanceM: 400 });
    // Sides at 250, 470, 690 m …: the first parcel is cut, the others are clear; 30 mu each.
    expect(summary).toMatchObject({ parcels: 6, whole: 5, part: 1, none: 0 });
    expect(pages[1]!.texts).toContain("400 m：150.00 亩");
    expect(pages[1]!.texts).toContain(summary.usableAreaMu.toFixed(2));
    expect(pages[1]!.texts.filter((text) => text === "整宗可用")).toHaveLength(5);
  });
});
