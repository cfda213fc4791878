import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const src = new URL("../", import.meta.url);
const doc = readFileSync(new URL("../../../docs/tiles.md", src), "utf8");
const table = Array.from(doc.matchAll(/^\| `([a-z0-9-]+)` \| (error|warning|error, warning) \| (.+) \| (.+) \|$/gm));
const SEVERITIES = new Set(["error", "warning", "info"]);

/** The codes that the checks write: the first text of each call that is neither a severity nor a member of the place. */
function codesInSources(): readonly string[] {
  const codes = new Set(["archive-invalid", "too-many-issues"]);
  const collect = (text: string, call: RegExp) => {
    for (const { 0: start, index } of text.matchAll(call)) {
      const words = text.slice(index + start.length, index + start.length + 160).matchAll(/(?<!: )"([a-z0-9-]+)"/g);
      const code = Array.from(words, ([, word]) => word!).find((word) => !SEVERITIES.has(word));
      if (code) codes.add(code);
    }
  };
  for (const file of readdirSync(new URL("build/", src)).filter((name) => /(?<!\.test)\.ts$/.test(name)))
    collect(readFileSync(new URL(`build/${file}`, src), "utf8"), /\bfound\.add\(/g);
  collect(readFileSync(new URL("tile/check-tile.ts", src), "utf8"), /\bfault\(/g);
  return [...codes].sort();
}

describe("docs/tiles.md", () => {
  it("lists every finding of verify, in Chinese and in English, and no other", () => {
    expect(table.map(([, code]) => code!).sort()).toEqual(codesInSources());
    for (const [, code, , zh, en] of table) {
      expect(zh, code).toMatch(/\p{Script=Han}/u);
      expect(en, code).not.toMatch(/\p{Script=Han}/u);
    }
  });
});
