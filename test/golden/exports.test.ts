import * as geoCore from "@parkatlas/geo-core";
import { expect, test } from "vitest";

/** After a change of the API that is meant: `vitest run --project golden test/golden/exports.test.ts -u`, and read the diff. */
test("the library gives at run time the names of exports.snapshot.txt and no others", async () => {
  const names = Object.keys(geoCore).sort();
  expect(names).toContain("distanceBetween");
  await expect(`${names.join("\n")}\n`).toMatchFileSnapshot("exports.snapshot.txt");
});
