import type { Page } from "playwright-core";
import { type Picture, readPng } from "./png.ts";

export type LonLat = readonly [lonDeg: number, latDeg: number];

/** The viewer as a reader uses it: opened by a link, waited for, looked at and clicked on at places of the earth. */
export interface Viewer {
  readonly page: Page;
  readonly open: (hash?: string) => Promise<void>;
  /** Until everything asked for is drawn, and again after a pause, because a change may begin only then. */
  readonly settle: () => Promise<void>;
  readonly pixelOf: (place: LonLat) => Promise<readonly [number, number]>;
  readonly picture: () => Promise<Picture>;
  readonly clickAt: (place: LonLat) => Promise<void>;
  readonly setDate: (date: string) => Promise<void>;
}

const IDLE = '.map[data-map-idle="true"]';
/** Longer than the pause in which the viewer gathers changes of the date. */
const PAUSE_MS = 450;

export function viewerOn(page: Page, url: string): Viewer {
  const settle = async () => {
    await page.waitForSelector(IDLE, { state: "attached", timeout: 60_000 });
    await page.waitForTimeout(PAUSE_MS);
    await page.waitForSelector(IDLE, { state: "attached", timeout: 60_000 });
  };
  const pixelOf = async (place: LonLat) => {
    const map = page.locator(".map");
    const box = await map.boundingBox();
    const zoom = Number(await map.getAttribute("data-map-zoom"));
    const center = (await map.getAttribute("data-map-center"))?.split(",").map(Number);
    if (!box || !center || center.length !== 2) throw new Error("the map does not say what it shows");
    return placeOnScreen(place, center as unknown as LonLat, zoom, box);
  };
  return {
    page,
    settle,
    pixelOf,
    open: async (hash = "") => {
      await page.goto(`${url}${hash}`);
      await settle();
    },
    picture: async () => readPng(await page.screenshot()),
    clickAt: async (place) => {
      const [x, y] = await pixelOf(place);
      await page.mouse.click(x, y);
      await settle();
    },
    setDate: async (date) => {
      await page.locator(".date-input").fill(date);
      await page.locator(".date-input").press("Enter");
      await settle();
    },
  };
}

/** Web Mercator with tiles of 512 px, north up: where a place stands on a screen whose map has this middle and zoom. */
function placeOnScreen(
  [lonDeg, latDeg]: LonLat,
  [centerLonDeg, centerLatDeg]: LonLat,
  zoom: number,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): readonly [number, number] {
  const worldPx = 512 * 2 ** zoom;
  const mercatorY = (deg: number) => (1 - Math.asinh(Math.tan((deg * Math.PI) / 180)) / Math.PI) / 2;
  return [
    box.x + box.width / 2 + ((lonDeg - centerLonDeg) / 360) * worldPx,
    box.y + box.height / 2 + (mercatorY(latDeg) - mercatorY(centerLatDeg)) * worldPx,
  ];
}
