import type { Issue } from "@parkatlas/geo-core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeText } from "../encoding/encode-text.ts";
import { byteSourceOf } from "../source/byte-source.ts";
import type { SourceFeature } from "../source/types.ts";
import { openGeojson } from "./open-geojson.ts";
import { ObjectSplitter } from "./split-objects.ts";

async function read(content: string | Uint8Array) {
  const issues: Issue[] = [];
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const layer = await openGeojson(byteSourceOf("a/宗地.geojson", bytes), (issue) => issues.push(issue));
  const features: SourceFeature[] = [];
  for await (const batch of layer.batches()) features.push(...batch);
  return { layer, features, issues, codes: issues.map(({ code }) => code) };
}

const point = (name: string, more = "") =>
  `{"type":"Feature","id":"${name}","properties":{"name":"${name}"${more}},"geometry":{"type":"Point","coordinates":[122.5,43.5]}}`;
const collection = (...features: readonly string[]) => `{"type":"FeatureCollection","features":[${features.join(",")}]}`;

describe("GeoJSON", () => {
  it("is read with ids, nested properties and fields", async () => {
    const { layer, features, codes } = await read(collection(point("a", ',"n":1.5,"list":[{"on":"2020-01-01"}]'), point("b")));
    expect([layer.name, layer.format, layer.crs, codes]).toEqual(["宗地", "geojson", { kind: "code", code: "EPSG:4326" }, []]);
    expect(features).toEqual([
      {
        record: 1,
        id: "a",
        properties: { name: "a", n: 1.5, list: [{ on: "2020-01-01" }] },
        geometry: { type: "Point", coordinates: [122.5, 43.5] },
      },
      { record: 2, id: "b", properties: { name: "b" }, geometry: { type: "Point", coordinates: [122.5, 43.5] } },
    ]);
    expect(layer.fields).toEqual([
      { name: "name", kind: "text" },
      { name: "n", kind: "number" },
      { name: "list", kind: "text" },
    ]);
  });

  it.each([
    ["before the features", '{"type":"FeatureCollection","name":"plots","crs":CRS,"features":[F]}'],
    ["after the features", '{"features":[F],"crs":CRS,"name":"plots","type":"FeatureCollection"}'],
  ])("takes the old crs member and a name that stand %s", async (_, text) => {
    const crs = '{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4528"}}';
    const { layer, features } = await read(text.replace("CRS", crs).replace("[F]", `[${point("a")}]`));
    expect([layer.crs, layer.name, features.length]).toEqual([{ kind: "code", code: "EPSG:4528" }, "plots", 1]);
  });

  it("reads text sequences, one object a line or with the mark of RFC 8142, and a single feature", async () => {
    for (const text of [
      `${point("a")}\n${point("b")}\n`,
      `\x1e${point("a")}\n\x1e${point("b")}\n`,
      `\ufeff${point("a")}${point("b")}`,
    ]) {
      const { layer, features } = await read(text);
      expect([layer.format, features.map(({ id }) => id)]).toEqual(["geojsonseq", ["a", "b"]]);
    }
    expect((await read(point("only"))).features.map(({ id }) => id)).toEqual(["only"]);
  });

  it("reads GBK and UTF-16, also where the second byte of a character looks like a bracket or a backslash", async () => {
    // 瀄 is C1 7B… in no table that matters here: these are GBK pairs whose second bytes are { | } \ by the code table.
    const odd = new TextDecoder("gb18030").decode(Uint8Array.of(0x81, 0x7b, 0x81, 0x7d, 0x81, 0x5c, 0x81, 0x5b, 0x81, 0x5d));
    expect([...odd]).toHaveLength(5);
    const text = collection(point(`科尔沁工业园区一号宗地${odd}`), point("b"));
    const gbk = await read(encodeText(text, "gbk").bytes);
    expect(gbk.layer.encoding).toMatchObject({ encoding: "gb18030" });
    expect(gbk.features.map(({ id }) => id)).toEqual([`科尔沁工业园区一号宗地${odd}`, "b"]);
    const utf16 = new Uint8Array(2 + 2 * text.length);
    utf16.set([0xff, 0xfe]);
    for (let at = 0; at < text.length; at++) new DataView(utf16.buffer).setUint16(2 + 2 * at, text.charCodeAt(at), true);
    expect((await read(utf16)).features).toEqual(gbk.features);
  });

  it("reports what is no feature by its number, and reads the rest", async () => {
    const wrong = [
      '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1e999,2]}}',
      '{"type":"Point","coordinates":[1,2]}',
      '{"type":"Feature","properties":{"a":tru}}',
      '{"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[]}}',
    ];
    const { features, issues } = await read(collection(point("a"), ...wrong, point("b")));
    expect(features.map(({ record, id }) => [record, id])).toEqual([
      [1, "a"],
      [6, "b"],
    ]);
    expect(issues.map(({ code, path }) => [code, path])).toEqual([
      ["geometry-malformed", "record 2"],
      ["feature-malformed", "record 3"],
      ["json-invalid", "record 4"],
      ["geometry-malformed", "record 5"],
    ]);
  });

  it("says where a file is cut off", async () => {
    const text = collection(point("a"), point("b"));
    const { features, codes, issues } = await read(text.slice(0, -20));
    expect([features.length, codes, issues[0]!.path]).toEqual([1, ["json-unfinished"], "record 2"]);
  });

  it("leaves heights out and says how many features had them", async () => {
    const { features, issues } = await read(collection(point("a").replace("43.5", "43.5,180.2"), point("b")));
    expect(features[0]!.geometry).toEqual({ type: "Point", coordinates: [122.5, 43.5] });
    expect(issues.map(({ code, message }) => [code, message.includes("1 features")])).toEqual([["heights-left-out", true]]);
  });
});

describe("cutting a text into objects", () => {
  it("finds the same objects however the bytes come, as parsing the whole does", () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(fc.array(json, { maxLength: 6 }), fc.jsonValue(), fc.integer({ min: 1, max: 40 }), (values, other, size) => {
        const features = values.map((value) => ({ type: "Feature", value }));
        const bytes = new TextEncoder().encode(JSON.stringify({ other, features, "features ": [{ a: 1 }], last: [other] }));
        const splitter = new ObjectSplitter({ form: "collection", doubleByte: false });
        const found: unknown[] = [];
        for (let at = 0; at < bytes.length; at += size)
          for (const piece of splitter.push(bytes.subarray(at, at + size)))
            found.push(JSON.parse(new TextDecoder().decode(piece.bytes)));
        expect(found).toEqual(features.map((feature) => JSON.parse(JSON.stringify(feature))));
        expect(splitter.end).toEqual({ unfinished: null });
      }),
      { numRuns: 300 },
    );
  });

  it("does not fail on any bytes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom("", '{"type":"FeatureCollection","features":['),
        async (bytes, head) => {
          const start = new TextEncoder().encode(head);
          const all = new Uint8Array(start.length + bytes.length);
          all.set(start);
          all.set(bytes, start.length);
          expect((await read(all)).features).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
