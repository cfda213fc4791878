import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import {
  type Areal,
  type LandReport,
  labelPoint,
  landClassOf,
  type ProtectionReport,
  type SitingReport,
} from "@parkatlas/geo-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LAND_SYMBOLS } from "../../packages/viewer/src/style/symbology.ts";
import { keepScreenshot, launchBrowser, openPage } from "./support/browser.ts";
import { viewAt } from "./support/demo.ts";
import { commandLineFile, readCsv, savedFile, shared } from "./support/files.ts";
import { type PlainServerOptions, startPlainServer } from "./support/plain-server.ts";
import { rgbOf, shareOfColour } from "./support/png.ts";
import { viewerOn } from "./support/viewer.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);
const parkatlas = async (...args: readonly string[]) =>
  (await run(process.execPath, ["packages/cli/bin/parkatlas.mjs", ...args], { cwd: root, maxBuffer: 1e9 })).stdout;
const answerOf = async <T>(...args: readonly string[]) => JSON.parse(await parkatlas(...args, "--json")) as T;

const DATASET = "data/geojson/wuhai";
const PATH = "/公开/atlas/";
/** A name that is neither localhost nor an address of it: there a page over plain http has no WebCrypto, as on an intranet. */
const HOST = "intranet.test";

let folder: string;
let site: string;
let browser: Browser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parkatlas-"));
  site = join(folder, "site");
  await parkatlas("export-site", DATASET, "-o", site);
  browser = await launchBrowser([`--host-resolver-rules=MAP ${HOST} 127.0.0.1`]);
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

const readSiteJson = async (name: string) => JSON.parse(await readFile(join(site, name), "utf8"));

async function opened(hash: string, options: Partial<PlainServerOptions> = {}) {
  const server = await startPlainServer(site, { path: encodeURI(PATH), ranges: true, ...options });
  const { page, record } = await openPage(browser);
  const viewer = viewerOn(page, `http://${HOST}:${server.port}${PATH}`);
  await page.goto(`http://${HOST}:${server.port}${PATH}${hash}`);
  const close = async () => {
    await page.context().close();
    await server.stop();
  };
  return { server, page, viewer, record, close };
}

const textOf = async (page: Page, selector: string) =>
  ((await page.locator(selector).first().textContent()) ?? "").replace(/\s+/g, " ").trim();
const grouped = (value: number, digits = 0) =>
  value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const archiveRequests = (log: readonly { path: string; status: number }[]) =>
  log.filter(({ path }) => path.endsWith(".pmtiles")).map(({ status }) => status);

describe("an exported site on a plain web server, at a path, over plain http", () => {
  it("has land on any date, as the command line counts it, map and list and reasons", async () => {
    const asOf = "2024-06-30";
    const report = await answerOf<LandReport>("land", DATASET, "--as-of", asOf);
    const { server, page, viewer, record, close } = await opened(`#city=wuhai&date=${asOf}`);
    await viewer.settle();
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await page.waitForSelector(".row");
    const idle = report.parcels.filter(({ status }) => status === "idle" || status === "suspected-idle");
    const suppliedM2 = report.groups.reduce((sum, group) => sum + group.suppliedM2, 0);
    const idleM2 = report.groups.reduce((sum, group) => sum + group.idleM2 + group.suspectedIdleM2, 0);
    expect(suppliedM2).toBeGreaterThan(0);
    expect(await textOf(page, '[data-counter="suspected-share"]')).toBe(`${((idleM2 / suppliedM2) * 100).toFixed(2)}%`);
    // The same parcel on the map, in the colour of its class on that date, and in its reasons.
    const row = idle.filter(({ areaM2 }) => areaM2 > 30_000)[0]!;
    const parcels: { features: { id: string; geometry: Areal }[] } = await readSiteJson("data/wuhai/parcels.geojson");
    const place = labelPoint(parcels.features.find(({ id }) => id === row.id)!.geometry);
    await page.goto(`${page.url().replace(/&map=[^&]*/g, "")}&${viewAt(place, 14.6)}`);
    await page.reload();
    await viewer.settle();
    const symbol = LAND_SYMBOLS[landClassOf(row.status, row.ground)];
    const drawn = shareOfColour(await viewer.picture(), await viewer.pixelOf(place), 6, rgbOf(symbol.fill));
    // Hatched: the rest of it is in the colour of the lines.
    expect(drawn).toBeGreaterThan(0.2);
    await viewer.clickAt(place);
    await page.waitForSelector(".statement");
    expect(await textOf(page, ".detail")).toContain(row.name);
    await keepScreenshot(page, "static-site-land");
    expect(record.problems).toEqual([]);
    expect(server.log.filter(({ status }) => status >= 400)).toEqual([]);
    expect(archiveRequests(server.log).length).toBeGreaterThan(1);
    expect(new Set(archiveRequests(server.log))).toEqual(new Set([206]));
    expect(record.requests.filter((url) => !url.includes(`${HOST}:${server.port}/`) && !/^(blob|data):/.test(url))).toEqual([]);
    await close();
  });

  it("has protection, with the what-if", async () => {
    const { summary, units } = await answerOf<ProtectionReport>("protection", DATASET);
    const { page, viewer, record, close } = await opened("#city=wuhai&task=protection");
    await viewer.settle();
    await page.waitForSelector(".row");
    expect(await textOf(page, ".counter.lead strong")).toBe(`${grouped(summary.inside)} / ${grouped(summary.units)}`);
    const unit = units.find(({ subject, verdict }) => subject === "unit" && verdict === "inside")!;
    await page.goto(`${page.url().replace(/&(sel|map)=[^&]*/g, "")}&sel=units/${unit.id}`);
    await page.reload();
    await viewer.settle();
    await page.locator('[data-what-if="begin"]').click();
    // With no site left in its way it keeps the distance.
    const sites = await page.locator("[data-drop]").all();
    for (const each of sites) await each.check();
    await page.waitForSelector('.what-if-verdict[data-verdict="outside"]');
    expect(unit.pairs.filter(({ verdict }) => verdict === "inside").length).toBeGreaterThan(0);
    expect(record.problems).toEqual([]);
    await close();
  });

  it("has siting, with the command line's file", async () => {
    const statuses = "suspected-idle,idle,supplied-pending,overdue";
    const args = ["siting", DATASET, "--distance", "800", "--status", statuses];
    const { summary } = await answerOf<SitingReport>(...args);
    const { page, viewer, record, close } = await opened("#city=wuhai&task=siting&need=800&offer=idle,pending");
    await viewer.settle();
    await page.waitForSelector('[data-siting="ready"]');
    for (const name of ["whole", "part", "none"] as const)
      expect(await textOf(page, `[data-class="${name}"] strong`)).toBe(String(summary[name]));
    const saved = await savedFile(page, () => page.locator('[data-export="csv"]').click());
    const [own, expected] = [readCsv(saved.bytes), readCsv(await commandLineFile(args, "csv"))];
    const keys = ["id", "class", "usableAreaM2", "nearestSiteId", "nearestSiteM"];
    expect(own.length).toBeGreaterThan(0);
    expect(shared(own, expected, keys)).toEqual(shared(expected, own, keys));
    expect(record.problems).toEqual([]);
    await close();
  });

  it("says that an object of a link does not exist", async () => {
    const { page, close } = await opened("#city=wuhai&sel=parcels/none");
    await page.waitForSelector(".detail");
    await page.waitForFunction(() => document.querySelector(".detail")?.textContent?.includes("没有这个对象"));
    await close();
  });
});

describe("an exported site on a server without ranges", () => {
  it("reads a small archive whole, once", async () => {
    const { server, page, viewer, record, close } = await opened("#city=wuhai", { ranges: false });
    await viewer.settle();
    await page.waitForSelector(".row");
    expect(archiveRequests(server.log)).toEqual([200]);
    expect(record.problems).toEqual([]);
    await close();
  });

  it("says so where the archive is too large for that, in both languages, and keeps the lists", async () => {
    const { page, close } = await opened("#city=wuhai", { ranges: false, archivePadding: 33 * 1024 * 1024 });
    await page.waitForSelector('[data-fatal="ranges"]');
    expect(await textOf(page, ".fatal h2")).toBe("网站服务器不能分段读取地图文件");
    await page.waitForSelector(".row");
    await page.goto(
      page
        .url()
        .replace(/&lang=\w+/, "")
        .concat("&lang=en"),
    );
    await page.reload();
    await page.waitForSelector('[data-fatal="ranges"]');
    expect(await textOf(page, ".fatal h2")).toBe("The web server cannot send parts of the map file");
    await keepScreenshot(page, "static-site-no-ranges");
    await close();
  });
});
