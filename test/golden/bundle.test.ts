import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { distanceBetween, geodesicAreaM2, type Polygon } from "@parkatlas/geo-core";
import { expectWithin } from "@parkatlas/test-support";
import { chromium } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";

/** What is used here of Vite's programming interface; Vite is a dependency of the viewer, not of the root. */
interface Vite {
  build(config: unknown): Promise<{ output: readonly Chunk[] } | readonly { output: readonly Chunk[] }[]>;
}
interface Chunk {
  readonly type: "chunk" | "asset";
  readonly fileName: string;
  readonly code?: string;
  readonly moduleIds?: readonly string[];
}

const root = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const LIMIT_BYTES = 25_000;
const ENTRY = "virtual:entry";

const isForeign = (id: string): boolean => /clipper2|flatbush|src\/(?:land|protection|zoning|siting|evaluation|model)\//.test(id);
const square = (west: number, south: number): Polygon => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [west + 0.01, south],
      [west + 0.01, south + 0.01],
      [west, south + 0.01],
      [west, south],
    ],
  ],
});
const [UNIT, SITE] = [square(122, 43.6), square(122.03, 43.62)];

/** Bundles one import of the library, minified, for a browser, in memory. */
async function bundle(names: readonly string[]): Promise<readonly Chunk[]> {
  const vitePath = createRequire(root("packages/viewer/package.json")).resolve("vite");
  const vite = (await import(pathToFileURL(vitePath).href)) as Vite;
  const source = `import { ${names.join(", ")} } from "@parkatlas/geo-core";\nglobalThis.used = [${names.join(", ")}];\n`;
  const built = await vite.build({
    configFile: false,
    root: root("packages/geo-core"),
    logLevel: "error",
    resolve: { alias: { "@parkatlas/geo-core": root("packages/geo-core/src/index.ts") } },
    plugins: [
      {
        name: "entry",
        resolveId: (id: string) => (id === ENTRY ? id : null),
        load: (id: string) => (id === ENTRY ? source : null),
      },
    ],
    build: { write: false, minify: true, target: "es2022", modulePreload: false, rolldownOptions: { input: ENTRY } },
  });
  return [built].flat().flatMap(({ output }) => output);
}

describe("the bundle of distanceBetween and geodesicAreaM2", () => {
  let chunks: readonly Chunk[];
  let code: string;
  let modules: readonly string[];
  beforeAll(async () => {
    chunks = await bundle(["distanceBetween", "geodesicAreaM2"]);
    code = chunks.map((chunk) => chunk.code ?? "").join("\n");
    modules = chunks.flatMap((chunk) => chunk.moduleIds ?? []);
  });

  test("is one chunk of at most 25 kB gzipped", () => {
    const bytes = gzipSync(code, { level: 9 }).length;
    console.log(`distanceBetween + geodesicAreaM2: ${bytes} bytes gzipped, ${code.length} minified, ${modules.length} modules`);
    expect(chunks.map(({ type }) => type)).toEqual(["chunk"]);
    expect(bytes).toBeLessThanOrEqual(LIMIT_BYTES);
  });

  test("holds what was asked for and nothing of the clipper, the index or the other storeys", async () => {
    expect(modules.some((id) => id.includes("geodesy/distance/distance-between"))).toBe(true);
    expect(modules.filter(isForeign)).toEqual([]);
    const withVerdicts = await bundle(["checkProtection"]);
    expect(withVerdicts.flatMap((chunk) => chunk.moduleIds ?? []).filter(isForeign)).not.toEqual([]);
  });

  test("has no WebAssembly, no Node and no request", () => {
    expect(code).not.toMatch(/WebAssembly|node:|\brequire\(|\bfetch\(|import\(/);
  });

  test("gives in Chromium the figures it gives here", async (context) => {
    const executablePath = process.env.PARKATLAS_CHROMIUM;
    if (!executablePath) {
      console.log("skipped in Chromium: PARKATLAS_CHROMIUM is not set (npm test sets it)");
      context.skip();
      return;
    }
    const browser = await chromium.launch({ executablePath, headless: true, args: ["--no-sandbox"] });
    try {
      const page = await browser.newPage();
      await page.addScriptTag({ content: code, type: "module" });
      await page.waitForFunction(() => "used" in globalThis);
      const [intervalM, areaM2] = await page.evaluate(
        ([a, b]) => {
          const { used } = globalThis as unknown as { used: [typeof distanceBetween, typeof geodesicAreaM2] };
          const { loM, hiM } = used[0](a, b, { edgeModel: "geodesic" });
          return [[loM, hiM] as const, used[1](a)] as const;
        },
        [UNIT, SITE] as const,
      );
      const here = distanceBetween(UNIT, SITE, { edgeModel: "geodesic" });
      expectWithin(intervalM[0], here.loM, { tolM: 1e-8 });
      expectWithin(intervalM[1], here.hiM, { tolM: 1e-8 });
      expectWithin(areaM2, geodesicAreaM2(UNIT), { tolM2: 1e-6 });
    } finally {
      await browser.close();
    }
  });
});
