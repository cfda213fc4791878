import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Dataset } from "@parkatlas/geo-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rectangle, smallDataset } from "../../../../test/property/tiles-dataset.ts";
import { buildArchive } from "./build-archive.ts";
import type { BuildOptions, BuildReport } from "./types.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "build-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function build(dataset: Dataset, name: string, more: Partial<BuildOptions> = {}): Promise<BuildReport> {
  return buildArchive({ dataset, inputsSha256: "0".repeat(64), outFile: join(folder, name), ...more });
}

describe("a build that fails", () => {
  let path: string;
  beforeEach(async () => {
    path = join(folder, "failing", "old.pmtiles");
    await rm(join(folder, "failing"), { recursive: true, force: true });
    await build(smallDataset(), "failing/old.pmtiles");
  });

  it("at any step leaves the old archive and its ledger untouched and nothing else", async () => {
    const old = await readFile(path);
    const oldLedger = await readFile(`${path}.ledger.json`);
    const dataset = { ...smallDataset(), parcels: [] };
    const isAt = [
      ({ step }: { step: string }) => step === "layers",
      ({ step, done }: { step: string; done: number }) => step === "tiles" && done === 0,
      ({ step, done }: { step: string; done: number }) => step === "tiles" && done > 0,
      ({ step, done }: { step: string; done: number }) => step === "archive" && done === 0,
    ];
    for (const stop of isAt) {
      const broken = build(dataset, "failing/old.pmtiles", {
        onProgress: (progress) => {
          if (stop(progress)) throw new Error("power cut");
        },
      });
      await expect(broken).rejects.toThrow("power cut");
      expect((await readFile(path)).equals(old)).toBe(true);
      expect((await readFile(`${path}.ledger.json`)).equals(oldLedger)).toBe(true);
      expect((await readdir(join(folder, "failing"))).sort()).toEqual(["old.pmtiles", "old.pmtiles.ledger.json"]);
    }
  });

  it("because a protected feature cannot be drawn says which, where and why", async () => {
    const dataset = smallDataset();
    const lost = { ...dataset.parcels[0]!, id: "L-polar", geometry: rectangle(121, 85.5, 121.1, 85.6) };
    const failing = build({ ...dataset, parcels: [...dataset.parcels, lost] }, "failing/old.pmtiles");
    await expect(failing).rejects.toThrow(
      expect.objectContaining({
        code: "build-failed",
        message: expect.stringMatching(/parcels\/L-polar at zoom 4 \(outside-mercator\)/),
      }),
    );
  });

  it("because the output cannot be written names the path", async () => {
    const failing = build(smallDataset(), "failing/old.pmtiles/below.pmtiles");
    await expect(failing).rejects.toThrow(
      expect.objectContaining({ code: "file-unwritable", message: expect.stringContaining("below.pmtiles") }),
    );
  });

  it("because an id is given twice, or there is nothing to draw, says so", async () => {
    const dataset = smallDataset();
    await expect(build({ ...dataset, parks: [dataset.parks[0]!, dataset.parks[0]!] }, "failing/old.pmtiles")).rejects.toThrow(
      expect.objectContaining({ code: "build-failed", message: expect.stringContaining('"P1"') }),
    );
    const empty = { ...dataset, boundaries: [], parks: [], blocks: [], parcels: [], sites: [], units: [], plants: [] };
    await expect(build(empty, "failing/old.pmtiles")).rejects.toThrow(expect.objectContaining({ code: "build-failed" }));
  });

  it("because the zooms are no range is the caller's mistake", async () => {
    for (const zooms of [{ minZoom: 5, maxZoom: 4 }, { minZoom: -1 }, { maxZoom: 19 }, { minZoom: 4.5 }])
      await expect(build(smallDataset(), "zooms.pmtiles", zooms)).rejects.toThrow(RangeError);
  });
});
