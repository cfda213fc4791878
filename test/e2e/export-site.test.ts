import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parkatlas } from "./cli.ts";
import { demoFiles, scratchFolder } from "./fixtures.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let demo: string;
let site: string;
beforeAll(async () => {
  scratch = await scratchFolder();
  demo = await scratch.dataset("demo");
  site = scratch.path("site");
  await exported(demo, "-o", site);
});
afterAll(() => scratch.remove());

const run = (...args: readonly string[]) => parkatlas(["export-site", ...args], { cwd: scratch.root });

async function exported(...args: readonly string[]) {
  const { code, stdout, stderr } = await run(...args);
  expect(code, stderr).toBe(0);
  return stdout;
}

/** Every file below the folder with the hash of its bytes. */
async function hashesOf(folder: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    const path = join(folder, name);
    if ((await stat(path)).isFile())
      hashes[name] = createHash("sha256")
        .update(await readFile(path))
        .digest("hex");
  }
  return hashes;
}
const json = async (name: string) => JSON.parse(await readFile(join(site, name), "utf8"));
const leftovers = async () => (await readdir(scratch.root)).filter((name) => /\.(part|old)$/.test(name));

describe("export-site writes", () => {
  it("what the viewer reads, the dataset as it is, and nothing that a site has no use for", async () => {
    const names = Object.keys(await hashesOf(site));
    const data = Object.keys(demoFiles()).map((name) => `data/demo/${name}`);
    const own = ["NOTICE.txt", "datasets.json", "index.html", "licences.md", "style.json", "tiles/demo.pmtiles"];
    expect(names).toEqual(expect.arrayContaining([...data, ...own]));
    const rest = names.filter((name) => ![...data, ...own, "favicon.svg"].includes(name));
    expect(rest.filter((name) => !/^assets\/[\w-]+\.(js|css)$/.test(name))).toEqual([]);
    for (const name of Object.keys(demoFiles()))
      expect(await readFile(join(site, "data/demo", name))).toEqual(await readFile(join(demo, name)));
  });

  it("the same archive as build, and the list and the style of the service", async () => {
    const archive = scratch.path("demo.pmtiles");
    expect((await parkatlas(["build", demo, "-o", archive])).code).toBe(0);
    const bytes = await readFile(archive);
    expect(await readFile(join(site, "tiles/demo.pmtiles"))).toEqual(bytes);
    const { datasets } = await json("datasets.json");
    expect(datasets.map(({ id, asOf, counts }: never) => ({ id, asOf, counts }))).toEqual([
      { id: "demo", asOf: "2025-12-31", counts: { parks: 2, blocks: 2, parcels: 8, sites: 3, units: 2, plants: 1 } },
    ]);
    const { sources, layers } = await json("style.json");
    const version = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
    expect(sources).toEqual({
      demo: { type: "vector", url: `pmtiles://tiles/demo.pmtiles?v=${version}`, promoteId: "id" },
    });
    expect(layers.some(({ source }: { source?: string }) => source === "demo")).toBe(true);
  });

  it("a page that names no address of its own, with a policy that allows no other", async () => {
    const page = await readFile(join(site, "index.html"), "utf8");
    const addresses = Array.from(page.matchAll(/(?:src|href)="([^"]*)"/g), ([, address]) => address!);
    expect(addresses.length).toBeGreaterThan(2);
    expect(addresses.filter((address) => !address.startsWith("./"))).toEqual([]);
    expect(page).toMatch(/http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self';/);
    expect(page).toContain('<meta name="parkatlas-site" content="datasets.json" />');
  });

  it("where the data are from and under which licence", async () => {
    const notice = await readFile(join(site, "NOTICE.txt"), "utf8");
    expect(notice).toContain("示例市 · Demo City (demo), 2025-12-31");
    expect(notice).toContain("- Made up for tests: MIT");
    // Of the page, and of a worker.
    for (const library of ["## maplibre-gl ", "## clipper2-ts "])
      expect(await readFile(join(site, "licences.md"), "utf8")).toContain(library);
  });

  it("the same bytes each time, and says how many and what to do next", async () => {
    const again = scratch.path("again");
    const told = await exported(demo, "-o", again);
    const hashes = await hashesOf(again);
    expect(hashes).toEqual(await hashesOf(site));
    expect(told).toContain(`written: ${again}, ${Object.keys(hashes).length} files, `);
    expect(told).toContain(`npx http-server ${again}`);
    const answer = JSON.parse(await exported(demo, "-o", scratch.path("third"), "--json"));
    const sizes = await Promise.all(Object.keys(hashes).map(async (name) => (await stat(join(again, name))).size));
    expect(answer).toMatchObject({
      files: sizes.length,
      bytes: sizes.reduce((sum, size) => sum + size, 0),
      datasets: [{ id: "demo", archiveBytes: (await stat(join(again, "tiles/demo.pmtiles"))).size }],
    });
  });
});

describe("export-site refuses", () => {
  it.each([
    ["no folder", () => [demo], "--out is missing"],
    ["one dataset twice", () => [demo, demo, "-o", scratch.path("twice")], "two of the datasets are called demo"],
    ["no dataset", () => ["-o", scratch.path("none")], "export-site needs"],
    ["a viewer that is not built", () => [demo, "-o", scratch.path("none"), "--viewer", demo], "run npm run build first"],
    ["an earlier site", () => [demo, "-o", site], "--force replaces it"],
  ])("%s", async (_, args, says) => {
    const before = await hashesOf(site);
    const { code, stderr } = await run(...args());
    expect([code, stderr.includes(says)], stderr).toEqual([2, true]);
    expect(await hashesOf(site)).toEqual(before);
  });

  it("a folder with other things in it, even with --force, and leaves them", async () => {
    const other = scratch.path("other");
    await mkdir(other);
    await writeFile(join(other, "thesis.txt"), "years of work");
    for (const force of [[], ["--force"]]) {
      const { code, stderr } = await run(demo, "-o", other, ...force);
      expect([code, stderr.includes("no earlier site")], stderr).toEqual([2, true]);
    }
    expect(await readdir(other)).toEqual(["thesis.txt"]);
  });

  it("a file in the place of the folder, and a folder that cannot be made", async () => {
    await writeFile(scratch.path("file"), "");
    for (const out of [scratch.path("file"), scratch.path("no/such/parent")]) {
      const { code, stderr } = await run(demo, "-o", out);
      expect([code, stderr.includes("file-unwritable")], stderr).toEqual([3, true]);
    }
  });
});

describe("export-site takes the place of", () => {
  it("an empty folder, and with --force of an earlier site as a whole", async () => {
    const place = scratch.path("place");
    await mkdir(place);
    await exported(demo, "-o", place);
    await writeFile(join(place, "stale.txt"), "");
    await exported(await scratch.dataset("other-city", demoFiles("other")), demo, "-o", place, "--force");
    expect(existsSync(join(place, "stale.txt"))).toBe(false);
    expect(Object.keys(await hashesOf(place))).toEqual(expect.arrayContaining(["tiles/demo.pmtiles", "tiles/other.pmtiles"]));
    expect(await leftovers()).toEqual([]);
  });

  it("nothing where it fails: the earlier site stays as it was", async () => {
    const before = await hashesOf(site);
    const viewer = scratch.path("half-viewer");
    await mkdir(viewer);
    await writeFile(join(viewer, "index.html"), '<meta charset="utf-8" />');
    const { code } = await run(demo, "-o", site, "--force", "--viewer", viewer);
    expect(code).toBe(3);
    expect(await hashesOf(site)).toEqual(before);
    expect(await leftovers()).toEqual([]);
  });
});
