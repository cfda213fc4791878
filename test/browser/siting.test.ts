import type { SitingReport } from "@parkatlas/geo-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SITING_SYMBOLS } from "../../packages/viewer/src/style/symbology.ts";
import { keepScreenshot, launchBrowser, openPage, PHONE } from "./support/browser.ts";
import { demoFacts } from "./support/demo.ts";
import { commandLineFile, readCsv, readWorkbook, savedFile, shared } from "./support/files.ts";
import { rgbOf, shareOfColour } from "./support/png.ts";
import { type RunningService, startService } from "./support/service.ts";
import { viewerOn } from "./support/viewer.ts";

let service: RunningService;
let browser: Browser;
beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const textOf = async (page: Page, selector: string) =>
  ((await page.locator(selector).first().textContent()) ?? "").replace(/\s+/g, " ").trim();
const grouped = (value: number, digits: number) =>
  value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const ready = (page: Page) => page.waitForSelector('[data-siting="ready"]', { state: "attached" });
const KEYS = ["id", "name", "status", "class", "areaMu", "usableAreaMu", "usableAreaM2", "nearestSiteId", "nearestSiteM"];

describe("siting, by mouse, in Chinese, on a desk", () => {
  it("classes the parcels for a distance, links list and map both ways, and hands out the command line's numbers", async () => {
    const statuses = "suspected-idle,idle,supplied-pending,overdue";
    const query = `analysis/siting?dataset=wuhai&distanceM=800&status=${statuses}`;
    const report = (await service.json(query)) as SitingReport;
    const { page, record } = await openPage(browser);
    const viewer = viewerOn(page, service.url);
    await viewer.open("#city=wuhai&task=siting");
    await ready(page);
    await page.getByLabel("须设防护距离").first().fill("800");
    await page.getByLabel("须设防护距离").first().press("Enter");
    await page.locator('[data-offer="free"]').click();
    await page.waitForFunction(
      (count) => document.querySelector('[data-class="whole"] strong')?.textContent === count,
      String(report.summary.whole),
    );
    await viewer.settle();
    for (const name of ["whole", "part", "none"] as const)
      expect(await textOf(page, `[data-class="${name}"] strong`)).toBe(String(report.summary[name]));
    const step = report.curve.find(({ distanceM }) => distanceM === 800)!;
    expect(await textOf(page, '[data-curve="readout"]')).toBe(
      `800 m：整宗可用 ${grouped(step.availableMu, 2)} 亩，${step.parcels} 宗`,
    );
    expect(page.url()).toContain("need=800");
    expect(page.url()).toContain("offer=idle,pending");

    // The list, then the map: a row brings its parcel into sight, and the parcel on the map is drawn in its class.
    await page.locator('[data-class="part"]').click();
    await page.locator(".row").first().click();
    await viewer.settle();
    const best = report.parcels.filter(({ class: name }) => name === "part").sort((a, b) => b.usableAreaM2 - a.usableAreaM2)[0]!;
    const detail = await textOf(page, ".detail");
    for (const expected of [best.name, "部分可用", grouped(best.usableAreaM2, 2), best.nearestSiteName!])
      expect(detail).toContain(expected);
    await keepScreenshot(page, "siting-zh");
    // The map, then the list: a whole parcel that is clicked is marked in the list.
    await page.locator('[data-class="part"]').click();
    const whole = report.parcels.find(({ class: name, areaM2 }) => name === "whole" && areaM2 > 30_000)!;
    const facts = await demoFacts(service, "wuhai");
    const place = await facts.placeOf("parcels", whole.id);
    const link = new URL(page.url()).hash.replace(/&sel=[^&]*|&map=[^&]*/g, "");
    await page.goto("about:blank");
    await viewer.open(`${link}&map=14.5/${place[1].toFixed(5)}/${place[0].toFixed(5)}`);
    await ready(page);
    await viewer.settle();
    const drawn = shareOfColour(await viewer.picture(), await viewer.pixelOf(place), 4, rgbOf(SITING_SYMBOLS.whole.fill));
    expect(drawn).toBeGreaterThan(0.9);
    await viewer.clickAt(place);
    expect(await textOf(page, '.row[aria-selected="true"] strong')).toBe(whole.name);

    const args = ["siting", "data/geojson/wuhai", "--distance", "800", "--status", statuses];
    const saved = await savedFile(page, () => page.locator('[data-export="csv"]').click());
    expect(saved.name).toBe("wuhai-siting-800m-2025-12-31.csv");
    const [own, expected] = [readCsv(saved.bytes), readCsv(await commandLineFile(args, "csv"))];
    expect(shared(own, expected, KEYS)).toEqual(shared(expected, own, KEYS));
    const workbook = readWorkbook((await savedFile(page, () => page.locator('[data-export="xlsx"]').click())).bytes);
    const [heading, ...rows] = workbook.项目选址!;
    const usable = heading!.indexOf("可用 m²");
    expect(rows).toHaveLength(report.parcels.length + 1);
    expect(rows.at(-1)![usable]).toBeCloseTo(
      report.parcels.reduce((sum, row) => sum + row.usableAreaM2, 0),
      4,
    );
    expect(JSON.stringify(workbook.说明)).toContain("合成数据");
    expect(record.problems).toEqual([]);
    await page.context().close();
  });
});

describe("siting, by keyboard, in English, on a phone", () => {
  it("moves the cursor of the curve, chooses a parcel, sees where a unit stands best, and exports the usable ground", async () => {
    const { page, record } = await openPage(browser, PHONE);
    const viewer = viewerOn(page, service.url);
    await viewer.open("#city=wuhai&task=siting&lang=en&unit=10000");
    await ready(page);
    await page.locator(".mobile-tabs button").nth(1).press("Enter");
    const curve = page.locator(".siting-curve [role=slider]");
    await curve.focus();
    for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft"]) await page.keyboard.press(key);
    expect(await curve.getAttribute("aria-valuenow")).toBe("550");
    await page.waitForSelector('[data-siting="loading"], [data-siting="ready"]');
    await page.waitForFunction(() => document.querySelector('[data-curve="readout"]')?.textContent?.startsWith("550 m"));
    await page.waitForTimeout(400);
    await ready(page);
    const geojson = await savedFile(page, async () => {
      await page.locator('[data-export="geojson"]').focus();
      await page.keyboard.press("Enter");
    });
    const asOwn = JSON.parse(new TextDecoder().decode(geojson.bytes)) as Ground;
    const args = ["siting", "data/geojson/wuhai", "--distance", "550", "--lang", "en"];
    const expected = JSON.parse(new TextDecoder().decode(await commandLineFile(args, "geojson"))) as Ground;
    expect(factsOf(asOwn)).toEqual(factsOf(expected));
    await page.locator(".virtual-list").focus();
    await page.keyboard.press("Home");
    await page.waitForSelector("[data-siting-class]");
    const text = await textOf(page, ".detail");
    expect(text).toContain("Usable whole");
    expect(text).toContain("Best position");
    expect(text).toMatch(/X [\d,]+\.\d{3} m · Y [\d,]+\.\d{3} m/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await keepScreenshot(page, "siting-phone-en");
    expect(record.problems).toEqual([]);
    await page.context().close();
  });

  it("says that the analysis did not start where its worker is lost, and goes on once it is there", async () => {
    const { page } = await openPage(browser);
    const viewer = viewerOn(page, service.url);
    await page.route("**/analysis-worker*", (route) => route.abort());
    await viewer.open("#city=wuhai&task=siting");
    await page.waitForSelector(".task-panel .note.error");
    expect(await textOf(page, ".task-panel .note.error")).toContain("后台计算没有启动");
    await page.unroute("**/analysis-worker*");
    await page.locator(".task-panel .note.error .button").click();
    await ready(page);
    await page.context().close();
  });
});

interface Ground {
  readonly features: readonly {
    readonly id: string;
    readonly geometry: { readonly coordinates: unknown };
    readonly properties: { readonly class: string; readonly usableAreaM2: number; readonly nearestSiteM: number | null };
  }[];
}

const factsOf = ({ features }: Ground) =>
  features
    .map(({ id, geometry, properties: { class: name, usableAreaM2, nearestSiteM } }) => ({
      id,
      name,
      usableAreaM2: usableAreaM2.toFixed(6),
      nearestSiteM: nearestSiteM?.toFixed(6),
      geometry: JSON.stringify(geometry.coordinates, (_key, value: unknown) =>
        typeof value === "number" ? value.toFixed(9) : value,
      ),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
