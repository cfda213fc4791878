import { readFile } from "node:fs/promises";
import { byteSourceOf, openKml, type SourceFeature } from "@parkatlas/formats";
import type { Issue } from "@parkatlas/geo-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

// gdal.kml and gdal.kmz were made by GDAL 3.6.2 (make.sh); gdal.json is what GDAL reads in them. Other texts are by hand.
const fileOf = (name: string) => readFile(new URL(name, import.meta.url));
let kml: Uint8Array;
let kmz: Uint8Array;
beforeAll(async () => {
  [kml, kmz] = await Promise.all([fileOf("gdal.kml"), fileOf("gdal.kmz")]);
});

async function read(name: string, content: string | Uint8Array) {
  const issues: Issue[] = [];
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const layer = await openKml(byteSourceOf(name, bytes), (issue) => issues.push(issue));
  const features: SourceFeature[] = [];
  if (layer) for await (const batch of layer.batches()) features.push(...batch);
  return { layer, features, issues, codes: issues.map(({ code }) => code) };
}

interface Shape {
  readonly type: string;
  readonly coordinates: unknown;
}
/** Vertices of each polygon, rounded and sorted: what must be equal whatever the order of parts and rings. */
function outlines(geometry: Shape | null): unknown {
  if (!geometry) return null;
  const polygons = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) as number[][][][];
  return polygons
    .map((rings) => JSON.stringify(rings.map((ring) => ring.map(([x, y]) => `${x!.toFixed(8)} ${y!.toFixed(8)}`).sort())))
    .sort();
}

describe("KML of another program", () => {
  it("is read as GDAL reads it, as KML and as KMZ", async () => {
    const expected = JSON.parse(new TextDecoder().decode(await fileOf("gdal.json"))).features;
    for (const [name, bytes] of [
      ["a.kml", kml],
      ["a.kmz", kmz],
    ] as const) {
      const { layer, features, codes } = await read(name, bytes);
      expect([layer!.format, layer!.crs, codes]).toEqual(["kml", { kind: "code", code: "EPSG:4326" }, []]);
      expect(features).toHaveLength(expected.length);
      for (const [index, { properties, geometry }] of features.entries()) {
        expect(properties).toMatchObject({ DKBH: expected[index].properties.DKBH, DKMC: expected[index].properties.DKMC });
        expect(outlines(geometry as Shape | null)).toEqual(outlines(expected[index].geometry));
      }
    }
  });
});

const document = (...inside: readonly string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${inside.join("")}</Document></kml>`;
const ring = (where: string) => `<LinearRing><coordinates>${where}</coordinates></LinearRing>`;

describe("KML", () => {
  it("keeps names, folders, style, descriptions with markup and both kinds of extended data", async () => {
    const { features, codes } = await read(
      "a.kml",
      document(
        `<Folder><name>园区</name><Folder><name>敏感点</name><Placemark><name>第一小学</name><styleUrl>#s1</styleUrl>
        <description><![CDATA[<b>200 人</b>]]></description>
        <ExtendedData><Data name="户数"><displayName>x</displayName><value>12</value></Data>
        <SchemaData><SimpleData name="__proto__">harm</SimpleData></SchemaData></ExtendedData>
        <Point><coordinates> 122.25,43.6,180 </coordinates></Point></Placemark></Folder></Folder>`,
        `<Placemark><gx:Track xmlns:gx="g"><gx:coord>122 43 1</gx:coord><gx:coord>122.1 43.1 1</gx:coord></gx:Track></Placemark>`,
      ),
    );
    expect(codes).toEqual(["heights-left-out"]);
    expect(features[0]).toEqual({
      record: 1,
      geometry: { type: "Point", coordinates: [122.25, 43.6] },
      properties: {
        name: "第一小学",
        folder: "园区/敏感点",
        styleUrl: "#s1",
        description: "<b>200 人</b>",
        户数: "12",
        ["__proto__"]: "harm",
      },
    });
    expect(features[1]!.geometry).toEqual({
      type: "LineString",
      coordinates: [
        [122, 43],
        [122.1, 43.1],
      ],
    });
  });

  it("makes one record of each kind of shape in a MultiGeometry, closes rings, and tells holes", async () => {
    const outer = ring("0,0 4,0 4,4 0,4 0,0");
    const inner = ring("1,1 1,2 2,2 2,1");
    const { features } = await read(
      "a.kml",
      document(
        `<Placemark><name>厂</name><MultiGeometry><Polygon><outerBoundaryIs>${outer}</outerBoundaryIs><innerBoundaryIs>${inner}</innerBoundaryIs></Polygon>
        <Point><coordinates>5,5</coordinates></Point><Point><coordinates>6,6</coordinates></Point></MultiGeometry></Placemark>`,
      ),
    );
    expect(features.map(({ record, geometry, properties }) => [record, geometry?.type, properties.name])).toEqual([
      [1, "MultiPoint", "厂"],
      [2, "Polygon", "厂"],
    ]);
    expect((features[1]!.geometry as Shape).coordinates).toHaveLength(2);
  });

  it("names the line of coordinates that are none, and where the XML ends in a fault, and reads the rest", async () => {
    const point = (where: string) => `\n<Placemark><name>a</name><Point><coordinates>${where}</coordinates></Point></Placemark>`;
    const { features, issues } = await read(
      "a.kml",
      document(point("122;43"), point("122,43")).replace("</Document>", "<a></b>"),
    );
    expect(features.map(({ geometry }) => geometry?.type ?? null)).toEqual([null, "Point"]);
    expect(issues.map(({ code }) => code)).toEqual(["xml-invalid", "coordinates-invalid"]);
    expect(issues[1]!.path).toBe("line 2");
  });

  it("expands no entities of its own, reads GBK by its declaration, and refuses endless nesting", async () => {
    const bomb =
      '<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><kml><Placemark><name>&b;</name></Placemark></kml>';
    expect((await read("a.kml", bomb)).codes).toEqual(["xml-invalid"]);
    const gbk = [...'<?xml version="1.0" encoding="GBK"?><kml><Placemark><name>'].map((sign) => sign.charCodeAt(0));
    const rest = [..."</name><Point><coordinates>1,2</coordinates></Point></Placemark></kml>"].map((sign) => sign.charCodeAt(0));
    // 通辽 in GBK is CDA8 C1C9 by the code table.
    const { features } = await read("a.kml", Uint8Array.from([...gbk, 0xcd, 0xa8, 0xc1, 0xc9, ...rest]));
    expect(features[0]!.properties.name).toBe("通辽");
    expect((await read("a.kml", "<a>".repeat(100_000))).codes).toEqual(["xml-invalid"]);
  });

  it("never throws or hangs, whatever is changed in it", async () => {
    const text = new TextDecoder().decode(kml);
    const edit = fc.tuple(
      fc.nat(text.length),
      fc.nat(30),
      fc.constantFrom("", "<", ">", "&", "]]>", "</Placemark>", "<Polygon>", "1e999,", "\u0000"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), async (edits) => {
        const damaged = edits.reduce((all, [at, length, put]) => all.slice(0, at) + put + all.slice(at + length), text);
        expect((await read("a.kml", damaged)).features.length).toBeLessThan(20);
      }),
      { numRuns: 1500 },
    );
  });
});
