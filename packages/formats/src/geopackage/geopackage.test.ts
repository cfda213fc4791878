import type { Issue } from "@parkatlas/geo-core";
import { describe, expect, it } from "vitest";
import { byteSourceOf } from "../source/byte-source.ts";
import { openGeopackage } from "./open-geopackage.ts";
import { readGeopackageGeometry } from "./read-geometry.ts";
import { openDatabase } from "./sqlite.ts";
import { writeGeopackage } from "./write-geopackage.ts";

// Bytes put together by hand after OGC 12-128r17 §2.1.3 and OGC 06-103r4 §8.
function bytesOf(little: boolean, ...parts: readonly (readonly ["u8" | "u32" | "f64", number])[]): Uint8Array {
  const bytes = new Uint8Array(parts.length * 8);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [kind, value] of parts) {
    if (kind === "u8") view.setUint8(at, value);
    else if (kind === "u32") view.setUint32(at, value, little);
    else view.setFloat64(at, value, little);
    at += kind === "u8" ? 1 : kind === "u32" ? 4 : 8;
  }
  return bytes.subarray(0, at);
}
const head = (flags: number, envelope = 0) =>
  [
    ["u8", 0x47],
    ["u8", 0x50],
    ["u8", 0],
    ["u8", flags],
    ["u32", 4490],
    ...Array.from({ length: envelope / 8 }, () => ["f64", 0] as const),
  ] as const;
const point = (little: boolean, type = 1, ...more: readonly number[]) =>
  [
    ["u8", little ? 1 : 0],
    ["u32", type],
    ["f64", 122.5],
    ["f64", 43.5],
    ...more.map((value) => ["f64", value] as const),
  ] as const;
const POINT = { type: "Point", coordinates: [122.5, 43.5] };

describe("a geometry of a GeoPackage", () => {
  it.each([
    [0, 0],
    [1, 32],
    [2, 48],
    [3, 48],
    [4, 64],
  ])("is read behind an envelope of code %i, in both byte orders", (code, size) => {
    for (const little of [true, false])
      expect(readGeopackageGeometry(bytesOf(little, ...head((code << 1) | Number(little), size), ...point(little)))).toEqual({
        geometry: POINT,
        hasMore: false,
      });
  });

  it.each([
    ["Z of ISO", 1001, [7]],
    ["M of ISO", 2001, [7]],
    ["ZM of ISO", 3001, [7, 8]],
    ["Z of PostGIS", 0x80000001, [7]],
  ])("leaves %s out, and says so", (_, type, more) => {
    expect(readGeopackageGeometry(bytesOf(true, ...head(1), ...point(true, type, ...more)))).toEqual({
      geometry: POINT,
      hasMore: true,
    });
  });

  it.each([
    ["extended", bytesOf(true, ...head(0b10_0001), ...point(true))],
    ["malformed", bytesOf(true, ...head(0b1011), ...point(true))],
    ["malformed", bytesOf(true, ...head(1), ...point(true)).subarray(0, 20)],
    ["malformed", bytesOf(true, ...head(1), ["u8", 1], ["u32", 2], ["u32", 0xffffffff])],
    ["malformed", bytesOf(true, ...head(1), ["u8", 1], ["u32", 4], ["u32", 1], ["u8", 1], ["u32", 3], ["u32", 0])],
    ["curve", bytesOf(true, ...head(1), ["u8", 1], ["u32", 8], ["u32", 0])],
    ["mixed", bytesOf(true, ...head(1), ["u8", 1], ["u32", 7], ["u32", 1], ["u8", 1], ["u32", 7], ["u32", 0])],
    ["not-finite", bytesOf(true, ...head(1), ["u8", 1], ["u32", 1], ["f64", Infinity], ["f64", 1])],
  ])("is refused as %s", (fault, bytes) => {
    expect(readGeopackageGeometry(bytes)).toBe(fault);
  });

  it("is none where it is marked or written as empty", () => {
    const none = { geometry: null, hasMore: false };
    expect(readGeopackageGeometry(bytesOf(true, ...head(0b1_0001)))).toEqual(none);
    expect(readGeopackageGeometry(bytesOf(true, ...head(1), ["u8", 1], ["u32", 1], ["f64", NaN], ["f64", NaN]))).toEqual(none);
    expect(readGeopackageGeometry(bytesOf(true, ...head(1), ["u8", 1], ["u32", 3], ["u32", 0]))).toEqual(none);
  });
});

async function changed(sql: string): Promise<Uint8Array> {
  const records = [{ geometry: { type: "Point" as const, coordinates: [122.5, 43.5] }, properties: { name: "甲" } }];
  const { bytes } = await writeGeopackage(records, { name: "plots", crs: "EPSG:4490", date: "2026-01-01" });
  const database = await openDatabase(bytes);
  database.run(sql);
  const after = database.export();
  database.close();
  return after;
}
async function read(bytes: Uint8Array) {
  const issues: Issue[] = [];
  const layers = await openGeopackage(byteSourceOf("a.gpkg", bytes), (issue) => issues.push(issue));
  return { layers, issues, codes: issues.map(({ code }) => code) };
}
const ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS fid, NULL AS geom FROM n";

describe("a hostile or odd GeoPackage", () => {
  it("cannot make the reader run a view that never ends, as a layer or in place of a table of the format", async () => {
    const rename = "UPDATE gpkg_contents SET table_name = 'v'; UPDATE gpkg_geometry_columns SET table_name = 'v';";
    const asLayer = await read(await changed(`${rename} CREATE VIEW v AS ${ENDLESS};`));
    expect(asLayer.codes).toEqual(["table-unreadable", "geopackage-invalid"]);
    expect(asLayer.issues[0]!.messageZh).toContain("另存为普通图层");
    const asTable = await read(
      await changed(
        `PRAGMA foreign_keys = OFF; DROP TABLE gpkg_contents; CREATE VIEW gpkg_contents AS SELECT i AS table_name, 'features' AS data_type FROM (${ENDLESS.replace("i AS fid, NULL AS geom", "i")});`,
      ),
    );
    expect(asTable.codes).toEqual(["geopackage-invalid"]);
  });

  it("tells what is no feature table, and takes the CRS as unknown where it is", async () => {
    const tiles = await read(
      await changed("INSERT INTO gpkg_contents(table_name, data_type, identifier) VALUES ('pic', 'tiles', 'pic')"),
    );
    expect([tiles.codes, tiles.layers.length]).toEqual([["table-left-out"], 1]);
    const unknown = await read(await changed("UPDATE gpkg_geometry_columns SET srs_id = 0"));
    expect(unknown.layers[0]!.crs).toEqual({ kind: "none" });
    const own = await read(
      await changed("UPDATE gpkg_spatial_ref_sys SET organization_coordsys_id = 990001 WHERE srs_id = 4490"),
    );
    expect(own.layers[0]!.crs).toMatchObject({ kind: "definition", text: expect.stringContaining("D_China_2000") });
  });
});
