import { readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parkatlas } from "./cli.ts";
import { scratchFolder } from "./fixtures.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let demo: string;
beforeAll(async () => {
  scratch = await scratchFolder();
  demo = await scratch.dataset("demo");
});
afterAll(() => scratch.remove());

async function run(...args: readonly string[]) {
  const { code, stdout, stderr } = await parkatlas(args, { cwd: scratch.root });
  expect(code, `${args.join(" ")}: ${stderr}`).toBe(0);
  return { stdout, stderr };
}

interface Feature {
  readonly id: string;
  readonly geometry: { readonly coordinates: unknown };
  readonly properties: Readonly<Record<string, unknown>>;
}
const featuresOf = async (path: string): Promise<readonly Feature[]> => JSON.parse(await readFile(path, "utf8")).features;
const parcels = () => featuresOf(`${demo}/parcels.json`).catch(() => featuresOf(`${demo}/parcels.geojson`));

const ids = (features: readonly Feature[]) => features.map(({ id }) => id);

/** Largest difference of two nested arrays of coordinates, whose rings may begin at another vertex. */
function farthest(a: unknown, b: unknown): number {
  const positions = (value: unknown): number[][] =>
    Array.isArray(value) && typeof value[0] === "number" ? [value as number[]] : (value as unknown[]).flatMap(positions);
  const others = positions(b);
  return Math.max(
    ...positions(a).map(([x, y]) => Math.min(...others.map(([u, v]) => Math.max(Math.abs(u! - x!), Math.abs(v! - y!))))),
  );
}

describe("export and import", () => {
  it.each([
    ["zip", 1e-9],
    ["kml", 0],
    ["gpkg", 0],
    ["fgb", 0],
    ["geojson", 0],
    // Three decimals of a metre are 5e-9° of latitude, and 1e-8° of longitude here.
    ["txt", 1e-8],
  ])("%s gives the outlines back", async (format, toleranceDeg) => {
    const [file, city] = [scratch.path(`out.${format}`), scratch.path(`from-${format}`)];
    await run("export", demo, "--layer", "parcels", "-o", file);
    const id = format === "txt" ? "地块编号" : "id";
    const maps = format === "geojson" ? [] : ["--map", `id=${id}`];
    await run("import", file, "--layer", "parcels", "--into", city, "--as-of", "2025-12-31", ...maps);
    const manifest = JSON.parse(await readFile(`${city}/dataset.json`, "utf8"));
    const [read, before] = [await featuresOf(`${city}/${manifest.layers.parcels}`), await parcels()];
    // FlatGeobuf puts features that lie near each other together.
    const back = format === "fgb" ? read.toSorted((a, b) => ids(before).indexOf(a.id) - ids(before).indexOf(b.id)) : read;
    expect(back.map((feature) => feature.id)).toEqual(before.map((feature) => feature.id));
    for (const [index, { geometry }] of before.entries())
      expect(farthest(geometry.coordinates, back[index]!.geometry.coordinates)).toBeLessThanOrEqual(toleranceDeg);
    if (format === "zip") {
      expect(back[0]!.properties).toMatchObject({ name: before[0]!.properties.name });
      const dated = before.findIndex(({ properties }) => typeof properties.agreedStartOn === "string");
      expect(back[dated]!.properties.agreedStartOn).toBe(before[dated]!.properties.agreedStartOn);
    }
  });

  it("marks made-up features by name where there is no column for it, and tells what was lost", async () => {
    const { stderr } = await run("export", demo, "-o", scratch.path("marked.txt"), "--out-encoding", "utf-8");
    expect(await readFile(scratch.path("marked.txt"), "utf8")).toContain("【合成示例】");
    expect(stderr).toContain("no recorded area");
    expect((await run("export", demo, "-o", scratch.path("lost.zip"))).stderr).toContain("agreedStartOn → agreedStar");
  });

  it("writes some features only, and refuses what it cannot write", async () => {
    const [first] = await parcels();
    await run("export", demo, "--id", first!.id, "-o", scratch.path("one.geojson"));
    expect((await featuresOf(scratch.path("one.geojson"))).map(({ id }) => id)).toEqual([first!.id]);
    for (const [args, says] of [
      [["export", demo], "--out is missing"],
      [["export", demo, "-o", "x.docx"], "this verb writes .geojson, .gpkg, .fgb, .zip"],
      [["export", demo, "--id", `${first!.id}x`, "-o", "x.txt"], `did you mean ${first!.id}?`],
    ] as const) {
      const { code, stderr } = await parkatlas(args, { cwd: scratch.root });
      expect([code, stderr.includes(says)], stderr).toEqual([2, true]);
    }
    const degrees = await parkatlas(["export", demo, "--crs", "EPSG:4490", "-o", "x.txt"], { cwd: scratch.root });
    expect([degrees.code, degrees.stderr.includes("say --crs EPSG:4513 to 4554")]).toEqual([1, true]);
  });
});

describe("convert", () => {
  it("turns one format into another without a dataset", async () => {
    await run("export", demo, "-o", scratch.path("plots.geojson"));
    await run("convert", scratch.path("plots.geojson"), "-o", scratch.path("plots.zip"));
    await run("convert", scratch.path("plots.zip"), "-o", scratch.path("again.geojson"));
    const [before, after] = [await featuresOf(scratch.path("plots.geojson")), await featuresOf(scratch.path("again.geojson"))];
    expect(after).toHaveLength(before.length);
    for (const [index, { geometry }] of before.entries())
      expect(farthest(geometry.coordinates, after[index]!.geometry.coordinates)).toBeLessThan(1e-9);
  });

  it("writes nothing where something cannot be read", async () => {
    await writeFile(scratch.path("cut.geojson"), '{"type":"FeatureCollection","features":[{"type":"Feature"');
    const { code, stderr } = await parkatlas(["convert", scratch.path("cut.geojson"), "-o", scratch.path("never.kml")]);
    expect([code, stderr.includes("nothing was written")]).toEqual([1, true]);
    await expect(readFile(scratch.path("never.kml"))).rejects.toThrow();
  });
});
