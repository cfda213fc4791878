import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openPage, PHONE } from "./support/browser.ts";
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

interface State {
  readonly name: string;
  readonly hash: string;
  readonly until: string;
  readonly click?: string;
  readonly phone?: true;
}

const STATES: readonly State[] = [
  { name: "land", hash: "#city=wuhai", until: ".row" },
  { name: "land, filter open", hash: "#city=wuhai", until: ".row", click: '[data-tool="filter"]' },
  { name: "land, two dates", hash: "#city=wuhai&compare=2024-12-31&theme=dark", until: "[data-compare]" },
  { name: "parcel", hash: "#city=wuhai&sel=parcels/WH-B03-0071", until: ".conditions" },
  { name: "parcel, dark, English", hash: "#city=wuhai&sel=parcels/WH-B03-0071&theme=dark&lang=en", until: ".conditions" },
  { name: "protection", hash: "#city=wuhai&task=protection", until: ".row" },
  { name: "unit", hash: "#city=tongliao&task=protection&sel=units/TL-U-047A", until: ".pairs" },
  {
    name: "unit, assumed, dark",
    hash: "#city=tongliao&task=protection&sel=units/TL-U-047A&whatif=unit:TL-U-047A;east:200&theme=dark",
    until: ".differences",
  },
  { name: "siting", hash: "#city=wuhai&task=siting&unit=5000", until: ".row" },
  { name: "siting, dark, phone", hash: "#city=wuhai&task=siting&theme=dark", until: ".row", phone: true },
  { name: "overview", hash: "#city=tongliao&task=overview", until: ".zones, .zone" },
  { name: "overview of a park, dark", hash: "#city=ordos&task=overview&sel=parks/OD-P01&theme=dark", until: ".detail .facts" },
  { name: "ruler", hash: "#city=wuhai&measure=106.8,39.65+106.82,39.65+106.82,39.66", until: "[data-ruler]" },
  { name: "not found", hash: "#city=wuhai&sel=parcels/none", until: ".detail .note" },
];

describe("axe finds nothing to complain about", () => {
  it.each(STATES)("$name", async ({ hash, until, click, phone }) => {
    const { page } = await openPage(browser, phone ? PHONE : undefined);
    await viewerOn(page, service.url).open(hash);
    if (phone) await page.locator(".mobile-tabs button").nth(1).click();
    await page.waitForSelector(until);
    if (click) await page.locator(click).click();
    await page.waitForTimeout(300);
    await page.evaluate(axe.source);
    const found = await page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
      });
      return violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 4)
            .map((node) => node.html.slice(0, 120))
            .join(" | ")}`,
      );
    });
    expect(found).toEqual([]);
    await page.context().close();
  });
});
