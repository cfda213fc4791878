import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parkatlas } from "./cli.ts";
import { type DatasetFilesOut, demoFiles, scratchFolder } from "./fixtures.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let demo: string;
let bundle: string;

/** A grid of 50 m around the plant of the demo (lon/lat), over the limit up to its north: a table as EIA software exports it. */
function gridCsv(concentrationAt: (lonDeg: number, latDeg: number) => number): string {
  const rows = ["经度,纬度,浓度(µg/m³)"];
  for (let x = 0; x <= 30; x++)
    for (let y = 0; y <= 24; y++) {
      const [lonDeg, latDeg] = [106.797 + x * 0.0005, 39.599 + y * 0.0004].map((deg) => Number(deg.toFixed(6))) as [
        number,
        number,
      ];
      rows.push(`${lonDeg},${latDeg},${concentrationAt(lonDeg, latDeg)}`);
    }
  return rows.join("\n");
}

function filesWithGrid(concentrationAt: (lonDeg: number, latDeg: number) => number): DatasetFilesOut {
  const files = demoFiles("grid");
  const plants = files["plants.geojson"] as { features: { properties: Record<string, unknown> }[] };
  const grid = { files: ["grids/nh3.csv"], substance: "NH3", averagingPeriod: "1-HR", limit: 0.2, limitUnit: "mg/m3" };
  plants.features[0]!.properties.distances = [{ kind: "atmospheric", source: "示例环评", grids: [grid] }];
  return { ...files, "grids/nh3.csv": gridCsv(concentrationAt) };
}

beforeAll(async () => {
  scratch = await scratchFolder();
  demo = await scratch.dataset("demo");
  bundle = scratch.path("check.zip");
});
afterAll(() => scratch.remove());

describe("evidence", () => {
  it("is written whole, the same bytes each time, with its SHA-256 on standard error and the answer as without it", async () => {
    const plain = await parkatlas(["protection", demo, "--json"]);
    const saved = await parkatlas(["protection", demo, "--json", "--evidence", bundle]);
    expect([saved.code, saved.stdout]).toEqual([0, plain.stdout]);
    expect(saved.stderr).toMatch(/^evidence written: \S+check\.zip {2}SHA-256 [0-9a-f]{64}\n$/);
    const again = await parkatlas(["protection", demo, "--evidence", bundle, "--lang", "zh"]);
    expect(again.stderr).toContain("证据包已写入");
    expect(again.stderr.match(/[0-9a-f]{64}/)![0]).toBe(saved.stderr.match(/[0-9a-f]{64}/)![0]);
    expect((await readdir(scratch.root)).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("rechecks as the same, from the bundle alone and against the dataset it was made from", async () => {
    for (const more of [[], [demo]]) {
      const { code, stdout, stderr } = await parkatlas(["recheck", bundle, ...more]);
      expect([code, stderr]).toEqual([0, ""]);
      expect(stdout).toMatch(/^same: .* byte for byte\ndemo {2}2025-12-31\nsoftware \S+, protection\/2, gbt-39499-2020\/1\n$/);
    }
  });

  it("names feature, coordinate and figure after one coordinate of the dataset moved by a millimetre", async () => {
    const files = demoFiles();
    const sites = files["sites.geojson"] as { features: { geometry: { coordinates: unknown } }[] };
    // The south edge of the village, 9e-9° further south: 1.0 mm. First and last corner stay as they are.
    const [ring] = sites.features[0]!.geometry.coordinates as number[][][];
    ring![1]![1] = ring![1]![1]! - 9e-9;
    const moved = await scratch.dataset("moved", files);
    const { code, stdout } = await parkatlas(["recheck", bundle, moved, "--json"]);
    expect(code).toBe(1);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ same: false, members: [], inputs: [{ file: "sites.geojson" }] });
    expect(result.inputs[0].differences).toMatchObject([{ path: "features[S-village].geometry.coordinates[0][1]" }]);
    expect(Math.abs(result.inputs[0].differences[0].movedM - 0.001)).toBeLessThan(1e-5);
    const answer: { path: string; before: number; after: number }[] = result.answer;
    expect(answer.every(({ path }) => /^units\[U-\w+\]\.pairs\[S-village unit\]|^summary\.worstShortfallM$/.test(path))).toBe(
      true,
    );
    const distance = answer.find(({ path }) => path === "units[U-specified].pairs[S-village unit].distanceM")!;
    expect(distance.before).toBeGreaterThan(distance.after);
    expect(distance.before - distance.after).toBeLessThan(0.0011);
    const text = await parkatlas(["recheck", bundle, moved, "--lang", "zh"]);
    expect(text.stdout).toMatch(/^不一致：/);
    expect(text.stdout).toContain("features[S-village].geometry.coordinates[0][1]");
  });

  it("refuses what is no evidence with exit code 1, and a missing file with 3", async () => {
    const broken = scratch.path("broken.zip");
    await writeFile(broken, (await readFile(bundle)).subarray(0, 3000));
    expect(await parkatlas(["recheck", broken])).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/archive-invalid: The evidence cannot be used/),
    });
    expect((await parkatlas(["recheck", broken, "--lang", "zh"])).stderr).toContain("证据包不可用");
    expect((await parkatlas(["recheck", scratch.path("none.zip")])).code).toBe(3);
    expect(await parkatlas(["protection", demo, "--evidence", "check.txt"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("writes a .zip file"),
    });
  });

  it("does not eat a file of the dataset", async () => {
    const files = filesWithGrid(() => 1);
    const folder = await scratch.dataset("eaten", {
      ...files,
      "grids/nh3.zip": files["grids/nh3.csv"],
      "plants.geojson": JSON.stringify(files["plants.geojson"]).replace("nh3.csv", "nh3.zip"),
    });
    expect(await parkatlas(["protection", folder, "--evidence", join(folder, "grids/nh3.zip")])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("is a file of the dataset itself"),
    });
  });
});

describe("a receptor grid of the dataset", () => {
  it("gives the plant its distance, in text, JSON, GeoJSON and evidence", async () => {
    // Over the limit north of 39.6056° (the plant ends at 39.606°): the farthest row over it lies at 39.6074°.
    const folder = await scratch.dataset(
      "grid",
      filesWithGrid((lonDeg, latDeg) => (latDeg > 39.606 && latDeg < 39.6075 && lonDeg > 106.802 && lonDeg < 106.806 ? 250 : 20)),
    );
    const out = scratch.path("zone.geojson");
    const { code, stdout } = await parkatlas(["protection", folder, "--json", "--out", out, "--evidence", bundle]);
    expect(code).toBe(0);
    const [unit] = JSON.parse(stdout).units;
    const { requiredM, assessments } = unit.workings.find(({ kind }: { kind: string }) => kind === "atmospheric");
    // 0.0014° of latitude at 39.6°: 111 034 m a degree, 155.4 m.
    expect(Math.abs(requiredM - 155.4)).toBeLessThan(0.5);
    expect(assessments).toMatchObject([{ exceeds: true, isComplete: true, largest: { concentration: 0.25 }, limit: 0.2 }]);
    const features = JSON.parse(await readFile(out, "utf8")).features as {
      id: string;
      geometry: { type: string };
      properties: object;
    }[];
    expect(features.find(({ id }) => id === "U-specified/zone/NH3/1-HR")).toMatchObject({
      geometry: { type: "Polygon" },
      properties: { substance: "NH3", provenance: "synthetic" },
    });
    const text = await parkatlas(["protection", folder, "--lang", "zh"]);
    expect(text.stdout).toMatch(/大气环境防护距离（HJ 2\.2-2018）\n单元 /);
    expect(text.stdout).toMatch(/NH3 +1-HR +0\.2 +mg\/m3 +0\.2500 +超标/);
    expect((await parkatlas(["recheck", bundle])).code).toBe(0);
  });

  it("that cannot be read is a finding of validate and leaves the verdict unknown beside pairs that are outside", async () => {
    const folder = await scratch.dataset("unread", { ...filesWithGrid(() => 20), "grids/nh3.csv": "x,y\n1,2" });
    const found = await parkatlas(["validate", folder, "--json"]);
    expect(found.code).toBe(1);
    expect(JSON.parse(found.stdout).issues.map(({ code }: { code: string }) => code)).toContain("grid-column-missing");
    const { stdout } = await parkatlas(["protection", folder, "--unit", "U-health", "--reach", "2"]);
    expect(stdout).toMatch(/Not settled: grids\/nh3\.csv, line 1: the header is "x", "y"/);
    // The village stands outside the 300 m that are settled; the unit as a whole is not.
    expect(stdout).toMatch(/S-village .* outside +unknown +/);
  });
});

describe("the table of the calculation", () => {
  it("has the columns of an EIA report, in text and in every file", async () => {
    const zh = await parkatlas(["protection", demo, "--workings", "--lang", "zh"]);
    expect(zh.stdout).toMatch(
      /源 +名称 +污染物 +Qc kg\/h +Cm mg\/m³ +S m² +风速 m\/s +类别 +A +B +C +D +计算值 m +提级 m +终值 m/,
    );
    expect(zh.stdout).toMatch(
      /U-health +示例装置二 +示例气体 +0\.3 +0\.02 +40,000\.00 +3 +II +470 +0\.021 +1\.85 +0\.84 +278\.4633 +300 +300/,
    );
    const csv = scratch.path("workings.csv");
    await parkatlas(["protection", demo, "--workings", "--out", csv]);
    const [heading, ...rows] = (await readFile(csv, "utf8"))
      .replace(/^\uFEFF/, "")
      .trimEnd()
      .split("\r\n");
    expect(heading).toContain(
      "unitId,unitName,substance,emissionKgPerH,limitMgPerM3,areaM2,windMPerS,sourceClass,A,B,C,D,initialM,gradeM,finalM",
    );
    expect(rows).toHaveLength(1);
  });

  it("raises two substances of one grade, and says so", async () => {
    const flags = ["--substance", "NH3", "--qc", "0.012", "--cm", "0.2", "--substance", "H2S", "--qc", "0.0006", "--cm", "0.01"];
    const args = ["health-distance", ...flags, "--area", "800", "--wind", "3", "--class", "II"];
    const { stdout } = await parkatlas([...args, "--lang", "zh"]);
    expect(stdout).toContain("终值 100 m   GB/T 39499-2020 §4, §5, §6.1, §6.2");
    expect(stdout).toContain("提高一级为 100 m");
    const unit = JSON.parse((await parkatlas([...args, "--json"])).stdout);
    expect(unit).toMatchObject({
      requiredM: 100,
      raised: true,
      workings: [
        { gradeM: 50, chosen: true },
        { gradeM: 50, chosen: true },
      ],
    });
    // The limits of the table stand in where they are left out.
    const names = [
      "--substance",
      "氨",
      "--qc",
      "0.012",
      "--substance",
      "H2S",
      "--qc",
      "0.0006",
      "--area",
      "800",
      "--wind",
      "3",
      "--class",
      "II",
    ];
    expect(JSON.parse((await parkatlas(["health-distance", ...names, "--json"])).stdout)).toMatchObject({ requiredM: 100 });
    const unknown = await parkatlas([
      "health-distance",
      "--substance",
      "X",
      "--qc",
      "1",
      "--area",
      "1",
      "--wind",
      "1",
      "--class",
      "I",
    ]);
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('no limit of "X"; it has SO2, NO2') });
    const odd = await parkatlas([
      "health-distance",
      "--qc",
      "1",
      "--qc",
      "2",
      "--cm",
      "1",
      "--area",
      "1",
      "--wind",
      "1",
      "--class",
      "I",
    ]);
    expect(odd).toMatchObject({ code: 2, stderr: expect.stringContaining("2 of --qc, but 1 of --cm") });
  });
});

describe("--tables", () => {
  it("computes with the numbers of a file, under its version, and rechecks with them", async () => {
    const tables = scratch.path("tables.json");
    await writeFile(tables, JSON.stringify({ health: { version: "office/2026", A: { "2-4": { II: [235, 235, 125] } } } }));
    const { stdout } = await parkatlas(["protection", demo, "--tables", tables, "--json", "--evidence", bundle]);
    const report = JSON.parse(stdout);
    expect(report.rules.healthTable).toBe("office/2026");
    const unit = report.units.find(({ id }: { id: string }) => id === "U-health");
    // Half of A stands for half of Qc/Cm, whose distance is shorter.
    expect(unit.requiredM).toBeLessThan(300);
    expect(unit.workings[0].workings[0]).toMatchObject({ coefficients: { A: 235 }, tableVersion: "office/2026" });
    expect((await parkatlas(["recheck", bundle])).stdout).toContain("office/2026");
    await writeFile(tables, JSON.stringify({ A: { "2-4": { II: [235, 235, 125] } } }));
    expect(await parkatlas(["protection", demo, "--tables", tables])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("a version of its own"),
    });
  });
});
