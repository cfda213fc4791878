import { geodesicAreaM2, geodesicDistanceM, projectTo } from "@parkatlas/geo-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keepScreenshot, launchBrowser, openPage } from "./support/browser.ts";
import { demoFacts } from "./support/demo.ts";
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

describe("search", () => {
  it("finds by id, holder and name, and goes there by the keyboard alone", async () => {
    const { page, record } = await openPage(browser);
    const viewer = viewerOn(page, service.url);
    await viewer.open("#city=wuhai");
    const { properties } = await (await demoFacts(service, "wuhai")).item("parcels", "WH-B01-0001");
    const box = page.getByRole("combobox", { name: "查找园区" });
    await box.focus();
    await page.keyboard.type("wh-b01-0001");
    await page.waitForSelector(".hit");
    expect(await textOf(page, ".hit")).toContain("WH-B01-0001");
    await page.keyboard.press("Enter");
    await viewer.settle();
    expect(page.url()).toContain("sel=parcels/WH-B01-0001");
    await box.focus();
    await page.keyboard.type(String(properties.holder));
    await page.waitForSelector(".hit");
    expect(await textOf(page, "#search-hits")).toContain(String(properties.holder));
    await page.keyboard.press("Escape");
    expect(await page.locator(".hit").count()).toBe(0);
    expect(record.problems).toEqual([]);
    await page.context().close();
  });

  it("reads coordinates in degrees, in degrees and seconds, and in Gauss–Krüger metres, and marks the place", async () => {
    // One place in three forms: 106°48′36″E = 106.81°, 39°39′N = 39.65°; the plane form from the library, held to PROJ elsewhere.
    const [eastM, northM] = projectTo("EPSG:4545", [106.81, 39.65]);
    const forms = ["106.81, 39.65", "北纬39°39′00″ 东经106°48′36″", `${northM.toFixed(3)} ${eastM.toFixed(3)}`];
    const { page } = await openPage(browser);
    const viewer = viewerOn(page, service.url);
    await viewer.open("#city=wuhai");
    for (const form of forms) {
      await page.locator(".search input").fill(form);
      await page.waitForSelector(".hit");
      await page.locator(".search input").press("Enter");
      await viewer.settle();
      const [lonDeg, latDeg] = /at=([\d.]+),([\d.]+)/.exec(decodeURIComponent(page.url()))!.slice(1).map(Number);
      expect(lonDeg).toBeCloseTo(106.81, 6);
      expect(latDeg).toBeCloseTo(39.65, 6);
    }
    await page.locator(".place-readout").click();
    expect(await textOf(page, ".place-readout")).toMatch(/106°4\d′\d\d\.\d\d″E 39°\d\d′\d\d\.\d\d″N/);
    await page.locator(".place-readout").click();
    expect(await textOf(page, ".place-readout")).toMatch(/X 43\d{5}\.\d\d\s+Y \d{6}\.\d\d m \(EPSG:4545\)/);
    await page.context().close();
  });
});

describe("the ruler", () => {
  it("measures with the library's own ruler, by mouse and by key, and selects nothing meanwhile", async () => {
    const corners = [
      [106.8, 39.65],
      [106.82, 39.65],
      [106.82, 39.66],
    ] as const;
    const { page, record } = await openPage(browser);
    const viewer = viewerOn(page, service.url);
    const points = corners.map((corner) => corner.join(",")).join(" ");
    await viewer.open(`#city=wuhai&measure=${encodeURIComponent(points)}&map=12.5/39.65500/106.81000`);
    const length = geodesicDistanceM(corners[0], corners[1]) + geodesicDistanceM(corners[1], corners[2]);
    const areaM2 = geodesicAreaM2({
      type: "Polygon",
      coordinates: [[...corners, corners[0]].map(([x, y]) => [x, y] as [number, number])],
    });
    const grouped = (value: number) => value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    expect(await textOf(page, '[data-ruler="length"]')).toContain(`${grouped(length)} m`);
    expect(await textOf(page, '[data-ruler="area"]')).toContain(`${grouped((areaM2 * 3) / 2000)} 亩`);
    await viewer.clickAt([106.8, 39.66]);
    expect(await textOf(page, ".ruler")).toContain("4 个点");
    await page.locator(".map canvas").focus();
    await page.keyboard.press("Enter");
    expect(await textOf(page, ".ruler")).toContain("5 个点");
    expect(await page.locator(".detail").count()).toBe(0);
    await keepScreenshot(page, "ruler-zh");
    await page.getByText("结束量测").click();
    expect(await page.locator(".ruler").count()).toBe(0);
    expect(record.problems).toEqual([]);
    await page.context().close();
  });
});

describe("on paper", () => {
  it("prints map, key, date and the selected parcel without the controls, as text and not blank", async () => {
    const { page } = await openPage(browser);
    const viewer = viewerOn(page, service.url);
    await viewer.open("#city=wuhai&sel=parcels/WH-B01-0001");
    await page.waitForSelector(".detail .verdict");
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    expect(new TextDecoder("latin1").decode(pdf.slice(0, 5))).toBe("%PDF-");
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    for (const hidden of [".time-bar", ".map-buttons", ".export-buttons", ".search"])
      expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false);
    for (const shown of [".brand", ".as-of-readout", ".legend", ".detail", ".map-print"])
      expect(await page.locator(shown).first().isVisible(), shown).toBe(true);
    expect((await page.locator(".map-print").getAttribute("src"))!.length).toBeGreaterThan(10_000);
    await page.context().close();
  });
});
