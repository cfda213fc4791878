import { type LandReport, landClassOf } from "@parkatlas/geo-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keepScreenshot, launchBrowser, openPage, PHONE } from "./support/browser.ts";
import { commandLineFile, readCsv, readWorkbook, savedFile, shared } from "./support/files.ts";
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
const land = (asOf: string) => service.json(`analysis/land?dataset=wuhai&asOf=${asOf}`) as Promise<LandReport>;
const KEYS = [
  "id",
  "name",
  "status",
  "ground",
  "since",
  "dueOn",
  "daysOverdue",
  "measure",
  "feeCny",
  "areaMu",
  "areaM2",
  "clause",
];

interface Items {
  readonly features: readonly { readonly id: string; readonly properties: { readonly holder?: string } }[];
}

describe("the list of parcels, by mouse, in Chinese, on a desk", () => {
  it("is narrowed by holder, area and days, survives in the link, and leaves as the command line writes it", async () => {
    const asOf = "2024-12-31";
    const [report, items] = await Promise.all([
      land(asOf),
      service.json("collections/wuhai.parcels/items?limit=10000") as Promise<Items>,
    ]);
    const holders = new Map(items.features.map(({ id, properties }) => [id, properties.holder ?? ""]));
    const wanted = report.parcels.filter(
      (row) =>
        ["suspected-idle", "idle", "overdue"].includes(row.status) &&
        (holders.get(row.id) ?? "").includes("1") &&
        (row.areaM2 * 3) / 2000 >= 20 &&
        (row.daysOverdue ?? -1) >= 100,
    );
    expect(wanted.length).toBeGreaterThan(2);
    const { page, record } = await openPage(browser);
    const viewer = viewerOn(page, service.url);
    await viewer.open(`#city=wuhai&date=${asOf}`);
    await page.waitForSelector(".row");
    await page.locator('[data-tool="filter"]').click();
    await page.locator('[data-filter="holder"]').fill("1");
    for (const [label, value] of [
      ["面积 从", "20"],
      ["逾期天数 从", "100"],
    ] as const) {
      await page.getByLabel(label).fill(value);
      await page.getByLabel(label).press("Enter");
    }
    await expect.poll(() => textOf(page, ".list-head span")).toBe(`已筛选 ${wanted.length} / ${report.parcels.length} 宗`);
    expect(decodeURIComponent(page.url())).toContain("filter=holder:1;mu:20");
    await keepScreenshot(page, "land-filter-zh");
    const saved = await savedFile(page, () => page.locator('[data-export="csv"]').click());
    const own = readCsv(saved.bytes);
    const all = readCsv(await commandLineFile(["land", "data/geojson/wuhai", "--as-of", asOf], "csv"));
    const ids = new Set(wanted.map(({ id }) => id));
    const expected = all.filter(({ id }) => ids.has(id!));
    expect(shared(own, expected, KEYS)).toEqual(shared(expected, own, KEYS));
    expect(own.every(({ id, holder }) => holder === holders.get(id!))).toBe(true);
    // Undone step by step, the filter is gone again.
    while (await page.locator('[data-tool="undo"]').isEnabled()) await page.locator('[data-tool="undo"]').click();
    await expect.poll(() => page.url()).not.toContain("filter=");
    expect(record.problems).toEqual([]);
    await page.context().close();
  });
});

describe("two dates compared, by keyboard, in English, on a phone", () => {
  it("lists every parcel whose status changed with both statuses, and leaves as a workbook with a total", async () => {
    const [then, now] = await Promise.all([land("2023-12-31"), land("2025-12-31")]);
    const classes = new Map(then.parcels.map((row) => [row.id, landClassOf(row.status, row.ground)]));
    const changed = now.parcels.filter((row) => classes.get(row.id) !== landClassOf(row.status, row.ground));
    const { page, record } = await openPage(browser, PHONE);
    const viewer = viewerOn(page, service.url);
    await viewer.open("#city=wuhai&lang=en");
    await page.locator(".mobile-tabs button").nth(1).press("Enter");
    await page.locator('[data-tool="compare"]').focus();
    await page.keyboard.press("Enter");
    await page.locator(".compare-date").focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("2023-12-31");
    await page.keyboard.press("Enter");
    await expect
      .poll(() => textOf(page, '[data-compare="summary"]'))
      .toContain(`2023-12-31 to 2025-12-31: ${changed.length} parcels`);
    expect(page.url()).toContain("compare=2023-12-31");
    await keepScreenshot(page, "land-compare-phone-en");
    const workbook = readWorkbook(
      (
        await savedFile(page, async () => {
          await page.locator('[data-export="xlsx"]').focus();
          await page.keyboard.press("Enter");
        })
      ).bytes,
    );
    const [heading, ...rows] = workbook["What changed"]!;
    expect(heading!.slice(4, 6)).toEqual(["2023-12-31", "2025-12-31"]);
    expect(rows).toHaveLength(changed.length + 1);
    expect(new Set(rows.slice(0, -1).map(([id]) => id))).toEqual(new Set(changed.map(({ id }) => id)));
    expect(rows.at(-1)![7]).toBeCloseTo(
      changed.reduce((sum, { areaM2 }) => sum + areaM2, 0),
      4,
    );
    await page.locator(".virtual-list").focus();
    await page.keyboard.press("Home");
    await page.waitForSelector(".detail .conditions, .detail .verdict");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    expect(record.problems).toEqual([]);
    await page.context().close();
  });
});
