import type { LandReport } from "@parkatlas/geo-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keepScreenshot, launchBrowser, openPage, PHONE } from "./support/browser.ts";
import { demoFacts, viewAt } from "./support/demo.ts";
import { type RunningService, startService } from "./support/service.ts";
import { viewerOn } from "./support/viewer.ts";

let service: RunningService;
let browser: Browser;
let facts: Awaited<ReturnType<typeof demoFacts>>;
let report: LandReport;

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), launchBrowser()]);
  facts = await demoFacts(service, "tongliao");
  report = await facts.land("2025-12-31");
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

async function fresh(size?: { width: number; height: number }) {
  const { page, record } = await openPage(browser, size);
  const close = async () => {
    expect(record.problems).toEqual([]);
    expect(record.requests.filter((url) => !/^(?:data|blob):/.test(url) && !url.startsWith(service.url))).toEqual([]);
    await page.context().close();
  };
  return { page, viewer: viewerOn(page, service.url), close };
}

const textOf = async (page: Page, selector: string) => ((await page.locator(selector).textContent()) ?? "").replace(/\s+/g, " ");
const detailText = (page: Page) => textOf(page, ".detail");
const grouped = (value: number, digits: number) =>
  value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });

describe("reading why", () => {
  it("tells, for a clicked parcel, why it is suspected idle: clause, date, days, fee, conditions, areas", async () => {
    const row = report.parcels.find(
      (each) => each.ground === "not-started-1y" && each.measure === "fee" && each.feeCny && each.areaM2 > 20_000,
    )!;
    const place = await facts.placeOf("parcels", row.id);
    const { viewer, page, close } = await fresh();
    await viewer.open(`#city=tongliao&${viewAt(place, 14.6)}`);
    await viewer.clickAt(place);
    await page.waitForSelector(".conditions");
    const text = await detailText(page);
    for (const expected of [
      row.name,
      "疑似闲置",
      "满一年未动工",
      row.clauseZh!,
      row.dueOn!,
      `${row.since} 起`,
      `${grouped(row.daysOverdue!, 0)} 天`,
      `${grouped(row.feeCny!, 2)} 元`,
      "属国有建设用地",
      "实际 国有",
      "登记面积",
      "图形面积",
      "合成示意",
    ]) {
      expect(text).toContain(expected);
    }
    const recordedM2 = (await facts.item("parcels", row.id)).properties.recordedAreaM2 as number;
    expect(text).toContain(grouped(recordedM2, 2));
    expect(text).toContain(grouped((recordedM2 * 3) / 2000, 2));
    expect(await page.locator(".condition.met").count()).toBeGreaterThan(2);
    await keepScreenshot(page, "parcel-zh");
    await close();
  });

  it("tells, for a clicked unit, the required distance with its working and every site that is too near", async () => {
    const { units } = await facts.protection("2025-12-31");
    const unit = units.find(
      (each) =>
        each.subject === "unit" &&
        each.verdict === "inside" &&
        each.workings.some((rule) => rule.requiredM === each.requiredM && rule.workings.length > 0),
    )!;
    const place = await facts.placeOf("units", unit.id);
    const { viewer, page, close } = await fresh();
    await viewer.open(`#city=tongliao&task=protection&${viewAt(place, 16)}`);
    await viewer.clickAt(place);
    await page.waitForSelector(".pairs");
    const text = await detailText(page);
    const working = unit.workings.find((rule) => rule.requiredM === unit.requiredM)!.workings.find((each) => each.chosen)!;
    const pair = unit.pairs.find((each) => each.verdict === "inside")!;
    for (const expected of [
      unit.name,
      "距离不足",
      `${grouped(unit.requiredM!, 0)} m`,
      "GB/T 39499-2020",
      working.substance,
      `初值 ${grouped(working.initialM, 4)} m`,
      pair.siteName,
      `不足 ${grouped(pair.shortfallM, 2)} m`,
      `${grouped(pair.azimuthDeg!, 1)}°`,
    ]) {
      expect(text).toContain(expected);
    }
    await page.locator(".pairs button").first().click();
    await viewer.settle();
    expect(await page.locator(".detail h2").textContent()).toBe(pair.siteName);
    expect(await detailText(page)).toContain(unit.name);
    await close();
  });

  it("walks through everything under a click and lists it", async () => {
    const row = await facts.parcelOfClass(report, "built");
    const place = await facts.placeOf("parcels", row.id);
    const { viewer, page, close } = await fresh();
    await viewer.open(`#city=tongliao&${viewAt(place, 14.6)}`);
    const kinds: (string | null)[] = [];
    for (let click = 0; click < 4; click++) {
      await page.mouse.click(...(await viewer.pixelOf(place)));
      await page.waitForTimeout(300);
      kinds.push(await page.locator(".detail .kind").textContent());
      // Selecting a park moves the map; the walk goes on from where the place then is.
      await viewer.settle();
      if (kinds.at(-1) === "园区") break;
    }
    expect(kinds).toEqual(["地块", "区块", "园区"]);
    expect(await page.locator(".also-here button").allTextContents()).toEqual(["地块", "区块", "园区"]);
    await close();
  });
});

describe("list and map", () => {
  it("sorts by days overdue, goes to a chosen row, and marks the row of a clicked parcel", async () => {
    const { viewer, page, close } = await fresh();
    await viewer.open("#city=tongliao");
    await page.waitForSelector(".row");
    const longest = [...report.parcels]
      .filter((row) => ["suspected-idle", "idle", "overdue"].includes(row.status))
      .sort((a, b) => (b.daysOverdue ?? -1) - (a.daysOverdue ?? -1) || (a.id < b.id ? -1 : 1))[0]!;
    expect(await page.locator(".row strong").first().textContent()).toBe(longest.name);
    await page.locator(".row").nth(1).click();
    await viewer.settle();
    expect(Number(await page.locator(".map").getAttribute("data-map-zoom"))).toBeGreaterThan(12);
    expect(page.url()).toMatch(/sel=parcels\//);
    await page.keyboard.press("ArrowUp");
    await viewer.settle();
    expect(await page.locator('.row[aria-selected="true"] strong').first().textContent()).toBe(longest.name);
    expect(await page.locator(".detail h2").textContent()).toBe(longest.name);
    await close();
  });

  it("counts what the service counts, by city and by park", async () => {
    const { viewer, page, close } = await fresh();
    await viewer.open("#city=tongliao");
    await page.waitForSelector(".counters");
    const supplied = report.groups.reduce((sum, group) => sum + group.suppliedM2, 0);
    const idle = report.groups.reduce((sum, group) => sum + group.suppliedM2 * (group.suspectedIdleShareOfSupplied ?? 0), 0);
    expect(await page.locator('[data-counter="suspected-share"]').textContent()).toBe(`${((idle / supplied) * 100).toFixed(2)}%`);
    const group = report.groups.find((each) => each.suspectedIdleShareOfSupplied !== null)!;
    await page.locator(".field select").selectOption(group.id);
    await viewer.settle();
    expect(await page.locator('[data-counter="suspected-share"]').textContent()).toBe(
      `${(group.suspectedIdleShareOfSupplied! * 100).toFixed(2)}%`,
    );
    await page.locator('[data-group="all"]').click();
    expect(await page.locator(".list-head span").first().textContent()).toBe(
      `已筛选 ${grouped(report.parcels.filter((row) => row.parkId === group.id).length, 0)} / ${grouped(report.parcels.length, 0)} 宗`,
    );
    await close();
  });
});

describe("date by keyboard", () => {
  it("moves by a day, a month and to the ends, and keeps the date in the link", async () => {
    const { viewer, page, close } = await fresh();
    await viewer.open("#city=tongliao&date=2024-03-31");
    const slider = page.locator(".slider input");
    const shown = () => page.locator(".as-of-readout strong").textContent();
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    expect(await shown()).toBe("2024-04-01");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("PageDown");
    // The end of March less one month is the last day of February (2024 is a leap year).
    expect(await shown()).toBe("2024-02-29");
    await page.keyboard.press("Home");
    expect(await shown()).toBe("2015-01-01");
    await page.locator(".date-input").fill("2023-02-30");
    await page.locator(".date-input").press("Enter");
    expect(await shown()).toBe("2015-01-01");
    await viewer.settle();
    expect(page.url()).toContain("date=2015-01-01");
    await close();
  });
});

describe("language, links and sizes", () => {
  it("switches every text and the names on the map to English and back", async () => {
    const { viewer, page, close } = await fresh();
    await viewer.open("#city=tongliao");
    await page.waitForSelector(".row");
    const chinese = await page.screenshot();
    expect(await page.locator(".badge").textContent()).toBe("示意数据 · 几何为合成");
    await page.locator(".language").click();
    await viewer.settle();
    const inEnglish = await textOf(page, ".shell");
    // What may stay Chinese in English: the language switch and the second name of the product.
    expect(inEnglish.replace(/中|园区一张图/g, "")).not.toMatch(/\p{Script=Han}/u);
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    expect(Buffer.compare(chinese, await page.screenshot())).not.toBe(0);
    await keepScreenshot(page, "city-en");
    await page.locator(".language").click();
    await viewer.settle();
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    await close();
  });

  it("restores city, task, date and selection from a link, and says what in a link is not valid", async () => {
    const { viewer, page, close } = await fresh();
    await viewer.open("#city=wuhai&date=2023-06-30&task=overview&sel=parks/WH-P01&map=99/1/1");
    expect(await page.locator('[data-city="wuhai"]').getAttribute("aria-pressed")).toBe("true");
    expect(await page.locator(".as-of-readout strong").textContent()).toBe("2023-06-30");
    expect(await page.locator(".detail h2").textContent()).toBe("乌海高新技术产业开发区");
    expect(await page.locator(".url-notice").textContent()).toContain("map=99/1/1");
    await close();
  });

  it("shows clusters, published figures with their sources, and contradictions side by side", async () => {
    const { viewer, page, close } = await fresh();
    await viewer.open("#city=tongliao&task=overview");
    const text = await textOf(page, ".task-panel");
    expect(text).toContain("北部绿色铝基新材料产业集聚区");
    expect(text).toContain("公布数字之间的矛盾");
    expect(await page.locator(".contradictions > li").first().locator(".statements li").count()).toBeGreaterThan(1);
    await keepScreenshot(page, "overview-zh");
    await close();
  });

  it("works on a phone: nothing wider than the screen, map and list take turns, a row opens its detail", async () => {
    const { viewer, page, close } = await fresh(PHONE);
    await viewer.open("#city=tongliao");
    await keepScreenshot(page, "phone-map");
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(PHONE.width);
    expect(await page.locator(".badge").isVisible()).toBe(true);
    await page.locator(".mobile-tabs button").nth(1).click();
    await page.locator(".row").first().click();
    await page.waitForSelector(".detail .conditions");
    expect(await page.locator(".detail h2").isVisible()).toBe(true);
    expect(await width()).toBe(PHONE.width);
    await keepScreenshot(page, "phone-detail");
    await close();
  });
});
