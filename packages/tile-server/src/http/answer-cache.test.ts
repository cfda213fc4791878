import { describe, expect, it } from "vitest";
import { createAnswerCache } from "./answer-cache.ts";
import { type PreparedJson, prepareJson } from "./json-answer.ts";

const answerOf = (bytes: number): PreparedJson => ({
  contentType: "application/json",
  plain: Buffer.alloc(bytes),
  gzipped: null,
  tag: "t",
});

describe("the cache of answers", () => {
  it("makes an answer once, also when it is asked for twice at the same time", async () => {
    const cache = createAnswerCache(1000);
    let made = 0;
    const make = async () => {
      made++;
      return answerOf(10);
    };
    const [first, second] = await Promise.all([cache.get("a", make), cache.get("a", make)]);
    expect(first).toBe(second);
    expect(await cache.get("a", make)).toBe(first);
    expect(made).toBe(1);
  });

  it("lets the least recently used go when its bytes pass the limit", async () => {
    const cache = createAnswerCache(100);
    const made: string[] = [];
    const ask = (key: string) =>
      cache.get(key, async () => {
        made.push(key);
        return answerOf(40);
      });
    for (const key of ["a", "b", "a", "c", "a", "b"]) await ask(key);
    // a and b fit; c pushes out b, since a was used after it; then b has to be made again and pushes out c.
    expect(made).toEqual(["a", "b", "c", "b"]);
    expect(cache.bytes()).toBe(80);
  });

  it("does not keep what is larger than the whole cache, nor a failure", async () => {
    const cache = createAnswerCache(100);
    await cache.get("large", async () => answerOf(101));
    expect(cache.bytes()).toBe(0);
    let tries = 0;
    const failing = () =>
      cache.get("bad", async () => {
        tries++;
        throw new Error("no");
      });
    await expect(failing()).rejects.toThrow("no");
    await expect(failing()).rejects.toThrow("no");
    expect(tries).toBe(2);
  });

  it("compresses only what is worth it, and tags by content", async () => {
    const small = await prepareJson({ a: 1 });
    const large = await prepareJson({ a: "x".repeat(5000) });
    expect(small.gzipped).toBeNull();
    expect(large.gzipped!.length).toBeLessThan(large.plain.length / 10);
    expect((await prepareJson({ a: 1 })).tag).toBe(small.tag);
    expect((await prepareJson({ a: 2 })).tag).not.toBe(small.tag);
  });
});
