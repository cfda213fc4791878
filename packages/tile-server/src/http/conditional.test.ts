import { describe, expect, it } from "vitest";
import { acceptsGzip, hasCurrent, mayProceed } from "./conditional.ts";
import { rangeAsked } from "./range.ts";

describe("Accept-Encoding", () => {
  it("allows gzip by name or by star, unless its weight is zero (RFC 9110 §12.5.3)", () => {
    const asked: readonly (readonly [string | undefined, boolean])[] = [
      [undefined, false],
      ["", false],
      ["gzip", true],
      ["GZIP", true],
      ["x-gzip", true],
      ["br, gzip;q=0.5", true],
      ["gzip;q=0", false],
      ["gzip; q=0.000, *", false],
      ["*", true],
      ["*;q=0", false],
      ["identity", false],
      ["br", false],
      ["gzipped", false],
    ];
    for (const [field, answer] of asked) expect(acceptsGzip(field), String(field)).toBe(answer);
  });
});

describe("conditions", () => {
  it("If-None-Match compares weakly, in a list, and knows the star", () => {
    for (const field of ['"a"', 'W/"a"', '"b", "a"', '"b",W/"a"', "*"]) expect(hasCurrent(field, '"a"'), field).toBe(true);
    for (const field of [undefined, "", '"b"', "a", '"A"']) expect(hasCurrent(field, '"a"'), field).toBe(false);
  });

  it("If-Match compares strongly: a weak tag does not hold", () => {
    for (const field of [undefined, '"a"', '"b", "a"', "*"]) expect(mayProceed(field, '"a"'), field).toBe(true);
    for (const field of ['W/"a"', '"b"']) expect(mayProceed(field, '"a"'), field).toBe(false);
  });
});

describe("Range", () => {
  it("is clamped to the file, ignored where it is malformed, and refused where nothing of it is left", () => {
    const sizeBytes = 500;
    const asked: readonly (readonly [string | undefined, ReturnType<typeof rangeAsked>])[] = [
      [undefined, "all"],
      ["bytes=0-16383", { offset: 0, length: 500 }],
      ["bytes=0-0", { offset: 0, length: 1 }],
      ["bytes=499-", { offset: 499, length: 1 }],
      ["bytes=-10", { offset: 490, length: 10 }],
      ["bytes=-9999", { offset: 0, length: 500 }],
      ["bytes=500-", "unsatisfiable"],
      ["bytes=500-600", "unsatisfiable"],
      ["bytes=-0", "unsatisfiable"],
      ["bytes=0-1,3-4", "unsatisfiable"],
      ["bytes=5-2", "all"],
      ["bytes=a-b", "all"],
      ["bytes=-", "all"],
      ["bytes=99999999999999999-", "all"],
      ["items=0-1", "all"],
    ];
    for (const [field, answer] of asked) expect(rangeAsked(field, sizeBytes), String(field)).toEqual(answer);
  });
});
