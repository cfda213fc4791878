import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (name: string) => fileURLToPath(new URL(`./packages/${name}/src/index.ts`, import.meta.url));
/** Unit, property, golden and HTTP tests run on the sources; end-to-end and browser tests on what was built. */
const alias = {
  "@parkatlas/geo-core": source("geo-core"),
  "@parkatlas/formats": source("formats"),
  "@parkatlas/report": source("report"),
  "@parkatlas/tile-server": source("tile-server"),
};

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: { name: "unit", include: ["packages/*/src/**/*.test.{ts,tsx}", "data/generate/**/*.test.ts"], testTimeout: 30_000 },
      },
      { resolve: { alias }, test: { name: "property", include: ["test/property/**/*.test.ts"], testTimeout: 60_000 } },
      { resolve: { alias }, test: { name: "golden", include: ["test/golden/**/*.test.ts"], testTimeout: 60_000 } },
      { resolve: { alias }, test: { name: "data", include: ["test/data/**/*.test.ts"], testTimeout: 120_000 } },
      { resolve: { alias }, test: { name: "http", include: ["test/http/**/*.test.ts"], testTimeout: 60_000 } },
      { test: { name: "e2e", include: ["test/e2e/**/*.test.ts"], testTimeout: 180_000, hookTimeout: 180_000 } },
      {
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      { resolve: { alias }, test: { name: "deep", include: ["test/deep/**/*.test.ts"], testTimeout: 3_600_000 } },
    ],
  },
});
