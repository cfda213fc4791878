import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataJson, dataUrl } from "./datasets.ts";

const main = fileURLToPath(dataUrl("generate/main.ts"));
const paths = [...(dataJson("manifest.json") as { files: { path: string }[] }).files.map(({ path }) => path), "manifest.json"];

describe("the generator", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "parkatlas-data-"));
    execFileSync(process.execPath, [main, "--out", folder], { stdio: "pipe" });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(paths)("writes the committed bytes of %s again", (path) => {
    expect(readFileSync(join(folder, path)).equals(readFileSync(dataUrl(path)))).toBe(true);
  });

  it("says what is wrong when --out has no folder", () => {
    expect(() => execFileSync(process.execPath, [main, "--out"], { stdio: "pipe" })).toThrow(/--out needs a folder/);
  });
});
