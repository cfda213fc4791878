import { seededRandom } from "@parkatlas/test-support";
import { expect, it } from "vitest";
import { startDemo } from "../http/service.ts";
import { fuzz } from "../http/support/fuzz.ts";

it("the service answers 100 000 random requests without a failure of its own, and its memory stays bounded", async () => {
  const demo = await startDemo();
  const before = process.memoryUsage().heapUsed;
  const { statuses } = await fuzz(demo.port, 100_000, seededRandom(7));
  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
  expect((await demo.ask("/health")).status).toBe(200);
  // Both caches at their limits (64 MiB each), and as much again for what was not collected yet.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(256 * 1024 * 1024);
  await demo.stop();
});
