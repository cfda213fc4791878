import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parkatlas } from "./cli.ts";
import { type DatasetFilesOut, demoFiles, scratchFolder } from "./fixtures.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder();
});
afterAll(() => scratch.remove());

interface LooseFeature {
  id: string;
  geometry: { type: string; coordinates: number[][][] };
  properties: Record<string, unknown>;
}
const featuresOf = (files: DatasetFilesOut, layer: string) =>
  (files[`${layer}.geojson`] as { features: LooseFeature[] }).features;
const parcel = (files: DatasetFilesOut, index = 0) => featuresOf(files, "parcels")[index]!;
const eachPosition = (files: DatasetFilesOut, change: (position: number[]) => number[]) => {
  for (const layer of ["parks", "blocks", "parcels", "plants", "units"])
    for (const each of featuresOf(files, layer))
      each.geometry.coordinates = each.geometry.coordinates.map((ring) => ring.map(change));
};

/** One thing wrong with a sound dataset, and what `validate` has to say: a code, and words that lead to the cure. */
interface Broken {
  readonly what: string;
  readonly spoil: (files: DatasetFilesOut) => void;
  readonly code: string;
  readonly says: RegExp;
}

const BROKEN: readonly Broken[] = [
  {
    what: "a layer that is not JSON",
    spoil: (files) => (files["parcels.geojson"] = '{"type": "FeatureCollection", "features": [}'),
    code: "json-invalid",
    says: /parcels\.geojson.*line 1/is,
  },
  {
    what: "a manifest that is not JSON",
    spoil: (files) => (files["dataset.json"] = "not json"),
    code: "json-invalid",
    says: /dataset\.json/,
  },
  {
    what: "a layer that is no FeatureCollection",
    spoil: (files) => (files["parcels.geojson"] = { type: "Polygon", coordinates: [] }),
    code: "not-feature-collection",
    says: /FeatureCollection/,
  },
  {
    what: "a geometry of the wrong type for its layer",
    spoil: (files) => Object.assign(parcel(files).geometry, { type: "Point", coordinates: [106.8, 39.6] }),
    code: "geometry-type-wrong",
    says: /Point/,
  },
  {
    what: "an open ring",
    spoil: (files) => parcel(files).geometry.coordinates[0]!.pop(),
    code: "ring-not-closed",
    says: /close/i,
  },
  {
    what: "a bow-tie",
    spoil: (files) => {
      const ring = parcel(files).geometry.coordinates[0]!;
      [ring[1], ring[2]] = [ring[2]!, ring[1]!];
    },
    code: "self-intersection",
    says: /cross|intersect/i,
  },
  {
    what: "an id given twice",
    spoil: (files) => (parcel(files, 1).id = parcel(files, 0).id),
    code: "id-duplicate",
    says: /P-approved/,
  },
  {
    what: "a block that does not exist",
    spoil: (files) => (parcel(files).properties.blockId = "B-nowhere"),
    code: "block-unknown",
    says: /B-nowhere/,
  },
  {
    what: "an impossible order of dates",
    spoil: (files) => Object.assign(parcel(files, 5).properties, { startedOn: "2019-01-01" }),
    code: "started-before-supplied",
    says: /2019-01-01/,
  },
  {
    what: "a date that is not in the calendar",
    spoil: (files) => (parcel(files).properties.approvedOn = "2025-02-30"),
    code: "date-invalid",
    says: /2025-02-30/,
  },
  {
    what: "longitude and latitude swapped",
    spoil: (files) => eachPosition(files, ([lon, lat]) => [lat!, lon!]),
    code: "lonlat-swapped",
    says: /swap|latitude/i,
  },
  {
    what: "metres called degrees",
    spoil: (files) => eachPosition(files, ([lon, lat]) => [35_500_000 + lon! * 1000, 4_300_000 + lat! * 1000]),
    code: "projected-coordinates",
    says: /metre|projected/i,
  },
];

describe("a broken dataset", () => {
  for (const { what, spoil, code, says } of BROKEN)
    it(`with ${what} is found, told and refused with exit code 1`, async () => {
      const files = demoFiles();
      spoil(files);
      const folder = await scratch.dataset(what.replaceAll(" ", "-"), files);
      const { code: exit, stdout, stderr } = await parkatlas(["validate", folder, "--json"]);
      expect([exit, stderr]).toEqual([1, ""]);
      const report = JSON.parse(stdout);
      expect(report.ok).toBe(false);
      const found = report.issues.find((issue: { code: string }) => issue.code === code);
      expect(found, `codes found: ${report.issues.map((issue: { code: string }) => issue.code)}`).toMatchObject({
        severity: "error",
        code,
      });
      expect(`${found.path} ${found.message}`).toMatch(says);
      expect(found.messageZh).toMatch(/[\u4e00-\u9fff]/);
      const forPeople = await parkatlas(["validate", folder, "--lang", "zh"]);
      expect([forPeople.code, forPeople.stdout.includes(code)]).toEqual([1, true]);
      expect(`${forPeople.stdout}${forPeople.stderr}`).not.toMatch(/\n\s+at /);
    });

  it("that cannot answer stops every other verb with exit code 1 and the reason, and nothing on standard output", async () => {
    const files = demoFiles();
    files["parcels.geojson"] = "[";
    const folder = await scratch.dataset("unusable", files);
    for (const args of [
      ["area"],
      ["land"],
      ["protection"],
      ["zones"],
      ["siting", "--distance", "500"],
      ["build", "-o", scratch.path("x.pmtiles")],
      ["serve", "--port", "0"],
    ]) {
      const [verb = "", ...rest] = args;
      const { code, stdout, stderr } = await parkatlas([verb, folder, ...rest], { cwd: scratch.root });
      expect([verb, code, stdout]).toEqual([verb, 1, ""]);
      expect(stderr).toContain("json-invalid");
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });
});

describe("files and ports that cannot be had", () => {
  const fails = async (args: readonly string[], says: RegExp) => {
    const { code, stdout, stderr } = await parkatlas(args, { cwd: scratch.root });
    expect([code, stdout], `${args.join(" ")}: ${stderr}`).toEqual([3, ""]);
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/\n\s+at /);
  };

  it("are a missing folder, manifest, layer or archive: exit code 3, with the path", async () => {
    await fails(["validate", "nowhere"], /nowhere does not exist/);
    const empty = scratch.path("empty");
    await mkdir(empty);
    await fails(["land", empty], /dataset\.json does not exist/);
    const files = demoFiles();
    delete files["parcels.geojson"];
    await fails(["validate", await scratch.dataset("no-parcels", files)], /parcels\.geojson does not exist/);
    await fails(["inspect", "nowhere.pmtiles"], /nowhere\.pmtiles/);
    await fails(["verify", "nowhere.pmtiles"], /nowhere\.pmtiles/);
    await fails(["serve", "nowhere.pmtiles", "--port", "0"], /nowhere\.pmtiles/);
  });

  it("are an output that may not be written: exit code 3, and no half file is left", async () => {
    const folder = await scratch.dataset("sound");
    await fails(["land", folder, "--out", "no/such/folder/land.csv"], /cannot write.*land\.csv/);
    await writeFile(scratch.path("a-file"), "");
    await fails(["build", folder, "-o", "a-file/a.pmtiles"], /a\.pmtiles/);
    await fails(["serve", folder, "--port", "0", "--cache", "a-file"], /a-file/);
    if (process.getuid?.() !== 0) {
      await mkdir(scratch.path("locked"));
      await chmod(scratch.path("locked"), 0o500);
      await fails(["land", folder, "--out", "locked/land.csv"], /locked\/land\.csv/);
    }
  });

  it("are a port that is taken: exit code 3, with the way out", async () => {
    const folder = await scratch.dataset("sound-2");
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as { port: number };
    await fails(["serve", folder, "--port", String(port)], new RegExp(`port-in-use.*127\\.0\\.0\\.1:${port} is taken`));
    await new Promise((resolve) => taken.close(resolve));
  });
});

describe("a broken archive", () => {
  it("is told apart from a sound one by verify, and not served", async () => {
    const folder = await scratch.dataset("for-archive");
    const archive = scratch.path("demo.pmtiles");
    expect((await parkatlas(["build", folder, "-o", archive])).code).toBe(0);
    expect((await parkatlas(["verify", archive])).code).toBe(0);
    const bytes = await readFile(archive);
    const cuts: readonly (readonly [string, Uint8Array])[] = [
      ["truncated", bytes.subarray(0, Math.floor(bytes.length * 0.6))],
      ["header-only", bytes.subarray(0, 127)],
      ["short", bytes.subarray(0, 20)],
      ["empty", Buffer.alloc(0)],
      ["other", Buffer.from("this is no archive at all, only some text that is long enough to hold a header ".repeat(4))],
    ];
    for (const [name, content] of cuts) {
      const path = scratch.path(`${name}.pmtiles`);
      await writeFile(path, content);
      const { code, stdout } = await parkatlas(["verify", path, "--json"]);
      expect([name, code, JSON.parse(stdout).ok]).toEqual([name, 1, false]);
      for (const args of [
        ["inspect", path],
        ["serve", path, "--port", "0"],
      ]) {
        const refused = await parkatlas(args);
        expect([name, refused.code, refused.stdout]).toEqual([name, 1, ""]);
        expect(refused.stderr).toContain("archive-invalid");
      }
    }
  });
});
