import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LAND_SYMBOLS } from "../../packages/viewer/src/style/symbology.ts";
import { keepScreenshot, launchBrowser, openPage } from "./support/browser.ts";
import { demoFacts, viewAt } from "./support/demo.ts";
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

describe("when something is missing the reader is told, and never sees a blank map", () => {
  it.each([
    ["is refused", (abort: () => Promise<void>) => abort()],
    ["is answered with a page", (_abort: () => Promise<void>, page: () => Promise<void>) => page()],
  ])("shows the worker screen where the map's worker %s", async (_how, answer) => {
    const { page } = await openPage(browser);
    await page.route("**/maplibre-gl-worker*", (route) =>
      answer(
        () => route.abort(),
        () => route.fulfill({ status: 200, contentType: "text/html", body: "<!doctype html><title>lost</title>" }),
      ),
    );
    await page.goto(service.url);
    await page.waitForSelector('[data-fatal="worker"]', { timeout: 60_000 });
    expect(await page.locator(".fatal h2").textContent()).toBe("地图没有启动");
    expect(await page.locator(".map").count()).toBe(0);
    // The list needs no map and stays usable.
    await page.waitForSelector(".row");
    await keepScreenshot(page, "fatal-worker");
    await page.context().close();
  });

  it("shows the WebGL screen on a computer that cannot draw", async () => {
    const poor = await launchBrowser(["--disable-gpu", "--disable-software-rasterizer"]);
    const { page } = await openPage(poor);
    await page.goto(`${service.url}#lang=en`);
    await page.waitForSelector('[data-fatal="webgl"]', { timeout: 60_000 });
    expect(await page.locator(".fatal h2").textContent()).toBe("This computer cannot draw the map");
    await poor.close();
  });

  it("shows the server screen where the list of datasets does not come, and goes on once it does", async () => {
    const { page } = await openPage(browser);
    await page.route("**/datasets", (route) => route.abort());
    await page.goto(service.url);
    await page.waitForSelector('[data-fatal="server"]');
    await page.unroute("**/datasets");
    await page.locator(".fatal .button").click();
    await viewerOn(page, service.url).settle();
    await page.waitForSelector(".row");
    await page.context().close();
  });

  it("says in the panel that an analysis did not come, with the service's own words, and fetches it again", async () => {
    const { page } = await openPage(browser);
    const problem = { type: "about:blank", title: "Overloaded", status: 503, detail: "too many readers, try again" };
    await page.route("**/analysis/land*", (route) =>
      route.fulfill({ status: 503, contentType: "application/problem+json", body: JSON.stringify(problem) }),
    );
    await page.goto(service.url);
    await page.waitForSelector(".task-panel .note.error");
    expect(await page.locator(".task-panel .note.error").textContent()).toContain("too many readers, try again");
    await page.unroute("**/analysis/land*");
    await page.locator(".task-panel .note.error .button").click();
    await page.waitForSelector(".row");
    await page.context().close();
  });

  it("says that tiles are missing, asks for them again, and draws them once they come", async () => {
    const facts = await demoFacts(service, "wuhai");
    const row = await facts.parcelOfClass(await facts.land("2025-12-31"), "built");
    const place = await facts.placeOf("parcels", row.id);
    const { page } = await openPage(browser);
    const viewer = viewerOn(page, service.url);
    await page.route("**/*.mvt*", (route) => route.abort());
    await page.goto(`${service.url}#city=wuhai&${viewAt(place, 14.6)}`);
    await page.waitForSelector(".map-hint.warn");
    const built = async () =>
      shareOfColour(await viewer.picture(), await viewer.pixelOf(place), 5, rgbOf(LAND_SYMBOLS.built.fill));
    expect(await built()).toBe(0);
    await page.unroute("**/*.mvt*");
    await expect.poll(built, { timeout: 30_000, interval: 500 }).toBeGreaterThan(0.9);
    await page.context().close();
  });

  it("says that a feature named in a link does not exist", async () => {
    const { page } = await openPage(browser);
    const viewer = viewerOn(page, service.url);
    await viewer.open("#city=tongliao&sel=parcels/no-such-parcel");
    expect(await page.locator(".detail").textContent()).toContain("没有这个对象");
    await page.context().close();
  });
});
