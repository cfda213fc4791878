import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const src = new URL("../", import.meta.url);
const doc = readFileSync(new URL("../../../docs/land.md", src), "utf8");
const table = Array.from(doc.matchAll(/^\| `([a-z0-9-]+)` \| (error|warning|info) \| (.+) \| (.+) \|$/gm));

/** Codes that are put together from parts in the code, with the parts that can stand there. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  "completed-before-${word}": ["completed-before-start", "completed-before-supply"],
  "lineage-land-${kind}": ["lineage-land-lost", "lineage-land-gained"],
};

/** Severity of every finding that the sources of land status and lineage write. */
function findingsInSources(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const folder of ["land", "zoning"])
    for (const file of readdirSync(new URL(folder, src)).filter((name) => /(?<!\.test)\.ts$/.test(name))) {
      const text = readFileSync(new URL(`${folder}/${file}`, src), "utf8");
      const reports = text.matchAll(/\breport\(\s*"(error|warning|info)",\s*["`]([a-z0-9${}-]+)["`]/g);
      const issues = text.matchAll(/severity: "(error|warning|info)",\s*code: ["`]([a-z0-9${}-]+)["`]/g);
      for (const [, severity, code] of [...reports, ...issues])
        for (const each of PARTS[code!] ?? [code!]) found[each] = severity!;
    }
  return found;
}

describe("docs/land.md", () => {
  it("lists every finding of land status and lineage with its severity, in Chinese and in English, and no other", () => {
    expect(Object.fromEntries(table.map(([, code, severity]) => [code, severity]))).toEqual(findingsInSources());
    for (const [, code, , zh, en] of table) {
      expect(zh, code).toMatch(/\p{Script=Han}/u);
      expect(en, code).not.toMatch(/\p{Script=Han}/u);
    }
  });
});
