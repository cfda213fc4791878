import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { byteSourceOf, openFlatgeobuf } from "@parkatlas/formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flatVertices, gdalFeatures, readAll } from "../reading.ts";

// The files were made by GDAL 3.6.2 (make.sh); *.gdal.json is what GDAL itself reads in them.
const folder = fileURLToPath(new URL(".", import.meta.url));
const bytesOf = (name: string) => new Uint8Array(readFileSync(folder + name));
const read = (name: string, bytes = bytesOf(name)) =>
  readAll(async (report) => {
    const layer = await openFlatgeobuf(byteSourceOf(name, bytes), report);
    return layer ? [layer] : [];
  });

describe("FlatGeobuf files of another program", () => {
  it.each([
    ["parcels", { kind: "code", code: "EPSG:4490" }, "宗地"],
    ["gk40", { kind: "code", code: "EPSG:4528" }, "gk40"],
    ["mixed", { kind: "code", code: "EPSG:4490" }, "mixed"],
  ])("%s is read as GDAL reads it", async (stem, crs, name) => {
    const { features, codes, layers } = await read(`${stem}.fgb`);
    const expected = gdalFeatures(`${folder + stem}.gdal.json`);
    expect(codes).toEqual([]);
    expect(layers[0]).toMatchObject({ crs, name, recordCount: expected.length, encoding: null });
    expect(features.map(({ geometry }) => flatVertices(geometry))).toEqual(
      expected.map(({ geometry }) => flatVertices(geometry)),
    );
    for (const [index, { properties }] of features.entries()) {
      const told = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
      // GDAL reads the code of 19 digits right, JSON.parse rounds it.
      if (typeof told.ZDH === "string") {
        expect(told.ZDH).toBe("1505020010010012345");
        told.ZDH = Number(told.ZDH);
      }
      expect(told).toEqual(expected[index]!.properties);
    }
  });

  it("tells the columns by their kinds", async () => {
    const { layers } = await read("parcels.fgb");
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

  it("names the byte where a file is cut off, and keeps what stands before it", async () => {
    const whole = bytesOf("gk40.fgb");
    const { features, issues } = await read("gk40.fgb", whole.subarray(0, whole.length - 50));
    expect(features.length).toBe(1);
    expect(issues[0]!.message).toMatch(/gk40\.fgb, record 2: the length of the feature at byte \d+ does not fit/);
    expect(issues[0]!.messageZh).toContain("自此以后未读");
    expect((await read("gk40.fgb", whole.subarray(0, 100))).codes).toEqual(["flatgeobuf-invalid"]);
    expect((await read("a.fgb", new TextEncoder().encode("PK\x03\x04 no such thing"))).codes).toEqual(["flatgeobuf-invalid"]);
  });

  it("never throws, hangs or makes up a record, whatever bytes are changed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("parcels.fgb", "gk40.fgb", "mixed.fgb"),
        fc.array(fc.tuple(fc.nat(2600), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        fc.option(fc.nat(2600)),
        async (name, edits, cutAt) => {
          const bytes = bytesOf(name);
          for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
          const { features } = await read(name, cutAt === null ? bytes : bytes.subarray(0, cutAt));
          // A length may be cut into several that fit; each takes its four bytes at least.
          expect(features.length).toBeLessThan(bytes.length / 4);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
