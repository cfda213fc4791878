import { byteSourceOf, openBoundaryPoints, type SourceFeature, type WritablePlot, writeBoundaryPoints } from "@parkatlas/formats";
import type { Areal, Issue } from "@parkatlas/geo-core";
import { seededRandom } from "@parkatlas/test-support";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

// Texts written by hand after the grammar of the format and after files of other programs; areas are counted by hand.
const HEAD = [
  "[属性描述]",
  "坐标系=2000国家大地坐标系",
  "几度分带=3",
  "投影类型=高斯克吕格",
  "计量单位=米",
  "带号=39",
  "[地块坐标]",
];
/** 10 m by 10 m: the sample with 100.0 for its area, which are square metres where the format asks for hectares. */
const SQUARE = [
  "5,100.0,ZD001,测试地块,面,H50,住宅,,@",
  "J1,1,4100000.0,39580000.0",
  "J2,1,4100000.0,39580010.0",
  "J3,1,4100010.0,39580010.0",
  "J4,1,4100010.0,39580000.0",
  "J1,1,4100000.0,39580000.0",
];

interface Read {
  readonly features: readonly SourceFeature[];
  readonly issues: readonly Issue[];
  readonly codes: readonly string[];
  readonly crs: unknown;
  readonly encoding: unknown;
}

async function read(content: string | Uint8Array): Promise<Read> {
  const issues: Issue[] = [];
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const layer = await openBoundaryPoints(byteSourceOf("地块.txt", bytes), (issue) => issues.push(issue));
  const features: SourceFeature[] = [];
  for await (const batch of layer.batches()) features.push(...batch);
  return { features, issues, codes: issues.map(({ code }) => code), crs: layer.crs, encoding: layer.encoding };
}

const lines = (...parts: readonly (string | readonly string[])[]): string => parts.flat().join("\r\n");

describe("a boundary-point file", () => {
  it("gives one record a plot, easting first, with the fields of its head by their names", async () => {
    const { features, codes, crs, encoding } = await read(lines(HEAD, SQUARE));
    expect(codes).toEqual([]);
    // EPSG:4488 + zone, the register's own numbering: 4527 is CGCS2000 / 3-degree Gauss-Kruger zone 39.
    expect(crs).toEqual({ kind: "code", code: "EPSG:4527" });
    expect(encoding).toMatchObject({ encoding: "utf-8", ground: "strict-utf-8" });
    expect(features[0]).toMatchObject({
      record: 1,
      properties: { 界址点数: 5, 地块面积: 100, 地块编号: "ZD001", 地块名称: "测试地块", 地块用途: "住宅", 地类编码: null },
      geometry: { type: "Polygon" },
    });
    expect((features[0]!.geometry as Areal).coordinates[0]![0]).toEqual([39_580_000, 4_100_000]);
  });

  it("reads GBK, UTF-16 with its mark, stray blanks, blank lines and full-width signs alike", async () => {
    const plain = (await read(lines(HEAD, SQUARE))).features;
    const utf16 = (text: string) => {
      const bytes = new Uint8Array(2 + 2 * text.length);
      bytes.set([0xff, 0xfe]);
      for (let at = 0; at < text.length; at++) new DataView(bytes.buffer).setUint16(2 + 2 * at, text.charCodeAt(at), true);
      return bytes;
    };
    const untidy = lines(HEAD, SQUARE).replace("[属性描述]", "\r\n  [属性描述]").replaceAll(",", "，").replace("@", " ＠ ");
    const { bytes: gbk } = writeBoundaryPoints([plot(plain[0]!)], { ...FILE, encoding: "gbk" });
    for (const content of [utf16(lines(HEAD, SQUARE)), untidy]) expect((await read(content)).features).toEqual(plain);
    const fromGbk = await read(gbk);
    expect([fromGbk.encoding, fromGbk.features[0]!.properties.地块名称]).toMatchObject([
      { encoding: "gb18030", ground: "scored" },
      "测试地块",
    ]);
  });

  it("tells swapped columns by the size of the numbers, and says so", async () => {
    const swapped = SQUARE.map((line) => line.replace(/^(J\d,1),(.*),(.*)$/, "$1,$3,$2"));
    const { features, codes } = await read(lines(HEAD, swapped));
    expect(codes).toEqual(["columns-swapped"]);
    expect(features[0]!.geometry).toEqual((await read(lines(HEAD, SQUARE))).features[0]!.geometry);
  });

  it.each([
    ["the 3° zone by its prefix alone", ["坐标系=2000国家大地坐标系"], 39_580_000, "EPSG:4527"],
    ["the central meridian where eastings have no prefix", ["坐标系=CGCS2000", "分带=3度带", "带号=40"], 580_000, "EPSG:4549"],
    ["a 6° zone", ["坐标系=2000国家大地坐标系", "几度分带=6", "带号=21"], 21_580_000, "EPSG:4499"],
    ["Xian 80", ["坐标系=80国家大地坐标系", "几度分带=3", "带号=39"], 39_580_000, "EPSG:2363"],
    ["Beijing 54 without prefix", ["坐标系=1954北京坐标系", "几度分带=3", "带号=39"], 580_000, "EPSG:2436"],
  ])("names %s", async (_, head, eastM, code) => {
    const moved = SQUARE.map((line) => line.replace("3958", String(eastM).slice(0, -4)));
    expect(await read(lines(head, "[地块坐标]", moved))).toMatchObject({ codes: [], crs: { kind: "code", code } });
  });

  it.each([
    ["no datum", ["几度分带=3", "带号=39"], "没有写明坐标系"],
    ["a zone that the eastings contradict", ["坐标系=2000国家大地坐标系", "几度分带=3", "带号=40"], "带号写 40，坐标却带 39 带"],
  ])("has no CRS with %s, and says what to ask for", async (_, head, says) => {
    const { codes, crs, issues } = await read(lines(head, "[地块坐标]", SQUARE));
    expect([codes, crs]).toEqual([["crs-not-declared"], { kind: "none" }]);
    expect(issues[0]!.messageZh).toContain(says);
    expect(issues[0]!.messageZh).toContain("--crs");
  });

  it("refuses to take degrees for metres", async () => {
    const degrees = SQUARE.map((line) => line.replace(/,4100.*$/, ",43.6,122.2"));
    expect((await read(lines(HEAD, degrees))).codes).toContain("coordinates-not-projected");
  });

  it("takes ring 2 inside ring 1 for a hole and outside for a part, and closes what is open", async () => {
    // The sample of another program: outline 9..6 × 8..11, ring 2 unclosed: area 9 − 1 = 8 by hand.
    const ring = (number: number, corners: readonly string[]) => corners.map((xy, at) => `${at + 1},${number},${xy}`);
    const at = (north: number, east: number) => `${4_100_000 + north},${39_580_000 + east}`;
    const outline = ring(1, [at(9, 11), at(9, 8), at(6, 8), at(6, 11)]);
    const hole = ring(2, [at(7, 10), at(7, 9), at(8, 9), at(8, 10)]);
    const apart = ring(2, [at(7, 20), at(7, 19), at(8, 19), at(8, 20)]);
    const plotOf = async (...rings: readonly string[][]) => {
      const { features, codes } = await read(lines(HEAD, "4,1,Z,洞,面,,,,@", ...rings));
      expect(codes).toEqual([]);
      return features[0]!.geometry as Areal;
    };
    const withHole = await plotOf(outline, hole);
    expect([withHole.type, withHole.coordinates.length]).toEqual(["Polygon", 2]);
    const twoParts = await plotOf(outline, apart);
    expect([twoParts.type, twoParts.coordinates.length]).toEqual(["MultiPolygon", 2]);
    const sameNumber = await plotOf(
      [...outline, outline[0]!],
      apart.map((line) => line.replace(",2,", ",1,")),
    );
    expect(sameNumber.type).toBe("MultiPolygon");
  });

  it("repairs the closing point that is written (x, x), and says so", async () => {
    const wrong = [...SQUARE.slice(0, 5), "J1,1,4100000.0,4100000.0"];
    const { features, codes } = await read(lines(HEAD, wrong));
    expect(codes).toContain("closing-point-wrong");
    expect((features[0]!.geometry as Areal).coordinates[0]).toHaveLength(5);
  });

  it("names the line of what it cannot read, and reads the rest", async () => {
    const { features, issues } = await read(
      lines(
        HEAD,
        "1,0,空,没有点,面,,,,@",
        SQUARE,
        "J9,1,abc,def",
        "2,1,短,两点,面,,,,@",
        "J1,1,4100000,39580000",
        "J2,1,4100001,39580000",
      ),
    );
    expect(features.map(({ geometry }) => geometry?.type ?? null)).toEqual([null, "Polygon", null]);
    expect(issues.map(({ code, path }) => [code, path])).toEqual([
      ["line-not-understood", "line 15"],
      ["plot-without-points", "line 8"],
      ["ring-too-short", "line 17"],
    ]);
  });
});

const FILE = { zone: 39, zoneWidthDeg: 3, encoding: "utf-8", producer: "测试", date: "2026-11-22" } as const;

function plot({ geometry, properties }: SourceFeature): WritablePlot {
  return { id: String(properties.地块编号), name: String(properties.地块名称), geometry: geometry as Areal, areaM2: 100 };
}

describe("a boundary-point file that was written", () => {
  it("begins each outline in the north-west, clockwise, and writes hectares and three decimals", async () => {
    const { features } = await read(lines(HEAD, SQUARE));
    const text = new TextDecoder().decode(writeBoundaryPoints([plot(features[0]!)], FILE).bytes);
    expect(text.split("\r\n").slice(-7)).toEqual([
      "5,0.0100,ZD001,测试地块,面,,,,@",
      "J1,1,4100010.000,39580000.000",
      "J2,1,4100010.000,39580010.000",
      "J3,1,4100000.000,39580010.000",
      "J4,1,4100000.000,39580000.000",
      "J1,1,4100010.000,39580000.000",
      "",
    ]);
  });

  it("is read back with every vertex to the half millimetre, holes too, and the same area", async () => {
    const random = seededRandom(9);
    for (let round = 0; round < 200; round++) {
      const [east, north] = [39_400_000 + 200_000 * random(), 4_000_000 + 900_000 * random()];
      const star = (radius: number, corners: number): number[][] => {
        const ring = Array.from({ length: corners }, (_, at): number[] => {
          const r = radius * (0.6 + 0.4 * random());
          const angle = (2 * Math.PI * at) / corners;
          return [east + r * Math.cos(angle), north + r * Math.sin(angle)];
        });
        return [...ring, ring[0]!];
      };
      const geometry: Areal = { type: "Polygon", coordinates: [star(100, 12), star(20, 5)] };
      const written = writeBoundaryPoints([{ id: "a", name: "b", geometry, areaM2: 1 }], FILE);
      const { features, codes } = await read(written.bytes);
      expect(codes).toEqual([]);
      const back = features[0]!.geometry as Areal;
      expect(back.coordinates).toHaveLength(2);
      for (const [index, ring] of geometry.coordinates.entries())
        for (const vertex of ring as number[][]) {
          const near = (back.coordinates[index] as number[][]).some(
            (other) => Math.hypot(other[0]! - vertex[0]!, other[1]! - vertex[1]!) < 0.00071,
          );
          expect(near).toBe(true);
        }
    }
  });

  it("says which characters GBK cannot write, and keeps commas and signs of names from becoming structure", async () => {
    const { features } = await read(lines(HEAD, SQUARE));
    const strange = { ...plot(features[0]!), name: "𠮷野,\r\n@家" };
    const { bytes, lost } = writeBoundaryPoints([strange], { ...FILE, encoding: "gbk" });
    expect(lost).toEqual(["𠮷"]);
    const back = await read(bytes);
    expect([back.codes, back.features[0]!.properties.地块名称]).toEqual([[], "?野， ＠家"]);
  });

  it("refuses a plot of several parts, which would read as a hole", () => {
    const square = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ];
    const parts: Areal = { type: "MultiPolygon", coordinates: [[square], [square]] };
    expect(() => writeBoundaryPoints([{ id: "a", name: "", geometry: parts, areaM2: 1 }], FILE)).toThrow(
      expect.objectContaining({ code: "unsupported-geometry" }),
    );
  });
});

describe("a damaged boundary-point file", () => {
  it("never throws or hangs", async () => {
    const text = lines(HEAD, SQUARE, SQUARE);
    const edit = fc.tuple(fc.nat(text.length), fc.nat(12), fc.string({ unit: "binary", maxLength: 8 }));
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 10 }), async (edits) => {
        const damaged = edits.reduce((all, [at, length, put]) => all.slice(0, at) + put + all.slice(at + length), text);
        const { features } = await read(damaged);
        expect(features.length).toBeLessThanOrEqual(20);
      }),
      { numRuns: 3000 },
    );
  });
});
