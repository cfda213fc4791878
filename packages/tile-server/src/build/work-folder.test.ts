import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type PartIndex, PartWriter, readPart } from "./part-file.ts";
import { WorkFolder } from "./work-folder.ts";

/** Above the largest process id of Linux, so no process has it. */
const DEAD = 4_194_305;
const base = mkdtempSync(join(tmpdir(), "work-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));
const out = join(base, "a.pmtiles");
const left = join(base, `a.pmtiles.work-${DEAD}-1`);

const index: PartIndex = {
  tileIds: Float64Array.of(7),
  tileOffsets: Float64Array.of(0),
  tileLengths: Int32Array.of(3),
  pieceTiles: new Float64Array(0),
  pieceFeatures: new Int32Array(0),
  pieceOffsets: new Float64Array(0),
  pieceLengths: new Int32Array(0),
  features: Int32Array.of(4),
  fates: Uint8Array.of(0),
  lost: new Int32Array(0),
};

/** What a build that was killed left: two whole parts, one cut short by a failing disk, one unfinished. */
beforeEach(() => {
  const killed = new WorkFolder(out);
  killed.settle("key", false);
  for (const name of ["one.part", "two.part", "damaged.part"]) {
    const part = new PartWriter(killed.file(name));
    part.append(Uint8Array.of(1, 2, 3));
    part.finish(index);
  }
  appendFileSync(killed.file("damaged.part"), "x");
  writeFileSync(killed.file("three.part.new"), "unfinished");
  rmSync(left, { recursive: true, force: true });
  renameSync(killed.path, left);
  killed.remove();
});

describe("the folder of a build", () => {
  it("takes over the whole parts of an interrupted build of the same, and nothing else, when it is to go on", () => {
    const work = new WorkFolder(out);
    expect([...work.settle("key", true)].sort()).toEqual(["one.part", "two.part"]);
    expect(readPart(work.file("one.part"))).toEqual(index);
    expect(existsSync(left)).toBe(false);
    work.remove();
    expect(readdirSync(base)).toEqual([]);
  });

  it("takes over nothing of a build of something else, or when it is to begin anew, and clears up", () => {
    for (const [key, resume] of [
      ["other", true],
      ["key", false],
    ] as const) {
      mkdirSync(left, { recursive: true });
      const work = new WorkFolder(out);
      expect(work.settle(key, resume).size).toBe(0);
      expect(existsSync(left)).toBe(false);
      work.remove();
    }
  });

  it("leaves the folder of a build that is still running", () => {
    const other = new WorkFolder(out);
    const work = new WorkFolder(out);
    work.settle("key", true);
    expect(existsSync(other.path)).toBe(true);
    other.remove();
    work.remove();
  });
});
