import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { LandReport } from "@parkatlas/geo-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { IDLE_CLASSES } from "../../packages/viewer/src/style/share-expression.ts";
import { GROUND, LAND_SYMBOLS, SHARE_STEPS } from "../../packages/viewer/src/style/symbology.ts";
import { launchBrowser, openPage } from "./support/browser.ts";
import { demoFacts, viewAt } from "./support/demo.ts";
import { type Picture, type Rgb, rgbOf } from "./support/png.ts";
import { type RunningService, startService } from "./support/service.ts";
import { type LonLat, type Viewer, viewerOn } from "./support/viewer.ts";

/** What a map of land shows where parcels are too small to be seen. UPDATE_DOCS=1 makes the pictures of docs/tiles.md anew. */

const DATE = "2025-12-31";
const SIZE = { width: 1200, height: 760 };
/** Large scales have more on them, and pictures of the repository are small. */
const LOW_SIZE = { width: 1200, height: 580 };
/** Where Tongliao is looked at in the pictures of the documentation; from zoom 10 on its economic development zone. */
const PICTURES: readonly (readonly [zoom: number, place: LonLat])[] = [
  [4, [120.8, 44]],
  [7, [121.7, 44.1]],
  [10, [122.22, 43.63]],
  [13, [122.13, 43.665]],
];
const images = fileURLToPath(new URL("../../docs/images/", import.meta.url));

let service: RunningService;
let browser: Browser;
let facts: Awaited<ReturnType<typeof demoFacts>>;

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), launchBrowser()]);
  facts = await demoFacts(service, "tongliao");
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

async function look<T>(place: LonLat, zoom: number, read: (viewer: Viewer) => Promise<T>, size = SIZE): Promise<T> {
  const { page, record } = await openPage(browser, size);
  const viewer = viewerOn(page, service.url);
  await viewer.open(`#city=tongliao&${viewAt(place, zoom)}`);
  const found = await read(viewer);
  expect(record.problems).toEqual([]);
  await page.context().close();
  return found;
}

/** Of a channel, how far a pixel may be from a colour to count for it: names, outlines and points count for none. */
const NEAR = 12;

/** The key whose colour most pixels of a small square have. */
function mostLike(
  picture: Picture,
  [x, y]: readonly [number, number],
  radius: number,
  colours: ReadonlyMap<string, Rgb>,
): string {
  const votes = new Map<string, number>();
  for (let dy = -radius; dy <= radius; dy++)
    for (let dx = -radius; dx <= radius; dx++) {
      const pixel = picture.at(Math.round(x) + dx, Math.round(y) + dy);
      const distance = (rgb: Rgb) => Math.max(...rgb.map((value, i) => Math.abs(value - pixel[i]!)));
      const [nearest, rgb] = [...colours].sort((a, b) => distance(a[1]) - distance(b[1]))[0]!;
      if (distance(rgb) <= NEAR) votes.set(nearest, (votes.get(nearest) ?? 0) + 1);
    }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "nothing";
}

/** A colour laid over another. */
function over(top: string, below: string, opacity: number): Rgb {
  const [a, b] = [rgbOf(top), rgbOf(below)];
  return [0, 1, 2].map((i) => a[i]! * opacity + b[i]! * (1 - opacity)) as unknown as Rgb;
}

describe("land on small scales", () => {
  it("colours blocks by the steps of their suspected idle share on the date", async () => {
    const report = (await service.json(`analysis/land?dataset=tongliao&asOf=${DATE}&by=block`)) as LandReport;
    const steps = new Map(SHARE_STEPS.map(({ colour }) => [colour as string, over(colour, GROUND.block, 0.4)]));
    const seen = new Set<string>();
    for (const { id, suspectedIdleShareOfSupplied } of report.groups) {
      const expected = SHARE_STEPS.findLast(({ fromShare }) => fromShare <= suspectedIdleShareOfSupplied!)!.colour;
      // One block of each step, and none so near a step that the rounding of the tiles could tip it.
      const isNearStep = SHARE_STEPS.some(({ fromShare }) => Math.abs(fromShare - suspectedIdleShareOfSupplied!) < 0.01);
      if (seen.has(expected) || isNearStep) continue;
      seen.add(expected);
      const place = await facts.placeOf("blocks", id);
      const found = await look(place, 9.6, async (viewer) =>
        mostLike(await viewer.picture(), await viewer.pixelOf(place), 40, steps),
      );
      expect(found, `${id}: ${suspectedIdleShareOfSupplied}`).toBe(expected);
    }
    expect(seen.size).toBeGreaterThanOrEqual(2);
  });

  it("shows idle parcels as points in the colours of their classes, before parcels are drawn", async () => {
    const report = await facts.land(DATE);
    const isIdle = ({ class: each }: { readonly class: string }) => (IDLE_CLASSES as readonly string[]).includes(each);
    const blockId = report.parcels.find(isIdle)!.blockId;
    const parcels = report.parcels.filter((parcel) => parcel.blockId === blockId && isIdle(parcel));
    const colours = new Map<string, Rgb>([
      ...IDLE_CLASSES.map((each) => [each, over(LAND_SYMBOLS[each].fill, GROUND.block, 0.9)] as const),
      ...SHARE_STEPS.map(({ colour }) => [colour, over(colour, GROUND.block, 0.4)] as const),
    ]);
    const found = await look(await facts.placeOf("blocks", blockId), 9.8, async (viewer) => {
      const picture = await viewer.picture();
      const seen: boolean[] = [];
      for (const { id, class: expected } of parcels)
        seen.push(mostLike(picture, await viewer.pixelOf(await facts.placeOf("parcels", id)), 1, colours) === expected);
      return seen;
    });
    expect(found.length).toBeGreaterThan(3);
    // The disc of the park and its name stand over some, and some over others.
    expect(found.filter((isSeen) => isSeen).length / found.length).toBeGreaterThan(0.5);
  });

  it.each(PICTURES)("can be looked at from zoom %d", async (zoom, place) => {
    const picture = await look(place, zoom, async ({ page }) => page.locator(".map").screenshot(), zoom > 10 ? LOW_SIZE : SIZE);
    // Small enough to stand in the repository.
    expect(picture.length).toBeLessThan(150_000);
    if (process.env.UPDATE_DOCS !== "1") return;
    mkdirSync(images, { recursive: true });
    writeFileSync(`${images}tongliao-z${zoom}.png`, picture);
  });
});
