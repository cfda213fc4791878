import { spawn } from "node:child_process";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { xlsxFromSheets } from "@parkatlas/formats";
import { gcj02FromLonLat } from "@parkatlas/geo-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parkatlas } from "./cli.ts";
import { scratchFolder } from "./fixtures.ts";

// Shapefiles of GDAL; see test/golden/formats/shapefile/make.sh.
const SHAPES = fileURLToPath(new URL("../golden/formats/shapefile/", import.meta.url));
const CLI = fileURLToPath(new URL("../../packages/cli/bin/parkatlas.mjs", import.meta.url));

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let plots: string;
beforeAll(async () => {
  scratch = await scratchFolder();
  plots = scratch.path("plots.shp");
  for (const ending of ["shp", "dbf", "prj", "cpg"])
    await copyFile(`${SHAPES}gk40-gbk.${ending}`, scratch.path(`plots.${ending}`));
  await writeFile(scratch.path("units.txt"), UNITS);
  await writeFile(scratch.path("blocks.geojson"), BLOCKS);
});
afterAll(() => scratch.remove());

/** A unit of 20 m by 20 m, in zone 40; the degrees of its first corner are those that PROJ gives (cs2cs EPSG:4528 EPSG:4490). */
const UNITS = [
  "[属性描述]",
  "坐标系=2000国家大地坐标系",
  "几度分带=3",
  "带号=40",
  "[地块坐标]",
  "4,0.04,U-1,炼焦车间,面,,,,@",
  "J1,1,4829400,40508100",
  "J2,1,4829400,40508120",
  "J3,1,4829420,40508120",
  "J4,1,4829420,40508100",
].join("\r\n");
const ring = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const BLOCKS = JSON.stringify({
  type: "FeatureCollection",
  features: [
    {
      type: "Feature",
      id: "B1",
      properties: { name: "一区", parkId: "K" },
      geometry: { type: "Polygon", coordinates: [ring(120.05, 43.55, 0.1)] },
    },
    {
      type: "Feature",
      id: "B2",
      properties: { name: "二区", parkId: "K" },
      geometry: { type: "Polygon", coordinates: [ring(120.2, 43.55, 0.2)] },
    },
  ],
});

async function jsonOf(...args: readonly string[]) {
  const { code, stdout, stderr } = await parkatlas([...args, "--json"], { cwd: scratch.root });
  expect(code, `${args.join(" ")}: ${stderr}`).toBe(0);
  return JSON.parse(stdout);
}
const manifestOf = async (folder: string) => JSON.parse(await readFile(join(folder, "dataset.json"), "utf8"));
async function layerOf(folder: string, layer: string) {
  const { layers } = await manifestOf(folder);
  return JSON.parse(await readFile(join(folder, layers[layer]), "utf8")).features;
}

describe("import", () => {
  it("makes a dataset of a GBK Shapefile in zone 40, and says what was decided and why", async () => {
    const city = scratch.path("first");
    const report = await jsonOf("import", plots, "--layer", "parcels", "--into", city, "--as-of", "2025-12-31");
    expect(report).toMatchObject({ read: 3, written: 3, crs: "EPSG:4528", encoding: "gb18030", change: 1 });
    expect(report.sources[0]).toMatchObject({
      crs: { ground: "declared" },
      id: { field: "DKBH" },
      properties: { name: { field: "DKMC" }, suppliedOn: { field: "GDSJ" }, recordedAreaM2: { field: "MJ_HA", unit: "ha" } },
      kept: ["ZDH", "BZ"],
    });
    const [first] = await layerOf(city, "parcels");
    expect(first).toMatchObject({
      id: "1505020010010012345",
      properties: {
        name: "科尔沁工业园区一号宗地",
        suppliedOn: "2021-03-15",
        recordedAreaM2: 12_500,
        ZDH: "1505020010010012345",
      },
    });
    // The corner that GDAL transformed into the Shapefile, back to what it came from.
    const [lonDeg, latDeg] = first.geometry.coordinates[0][0];
    expect(Math.abs(lonDeg - 120.1) + Math.abs(latDeg - 43.6)).toBeLessThan(2e-9);
  });

  it("finds the block of a parcel by place, and changes nothing the second time", async () => {
    const city = scratch.path("placed");
    await jsonOf("import", scratch.path("blocks.geojson"), "--layer", "blocks", "--into", city, "--as-of", "2025-12-31");
    const args = ["import", plots, "--layer", "parcels", "--into", city, "--map", "blockId=@blocks"];
    expect((await jsonOf(...args)).layers[0].added).toHaveLength(3);
    const parcels = await layerOf(city, "parcels");
    expect(parcels.map(({ properties }: { properties: { blockId?: string } }) => properties.blockId)).toEqual([
      "B1",
      "B2",
      undefined,
    ]);
    expect((await jsonOf(...args)).layers[0]).toMatchObject({ added: [], changed: [], unchanged: 3 });
  });

  it("writes nothing in a dry run, and nothing where a record cannot be read, unless the rest is asked for", async () => {
    const city = scratch.path("dry");
    const args = ["--layer", "parcels", "--into", city, "--as-of", "2025-12-31"];
    expect(await jsonOf("import", plots, ...args, "--dry-run")).toMatchObject({ read: 3, written: 0, change: null });
    await expect(readdir(city)).rejects.toThrow();
    const broken = scratch.path("broken.geojson");
    await writeFile(broken, BLOCKS.replace('"id":"B1",', ""));
    const refused = await parkatlas(["import", broken, ...args.with(1, "blocks"), "--lang", "en"]);
    expect([refused.code, refused.stdout]).toEqual([1, ""]);
    expect(refused.stderr).toMatch(
      /nothing was written.*--partial.*record 1: no field holds the id; name one with --map id=FIELD/s,
    );
    expect(await readdir(city)).toEqual([]);
    expect(await jsonOf("import", broken, ...args.with(1, "blocks"), "--partial")).toMatchObject({ read: 2, written: 1 });
  });

  it("reads a drawer: GBK Shapefile, register in XLSX, sites in shifted KML and units in TXT, by one command and mapping", async () => {
    const city = scratch.path("drawer");
    const [mapping, register, sites] = ["drawer.json", "台账.xlsx", "敏感点.kml"].map((name) => scratch.path(name));
    const texts = (...titles: readonly string[]) => titles.map((title) => ({ title, kind: "text" }) as const);
    const rows = [
      ["1505020010010012345", "2024-03-01", "通辽示例公司"],
      ["B-2", "2025-03-01", null],
      ["Z-9", null, null],
    ] as const;
    await writeFile(
      register!,
      await xlsxFromSheets([{ name: "台账", columns: texts("宗地编号", "约定动工时间", "受让人"), rows }]),
    );
    const [lon, lat] = gcj02FromLonLat([120.101, 43.6005]);
    const placemark = `<Placemark><name>第一小学</name><ExtendedData><Data name="类型"><value>学校</value></Data></ExtendedData><Point><coordinates>${lon},${lat}</coordinates></Point></Placemark>`;
    await writeFile(sites!, `<kml><Document>${placemark}</Document></kml>`);
    await writeFile(
      mapping!,
      JSON.stringify({
        format: "parkatlas-mapping/1",
        dataset: { id: "drawer", title: { zh: "抽屉", en: "Drawer" }, asOf: "2025-12-31" },
        sources: [
          {
            files: ["units.txt"],
            layer: "units",
            id: { field: "地块编号" },
            properties: { name: { field: "地块名称" }, distances: { value: [{ kind: "specified", distanceM: 200 }] } },
          },
          { files: ["敏感点.kml"], layer: "sites", shifted: "gcj02", id: { field: "name" } },
          {
            files: ["plots.shp"],
            layer: "parcels",
            properties: { blockId: { within: "blocks" } },
            register: { files: ["台账.xlsx"], key: "宗地编号", of: "DKBH" },
          },
          { files: ["blocks.geojson"], layer: "blocks" },
        ],
      }),
    );
    const files = [plots, scratch.path("units.txt"), scratch.path("blocks.geojson"), register!, sites!];
    const report = await jsonOf("import", ...files, "--mapping", mapping!, "--into", city);
    expect(report.layers.map(({ layer, added }: { layer: string; added: string[] }) => [layer, added.length])).toEqual([
      ["blocks", 2],
      ["parcels", 3],
      ["sites", 1],
      ["units", 1],
    ]);
    expect(report.issues.map(({ code }: { code: string }) => code).sort()).toEqual([
      "record-not-in-register",
      "register-row-without-record",
    ]);
    // cs2cs -f %.9f EPSG:4528 EPSG:4490 <<< "4829400 40508100" (PROJ 9.1.1): 43.600144688 120.100318438
    const [unit] = await layerOf(city, "units");
    const [lonDeg, latDeg] = unit.geometry.coordinates[0][0];
    expect(Math.abs(lonDeg - 120.100318438) + Math.abs(latDeg - 43.600144688)).toBeLessThan(2e-9);
    // Agreed starts of the register, by rules §3: one year and 670 days, and 305 days.
    const land = await jsonOf("land", city);
    expect(land.parcels.map(({ daysOverdue }: { daysOverdue: number | null }) => daysOverdue)).toEqual([670, 305]);
    // The school lies 39 m from the unit, where 200 m are specified.
    const protection = await jsonOf("protection", city);
    expect(protection.units).toMatchObject([{ verdict: "inside" }]);
  });

  it("saves the mapping that it followed, which does the same again", async () => {
    const [city, again, saved] = ["one", "two", "saved.json"].map((name) => scratch.path(name));
    await jsonOf("import", plots, "--layer", "parcels", "--into", city!, "--as-of", "2025-12-31", "--save-mapping", saved!);
    await jsonOf("import", plots, "--mapping", saved!, "--into", again!, "--as-of", "2025-12-31");
    expect(await layerOf(again!, "parcels")).toEqual(await layerOf(city!, "parcels"));
  });

  it.each([
    [["--layer", "parcels"], "--into is missing"],
    [["--into", "x"], "--layer is missing"],
    [["--into", "x", "--layer", "parcel"], "did you mean parcels?"],
    [["--into", "x", "--layer", "parcels"], "say with --as-of"],
    [["--into", "x", "--layer", "parcels", "--as-of", "2025-12-31", "--map", "name"], 'cannot be "name"'],
    [["--into", "x", "--layer", "parcels", "--as-of", "2025-12-31", "--map", "blockId=@block"], "did you mean @blocks?"],
  ])("refuses %j as wrong usage", async (args, says) => {
    const { code, stdout, stderr } = await parkatlas(["import", plots, ...args], { cwd: scratch.root });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(says);
  });

  it("does not guess a CRS or a datum", async () => {
    const bare = scratch.path("bare.shp");
    for (const ending of ["shp", "dbf"]) await copyFile(`${SHAPES}gk40-gbk.${ending}`, scratch.path(`bare.${ending}`));
    const args = ["import", bare, "--layer", "parcels", "--into", scratch.path("bare"), "--as-of", "2025-12-31"];
    const none = await parkatlas(args);
    expect([none.code, none.stderr.includes("say --crs EPSG:n")]).toEqual([1, true]);
    const xian = await parkatlas([...args, "--crs", "EPSG:2364"]);
    expect([xian.code, xian.stderr.includes("needs local parameters, and none are guessed")]).toEqual([1, true]);
  });
});

describe("undo", () => {
  it("takes imports back one by one, keeps the history, and stops at the beginning", async () => {
    const city = scratch.path("undo");
    await jsonOf("import", scratch.path("blocks.geojson"), "--layer", "blocks", "--into", city, "--as-of", "2025-12-31");
    const beginning = await layerOf(city, "blocks");
    await jsonOf("import", plots, "--layer", "parcels", "--into", city);
    await writeFile(scratch.path("renamed.geojson"), BLOCKS.replace("一区", "第一区"));
    await jsonOf("import", scratch.path("renamed.geojson"), "--layer", "blocks", "--into", city);
    expect(await jsonOf("undo", city)).toEqual({ undone: 3, change: 4 });
    expect(await layerOf(city, "blocks")).toEqual(beginning);
    expect(await jsonOf("undo", city)).toEqual({ undone: 2, change: 5 });
    expect((await manifestOf(city)).layers.parcels).toBeUndefined();
    const stop = await parkatlas(["undo", city, "--lang", "en"]);
    expect([stop.code, stop.stderr.includes("before it there was none")]).toEqual([1, true]);
    const history = await jsonOf("undo", city, "--list");
    expect(history.map(({ kind, of }: { kind: string; of?: number }) => [kind, of ?? null])).toEqual([
      ["import", null],
      ["import", null],
      ["import", null],
      ["undo", 3],
      ["undo", 2],
    ]);
    expect(history[0].files[0]).toMatchObject({ name: "blocks.geojson", bytes: Buffer.byteLength(BLOCKS) });
  });
});

describe("an import that is killed", () => {
  it("leaves the old dataset or the new one, never anything between, and the next import clears up", async () => {
    const city = scratch.path("killed");
    await mkdir(city, { recursive: true });
    await jsonOf("import", scratch.path("blocks.geojson"), "--layer", "blocks", "--into", city, "--as-of", "2025-12-31");
    const outcomes = new Set<string>();
    for (let delayMs = 60; delayMs <= 300; delayMs += 40) {
      const args = ["import", plots, "--layer", "parcels", "--into", city, "--map", "blockId=@blocks"];
      const child = spawn(process.execPath, [CLI, ...args], { stdio: "ignore" });
      const ended = new Promise((resolve) => child.once("exit", resolve));
      const timer = setTimeout(() => child.kill("SIGKILL"), delayMs);
      await ended;
      clearTimeout(timer);
      const { stdout } = await parkatlas(["validate", city, "--json"]);
      const { issues } = JSON.parse(stdout);
      expect(issues.filter((issue: { code: string }) => ["json-invalid", "file-unreadable"].includes(issue.code))).toEqual([]);
      const isNew = (await manifestOf(city)).layers.parcels !== undefined;
      outcomes.add(isNew ? "new" : "old");
      if (isNew) await jsonOf("undo", city);
    }
    await jsonOf("import", plots, "--layer", "parcels", "--into", city);
    const names = await readdir(city);
    const { layers } = await manifestOf(city);
    expect(names.filter((name) => name.endsWith(".part"))).toEqual([]);
    expect(names).toContain(layers.parcels);
    expect(outcomes.has("old")).toBe(true);
  });

  it("waits for nobody: a folder that another process is changing is refused", async () => {
    const city = scratch.path("locked");
    await mkdir(city, { recursive: true });
    await writeFile(join(city, ".import.lock"), String(process.pid));
    const { code, stderr } = await parkatlas(["import", plots, "--layer", "parcels", "--into", city, "--as-of", "2025-12-31"]);
    expect([code, stderr.includes(`being changed by process ${process.pid}`)]).toEqual([3, true]);
  });
});
