import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { byteSourceOf, openGeopackage } from "@parkatlas/formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flatVertices, gdalFeatures, readAll } from "../reading.ts";

// The files were made by GDAL 3.6.2 (make.sh); *.gdal.json is what GDAL itself reads in them.
const folder = fileURLToPath(new URL(".", import.meta.url));
const bytesOf = (name: string) => new Uint8Array(readFileSync(folder + name));
const read = (name: string, sheet?: string, bytes = bytesOf(name)) =>
  readAll((report) => openGeopackage(byteSourceOf(name, bytes), report, sheet === undefined ? {} : { sheet }));

describe("GeoPackages of another program", () => {
  it.each([
    ["parcels", "parcels.gpkg", "宗地", { kind: "code", code: "EPSG:4490" }],
    ["gk40", "parcels.gpkg", 'gk "40"', { kind: "code", code: "EPSG:4528" }],
  ])("%s is read as GDAL reads it", async (stem, file, sheet, crs) => {
    const { features, codes, layers } = await read(file, sheet);
    const expected = gdalFeatures(`${folder + stem}.gdal.json`);
    expect(codes).toEqual([]);
    expect(layers.map(({ name }) => name)).toEqual([sheet]);
    expect(layers[0]).toMatchObject({ crs, recordCount: expected.length, encoding: null });
    expect(features.map(({ geometry }) => flatVertices(geometry))).toEqual(
      expected.map(({ geometry }) => flatVertices(geometry)),
    );
    expect(features.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(features[0]!.properties.ZDH).toBe("1505020010010012345");
    for (const [index, { properties }] of features.entries()) {
      const ZDH = properties.ZDH === null ? null : Number(properties.ZDH);
      expect({ ...properties, ZDH }).toEqual(expected[index]!.properties);
    }
  });

  it("gives all layers of a file, with the kinds of their columns", async () => {
    const { layers, features } = await read("parcels.gpkg");
    expect([layers.map(({ name }) => name), features.length]).toEqual([["宗地", 'gk "40"'], 6]);
    expect(layers[0]!.fields).toEqual([
      { name: "DKBH", kind: "text" },
      { name: "DKMC", kind: "text" },
      { name: "MJ_HA", kind: "number" },
      { name: "GDSJ", kind: "date" },
      { name: "ZDH", kind: "number" },
      { name: "ISBUILT", kind: "boolean" },
      { name: "BZ", kind: "text" },
    ]);
  });

  it("reads every kind of geometry, leaves heights out and says so once, and takes a CRS without code by its definition", async () => {
    const { features, codes, layers } = await read("mixed.gpkg");
    expect(codes).toEqual(["heights-left-out"]);
    expect(layers[0]!.crs).toMatchObject({ kind: "definition", text: expect.stringContaining("GRS 1980") });
    expect(features.map(({ geometry }) => geometry!.type)).toEqual([
      "Point",
      "LineString",
      "MultiLineString",
      "MultiPoint",
      "MultiPoint",
    ]);
    expect(features.map(({ geometry }) => flatVertices(geometry))).toEqual(
      gdalFeatures(`${folder}mixed.gdal.json`).map(({ geometry }) => flatVertices(geometry)),
    );
  });
});

describe("a GeoPackage that is none, or damaged", () => {
  it("is refused with what to do, in both languages", async () => {
    const text = await read("a.gpkg", undefined, new TextEncoder().encode("no database".repeat(20)));
    expect(text.codes).toEqual(["geopackage-invalid"]);
    const whole = bytesOf("parcels.gpkg");
    const damaged = await read("a.gpkg", undefined, whole.fill(0xff, 100, 4096));
    expect(damaged.codes).toEqual(["geopackage-damaged"]);
    expect(damaged.issues[0]!.message).toMatch(/^a\.gpkg: the database is damaged \(.+\).*copy or export it again$/);
    expect(damaged.issues[0]!.messageZh).toContain("数据库已损坏");
    const cut = await read("a.gpkg", undefined, bytesOf("parcels.gpkg").subarray(0, 8192));
    expect(cut.codes).toContain("geopackage-damaged");
  });

  it("left open by another program is read, with a warning that its last changes are not there", async () => {
    const { codes, features } = await read("parcels.gpkg", "宗地", bytesOf("parcels.gpkg").fill(2, 18, 20));
    expect([codes, features.length]).toEqual([["geopackage-in-use"], 3]);
  });

  it("never throws, hangs or makes up a record, whatever bytes are changed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("parcels.gpkg", "mixed.gpkg"),
        fc.array(fc.tuple(fc.nat(126_975), fc.nat(255)), { minLength: 1, maxLength: 40 }),
        fc.option(fc.nat(126_976), { freq: 10 }),
        async (name, edits, cutAt) => {
          const bytes = bytesOf(name);
          for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
          const { features } = await read(name, undefined, cutAt === null ? bytes : bytes.subarray(0, cutAt));
          expect(features.length).toBeLessThan(2000);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
