import { describe, expect, it } from "vitest";
import { HttpProblem } from "./problem.ts";
import { createWorkQueue } from "./work-queue.ts";

describe("the queue of analyses", () => {
  it("runs one at a time, in order, and lets other work have its turn in between", async () => {
    const queue = createWorkQueue();
    const happened: string[] = [];
    const jobs = ["a", "b", "c"].map((name) => queue.run(() => happened.push(name)));
    let ended = false;
    const other = (async () => {
      while (!ended) {
        happened.push("-");
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    await Promise.all(jobs);
    ended = true;
    await other;
    expect(happened.filter((each) => each !== "-")).toEqual(["a", "b", "c"]);
    expect(happened.join("")).toMatch(/a-+b-+c/);
  });

  it("goes on after a failure", async () => {
    const queue = createWorkQueue();
    const failing = queue.run(() => {
      throw new Error("no");
    });
    const next = queue.run(() => "yes");
    await expect(failing).rejects.toThrow("no");
    expect(await next).toBe("yes");
  });

  it("says that it is busy when too much waits, and takes work again afterwards", async () => {
    const queue = createWorkQueue(2);
    const first = [queue.run(() => 1), queue.run(() => 2)];
    const refused = await queue.run(() => 3).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(HttpProblem);
    expect(refused).toMatchObject({ status: 503, code: "busy", headers: { "Retry-After": "5" } });
    expect(await Promise.all(first)).toEqual([1, 2]);
    expect(await queue.run(() => 4)).toBe(4);
  });
});
