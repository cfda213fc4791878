import { execFileSync, spawnSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { expectWithin, type ReadPdf, readPdf } from "@parkatlas/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parkatlas } from "./cli.ts";
import { demoFiles, scratchFolder } from "./fixtures.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let demo: string;
beforeAll(async () => {
  scratch = await scratchFolder();
  demo = await scratch.dataset("demo");
});
afterAll(() => scratch.remove());

async function sheetsOf(name: string, ...args: readonly string[]): Promise<{ readonly path: string; readonly pdf: ReadPdf }> {
  const path = scratch.path(name);
  const { code, stdout, stderr } = await parkatlas(["report", demo, ...args, "-o", path]);
  expect([code, stdout, stderr]).toEqual([0, "", expect.stringMatching(/^(written:|已写入) .*\n$/)]);
  return { path, pdf: readPdf(await readFile(path)) };
}
async function jsonOf(...args: readonly string[]) {
  const { code, stdout } = await parkatlas([...args, "--json"]);
  expect(code).toBe(0);
  return JSON.parse(stdout);
}
const textsOf = ({ pages }: ReadPdf) => pages.flatMap(({ texts }) => texts);
const number = (value: number, decimals: number) =>
  value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

describe("report --job land", () => {
  it("has the numbers of land --json, for each park and date", async () => {
    for (const [park, asOf] of [
      ["K-west", "2025-12-31"],
      ["K-east", "2024-06-30"],
    ] as const) {
      const { pdf } = await sheetsOf("land.pdf", "--job", "land", "--park", park, "--as-of", asOf, "--lang", "zh");
      const { parcels, groups } = await jsonOf("land", demo, "--as-of", asOf);
      const texts = textsOf(pdf);
      for (const row of parcels) {
        const isListed = row.parkId === park && ["idle", "suspected-idle", "overdue"].includes(row.status);
        expect([row.id, texts.includes(row.id)]).toEqual([row.id, isListed]);
        if (!isListed) continue;
        const figures = [number(row.areaM2, 2), number(row.areaMu, 2), number(row.daysOverdue, 0), row.dueOn, row.since];
        if (row.feeCny !== null) figures.push(number(row.feeCny, 2));
        const at = texts.indexOf(row.id);
        expect(texts.slice(at, at + 20)).toEqual(expect.arrayContaining(figures));
      }
      const group = groups.find(({ id }: { id: string }) => id === park);
      expect(texts).toContain(`${number(group.suspectedIdleShareOfSupplied * 100, 2)} %`);
      expect(texts).toContain(number(group.areaM2 / 10_000, 4));
    }
  });

  it("writes the same bytes again, and another date or dataset gives others", async () => {
    const [first, second, later] = await Promise.all(
      [[], [], ["--as-of", "2026-12-31"]].map(async (more, index) =>
        readFile((await sheetsOf(`same-${index}.pdf`, "--job", "land", ...more)).path),
      ),
    );
    expect(first!.equals(second!)).toBe(true);
    expect(first!.equals(later!)).toBe(false);
  });
});

describe("report --job protection", () => {
  it("has the numbers of protection --json, in figure and table", async () => {
    const { pdf } = await sheetsOf("figure.pdf", "--job", "protection", "--unit", "U-specified", "--lang", "en");
    const { units } = await jsonOf("protection", demo, "--unit", "U-specified");
    const [governing] = units[0].pairs.toSorted(
      (a: { shortfallM: number }, b: { shortfallM: number }) => b.shortfallM - a.shortfallM,
    );
    expect(governing.verdict).toBe("inside");
    expect(pdf.pages[0]!.texts).toContain(`${number(governing.distanceM, 2)} m (500 m required)`);
    expect(textsOf(pdf)).toEqual(expect.arrayContaining([governing.siteName, number(governing.shortfallM, 2)]));
  });
});

describe("report --job siting", () => {
  it("has the numbers of siting --json", async () => {
    const { pdf } = await sheetsOf("siting.pdf", "--job", "siting", "--distance", "300", "--paper", "A3", "--lang", "zh");
    const { parcels, summary } = await jsonOf("siting", demo, "--distance", "300");
    const texts = textsOf(pdf);
    expect(pdf.pages[0]!.widthPt).toBeCloseTo((420 / 25.4) * 72, 2);
    for (const { id, usableAreaMu } of parcels) expect(texts).toEqual(expect.arrayContaining([id, number(usableAreaMu, 2)]));
    expect(texts).toContain(number(summary.usableAreaMu, 2));
    expect(texts).toContain(`300 m：${number(summary.wholeAreaMu, 2)} 亩`);
  });
});

describe("what cannot be", () => {
  const refusals: readonly (readonly [args: readonly string[], zh: string])[] = [
    [["--job", "land"], "缺少 --out"],
    [["-o", "a.pdf"], "缺少 --job"],
    [["--job", "land", "-o", "a.png"], "--out 只能写 .pdf：a.png"],
    [["--job", "land", "--unit", "U", "-o", "a.pdf"], "--unit 不能与 --job land 同用"],
    [["--job", "siting", "-o", "a.pdf"], "缺少 --distance"],
    [["--job", "protection", "--unit", "U-specifed", "-o", "a.pdf"], "是否想写 --unit U-specified？"],
    [["--job", "land", "--park", "K-wst", "-o", "a.pdf"], "是否想写 --park K-west？"],
    [["--job", "land", "--paper", "A5", "-o", "a.pdf"], "--paper 不能是“A5”"],
    [["--job", "protection", "--unit", "F-1", "-o", "a.pdf"], "请给出其中一个单元"],
    [["--job", "siting", "--distance", "-5", "-o", "a.pdf"], "input-out-of-range"],
  ];
  it("is refused with what to write instead, and writes nothing", async () => {
    for (const [args, zh] of refusals) {
      const { code, stderr } = await parkatlas(["report", demo, ...args, "--lang", "zh"], { env: {} });
      expect([args, code]).toEqual([args, 2]);
      expect(stderr).toContain(zh);
    }
    expect((await readdir(scratch.root)).filter((name) => name.startsWith("a.") || name.endsWith(".part"))).toEqual([]);
  });
});

describe("a dataset of hostile names", () => {
  it("makes a sheet all the same", async () => {
    const files = demoFiles("hostile") as Record<string, { features?: { properties: { name: string } }[] }>;
    for (const feature of files["parcels.geojson"]!.features!)
      feature.properties.name = `<img src=x onerror=alert(1)>😀${"名".repeat(3000)}`;
    const folder = await scratch.dataset("hostile", files);
    const path = scratch.path("hostile.pdf");
    expect((await parkatlas(["report", folder, "--job", "land", "-o", path, "--lang", "zh"])).code).toBe(0);
    const texts = textsOf(readPdf(await readFile(path)));
    expect(texts.join("")).toContain("<img src=x");
    expect(texts).toContain("注：字体没有的字符以 □ 代替（U+1F600）");
  });
});

const hasPoppler = spawnSync("pdftoppm", ["-v"]).error === undefined;
if (!hasPoppler) console.log("report: pages are not rendered, pdftoppm (poppler-utils) is not installed");

describe.skipIf(!hasPoppler)("a page rendered by another program", () => {
  it("has a scale bar of the length that its figures say, within 0.5 %, and text that can be taken out", async () => {
    const { path, pdf } = await sheetsOf("bar.pdf", "--job", "protection", "--unit", "U-specified", "--lang", "zh");
    const text = execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });
    expect(text).toContain("审图号");
    expect(text).toContain("示例装置一防护距离图");
    const ratio = Number(/比例尺 1:([\d ]+\d)/.exec(text)![1]!.replaceAll(" ", ""));
    const barM = Number(pdf.pages[0]!.texts.find((each) => /^\d+ m$/.test(each))!.slice(0, -2));
    const [x, y] = /^([\d.]+) ([\d.]+) [\d.]+ 1\.5 re$/m.exec(pdf.pages[0]!.content)!.slice(1).map(Number);
    // 508 dpi: twenty pixels a millimetre.
    const image = await pageOf(path, 508);
    const row = Math.round((y! + 0.75) * 20);
    const isDark = (column: number) => image.pixels[row * image.width + column]! < 128;
    const start = Math.round(x! * 20);
    let last = start;
    // Black, white, black, white with a rim: the last dark pixel within the longest bar that there can be.
    for (let column = start; column < start + 75 * 20; column++) if (isDark(column)) last = column;
    const wantedPx = ((barM * 1000) / ratio) * 20;
    expectWithin(last - start, wantedPx, { tolPx: 0.005 * wantedPx });
  });

  it("has nothing on the margins that a printer leaves out", async () => {
    const { path } = await sheetsOf("margins.pdf", "--job", "land", "--lang", "zh");
    const { pixels, width, height } = await pageOf(path, 50.8);
    const marginPx = 5 * 2;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const isMargin = x < marginPx || y < marginPx / 2 || x >= width - marginPx || y >= height - marginPx / 2;
        if (isMargin) expect([x, y, pixels[y * width + x]]).toEqual([x, y, 255]);
      }
  });
});

/** The first page in grey, as `pdftoppm` draws it. */
async function pageOf(path: string, dpi: number) {
  const to = `${path}-page`;
  execFileSync("pdftoppm", ["-r", String(dpi), "-gray", "-f", "1", "-l", "1", "-singlefile", path, to]);
  const bytes = await readFile(`${to}.pgm`);
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString("latin1"))!;
  return { width: Number(head[1]), height: Number(head[2]), pixels: bytes.subarray(head[0].length) };
}
