import type { LandReport } from "@parkatlas/geo-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openPage } from "./support/browser.ts";
import { readCsv, savedFile } from "./support/files.ts";
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

const MARKUP = `<img src=x onerror="window.hit=1"><script>window.hit=2</script>`;
const LONG = "长名称".repeat(3400);
const FORMULA = "=HYPERLINK(1)";

type Change = (body: Record<string, unknown>) => unknown;

/** The service's own answer to a path, changed on the way. */
async function tamper(page: Page, pattern: string | RegExp, change: Change): Promise<void> {
  await page.route(pattern, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: change((await response.json()) as Record<string, unknown>) });
  });
}

const wasHit = (page: Page) => page.evaluate(() => (globalThis as { hit?: number }).hit);

describe("hostile data", () => {
  it("shows markup as text, holds a name of ten thousand characters, and survives fields that are missing", async () => {
    const { page, record } = await openPage(browser);
    const viewer = viewerOn(page, service.url);
    await tamper(page, /analysis\/land\?.*by=park/, (body) => {
      const parcels = (body as unknown as LandReport).parcels
        .filter(({ status }) => status === "suspected-idle")
        .map((row, index) => ({
          ...row,
          name: [MARKUP, LONG, FORMULA][index] ?? row.name,
          daysOverdue: 9000 - index,
          ...(index === 3 ? { parkId: null, since: null, clause: null, clauseZh: null, timeline: [] } : {}),
        }));
      return { ...body, parcels };
    });
    await tamper(page, "**/collections/wuhai.parcels/items/*", (body) => ({
      ...body,
      properties: { ...(body.properties as object), name: MARKUP, holder: MARKUP, source: LONG, provenance: 7, accuracyM: "x" },
    }));
    await viewer.open("#city=wuhai");
    await page.waitForSelector(".row");
    expect(await page.locator(".row strong").first().textContent()).toBe(MARKUP);
    for (const at of [0, 1, 3]) {
      await page.locator(".row").nth(at).click();
      await page.waitForSelector(".detail .conditions, .detail .facts");
      expect(await page.locator(".detail h2").textContent()).toBe(MARKUP);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1440);
    }
    // A text that a spreadsheet would take for a formula leaves with an apostrophe before it.
    const saved = await savedFile(page, () => page.locator('[data-export="csv"]').click());
    expect(readCsv(saved.bytes).map(({ name }) => name)).toContain(`'${FORMULA}`);
    expect(await wasHit(page)).toBeUndefined();
    expect(record.problems).toEqual([]);
    await page.context().close();
  });

  it("takes nothing of a link for markup, and names what is not valid in it", async () => {
    const { page } = await openPage(browser);
    const viewer = viewerOn(page, service.url);
    const bad = encodeURIComponent(MARKUP);
    await viewer.open(`#city=wuhai&sel=parcels/${bad}&need=${bad}&whatif=${bad}&filter=${bad}&at=${bad}`);
    const notice = (await page.locator(".url-notice").textContent())!;
    for (const param of ["need=", "whatif=", "filter=", "at="]) expect(notice).toContain(param);
    expect(await wasHit(page)).toBeUndefined();
    expect(await page.locator(".detail").textContent()).toContain("没有这个对象");
    await page.context().close();
  });

  it("counts days alike wherever the computer stands", async () => {
    const shown: (string | null)[] = [];
    for (const timezoneId of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", timezoneId });
      const page = await context.newPage();
      const viewer = viewerOn(page, service.url);
      await viewer.open("#city=wuhai&date=2024-02-29");
      await page.waitForSelector(".row");
      await page.locator(".slider input").focus();
      await page.keyboard.press("ArrowRight");
      expect(await page.locator(".as-of-readout strong").textContent()).toBe("2024-03-01");
      await viewer.settle();
      shown.push(await page.locator(".list-section").textContent());
      await context.close();
    }
    expect(shown[0]).toBe(shown[1]);
  });
});
