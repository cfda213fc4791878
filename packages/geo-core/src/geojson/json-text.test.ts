import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GeoError } from "../errors.ts";
import { findJsonError } from "./json-error.ts";
import { parseJsonText } from "./json-text.ts";

function failure(text: string): GeoError {
  try {
    parseJsonText(text);
  } catch (error) {
    if (error instanceof GeoError) return error;
    throw error;
  }
  throw new Error(`expected a failure for ${text}`);
}

describe("parseJsonText", () => {
  it("drops a byte-order mark", () => {
    expect(parseJsonText('\uFEFF{"a":1}')).toEqual({ a: 1 });
  });

  // Line and column counted by hand, from 1.
  it.each([
    ["", 1, 1, "the file is empty"],
    [" \n ", 1, 1, "the file is empty"],
    ["{", 1, 2, "cut off"],
    ['{"a": 1,\n "b": }', 2, 7, "expected a value"],
    ['{"a": 1,\n}', 2, 1, 'a comma stands before "}"'],
    ["[1, 2,]", 1, 7, 'a comma stands before "]"'],
    ["[1 2]", 1, 4, 'expected "," or "]"'],
    ['{"a" 1}', 1, 6, 'expected ":"'],
    ["{a: 1}", 1, 2, "property name in double quotes"],
    ["[NaN]", 1, 2, "NaN is not JSON"],
    ["[1,\n-Infinity]", 2, 1, "-Infinity is not JSON"],
    ["[01]", 1, 3, 'expected "," or "]"'],
    ["['a']", 1, 2, "expected a value"],
    ['["a]', 1, 2, "a string that does not end"],
    ['["a\\x"]', 1, 2, "a string that does not end"],
    ["[1] []", 1, 5, "text goes on after the end"],
    ['{"type":"FeatureCollection","features":[{"type":"Feature"', 1, 58, 'ends before the closing "}"'],
    ["<html>", 1, 1, "expected a value"],
  ])("says where %j stops being JSON", (text, line, column, reason) => {
    const error = failure(text);
    expect(error.code).toBe("json-invalid");
    expect(error.details).toMatchObject({ line, column });
    expect(error.message).toContain(`line ${line}, column ${column}`);
    expect(error.details.reason).toContain(reason);
    expect(error.details.reasonZh).toMatch(/\p{Script=Han}/u);
  });

  it("reads what is nested deeper than a recursive reader could follow, or says so without breaking", () => {
    const deep = "[".repeat(200_000);
    expect(failure(deep).details).toMatchObject({ line: 1, column: 200_001 });
  });

  it("keeps a number beyond the range of a double as Infinity for the structural checks", () => {
    expect(parseJsonText("[1e999]")).toEqual([Number.POSITIVE_INFINITY]);
  });
});

describe("findJsonError", () => {
  it("accepts exactly the texts that the engine accepts", () => {
    // The engine is the independent judge; texts are valid JSON with one character changed, dropped or doubled.
    const damaged = fc
      .tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom("drop", "double", ...'{}[],:"\\0-e.tN \n\u0007'))
      .map(([text, at, change]) => {
        const index = at % (text.length + 1);
        const middle = change === "drop" ? "" : change === "double" ? text.slice(index, index + 1).repeat(2) : change;
        return text.slice(0, index) + middle + text.slice(index + 1);
      });
    fc.assert(
      fc.property(damaged, (text) => {
        let accepted = true;
        try {
          JSON.parse(text);
        } catch {
          accepted = false;
        }
        return (findJsonError(text) === null) === accepted;
      }),
      { numRuns: 2000 },
    );
  });
});
