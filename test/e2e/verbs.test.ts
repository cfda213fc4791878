import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parkatlas, ROOT, serve } from "./cli.ts";
import { demoFiles, scratchFolder } from "./fixtures.ts";

const VERBS = [
  "validate",
  "area",
  "land",
  "protection",
  "recheck",
  "health-distance",
  "zones",
  "lineage",
  "evaluate",
  "siting",
  "usable",
  "envelopes",
  "build",
  "verify",
  "inspect",
  "serve",
  "export-site",
];
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let demo: string;

beforeAll(async () => {
  scratch = await scratchFolder();
  demo = await scratch.dataset("demo");
});
afterAll(() => scratch.remove());

async function jsonOf(...args: readonly string[]) {
  const { code, stdout, stderr } = await parkatlas([...args, "--json"], { cwd: scratch.root });
  expect([code, stderr], args.join(" ")).toEqual([0, ""]);
  return JSON.parse(stdout);
}

const lines = (text: string) =>
  text
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split("\r\n");

describe("the help", () => {
  it("lists every verb, and shows each with its flags and an example in both languages", async () => {
    const overview = await parkatlas(["help"]);
    expect(overview.code).toBe(0);
    for (const verb of VERBS) {
      expect(overview.stdout).toContain(`  ${verb}`);
      for (const [language, word] of [
        ["zh", "用法: parkatlas"],
        ["en", "usage: parkatlas"],
      ] as const) {
        const page = await parkatlas([verb, "--help", "--lang", language]);
        expect([page.code, page.stderr]).toEqual([0, ""]);
        expect(page.stdout).toContain(`${word} ${verb}`);
        expect(page.stdout).toContain(`  parkatlas ${verb}`);
      }
    }
    expect((await parkatlas(["help", "land"])).stdout).toContain("usage: parkatlas land");
  });

  it("knows its version, which is that of the package", async () => {
    const { version } = JSON.parse(await readFile(join(ROOT, "packages/cli/package.json"), "utf8"));
    expect((await parkatlas(["--version"])).stdout).toBe(`${version}\n`);
  });
});

describe("wrong usage", () => {
  it("is exit code 2 with what to write instead, and nothing on standard output", async () => {
    const table: readonly (readonly [readonly string[], string])[] = [
      [[], "usage: parkatlas"],
      [["lnad", demo], "did you mean land?"],
      [["--frobnicate"], "unknown verb"],
      [["land"], "land needs DATASET"],
      [["land", demo, "extra"], 'does not take "extra"'],
      [["land", demo, "--as-off", "2025-12-31"], "did you mean --as-of?"],
      [["land", demo, "--as-of", "2025-02-30"], "2025-02-30"],
      [["land", demo, "--by", "colour"], "one of parcel, block, park"],
      [["land", demo, "--parcel", "nobody"], "nobody"],
      [["land", demo, "--out", "x.docx"], "this verb writes .json, .csv, .xlsx, .geojson"],
      [["land", demo, "--lang", "fr"], "one of zh, en"],
      [["land", demo, "--out", join(demo, "parcels.json", "..", "parcels.geojson")], "is a file of the dataset itself"],
      [["help", "--json"], "unknown flag --json"],
      [["area", demo, "--layer", "parcel"], "did you mean parcels?"],
      [["protection", demo, "--unit", "nobody"], "nobody"],
      [["protection", demo, "--reach", "0.5"], "0.5"],
      [["health-distance", "--qc", "0.3"], "--cm is missing"],
      [["health-distance", "--qc", "-1", "--cm", "1", "--area", "1", "--wind", "1", "--class", "I"], "-1"],
      [["zones", demo, "--scheme", "nobody"], "nobody"],
      [["siting", demo], "--distance is missing"],
      [["siting", demo, "--distance", "0"], "0"],
      [["siting", demo, "--distance", "100", "--status", "idel"], "did you mean idle?"],
      [["siting", demo, "--distance", "100", "--project", "p.json"], "--project and --distance exclude each other"],
      [["build", demo], "-o"],
      [["build", demo, "-o", "x.zip"], ".pmtiles"],
      [["inspect", "x.pmtiles", "1/9/9"], "does not exist"],
      [["verify", demo], "validate"],
      [["serve", demo, "--port", "99999"], "65535"],
      [["serve", demo, demo, "--port", "0", "--cache", scratch.path("cache")], "two of the inputs are called demo"],
      [["serve", demo, "--public-url", "nonsense", "--port", "0", "--cache", scratch.path("cache")], "nonsense"],
    ];
    for (const [args, says] of table) {
      const { code, stdout, stderr } = await parkatlas(args, { cwd: scratch.root });
      expect([code, stdout], `${args.join(" ")}: ${stderr}`).toEqual([2, ""]);
      expect(stderr).toContain(says);
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });

  it("is told in Chinese where Chinese is spoken", async () => {
    const table: readonly (readonly [readonly string[], string])[] = [
      [["lnad", demo], "没有 lnad 这个命令；是否想写 land？"],
      [["land", demo, "--as-of", "2025-02-30"], "--as-of 应为日历日期 YYYY-MM-DD，但给出“2025-02-30”；例如 2025-12-31"],
      [["siting", demo, "--distance", "100", "--status", "idel"], "--status 不能是“idel”；可用：suspected-idle、"],
      [["siting", demo, "--distance", "100", "--project", "p.json"], "--project 与 --distance 不能同时使用"],
      [["land", demo, "--by", "colour"], "--by 不能是“colour”；可用：parcel、block、park"],
    ];
    for (const [args, says] of table)
      expect((await parkatlas([...args, "--lang", "zh"], { cwd: scratch.root })).stderr).toContain(says);
  });
});

describe("validate", () => {
  it("finds the demo dataset sound", async () => {
    const report = await jsonOf("validate", demo);
    expect(report.ok).toBe(true);
    expect(report.issues.filter((issue: { severity: string }) => issue.severity === "error")).toEqual([]);
    expect(report.counts).toMatchObject({ parks: 2, blocks: 2, parcels: 8, sites: 3, units: 2, plants: 1 });
  });
});

describe("area", () => {
  it("gives three areas of each parcel, and sums that are those of its parcels", async () => {
    const { features, groups } = await jsonOf("area", demo, "--by", "park");
    expect(features.map((each: { id: string }) => each.id)).toContain("P-built");
    for (const each of features) expect(each.planarCrs).toBe("EPSG:4546");
    const sum = (rows: readonly { geodesicM2: number }[]) => rows.reduce((total, row) => total + row.geodesicM2, 0);
    expect(Math.abs(sum(groups) - sum(features))).toBeLessThan(1e-6);
    expect(groups.map((group: { id: string }) => group.id)).toEqual(["K-west", "K-east"]);
  });
});

describe("land", () => {
  it("gives the status of every parcel by the rules", async () => {
    const { asOf, parcels, groups } = await jsonOf("land", demo);
    expect(asOf).toBe("2025-12-31");
    // By hand from the events in fixtures.ts and rules §3.
    expect(Object.fromEntries(parcels.map((row: { id: string; status: string }) => [row.id, row.status]))).toEqual({
      "P-approved": "approved-unsupplied",
      "P-pending": "supplied-pending",
      "P-overdue": "overdue",
      "P-idle-1y": "suspected-idle",
      "P-idle-2y": "suspected-idle",
      "P-building": "under-construction",
      "P-built": "built",
      "P-unknown": "unknown",
    });
    // 20 % of 9 million; Order 53, Art. 14(1).
    expect(parcels.find((row: { id: string }) => row.id === "P-idle-1y")).toMatchObject({
      measure: "fee",
      feeCny: 1_800_000,
      since: "2025-03-02",
    });
    expect(groups.map((group: { id: string }) => group.id)).toEqual(["K-west", "K-east"]);
  });

  it("tells why in either language, for one parcel", async () => {
    const zh = await parkatlas(["land", demo, "--parcel", "P-idle-2y", "--lang", "zh"]);
    expect(zh.stdout).toContain("疑似闲置");
    expect(zh.stdout).toContain("2023-03-02");
    const en = await parkatlas(["land", demo, "--parcel", "P-idle-2y", "--lang", "en"]);
    expect(en.stdout).toContain("suspected idle");
  });

  it("writes CSV for Excel, GeoJSON for maps and JSON for scripts, whole or not at all", async () => {
    const out = scratch.path("out");
    await mkdir(out);
    for (const name of ["land.csv", "land.geojson", "land.json"]) {
      const { code, stdout } = await parkatlas(["land", demo, "--out", join(out, name)]);
      expect([code, stdout]).toEqual([0, ""]);
    }
    expect((await readdir(out)).sort()).toEqual(["land.csv", "land.geojson", "land.json"]);
    const csv = await readFile(join(out, "land.csv"), "utf8");
    expect(csv.startsWith("\uFEFFid,name,")).toBe(true);
    expect(lines(csv)).toHaveLength(9);
    const geojson = JSON.parse(await readFile(join(out, "land.geojson"), "utf8"));
    expect(geojson.features[4]).toMatchObject({
      id: "P-idle-2y",
      properties: { status: "suspected-idle", provenance: "synthetic" },
    });
    expect(JSON.parse(await readFile(join(out, "land.json"), "utf8"))).toEqual(await jsonOf("land", demo));
    await parkatlas(["land", demo, "--by", "zone", "--out", join(out, "zones.csv")]);
    expect(
      lines(await readFile(join(out, "zones.csv"), "utf8"))
        .slice(1)
        .map((line) => line.split(",")[0]),
    ).toEqual(["west", "east"]);
  });
});

describe("protection", () => {
  it("gives every unit its distance, its pairs and its verdict, and fails under --strict", async () => {
    const { units, summary } = await jsonOf("protection", demo);
    const byId = new Map(units.map((unit: { id: string }) => [unit.id, unit]));
    expect(byId.get("U-specified")).toMatchObject({ requiredM: 500, verdict: "inside" });
    // GB/T 39499 vector of rules §5: Qc 0.30, Cm 0.02, S 40 000, wind 2–4, class II → 300 m. The village is 333 m north.
    expect(byId.get("U-health")).toMatchObject({ requiredM: 300, verdict: "outside" });
    expect(summary).toMatchObject({
      units: 2,
      inside: 1,
      outside: 1,
      sitesInside: 1,
      householdsInside: 120,
      populationInside: 410,
    });
    expect((await parkatlas(["protection", demo])).code).toBe(0);
    expect((await parkatlas(["protection", demo, "--strict"])).code).toBe(4);
    expect((await parkatlas(["protection", demo, "--strict", "--unit", "U-health"])).code).toBe(0);
  });
});

describe("health-distance", () => {
  it("computes the vectors of the standard's formula", async () => {
    const found = await jsonOf(
      "health-distance",
      "--qc",
      "0.3",
      "--cm",
      "0.02",
      "--area",
      "40000",
      "--wind",
      "3",
      "--class",
      "II",
    );
    expect(Math.abs(found.initialM - 278.4633)).toBeLessThan(1e-4);
    expect(found.finalM).toBe(300);
    expect(Math.abs(found.radiusM - 112.8379)).toBeLessThan(1e-4);
  });
});

describe("envelopes and usable land", () => {
  it("unite envelopes by plant, list sites only just outside, and draw with the margin", async () => {
    const { by, envelopes, sitesInMargin } = await jsonOf("envelopes", demo, "--by", "unit");
    expect(by).toBe("unit");
    expect(envelopes.map(({ id }: { id: string }) => id)).toContain("U-specified");
    const { units } = await jsonOf("protection", demo);
    const near = units.flatMap(({ id, pairs }: { id: string; pairs: { siteId: string; verdict: string }[] }) =>
      pairs.filter(({ verdict }) => verdict === "outside").map(({ siteId }) => `${id} ${siteId}`),
    );
    expect(sitesInMargin.map((each: { unitId: string; siteId: string }) => `${each.unitId} ${each.siteId}`).sort()).toEqual(
      near.sort(),
    );
    const file = scratch.path("envelopes.geojson");
    expect((await parkatlas(["envelopes", demo, "--out", file])).code).toBe(0);
    const { features } = JSON.parse(await readFile(file, "utf8"));
    expect(new Set(features.map(({ properties }: { properties: { part: string } }) => properties.part))).toEqual(
      new Set(["envelope", "margin"]),
    );
    expect(features.every(({ properties }: { properties: { decides: boolean } }) => properties.decides === false)).toBe(true);
  });

  it("turn the check round: ground around each site by distance", async () => {
    const { grounds } = await jsonOf("envelopes", demo, "--by", "site", "--distance", "300,100");
    const school = grounds.filter(({ siteId }: { siteId: string }) => siteId === "S-school");
    expect(school.map(({ distanceM }: { distanceM: number }) => distanceM)).toEqual([100, 300]);
    // A point: π·100² m², drawn outward by at most 5 cm (2π·100·0.05 = 31 m²).
    expect(school[0].areaM2).toBeGreaterThan(Math.PI * 10_000 - 1);
    expect(school[0].areaM2).toBeLessThan(Math.PI * 10_000 + 32);
    const wrong = await parkatlas(["envelopes", demo, "--by", "site", "--distance", "100,far"]);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("--distance")]);
    expect((await parkatlas(["envelopes", demo, "--by", "parc"])).code).toBe(2);
  });

  it("give the land of each park that stays usable, never more at a longer distance", async () => {
    const { parks } = await jsonOf("usable", demo, "--distance", "50,100,1000");
    for (const { curve } of parks) {
      const areas = curve.map(({ usableAreaM2 }: { usableAreaM2: number }) => usableAreaM2);
      expect(areas).toEqual([...areas].sort((a, b) => b - a));
      expect(curve.every(({ boundM2 }: { boundM2: number }) => boundM2 >= 0)).toBe(true);
    }
  });
});

describe("zones and siting", () => {
  it("give the zones of the scheme", async () => {
    const { scheme, zones } = await jsonOf("zones", demo);
    expect(scheme.id).toBe("two");
    expect(
      zones.map((zone: { id: string; parks: string[]; plannedAreaM2: number }) => [zone.id, zone.parks, zone.plannedAreaM2]),
    ).toEqual([
      ["west", ["K-west"], 457_000],
      ["east", ["K-east"], 457_000],
    ]);
  });

  it("find free or idle land at a distance from every site", async () => {
    const far = await jsonOf("siting", demo, "--distance", "200");
    expect(far.parcels.map((row: { class: string }) => row.class)).toEqual(far.parcels.map(() => "whole"));
    expect(far.parcels.map((row: { id: string }) => row.id).sort()).toEqual([
      "P-approved",
      "P-idle-1y",
      "P-idle-2y",
      "P-overdue",
      "P-pending",
    ]);
    const near = await jsonOf("siting", demo, "--distance", "1000");
    expect(near.parcels.some((row: { class: string }) => row.class !== "whole")).toBe(true);
  });

  it("place projects of several units, with proofs to draw, and say what a verdict does not prove", async () => {
    const file = scratch.path("projects.json");
    const units = [
      { id: "tank", areaM2: 400, distanceM: 60 },
      { id: "plant", areaM2: 900, distanceM: 120 },
    ];
    const far = { id: "far", units: [{ id: "kiln", distanceM: 50_000 }] };
    await writeFile(file, JSON.stringify({ projects: [{ id: "near", units }, far] }));
    const { summary, placements } = await jsonOf("siting", demo, "--project", file);
    expect(summary).toMatchObject([
      { projectId: "near", notFound: 0 },
      { projectId: "far", fits: 0, notFound: 0, impossible: summary[1].parcels },
    ]);
    expect(placements[0]).toMatchObject({ projectId: "near", verdict: "fits", units: [{ unitId: "tank" }, { unitId: "plant" }] });
    const drawing = scratch.path("places.geojson");
    await parkatlas(["siting", demo, "--project", file, "--out", drawing], { cwd: scratch.root });
    const { features } = JSON.parse(await readFile(drawing, "utf8"));
    const parts = features.map((each: { geometry: { type: string }; properties: { part: string } }) => [
      each.properties.part,
      each.geometry.type,
    ]);
    expect(parts.length).toBe(4 * summary[0].fits);
    expect(parts.slice(0, 2)).toEqual([
      ["unit", "Polygon"],
      ["proof", "LineString"],
    ]);
    const { stdout } = await parkatlas(["siting", demo, "--project", file, "--lang", "zh"], { cwd: scratch.root });
    expect(stdout).toContain(`项目 far：候选 ${summary[1].parcels} 宗，可容纳 0，未找到 0，不可能 ${summary[1].parcels}`);
  });

  it("name what is wrong in a project file", async () => {
    const file = scratch.path("wrong.json");
    const table: readonly (readonly [unknown, string])[] = [
      [{ projects: [] }, "needs a list with something in it at projects"],
      [{ projects: [{ id: "A", units: [{ id: "u", distance: 5 }] }] }, 'projects[0].units[0] an unknown member "distance"'],
      [{ projects: [{ id: "A", units: [{ id: "u" }] }] }, 'projects[0].units[0] no number "distanceM"'],
      [{ projects: [{ id: "A", units: [{ id: "u", distanceM: 0 }] }] }, "above 0"],
    ];
    for (const [content, says] of table) {
      await writeFile(file, JSON.stringify(content));
      const { code, stdout, stderr } = await parkatlas(["siting", demo, "--project", file], { cwd: scratch.root });
      expect([code, stdout], stderr).toEqual([2, ""]);
      expect(stderr).toContain(says);
    }
  });
});

describe("build, verify and inspect", () => {
  it("make an archive that is sound, the same twice, and holds the parcels", async () => {
    const [first, second] = [scratch.path("one.pmtiles"), scratch.path("two.pmtiles")];
    const report = await jsonOf("build", demo, "-o", first);
    await jsonOf("build", demo, "-o", second);
    expect((await readFile(first)).equals(await readFile(second))).toBe(true);
    expect(report.bytes).toBe((await stat(first)).size);
    expect((await jsonOf("verify", first)).ok).toBe(true);
    const inspected = await jsonOf("inspect", first);
    expect(inspected.layers.find((layer: { name: string }) => layer.name === "parcels").features).toBe(8);
    const tile = await jsonOf("inspect", first, "14/13053/6226");
    expect(JSON.stringify(tile.tile.geojson)).toContain("P-idle-2y");
  });

  it("draw a tile as a picture, on the date of the data or another, and only a tile", async () => {
    const archive = scratch.path("picture.pmtiles");
    await jsonOf("build", demo, "-o", archive);
    const drawn = async (name: string, ...args: string[]) => {
      const picture = scratch.path(name);
      expect((await parkatlas(["inspect", archive, "14/13053/6226", "--out", picture, ...args])).code).toBe(0);
      return readFile(picture);
    };
    const [now, before] = [await drawn("now.png"), await drawn("before.png", "--as-of", "1990-01-01")];
    expect(now.subarray(0, 8)).toEqual(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"));
    expect([now.readUInt32BE(16), now.readUInt32BE(20)]).toEqual([512, 512]);
    expect(now.equals(before)).toBe(false);
    expect((await parkatlas(["inspect", archive, "--out", scratch.path("no.png")])).code).toBe(2);
  });
});

describe("serve", () => {
  it("builds what is missing, says one line, serves, builds nothing the second time, and stops on a signal with 0", async () => {
    const cache = scratch.path("serve-cache");
    const service = await serve([demo, "--port", "0", "--cache", cache], { cwd: scratch.root });
    expect(service.stdout()).toBe(`ParkAtlas ready: http://127.0.0.1:${service.port}\n`);
    const health = await fetch(`${service.url}/health`);
    expect(await health.json()).toEqual({ status: "ok" });
    const tileJson = (await (await fetch(`${service.url}/tiles/demo.json`)).json()) as { tiles: string[] };
    expect(tileJson.tiles[0]).toContain(`${service.url}/tiles/demo/{z}/{x}/{y}.mvt?v=`);
    const tile = await fetch(`${service.url}/tiles/demo/14/13053/6226.mvt`);
    expect((await tile.arrayBuffer()).byteLength).toBeGreaterThan(100);
    const land = await (await fetch(`${service.url}/analysis/land?dataset=demo&asOf=2022-06-30`)).json();
    expect(land).toEqual(await jsonOf("land", demo, "--as-of", "2022-06-30"));
    expect(await service.stop()).toBe(0);
    const built = await stat(join(cache, "demo.pmtiles"));
    const again = await serve([demo, "--port", "0", "--cache", cache], { cwd: scratch.root });
    expect((await stat(join(cache, "demo.pmtiles"))).mtimeMs).toBe(built.mtimeMs);
    // A terminal and npm both pass Ctrl-C on: the second one must not turn the stop into a crash.
    const stopping = again.stop("SIGINT");
    again.stop("SIGINT");
    expect(await stopping).toBe(0);
  });

  it("builds again when the inputs have changed, and when the archive is broken", async () => {
    const cache = scratch.path("stale-cache");
    const archive = join(cache, "demo.pmtiles");
    const files = demoFiles();
    const folder = await scratch.dataset("changing", files);
    await (await serve([folder, "--port", "0", "--cache", cache], { cwd: scratch.root })).stop();
    const before = await readFile(archive);
    (files["dataset.json"] as { asOf: string }).asOf = "2024-12-31";
    await scratch.dataset("changing", files);
    await (await serve([folder, "--port", "0", "--cache", cache], { cwd: scratch.root })).stop();
    const after = await readFile(archive);
    expect(after.equals(before)).toBe(false);
    await scratch.dataset("changing", demoFiles());
    await writeFile(archive, before.subarray(0, 500));
    await (await serve([folder, "--port", "0", "--cache", cache], { cwd: scratch.root })).stop();
    expect((await readFile(archive)).equals(before)).toBe(true);
  });

  it("serves an archive alone, and warns when it listens to the world", async () => {
    const archive = scratch.path("alone.pmtiles");
    await parkatlas(["build", demo, "-o", archive]);
    const service = await serve([archive, "--port", "0", "--host", "0.0.0.0", "--open"], { cwd: scratch.root });
    expect(service.stderr()).toContain("0.0.0.0");
    const bytes = await fetch(`${service.url}/archives/demo.pmtiles`, { headers: { range: "bytes=0-6" } });
    expect([bytes.status, await bytes.text()]).toEqual([206, "PMTiles"]);
    expect((await fetch(`${service.url}/analysis/land`)).status).toBe(404);
    expect(await service.stop()).toBe(0);
  });
});

const wuhai = join(ROOT, "data/geojson/wuhai");
describe.runIf(existsSync(join(wuhai, "dataset.json")))("the Wuhai dataset", () => {
  it("passes through every verb", async () => {
    const validation = await jsonOf("validate", wuhai);
    expect(validation.ok).toBe(true);
    const land = await jsonOf("land", wuhai, "--as-of", "2025-12-31", "--by", "city");
    expect(land.parcels).toHaveLength(validation.counts.parcels);
    const areas = await jsonOf("area", wuhai);
    expect(areas.features).toHaveLength(validation.counts.parcels);
    expect((await jsonOf("protection", wuhai)).summary.units).toBeGreaterThanOrEqual(validation.counts.units);
    expect(Array.isArray((await jsonOf("zones", wuhai)).zones)).toBe(true);
    expect((await jsonOf("siting", wuhai, "--distance", "500")).parcels.length).toBeGreaterThan(0);
    const archive = scratch.path("wuhai.pmtiles");
    expect((await jsonOf("build", wuhai, "-o", archive)).tiles).toBeGreaterThan(0);
    expect((await jsonOf("verify", archive)).ok).toBe(true);
  });
});
