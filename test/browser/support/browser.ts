import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";

const artifacts = fileURLToPath(new URL("../../artifacts/", import.meta.url));
const FLAGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The Chromium that `npm test` found. */
export function launchBrowser(extraFlags: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env.PARKATLAS_CHROMIUM;
  if (!executablePath) throw new Error("PARKATLAS_CHROMIUM is not set: run npm test, which finds or installs a Chromium");
  return chromium.launch({ executablePath, headless: true, args: [...FLAGS, ...extraFlags] });
}

/** Everything a page asked for and complained about since it was opened. */
export interface PageRecord {
  readonly requests: readonly string[];
  readonly problems: readonly string[];
}

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

const DESKTOP: PageSize = { width: 1440, height: 900 };
export const PHONE: PageSize = { width: 390, height: 844 };

/** A fresh page without cache or history that keeps a record of its requests, console errors and exceptions. */
export async function openPage(browser: Browser, size: PageSize = DESKTOP): Promise<{ page: Page; record: PageRecord }> {
  const context = await browser.newContext({ viewport: size, reducedMotion: "reduce", deviceScaleFactor: 1 });
  const page = await context.newPage();
  const requests: string[] = [];
  const problems: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => {
    // SwiftShader reports every read-back of the canvas as a stall; that is the software renderer, not the page.
    const isDriverNoise = /GPU stall due to ReadPixels/.test(message.text());
    if ((message.type() === "error" || message.type() === "warning") && !isDriverNoise) problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  return { page, record: { requests, problems } };
}

/** Keeps a picture of the page for whoever reads the results; returns its bytes. */
export async function keepScreenshot(page: Page, name: string): Promise<Uint8Array> {
  mkdirSync(artifacts, { recursive: true });
  return page.screenshot({ path: `${artifacts}${name}.png` });
}
