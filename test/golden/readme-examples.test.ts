// Runs every ```js example of the READMEs as it stands there, and holds what it prints against the `// →` beside it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = new URL("../../", import.meta.url);
const textOf = (path: string) => readFileSync(new URL(path, root), "utf8");
const examplesOf = (path: string) => Array.from(textOf(path).matchAll(/^```js\n([\s\S]*?)^```$/gm), ([, code]) => code!);
const folderPath = fileURLToPath(root);

const MODULES: Readonly<Record<string, () => Promise<unknown>>> = {
  "@parkatlas/geo-core": () => import("@parkatlas/geo-core"),
  "@parkatlas/formats": () => import("@parkatlas/formats"),
  "@parkatlas/tile-server": () => import("@parkatlas/tile-server"),
  "node:fs/promises": () => import("node:fs/promises"),
};
const load = (name: string): Promise<unknown> => {
  const found = MODULES[name];
  if (!found) throw new Error(`an example imports ${name}; readers only have ${Object.keys(MODULES).join(", ")}`);
  return found();
};

let outFolder: string;
beforeAll(async () => {
  outFolder = await mkdtemp(join(tmpdir(), "readme-"));
});
afterAll(() => rm(outFolder, { recursive: true, force: true }));

/** What an example prints, a text for each call, as `console.log` would write it. */
async function run(code: string): Promise<readonly { readonly text: string; readonly values: readonly unknown[] }[]> {
  const printed: { text: string; values: readonly unknown[] }[] = [];
  const log = (...values: readonly unknown[]) => printed.push({ text: format(...values), values });
  const body = code
    .replaceAll(/^import (\{[^}]*\}) from ("[^"]+");$/gm, "const $1 = await load($2);")
    // Only where files lie and which port is free differs from a reader's machine.
    .replaceAll("data/geojson/", join(folderPath, "data/geojson/"))
    .replaceAll('"packages/viewer/dist"', JSON.stringify(outFolder))
    .replaceAll('"wuhai.pmtiles"', JSON.stringify(join(outFolder, "wuhai.pmtiles")))
    .replaceAll("port: 8080", "port: 0");
  const AsyncFunction = run.constructor as new (...names: string[]) => (...values: unknown[]) => Promise<void>;
  await new AsyncFunction("load", "console", body)(load, { log });
  return printed;
}

const expectedOf = (code: string) => Array.from(code.matchAll(/\/\/ → (.+)$/gm), ([, text]) => text!.trim());
/** Calls whose result the reader is not told: they only must not fail. */
const isStated = (code: string) =>
  code
    .split("\n")
    .filter((line) => line.startsWith("console.log("))
    .map((line) => line.includes("// →"));

describe.each(["geo-core", "formats", "tile-server"])("the README of %s", (name) => {
  const examples = examplesOf(`packages/${name}/README.md`);

  it("has examples that say what they print", () => {
    expect(examples.flatMap(expectedOf).length).toBeGreaterThan(1);
  });

  it.each(examples)("prints what it says: example %#", async (code) => {
    const printed = await run(code);
    const stated = isStated(code);
    expect(printed).toHaveLength(stated.length);
    expect(printed.filter((_, index) => stated[index]).map(({ text }) => text)).toEqual(expectedOf(code));
    for (const { text } of printed) expect(text).not.toMatch(/undefined|NaN/);
  });
});

describe.each(["README.md", "README.zh-CN.md"])("the library example of %s", (path) => {
  it("prints the two areas that it names, and a distance whose interval holds it", async () => {
    const [code, ...others] = examplesOf(path);
    expect(others).toEqual([]);
    const [areas, distance] = await run(code!);
    const named = Array.from(code!.matchAll(/(\d+\.\d{4})\b/g), ([, figure]) => figure);
    // Rules §2: GeographicLib's Planimeter, and the formula of the national land survey.
    expect(named).toEqual(["948099.2119", "948099.2125"]);
    expect(areas!.values.map((areaM2) => (areaM2 as number).toFixed(4))).toEqual(named);
    const interval = distance!.values[0] as Readonly<Record<"loM" | "distanceM" | "hiM", number>>;
    // Along 40.005° N from 116.01 to 116.02: 853.9 m by the radius of the parallel, N cos B.
    expect(interval.distanceM).toBeCloseTo(853.9, 0);
    expect(interval.loM).toBeLessThanOrEqual(interval.distanceM);
    expect(interval.hiM).toBeGreaterThanOrEqual(interval.distanceM);
  });
});

describe("the READMEs of the packages", () => {
  it("exist, are linked from the main one, and name no export and no verb that does not exist", async () => {
    const packages = readdirSync(new URL("packages/", root));
    const main = textOf("README.md");
    for (const name of packages) expect(main).toContain(`(packages/${name})`);
    for (const name of ["geo-core", "formats", "tile-server"]) {
      const exported = Object.keys((await load(`@parkatlas/${name}`)) as object);
      const table = textOf(`packages/${name}/README.md`)
        .split("\n")
        .filter((line) => line.startsWith("| "));
      const cells = table.map((line) => line.split("|")[name === "geo-core" ? 2 : 1]!);
      const named = cells.flatMap((cell) => Array.from(cell.matchAll(/`(\w+)/g), ([, word]) => word!));
      expect(named.length).toBeGreaterThan(4);
      expect(named.filter((word) => !exported.includes(word))).toEqual([]);
    }
    const verbs = Array.from(textOf("packages/cli/README.md").matchAll(/^npx parkatlas ([a-z-]+)/gm), ([, verb]) => verb!);
    expect(verbs.length).toBeGreaterThan(4);
    for (const verb of verbs) expect(existsSync(new URL(`packages/cli/src/commands/${verb}.ts`, root)), verb).toBe(true);
  });

  it("link to pages that are there", () => {
    for (const name of readdirSync(new URL("packages/", root))) {
      const links = textOf(`packages/${name}/README.md`).matchAll(/\]\((\.[^)#]+)/g);
      for (const [, link] of links) expect(existsSync(new URL(link!, new URL(`packages/${name}/`, root))), link).toBe(true);
    }
  });
});
