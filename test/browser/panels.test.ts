import type { EvaluationReport, LandClock, LandReport, LandSeries, LineageReport } from "@parkatlas/geo-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keepScreenshot, launchBrowser, openPage, PHONE } from "./support/browser.ts";
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

async function opened(hash: string, size?: { width: number; height: number }) {
  const { page, record } = await openPage(browser, size);
  const viewer = viewerOn(page, service.url);
  await viewer.open(hash);
  const close = async () => {
    expect(record.problems).toEqual([]);
    await page.context().close();
  };
  return { page, viewer, close };
}

const textOf = async (page: Page, selector: string) =>
  ((await page.locator(selector).first().textContent()) ?? "").replace(/\s+/g, " ").trim();
const grouped = (value: number, digits: number) =>
  value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const percent = (share: number) => `${(share * 100).toFixed(2)}%`;
const muOf = (areaM2: number) => grouped((areaM2 * 3) / 2000, 2);

interface Reasons {
  readonly answers: readonly {
    readonly id: string;
    readonly statusZh: string;
    readonly statusEn: string;
    readonly forecastZh: string;
    readonly clock: LandClock | null;
  }[];
}

/** The first parcel whose clock was stopped for a while, with what the service says about it. */
async function delayedParcel() {
  const { parcels } = (await service.json("analysis/land?dataset=tongliao")) as LandReport;
  const overdue = parcels.filter(({ status }) => status === "overdue").map(({ id }) => id);
  const { answers } = (await service.json(`analysis/land?dataset=tongliao&parcel=${overdue.join(",")}`)) as Reasons;
  return answers.find(({ clock }) => clock?.segments.some(({ counted }) => !counted) && clock.segments.length > 1)!;
}

describe("the trend", () => {
  it("shows the quarter of the as-of date as the service counts it, for all parks and for one", async () => {
    const path = "analysis/land/series?dataset=tongliao&from=2015-12-31&to=2027-12-31&step=quarter&by=park";
    const { groups } = (await service.json(path)) as LandSeries;
    const { page, viewer, close } = await opened("#city=tongliao&date=2024-05-20");
    await page.waitForSelector('[data-quarter="2024-06-30"]');
    const points = groups.flatMap((group) => group.points.filter(({ on }) => on === "2024-06-30"));
    const flows = groups.flatMap((group) => group.flows.filter(({ until }) => until === "2024-06-30"));
    const supplied = points.reduce((sum, each) => sum + each.suppliedM2, 0);
    const idle = points.reduce((sum, each) => sum + (each.idleOrSuspectedM2 ?? 0), 0);
    expect(await textOf(page, '[data-trend="share"]')).toBe(percent(idle / supplied));
    const entered = flows.flatMap(({ events }) => events).filter(({ direction }) => direction === "in").length;
    expect(await textOf(page, '[data-trend="inflow"]')).toBe(
      `${entered} 宗 ${muOf(flows.reduce((sum, flow) => sum + flow.inflowM2, 0))} 亩`,
    );
    const group = groups.find(({ id }) => id === "TL-P06")!;
    const flow = group.flows.find(({ until }) => until === "2024-06-30")!;
    await page.locator(".field select").selectOption("TL-P06");
    await viewer.settle();
    expect(await textOf(page, '[data-trend="share"]')).toBe(
      percent(group.points.find(({ on }) => on === "2024-06-30")!.suspectedIdleShareOfSupplied!),
    );
    expect(await textOf(page, '[data-trend="outflow"]')).toContain(`${muOf(flow.outflowM2)} 亩`);
    await keepScreenshot(page, "trend-zh");
    await close();
  });

  it("moves the as-of date by key and by click, and marks the projection", async () => {
    const { page, viewer, close } = await opened("#city=wuhai&date=2024-06-30");
    await page.locator(".trend-chart").focus();
    await page.keyboard.press("ArrowRight");
    await viewer.settle();
    expect(await textOf(page, ".as-of-readout strong")).toBe("2024-09-30");
    expect(await page.locator(".trend-chart").getAttribute("aria-valuetext")).toBe("2024-09-30");
    const box = (await page.locator(".trend-chart").boundingBox())!;
    await page.mouse.click(box.x + box.width - 8, box.y + 40);
    await viewer.settle();
    expect(await textOf(page, ".as-of-readout strong")).toBe("2027-12-31");
    expect(await page.locator(".trend-projection").count()).toBe(1);
    await close();
  });
});

describe("the reasons of a parcel", () => {
  it("are the sentences of the service, copied with name and origin, and the clock day by day", async () => {
    const answer = await delayedParcel();
    const clock = answer.clock!;
    const { page, close } = await opened(`#city=tongliao&sel=parcels/${answer.id}`);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.waitForSelector(".statement");
    expect(await textOf(page, '[data-statement="status"]')).toBe(answer.statusZh);
    expect(await textOf(page, '[data-statement="forecast"]')).toBe(answer.forecastZh);
    await page.locator(".copy-button").click();
    await page.waitForSelector('.copy-button[aria-label="已复制"]');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(`${answer.statusZh}${answer.forecastZh}`);
    expect(copied).toContain(answer.id);
    expect(copied).toContain("合成");
    const rows = await page.locator("table.clock tbody tr").allTextContents();
    expect(rows).toHaveLength(clock.segments.length);
    for (const [index, segment] of clock.segments.entries()) {
      expect(rows[index]).toContain(
        `${segment.from}${segment.to}${grouped(segment.days, 0)}${segment.counted ? "计入" : "不计（"}`,
      );
      expect(rows[index]).toMatch(new RegExp(`${grouped(segment.ownDaysAfter, 0)}$`));
    }
    await page.locator(".clock-bar").scrollIntoViewIfNeeded();
    await keepScreenshot(page, "statement-zh");
    await page.locator(".language").click();
    await page.waitForFunction((text) => document.querySelector(".statement")?.textContent?.includes(text), answer.statusEn);
    await close();
  });
});

describe("the overview", () => {
  it("tells what the parks were made of, with the land before and after", async () => {
    const ordos = (await service.json("analysis/lineage?dataset=ordos&date=2025-12-31")) as LineageReport;
    const before = (await service.json("analysis/lineage?dataset=ordos&date=2020-12-31")) as LineageReport;
    const { page, viewer, close } = await opened("#city=ordos&task=overview");
    await page.waitForSelector(".lineage-step");
    // 15 parks and 3 logistics parks without an outline became 8 (plan, chapter 3).
    expect(await textOf(page, ".lineage-head")).toBe("2021-01-0115 家 → 8 家");
    const step = await textOf(page, ".lineage-step");
    expect(step).toContain("另有 3 家");
    expect(step).toContain(`${grouped(ordos.changes[0]!.areaBeforeM2 / 10_000, 4)} ha`);
    expect(step).toContain(`${grouped(ordos.changes[0]!.areaAfterM2 / 10_000, 4)} ha`);
    await page.locator('.successions [data-park="OD-P01"] strong button').click();
    await viewer.settle();
    const table = page.locator(".succession");
    await table.waitFor();
    for (const id of ordos.entities.find((each) => each.id === "OD-P01")!.predecessors) {
      const entity = before.entities.find((each) => each.id === id)!;
      const line = await table.locator(`[data-entity="${id}"]`).textContent();
      expect(line).toContain(`${grouped(entity.parcelAreaM2 / 10_000, 4)}${grouped(entity.parcels, 0)}`);
    }
    await table.scrollIntoViewIfNeeded();
    await keepScreenshot(page, "lineage-zh");
    await close();
  });

  it("shows published standards with their source and judges no real park by made-up figures", async () => {
    const evaluation = (await service.json("analysis/evaluation?dataset=wuhai")) as EvaluationReport;
    const { page, close } = await opened("#city=wuhai&task=overview");
    await page.waitForSelector(".grades");
    const output = await textOf(page, '[data-threshold="wh.mu.output"]');
    expect(output).toContain("亩均产值≥ 160 万元/亩");
    expect(output).toContain("《关于促进乌海高新技术产业开发区高质量发展的实施意见》（2022-08）");
    expect(await textOf(page, '[data-threshold="wh.mu.tax"]')).toContain("≥ 7 万元/亩");
    expect(evaluation.thresholds.length).toBeGreaterThan(0);
    expect(await page.locator(".threshold-park").count()).toBe(0);
    const panel = await textOf(page, ".task-panel");
    for (const { value } of evaluation.thresholds)
      if (value !== null && !Number.isInteger(value)) expect(panel).not.toContain(value.toFixed(2));
    expect(panel).toContain("不代表任何真实企业或园区");
    await close();
  });

  it("counts grades and lists enterprises as the service does", async () => {
    const { rows } = (await service.json("analysis/evaluation?dataset=wuhai")) as EvaluationReport;
    const { page, close } = await opened("#city=wuhai&task=overview");
    await page.waitForSelector(".grades");
    for (const grade of ["A", "B", "C", "D"]) {
      const count = rows.filter((row) => row.grade === grade).length;
      expect(await textOf(page, `[data-grade="${grade}"] span`)).toBe(grouped(count, 0));
    }
    const best = rows.find(({ rank }) => rank === 1)!;
    const value = (id: string) => best.terms.find(({ indicator }) => indicator === id)!.value!.toFixed(2);
    expect(await page.locator(".grades tbody tr").count()).toBe(10);
    expect(await textOf(page, `[data-enterprise="${best.id}"]`)).toBe(
      `1${best.name}${value("taxPerMu")}${value("outputPerMu")}${best.score.toFixed(2)}${best.grade}`,
    );
    await page.locator(".grades").scrollIntoViewIfNeeded();
    await keepScreenshot(page, "evaluation-zh");
    await close();
  });
});

describe("room on the screen", () => {
  const overlaps = (page: Page, selectors: readonly string[]) =>
    page.evaluate((wanted) => {
      const boxes = wanted.flatMap((selector) => {
        const element = document.querySelector(selector);
        return element ? [{ selector, box: element.getBoundingClientRect() }] : [];
      });
      return boxes.flatMap((a, index) =>
        boxes
          .slice(index + 1)
          .filter(({ box: b }) => a.box.left < b.right && b.left < a.box.right && a.box.top < b.bottom && b.top < a.box.bottom)
          .map((b) => `${a.selector} × ${b.selector}`),
      );
    }, selectors);

  it.each([
    ["land", "#city=tongliao"],
    ["a parcel", "#city=tongliao&sel=parcels/TL-B01-0001"],
    ["protection", "#city=tongliao&task=protection"],
    ["a park", "#city=ordos&task=overview&lang=en&sel=parks/OD-P01"],
  ])("lets nothing on the map lie on the open legend at 1100 × 720: %s", async (_name, hash) => {
    const { page, close } = await opened(hash, { width: 1100, height: 720 });
    if ((await page.locator(".legend.closed").count()) > 0) await page.locator(".legend-head").click();
    const parts = [".legend", ".map-buttons", ".map-credit", ".maplibregl-ctrl-scale", ".detail-slot", ".time-bar"];
    expect(await overlaps(page, parts)).toEqual([]);
    await close();
  });

  it("names every source of the map once", async () => {
    const { page, close } = await opened("#city=tongliao");
    expect((await textOf(page, ".map-credit")).match(/OpenStreetMap/g)).toHaveLength(1);
    expect(await page.locator(".maplibregl-ctrl-attrib").count()).toBe(0);
    await close();
  });

  it("shows the ring of the focused control in full, wherever the Tab key goes", async () => {
    const { page, close } = await opened("#city=tongliao&sel=parcels/TL-B01-0001");
    await page.waitForSelector(".statement");
    const seen = new Set<string>();
    for (let stop = 0; stop < 40; stop++) {
      await page.keyboard.press("Tab");
      const focus = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return null;
        const style = getComputedStyle(element);
        const reach = Number.parseFloat(style.outlineOffset) + Number.parseFloat(style.outlineWidth);
        const box = element.getBoundingClientRect();
        const clipped: string[] = [];
        for (let above = element.parentElement; above; above = above.parentElement) {
          if (getComputedStyle(above).overflowX === "visible") continue;
          const room = above.getBoundingClientRect();
          const inside =
            box.left - reach >= room.left - 0.5 &&
            box.right + reach <= room.right + 0.5 &&
            box.top - reach >= room.top - 0.5 &&
            box.bottom + reach <= room.bottom + 0.5;
          if (!inside) clipped.push(above.className);
        }
        return {
          name: `${element.tagName} ${element.className}`,
          ring: style.outlineStyle,
          widthPx: style.outlineWidth,
          clipped,
        };
      });
      if (focus === null) continue;
      seen.add(focus.name);
      expect(focus).toMatchObject({ ring: "solid", widthPx: "2px", clipped: [] });
    }
    expect(seen.size).toBeGreaterThan(6);
    await close();
  });

  it("keeps the new panels within the width of a phone", async () => {
    const answer = await delayedParcel();
    for (const [hash, selector, picture] of [
      [`#city=tongliao&sel=parcels/${answer.id}`, "table.clock", "phone-clock"],
      ["#city=ordos&task=overview&sel=parks/OD-P01", ".succession", "phone-lineage"],
    ] as const) {
      const { page, close } = await opened(hash, PHONE);
      await page.locator(selector).scrollIntoViewIfNeeded();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
      const box = (await page.locator(selector).boundingBox())!;
      expect(box.x + box.width).toBeLessThanOrEqual(PHONE.width);
      await keepScreenshot(page, picture);
      await close();
    }
  });
});
