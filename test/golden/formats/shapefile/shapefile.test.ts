import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type ByteSource, byteSourceOf, type Encoding, openShapefiles, type SourceFeature } from "@parkatlas/formats";
import type { Issue } from "@parkatlas/geo-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

// The files were made by GDAL 3.6.2 (make.sh); *.gdal.json is what GDAL itself reads in them.
const folder = fileURLToPath(new URL(".", import.meta.url));
const all = new Map<string, Uint8Array>();

beforeAll(async () => {
  for (const name of await readdir(folder))
    if (/\.(shp|shx|dbf|prj|cpg|json)$/.test(name)) all.set(name, new Uint8Array(await readFile(folder + name)));
});

interface Read {
  readonly layers: Awaited<ReturnType<typeof openShapefiles>>;
  readonly features: readonly SourceFeature[];
  readonly issues: readonly Issue[];
  readonly codes: readonly string[];
}

async function readAll(files: readonly ByteSource[], encoding?: Encoding): Promise<Read> {
  const issues: Issue[] = [];
  const layers = await openShapefiles(files, (issue) => issues.push(issue), encoding ? { encoding } : {});
  const features: SourceFeature[] = [];
  for (const layer of layers) for await (const batch of layer.batches()) features.push(...batch);
  return { layers, features, issues, codes: issues.map(({ code }) => code) };
}

function parts(stem: string, without: readonly string[] = []): ByteSource[] {
  return [".shp", ".dbf", ".prj", ".cpg"]
    .filter((ending) => !without.includes(ending))
    .flatMap((ending) => (all.has(stem + ending) ? [byteSourceOf(stem + ending, all.get(stem + ending)!)] : []));
}

/** Replaces the bytes of one part; the change is made on a copy. */
function changed(files: readonly ByteSource[], ending: string, change: (bytes: Uint8Array) => Uint8Array): ByteSource[] {
  return files.map((file) =>
    file.name.endsWith(ending) ? byteSourceOf(file.name, change(Uint8Array.from(all.get(file.name)!))) : file,
  );
}

interface GdalFeature {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
}

function gdalReading(stem: string): readonly GdalFeature[] {
  return JSON.parse(new TextDecoder().decode(all.get(`${stem}.gdal.json`)!)).features;
}

/** Rings of a geometry as sets of rounded vertices, without order of parts, direction or start: what must be equal. */
function ringsOf(geometry: GdalFeature["geometry"] | SourceFeature["geometry"], decimals: number): unknown {
  if (geometry === null || !("coordinates" in geometry)) return null;
  if (geometry.type === "Point") return (geometry.coordinates as number[]).slice(0, 2).map((c) => c.toFixed(decimals));
  const polygons = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) as number[][][][];
  return polygons
    .map((rings) =>
      rings.map((ring) =>
        ring
          .slice(1)
          .map((xy) =>
            xy
              .slice(0, 2)
              .map((c) => c.toFixed(decimals))
              .join(" "),
          )
          .sort(),
      ),
    )
    .map((rings) => JSON.stringify(rings))
    .sort();
}

describe("Shapefiles of another program", () => {
  it.each(["gk40-gbk", "utf8", "points-z"])("%s is read as GDAL reads it", async (stem) => {
    const { features, codes, layers } = await readAll(parts(stem));
    const expected = gdalReading(stem);
    expect(codes).toEqual([]);
    expect(layers[0]!.recordCount).toBe(expected.length);
    expect(features.length).toBe(expected.length);
    for (const [index, feature] of features.entries()) {
      expect(ringsOf(feature.geometry, 8)).toEqual(ringsOf(expected[index]!.geometry, 8));
      const properties = { ...feature.properties };
      // GDAL turns the code of 19 digits into a double and loses its last ones; it must stay what it is.
      if (typeof properties.ZDH === "string") {
        expect(properties.ZDH).toBe("1505020010010012345");
        properties.ZDH = Number(properties.ZDH);
      }
      expect(properties).toEqual(expected[index]!.properties);
    }
  });

  it("knows a GBK table by its .cpg, by its language byte and by its bytes", async () => {
    const file = parts("gk40-gbk");
    const byCpg = await readAll(file);
    const languageByte = (value: number) => changed(parts("gk40-gbk", [".cpg"]), ".dbf", (bytes) => bytes.fill(value, 29, 30));
    const byByte = await readAll(languageByte(0x4d));
    const byScore = await readAll(languageByte(0));
    for (const [{ layers, features }, ground] of [
      [byCpg, "declared"],
      [byByte, "declared"],
      [byScore, "scored"],
    ] as const) {
      expect(layers[0]!.encoding).toMatchObject({ encoding: "gb18030", ground });
      expect(features[0]!.properties.DKMC).toBe("科尔沁工业园区一号宗地");
    }
  });

  it("does not follow a .cpg that the bytes contradict, and says so", async () => {
    const lying = [...parts("gk40-gbk", [".cpg"]), byteSourceOf("gk40-gbk.cpg", new TextEncoder().encode("UTF-8"))];
    const gbk = await readAll(lying);
    expect(gbk.layers[0]!.encoding).toMatchObject({ encoding: "gb18030", ground: "scored", declared: "UTF-8" });
    expect(gbk.codes).toEqual(["encoding-declared-wrong"]);
    const utf8 = await readAll([...parts("utf8", [".cpg"]), byteSourceOf("utf8.cpg", new TextEncoder().encode("GBK"))]);
    expect(utf8.layers[0]!.encoding).toMatchObject({ encoding: "utf-8", ground: "strict-utf-8" });
    expect(utf8.features[1]!.properties.DKMC).toBe("两块地（南、北）");
    const asked = await readAll(parts("gk40-gbk"), "windows-1252");
    expect(asked.features[0]!.properties.DKMC).not.toContain("科尔沁");
  });

  it("pairs parts whatever the case of their names, and says what is missing", async () => {
    const upper = parts("utf8").map((file) => ({ ...file, name: file.name.toUpperCase() }));
    expect((await readAll(upper)).features[0]!.properties.DKBH).toBe("1505020010010012345");
    const bare = await readAll(parts("utf8", [".dbf", ".prj"]));
    expect([bare.codes, bare.features.length, bare.layers[0]!.crs]).toEqual([["shapefile-part-missing"], 3, { kind: "none" }]);
  });

  it("leaves out the shape of a row that is marked as deleted", async () => {
    const header = new DataView(all.get("utf8.dbf")!.buffer).getUint16(8, true);
    const { features, codes } = await readAll(changed(parts("utf8"), ".dbf", (bytes) => bytes.fill(0x2a, header, header + 1)));
    expect([features.map(({ record }) => record), codes]).toEqual([[2, 3], []]);
  });

  it("names the byte where a file is cut off, and keeps what stands before it", async () => {
    const cut = await readAll(changed(parts("utf8"), ".shp", (bytes) => bytes.subarray(0, bytes.length - 100)));
    expect(cut.features.map(({ record }) => record)).toEqual([1]);
    expect(cut.codes).toEqual(["shapefile-damaged", "shapefile-counts-differ"]);
    expect(cut.issues[0]!.message).toMatch(/utf8\.shp, record 2: the record at byte 320 /);
    const rows = await readAll(changed(parts("utf8"), ".dbf", (bytes) => bytes.subarray(0, bytes.length - 200)));
    expect(rows.codes).toContain("dbf-truncated");
  });

  it("never throws, hangs or makes up a record, whatever bytes are changed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("gk40-gbk", "points-z"),
        fc.constantFrom(".shp", ".dbf"),
        fc.array(fc.tuple(fc.nat(1200), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        fc.option(fc.nat(1200)),
        async (stem, ending, edits, cutAt) => {
          const files = changed(parts(stem), ending, (bytes) => {
            for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
            return cutAt === null ? bytes : bytes.subarray(0, cutAt);
          });
          const { features } = await readAll(files);
          expect(features.length).toBeLessThanOrEqual(3);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
