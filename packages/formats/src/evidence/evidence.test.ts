import { HEALTH_TABLE_GBT_39499_2020, parseHealthTable } from "@parkatlas/geo-core";
import fc from "fast-check";
import { unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { loadDataset } from "../dataset/load-dataset.ts";
import { sha256Hex } from "../dataset/sha256.ts";
import { evidenceBundle } from "./evidence.ts";
import { recheckEvidence } from "./recheck.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const SOFTWARE = "1.2.3";

const point = (id: string, lonDeg: number) => ({
  type: "Feature",
  id,
  geometry: { type: "Point", coordinates: [lonDeg, 43.6005] },
  properties: { name: `示例村 ${id}`, kind: "village", households: 12, provenance: "synthetic" },
});
const files: Readonly<Record<string, string>> = {
  "dataset.json": JSON.stringify({
    format: "parkatlas-dataset/1",
    id: "demo",
    title: { zh: "示例", en: "Demo" },
    asOf: "2025-12-31",
    crs: "EPSG:4490",
    edgeModel: "lonlat",
    workingCrs: "EPSG:4550",
    layers: { units: "units.geojson", sites: "sites.geojson" },
  }),
  "units.geojson": JSON.stringify({
    type: "FeatureCollection",
    features: [
      {
        type: "Feature",
        id: "U1",
        geometry: {
          type: "Polygon",
          coordinates: [
            [
              [122.2, 43.6],
              [122.201, 43.6],
              [122.201, 43.601],
              [122.2, 43.601],
              [122.2, 43.6],
            ],
          ],
        },
        properties: {
          name: "示例车间",
          provenance: "synthetic",
          distances: [
            {
              kind: "health",
              windMPerS: 3,
              areaM2: 40_000,
              source: "EIA",
              substances: [{ name: "NH3", emissionKgPerH: 0.3, limitMgPerM3: 0.02, sourceClass: "II" }],
            },
          ],
        },
      },
    ],
  }),
  // About 160 m and 290 m east of the unit, which must keep 300 m.
  "sites.geojson": JSON.stringify({ type: "FeatureCollection", features: [point("S1", 122.203), point("S2", 122.2046)] }),
};
const reader = (of: Readonly<Record<string, string>>) => async (path: string) => {
  if (!Object.hasOwn(of, path)) throw new Error(`ENOENT ${path}`);
  return encode(of[path]!);
};
const request = { asOf: "2025-12-31", unitId: null, reachFactor: 1.1 };

async function bundleOf(of = files, table = HEALTH_TABLE_GBT_39499_2020) {
  const { dataset, sha256, files: read } = await loadDataset(reader(of));
  const contents = read.map(({ path }) => ({ path, content: encode(of[path]!) }));
  return evidenceBundle({ dataset: dataset!, datasetSha256: sha256, files: contents, request, table, software: SOFTWARE });
}
const recheck = (bundle: Uint8Array, software = SOFTWARE) => recheckEvidence(bundle, { software });
/** The bundle with one member changed (or removed), and nothing else put right. */
async function tampered(member: string, change: (text: string) => string | null): Promise<Uint8Array> {
  const { [member]: old, ...rest } = unzipSync(await bundleOf());
  const changed = change(decode(old));
  expect(changed).not.toBe(decode(old));
  return zipSync(changed === null ? rest : { ...rest, [member]: encode(changed) });
}

describe("a bundle of evidence", () => {
  it("holds inputs, tables, request, answer and the SHA-256 of each, in a list that sha256sum reads", async () => {
    const members = unzipSync(await bundleOf());
    const names = [
      "README.txt",
      "SHA256SUMS",
      "evidence.json",
      "inputs/dataset.json",
      "inputs/sites.geojson",
      "inputs/units.geojson",
      "report.json",
      "tables.json",
    ];
    expect(Object.keys(members)).toEqual(names);
    const sums = await Promise.all(
      names.filter((name) => name !== "SHA256SUMS").map(async (name) => `${await sha256Hex(members[name]!)}  ${name}\n`),
    );
    expect(decode(members.SHA256SUMS)).toBe(sums.join(""));
    expect(decode(members["inputs/units.geojson"])).toBe(files["units.geojson"]);
    expect(JSON.parse(decode(members["evidence.json"]))).toMatchObject({
      format: "parkatlas-evidence/1",
      software: SOFTWARE,
      dataset: { id: "demo" },
      request,
      rules: { healthTable: "gbt-39499-2020/1" },
    });
    const [unit] = JSON.parse(decode(members["report.json"])).units;
    expect(unit).toMatchObject({ id: "U1", verdict: "inside", requiredM: 300 });
    expect(unit.pairs.map(({ siteId }: { siteId: string }) => siteId)).toEqual(["S1", "S2"]);
  });

  it("is the same byte for byte whenever and wherever it is made", async () => {
    const before = process.env.TZ;
    const first = await sha256Hex(await bundleOf());
    for (const zone of ["Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"]) {
      process.env.TZ = zone;
      expect(await sha256Hex(await bundleOf()), zone).toBe(first);
    }
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });
});

describe("recheck", () => {
  it("says same where everything is, also under another version of the software that computes the same", async () => {
    expect(await recheck(await bundleOf())).toMatchObject({ same: true, members: [], inputs: [], answer: [], issues: [] });
    expect(await recheck(await bundleOf(), "9.9.9")).toMatchObject({
      same: true,
      software: "9.9.9",
      head: { software: SOFTWARE },
    });
  });

  it("recomputes with the table in the bundle, not with its own", async () => {
    const table = parseHealthTable({ version: "office/1", A: { "2-4": { II: [400, 400, 200] } } });
    const bundle = await bundleOf(files, table);
    const result = await recheck(bundle);
    expect(result).toMatchObject({ same: true, head: { rules: { healthTable: "office/1" } } });
  });

  it("names exactly what differs after one coordinate of an input moved by a millimetre", async () => {
    // 1.24e-8° of longitude at 43.6° N: 80 740 m a degree, so 1.0 mm.
    const bundle = await tampered("inputs/sites.geojson", (text) => text.replace("122.203,", "122.2030000124,"));
    const { same, members, answer } = await recheck(bundle);
    expect(same).toBe(false);
    expect(members).toEqual([
      {
        member: "inputs/sites.geojson",
        stated: await sha256Hex(encode(files["sites.geojson"]!)),
        actual: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    const paths = answer.map(({ path }) => path);
    expect(paths).toContain("units[U1].pairs[S1 unit].distanceM");
    expect(paths.every((path) => path.startsWith("units[U1].pairs[S1 unit].") || path === "summary.worstShortfallM")).toBe(true);
    const distance = answer.find(({ path }) => path.endsWith("S1 unit].distanceM"))!;
    expect(Number(distance.after) - Number(distance.before)).toBeGreaterThan(0.00099);
    expect(Number(distance.after) - Number(distance.before)).toBeLessThan(0.00101);
    expect(answer.find(({ path }) => path.endsWith("S1 unit].to"))?.movedM).toBeCloseTo(0.001, 5);
  });

  it("held against the dataset as it is now, names the file, the feature and the coordinate, and what it changes", async () => {
    const now = { ...files, "sites.geojson": files["sites.geojson"]!.replace("122.203,", "122.2030000124,") };
    const { same, members, inputs, answer } = await recheckEvidence(await bundleOf(), {
      software: SOFTWARE,
      against: reader(now),
    });
    expect([same, members]).toEqual([false, []]);
    expect(inputs).toMatchObject([
      {
        file: "sites.geojson",
        differences: [
          { path: "features[S1].geometry.coordinates", before: [122.203, 43.6005], after: [122.2030000124, 43.6005] },
        ],
      },
    ]);
    expect(inputs[0]!.differences[0]!.movedM).toBeCloseTo(0.001, 5);
    expect(answer.map(({ path }) => path)).toContain("units[U1].pairs[S1 unit].distanceM");
    expect((await recheckEvidence(await bundleOf(), { software: SOFTWARE, against: reader(files) })).same).toBe(true);
  });

  it("names a verdict that was changed by hand, although everything else is put right", async () => {
    const members = unzipSync(await bundleOf());
    const report = decode(members["report.json"]).replace('"verdict": "inside"', '"verdict": "outside"');
    const stated = await sha256Hex(members["report.json"]!);
    const sums = decode(members.SHA256SUMS).replace(stated, await sha256Hex(encode(report)));
    const {
      same,
      members: differing,
      answer,
    } = await recheck(zipSync({ ...members, "report.json": encode(report), SHA256SUMS: encode(sums) }));
    expect([same, differing]).toEqual([false, []]);
    expect(answer).toEqual([{ path: "units[U1].verdict", before: "outside", after: "inside" }]);
  });

  it("names the member of a changed hash, a missing one and one that nobody states", async () => {
    const hash = await tampered("SHA256SUMS", (text) =>
      text.replace(/^[0-9a-f]{4}/, (digits) => (digits === "0000" ? "ffff" : "0000")),
    );
    expect((await recheck(hash)).members).toMatchObject([{ member: "README.txt" }]);
    const without = await tampered("README.txt", () => null);
    expect((await recheck(without)).members).toMatchObject([{ member: "README.txt", actual: null }]);
    const extra = zipSync({ ...unzipSync(await bundleOf()), "inputs/more.csv": encode("x") });
    expect((await recheck(extra)).members).toMatchObject([{ member: "inputs/more.csv", stated: null }]);
  });

  it("notices other bytes of the same values", async () => {
    const bundle = await tampered("report.json", (text) => text.replaceAll("\n ", "\n  "));
    expect(await recheck(bundle)).toMatchObject({
      same: false,
      members: [{ member: "report.json" }],
      answer: [{ path: "(bytes)" }],
    });
  });

  it("says what is wrong with inputs that give no dataset any more", async () => {
    const bundle = await tampered("inputs/units.geojson", (text) => text.slice(0, 40));
    expect(await recheck(bundle)).toMatchObject({
      same: false,
      issues: [{ code: "json-invalid" }],
      members: [{ member: "inputs/units.geojson" }],
    });
  });
});

describe("a bundle that is broken or hostile is refused with a reason", () => {
  const refusal = async (bundle: Uint8Array) => {
    try {
      await recheck(bundle);
    } catch (error) {
      expect(error).toMatchObject({ name: "GeoError", code: "archive-invalid" });
      expect((error as { details: { messageZh: string } }).details.messageZh).toMatch(/证据包不可用/);
      return (error as Error).message;
    }
    return "accepted";
  };

  it("cut off anywhere", async () => {
    const bundle = await bundleOf();
    for (const share of [0, 0.1, 0.5, 0.9, 0.999])
      expect(await refusal(bundle.subarray(0, Math.floor(bundle.length * share))), String(share)).not.toBe("accepted");
    expect(await refusal(encode("no zip at all"))).toMatch(/no zip archive/);
  });

  it.each(["evidence.json", "report.json", "tables.json", "SHA256SUMS", "inputs/dataset.json", "inputs/sites.geojson"])(
    "without %s",
    async (member) => {
      expect(await refusal(await tampered(member, () => null))).toContain(`${member} is missing`);
    },
  );

  it.each([
    ["evidence.json", (text: string) => text.replace("evidence/1", "evidence/2"), /format is "parkatlas-evidence\/2"/],
    ["evidence.json", () => "[]", /format is null/],
    ["evidence.json", (text: string) => text.replace('"asOf"', '"was"'), /request or rules are missing/],
    ["tables.json", () => '{"health":{"version":"x","A":{"<2":{"I":[1,2,-3]}}}}', /A\.<2\.I/],
    ["report.json", () => "{", /report\.json cannot be read/],
  ] as const)("with a %s that is none", async (member, change, message) => {
    expect(await refusal(await tampered(member, change))).toMatch(message);
  });

  it.each(["../evil", "/etc/passwd", "inputs/../../evil", "C:\\evil", "inputs//x", "__proto__/x", "inputs/__proto__"])(
    "with a member named %j",
    async (name) => {
      expect(await refusal(zipSync({ ...unzipSync(await bundleOf()), [name]: encode("x") }))).toMatch(/leads out of the archive/);
    },
  );

  it("with a name twice", async () => {
    // Two names of equal length, made equal in all headers of the zip.
    const bundle = zipSync(
      { ...unzipSync(await bundleOf()), "inputs/aaaa": encode("1"), "inputs/bbbb": encode("2") },
      { level: 0 },
    );
    const text = Array.from(bundle, (byte) => String.fromCharCode(byte))
      .join("")
      .replaceAll("inputs/bbbb", "inputs/aaaa");
    expect(await refusal(Uint8Array.from(text, (character) => character.charCodeAt(0)))).toMatch(/there twice/);
  });

  it("that unpacks to more than it may, before unpacking it", async () => {
    const bundle = zipSync({ "inputs/big": new Uint8Array(1000) });
    // The size of the member in the central directory, at 24 bytes behind its signature, says 3 GB.
    const directory = bundle.findIndex(
      (byte, at) => byte === 0x50 && bundle[at + 1] === 0x4b && bundle[at + 2] === 1 && bundle[at + 3] === 2,
    );
    new DataView(bundle.buffer).setUint32(directory + 24, 3e9, true);
    expect(await refusal(bundle)).toMatch(/more than 2 GB/);
  });

  it("and one damaged byte is either refused, named, or in a place that decides nothing", async () => {
    const bundle = await bundleOf();
    const good = unzipSync(bundle);
    await fc.assert(
      fc.asyncProperty(fc.nat(bundle.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = bundle.slice();
        damaged[at] = damaged[at]! ^ change;
        try {
          const { same } = await recheck(damaged);
          // Dates, checksums and local headers of a zip decide nothing: then all the members must be as they were.
          if (same) expect(unzipSync(damaged)).toEqual(good);
        } catch (error) {
          expect(error).toMatchObject({ name: "GeoError", code: "archive-invalid" });
        }
      }),
      { numRuns: 150 },
    );
  });
});
