import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDemo } from "./service.ts";

const run = promisify(execFile);

/** Why GDAL cannot be asked here; null where it can. */
async function whyNot(): Promise<string | null> {
  try {
    const { stdout } = await run("ogrinfo", ["--formats"]);
    return /^\s*OAPIF\b/m.test(stdout) ? null : "GDAL is here, but without its OAPIF driver";
  } catch {
    return "GDAL (ogrinfo, ogr2ogr) is not installed";
  }
}

const reason = await whyNot();
if (reason !== null) console.info(`ogr2ogr is left out: ${reason}`);

describe.skipIf(reason !== null)("GDAL's driver for OGC API – Features", () => {
  let demo: Awaited<ReturnType<typeof startDemo>>;
  beforeAll(async () => {
    demo = await startDemo();
  });
  afterAll(() => demo.stop());
  const address = () => `OAPIF:http://127.0.0.1:${demo.port}`;

  it("finds every collection with its number of features", async () => {
    const { stdout } = await run("ogrinfo", ["-ro", "-al", "-so", address()]);
    const counts = [...stdout.matchAll(/Layer name: (\S+)[\s\S]*?Feature Count: (\d+)/g)].map(([, name, count]) => [
      name,
      Number(count),
    ]);
    expect(Object.fromEntries(counts)).toEqual({
      "demo.parks": 2,
      "demo.blocks": 2,
      "demo.parcels": 8,
      "demo.sites": 3,
      "demo.units": 2,
      "demo.plants": 1,
    });
  });

  it("reads page by page what the dataset holds, coordinates and texts unchanged", async () => {
    const out = demo.scratch.path("parcels.geojson");
    await run("ogr2ogr", [
      "-f",
      "GeoJSON",
      "-lco",
      "COORDINATE_PRECISION=9",
      "-oo",
      "PAGE_SIZE=3",
      out,
      address(),
      "demo.parcels",
    ]);
    const { features } = JSON.parse(await readFile(out, "utf8")) as {
      features: { id?: string; properties: Record<string, unknown>; geometry: unknown }[];
    };
    expect(features).toHaveLength(8);
    for (const parcel of demo.dataset.parcels) {
      const found = features.find((each) => each.properties.name === parcel.properties.name);
      expect(found?.geometry, parcel.id).toEqual(parcel.geometry);
      expect(found?.properties.holder, parcel.id).toBe(parcel.properties.holder);
    }
  });

  it("asks for a box and gets what lies in it", async () => {
    const out = demo.scratch.path("box.geojson");
    await run("ogr2ogr", ["-f", "GeoJSON", "-spat", "106.79", "39.59", "106.801", "39.601", out, address(), "demo.parcels"]);
    const { features } = JSON.parse(await readFile(out, "utf8")) as { features: unknown[] };
    expect(features).toHaveLength(1);
  });
});
