import type { LandClass, LandReport } from "@parkatlas/geo-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GROUND, LAND_SYMBOLS, VERDICT_SYMBOLS } from "../../packages/viewer/src/style/symbology.ts";
import { keepScreenshot, launchBrowser, openPage, type PageRecord } from "./support/browser.ts";
import { demoFacts, viewAt } from "./support/demo.ts";
import { distinctShapes, glyphBitmaps } from "./support/glyphs.ts";
import { rgbOf, shareOfColour } from "./support/png.ts";
import { type RunningService, startService } from "./support/service.ts";
import { type Viewer, viewerOn } from "./support/viewer.ts";

/** Parcels are drawn and their names are not yet. */
const PARCEL_ZOOM = 14.6;
const DATA_DATE = "2025-12-31";

let service: RunningService;
let browser: Browser;
let facts: Awaited<ReturnType<typeof demoFacts>>;
let report: LandReport;

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), launchBrowser()]);
  facts = await demoFacts(service, "tongliao");
  report = await facts.land(DATA_DATE);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

async function withViewer(run: (viewer: Viewer, record: PageRecord) => Promise<void>): Promise<void> {
  const { page, record } = await openPage(browser);
  await run(viewerOn(page, service.url), record);
  expect(record.problems).toEqual([]);
  expect(record.requests.filter((url) => !/^(?:data|blob):/.test(url) && !url.startsWith(service.url))).toEqual([]);
  await page.context().close();
}

const isTile = (url: string) => /\.mvt(?:\?|$)/.test(url);

describe("pixels of the map", () => {
  it.each([
    "built",
    "under-construction",
    "supplied-pending",
    "overdue",
    "suspected-idle-1y",
    "suspected-idle-2y",
    "idle",
  ] as LandClass[])("shows a parcel that is %s in its colour, and its hatch where it has one", async (landClass) => {
    const row = await facts.parcelOfClass(report, landClass);
    const place = await facts.placeOf("parcels", row.id);
    await withViewer(async (viewer, record) => {
      await viewer.open(`#city=tongliao&${viewAt(place, PARCEL_ZOOM)}`);
      expect(record.requests.filter(isTile).length).toBeGreaterThan(0);
      const picture = await viewer.picture();
      const at = await viewer.pixelOf(place);
      const symbol = LAND_SYMBOLS[landClass];
      const filled = shareOfColour(picture, at, 6, rgbOf(symbol.fill));
      if (symbol.hatch === "none") {
        expect(filled).toBeGreaterThan(0.9);
      } else {
        expect(filled).toBeGreaterThan(0.2);
        expect(filled).toBeLessThan(0.9);
      }
    });
  });

  it("writes a Chinese name in real characters, not in boxes", async () => {
    const { datasets } = (await service.json("datasets")) as {
      datasets: { id: string; parks: { id: string; name: string; labelAt: [number, number]; validTo: string | null }[] }[];
    };
    const park = datasets[0]!.parks.find((each) => each.name === "科尔沁工业园区" && each.validTo === null)!;
    await withViewer(async (viewer) => {
      await viewer.open(`#city=tongliao&task=overview&${viewAt(park.labelAt, 12.4)}`);
      const [x, y] = await viewer.pixelOf(park.labelAt);
      // Names of parks are 15.6 px high at this zoom and spaced by a fiftieth (style/layers-labels.ts).
      const line = { centerX: x, centerY: y, pitchPx: 15.6 * 1.02, count: park.name.length };
      const bitmaps = glyphBitmaps(await viewer.picture(), line, rgbOf("#17413e"));
      await keepScreenshot(viewer.page, "label-zh");
      // Seven characters, all different.
      expect(distinctShapes(bitmaps)).toBe(park.name.length);
    });
  });

  it("changes a parcel's colour when the date moves, without asking for a tile", async () => {
    const before = "2020-06-30";
    const earlier = await facts.land(before);
    const wasOverdue = new Set(earlier.parcels.filter((row) => row.status === "overdue").map((row) => row.id));
    const row = report.parcels.find(
      (each) =>
        wasOverdue.has(each.id) && each.ground === "not-started-2y" && each.status === "suspected-idle" && each.areaM2 > 20_000,
    )!;
    const place = await facts.placeOf("parcels", row.id);
    await withViewer(async (viewer, record) => {
      await viewer.open(`#city=tongliao&${viewAt(place, PARCEL_ZOOM)}`);
      const at = await viewer.pixelOf(place);
      const share = async (landClass: LandClass) =>
        shareOfColour(await viewer.picture(), at, 6, rgbOf(LAND_SYMBOLS[landClass].fill));
      expect(await share("suspected-idle-2y")).toBeGreaterThan(0.2);
      expect(await share("overdue")).toBe(0);
      const tilesBefore = record.requests.filter(isTile).length;
      await viewer.setDate(before);
      expect(await share("overdue")).toBeGreaterThan(0.9);
      await viewer.setDate("2028-01-01");
      expect(await share("suspected-idle-2y")).toBeGreaterThan(0.2);
      expect(record.requests.filter(isTile).length).toBe(tilesBefore);
      expect(await viewer.page.locator(".projection").textContent()).toBe("推演");
    });
  });

  it("draws a unit by its verdict and a line to every site within its distance, in the protection task only", async () => {
    const unit = (await facts.protection(DATA_DATE)).units.find((each) => each.subject === "unit" && each.verdict === "inside")!;
    const place = await facts.placeOf("units", unit.id);
    const pair = unit.pairs.find((each) => each.verdict === "inside" && each.measuredFrom === "unit")!;
    // A tenth along the line from the unit: off its outline, and off the words in the middle.
    const onLine = [0, 1].map((axis) => pair.from[axis]! + (pair.to[axis]! - pair.from[axis]!) * 0.15) as unknown as [
      number,
      number,
    ];
    await withViewer(async (viewer) => {
      await viewer.open(`#city=tongliao&task=protection&${viewAt(place, 15.5)}`);
      const fill = rgbOf(VERDICT_SYMBOLS.inside.fill);
      const picture = await viewer.picture();
      // Units are drawn at nine tenths, so that the ground shows through a little.
      const unitPixel = picture.at(...(await viewer.pixelOf([place[0], place[1]])));
      expect(unitPixel[0]).toBeGreaterThan(unitPixel[2] + 60);
      expect(shareOfColour(picture, await viewer.pixelOf(onLine), 3, fill)).toBeGreaterThan(0.05);
      await keepScreenshot(viewer.page, "protection-zh");
      await viewer.page.locator('[data-task="land"]').click();
      await viewer.settle();
      expect(shareOfColour(await viewer.picture(), await viewer.pixelOf(onLine), 3, fill)).toBe(0);
    });
  });

  it("gives a unit that did not run yet no verdict of today", async () => {
    const before = "2015-06-30";
    const asleep = new Set(
      (await facts.protection(before)).units.filter((each) => each.verdict === "not-required").map((each) => each.id),
    );
    const unit = (await facts.protection(DATA_DATE)).units.find(
      (each) => each.subject === "unit" && each.verdict === "inside" && asleep.has(each.id),
    )!;
    const place = await facts.placeOf("units", unit.id);
    await withViewer(async (viewer) => {
      await viewer.open(`#city=tongliao&task=protection&${viewAt(place, 16)}`);
      const redness = async () => {
        const [red, , blue] = (await viewer.picture()).at(...(await viewer.pixelOf(place)));
        return red - blue;
      };
      expect(await redness()).toBeGreaterThan(60);
      await viewer.setDate(before);
      await viewer.page.waitForTimeout(1500);
      await viewer.settle();
      expect(Math.abs(await redness())).toBeLessThan(20);
    });
  });

  it("outlines what is selected", async () => {
    const row = await facts.parcelOfClass(report, "built");
    const place = await facts.placeOf("parcels", row.id);
    const { geometry } = await facts.item("parcels", row.id);
    if (geometry.type !== "Polygon") throw new Error(`${row.id} is no single polygon`);
    const ring = geometry.coordinates[0]!;
    // The westernmost corner: the detail panel opens in the east.
    const corner = ring.reduce((west, each) => (each[0]! < west[0]! ? each : west));
    await withViewer(async (viewer) => {
      await viewer.open(`#city=tongliao&${viewAt(place, PARCEL_ZOOM)}`);
      const selected = rgbOf(GROUND.selected);
      const cornerAt = await viewer.pixelOf([corner[0]!, corner[1]!]);
      expect(shareOfColour(await viewer.picture(), cornerAt, 5, selected)).toBe(0);
      await viewer.clickAt(place);
      expect(shareOfColour(await viewer.picture(), await viewer.pixelOf([corner[0]!, corner[1]!]), 5, selected)).toBeGreaterThan(
        0.02,
      );
    });
  });
});
