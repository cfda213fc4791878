import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { loadDataset } from "@parkatlas/formats";
import { checkProtection, type Dataset, type ProtectionChange, protectionWhatIf, type UnitProtection } from "@parkatlas/geo-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keepScreenshot, launchBrowser, openPage, PHONE } from "./support/browser.ts";
import { demoFacts, viewAt } from "./support/demo.ts";
import { commandLineFile, readCsv, savedFile, shared } from "./support/files.ts";
import { type RunningService, startService } from "./support/service.ts";
import { viewerOn } from "./support/viewer.ts";

let service: RunningService;
let browser: Browser;
let dataset: Dataset;
let unit: UnitProtection;
const folder = fileURLToPath(new URL("../../data/geojson/tongliao/", import.meta.url));

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), launchBrowser()]);
  dataset = (await loadDataset((path) => readFile(folder + path))).dataset!;
  // A unit whose distance is computed, and that does not keep it.
  unit = checkProtection(dataset, options()).units.find(
    (each) => each.subject === "unit" && each.verdict === "inside" && each.workings.some(({ workings }) => workings.length > 0),
  )!;
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const options = () => ({ edgeModel: dataset.edgeModel, workingCrs: dataset.workingCrs, asOf: dataset.asOf });
/** What the library says of the changes: the screen and the file must say the same. */
const expected = (changes: readonly ProtectionChange[]) =>
  protectionWhatIf(dataset, checkProtection(dataset, options()), changes, options());
const textOf = async (page: Page, selector: string) =>
  ((await page.locator(selector).first().textContent()) ?? "").replace(/\s+/g, " ").trim();
const worstM = (row: UnitProtection) => row.pairs.reduce((worst, { shortfallM }) => Math.max(worst, shortfallM), 0);
const KEYS = ["unitId", "requiredM", "siteId", "distanceM", "loM", "hiM", "shortfallM", "verdict"];

describe("what if, by mouse, in Chinese, on a desk", () => {
  it("follows a unit that is dragged on the map, labels it as assumed everywhere, and exports it as such", async () => {
    const facts = await demoFacts(service, "tongliao");
    const place = await facts.placeOf("units", unit.id);
    const { page, record } = await openPage(browser);
    const viewer = viewerOn(page, service.url);
    await viewer.open(`#city=tongliao&task=protection&sel=units/${unit.id}&${viewAt([place[0] + 0.006, place[1]], 14.2)}`);
    await page.locator('[data-what-if="begin"]').click();
    await viewer.settle();
    const [x, y] = await viewer.pixelOf(place);
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 1; step <= 12; step++) await page.mouse.move(x - step * 8, y + step * 5);
    await page.mouse.up();
    await viewer.settle();
    const [eastM, northM] = await Promise.all(
      ["向东移动", "向北移动"].map(async (label) => Number(await page.getByLabel(label).inputValue())),
    );
    expect(eastM!).toBeLessThan(-100);
    expect(northM!).toBeLessThan(-50);
    expect(page.url()).toContain(`east:${eastM}`);
    const answer = expected([{ kind: "move-unit", unitId: unit.id, eastM: eastM!, northM: northM! }]);
    const after = answer.units.find(({ id }) => id === unit.id)!;
    const outcome = await textOf(page, '[data-what-if="outcome"]');
    if (worstM(after) > 0)
      expect(outcome).toContain(
        `最大不足 ${worstM(after).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })} m`,
      );
    expect(await page.locator(`[data-difference="${unit.id}"]`).count()).toBe(1);
    expect(await textOf(page, ".map-hint.assumed")).toContain("假设");
    await keepScreenshot(page, "what-if-zh");
    const saved = await savedFile(page, () => page.locator('.detail [data-export="csv"]').click());
    expect(saved.name).toContain("假设");
    const rows = readCsv(saved.bytes);
    const nearest = [...after.pairs].sort((a, b) => a.distanceM - b.distanceM);
    expect(rows.map(({ siteId, distanceM }) => [siteId, distanceM && Number(distanceM).toFixed(6)])).toEqual(
      nearest.length === 0 ? [["", ""]] : nearest.map(({ siteId, distanceM }) => [siteId, distanceM.toFixed(6)]),
    );
    // Undone, the unit stands where the data say.
    await page.keyboard.press("Control+z");
    await viewer.settle();
    expect(page.url()).not.toContain("east:");
    expect(record.problems).toEqual([]);
    await page.context().close();
  });
});

describe("what if, by keyboard, in English, on a phone", () => {
  it("changes emission, wind and place, drops a site, lists what differs, and gives the base list as the command line does", async () => {
    const { page, record } = await openPage(browser, PHONE);
    const viewer = viewerOn(page, service.url);
    await viewer.open(`#city=tongliao&task=protection&lang=en&sel=units/${unit.id}`);
    await page.waitForSelector(".pairs");
    const base = await savedFile(page, async () => {
      await page.locator('.detail [data-export="csv"]').focus();
      await page.keyboard.press("Enter");
    });
    const own = readCsv(base.bytes);
    const fromCli = readCsv(await commandLineFile(["protection", "data/geojson/tongliao", "--unit", unit.id], "csv"));
    expect(shared(own, fromCli, KEYS)).toEqual(shared(fromCli, own, KEYS));
    expect(own.map(({ number }) => number)).toEqual(own.map((_, index) => String(index + 1)));

    await page.locator('[data-what-if="begin"]').focus();
    await page.keyboard.press("Enter");
    const working = unit.workings.flatMap(({ workings }) => workings).find(({ chosen }) => chosen)!;
    const type = async (label: string, value: string) => {
      await page.getByLabel(label).focus();
      await page.keyboard.press("Control+a");
      await page.keyboard.type(value);
      await page.keyboard.press("Enter");
    };
    await type(`${working.substance}, emission Qc`, "0.01");
    await type("Mean wind of five years", "4.5");
    await page.getByLabel("Moved east").focus();
    for (let step = 0; step < 3; step++) await page.keyboard.press("ArrowUp");
    const dropped = unit.pairs[0]!.siteId;
    await page.locator(`[data-drop="${dropped}"]`).focus();
    await page.keyboard.press("Space");
    const answer = expected([
      { kind: "move-unit", unitId: unit.id, eastM: 30, northM: 0 },
      { kind: "set-wind", unitId: unit.id, windMPerS: 4.5 },
      { kind: "set-emission", unitId: unit.id, substance: working.substance, emissionKgPerH: 0.01 },
      { kind: "drop-site", siteId: dropped },
    ]);
    const after = answer.units.find(({ id }) => id === unit.id)!;
    await page.waitForSelector(`.what-if-verdict[data-verdict="${after.verdict}"]`);
    await expect
      .poll(async () =>
        textOf(page, ".summary-change tbody tr:first-child td.changed, .summary-change tbody tr:first-child td:last-child"),
      )
      .toBe(String(answer.summaryAfter.inside));
    expect(await page.locator(".differences > li").count()).toBe(answer.differences.length);
    await page.locator(".summary-change").scrollIntoViewIfNeeded();
    await keepScreenshot(page, "what-if-phone-en");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    // The link restores the assumption.
    const link = new URL(page.url()).hash;
    await page.goto("about:blank");
    await page.goto(`${service.url}${link}`);
    await page.waitForSelector(`.what-if-verdict[data-verdict="${after.verdict}"]`);
    expect(record.problems).toEqual([]);
    await page.context().close();
  });
});
