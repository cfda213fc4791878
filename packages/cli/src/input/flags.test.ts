import { describe, expect, it } from "vitest";
import { type FlagSpec, integerOf, numberOf, parseFlags } from "./flags.ts";
import { nearestWord } from "./suggest.ts";
import { tileAddressOf } from "./tile-address.ts";
import { UsageError } from "./usage-error.ts";

const help = { zh: "", en: "" };
const flags: readonly FlagSpec[] = [
  { name: "json", help },
  { name: "out", short: "o", value: "FILE", help },
  { name: "qc", value: "N", help },
  { name: "class", value: "I|II", choices: ["I", "II"], help },
  { name: "cors", value: "ORIGIN", many: true, help },
];

function refusal(...args: readonly string[]): string {
  try {
    parseFlags(args, flags);
  } catch (error) {
    if (error instanceof UsageError) return `${error.message} / ${error.hint?.en ?? null}`;
    throw error;
  }
  return "accepted";
}

describe("flags", () => {
  it("are read in every usual spelling", () => {
    const args = parseFlags(["a", "--json", "-o", "x.csv", "--qc=-1.5e2", "b", "--", "--json"], flags);
    expect(args.positionals).toEqual(["a", "b", "--json"]);
    expect([args.has("json"), args.text("out"), numberOf(args, "qc")]).toEqual([true, "x.csv", -150]);
  });

  it("may be repeated only where that means something", () => {
    expect(parseFlags(["--cors", "a", "--cors", "b"], flags).texts("cors")).toEqual(["a", "b"]);
    expect(refusal("--out", "a", "--out", "b")).toContain("given twice");
  });

  it("are refused with what was probably meant", () => {
    expect(refusal("--jsn")).toBe("unknown flag --jsn / did you mean --json?");
    expect(refusal("--zzzzzz")).toBe("unknown flag --zzzzzz / null");
    expect(refusal("--__proto__", "x")).toContain("unknown flag --__proto__");
    expect(refusal("--class", "i")).toContain("it is one of I, II / did you mean I?");
    expect(refusal("--json=yes")).toContain("takes no value");
    expect(refusal("--out")).toContain("needs a value");
    expect(refusal("--out", "--json")).toContain("needs a value");
  });

  it("take numbers as numbers and nothing else", () => {
    const args = (text: string) => parseFlags([`--qc=${text}`], flags);
    for (const wrong of ["1,000", "abc", "1m", "Infinity", "NaN", " "])
      expect(() => numberOf(args(wrong), "qc"), wrong).toThrow(UsageError);
    expect(() => integerOf(args("65536"), "qc", 0, 65_535)).toThrow(UsageError);
    expect(() => integerOf(args("1.5"), "qc", 0, 65_535)).toThrow(UsageError);
  });
});

describe("the word that was probably meant", () => {
  it("is the nearest one, by edits or by its beginning", () => {
    const verbs = ["validate", "area", "land", "protection", "zones"];
    expect(nearestWord("validat", verbs)).toBe("validate");
    expect(nearestWord("lnad", verbs)).toBe("land");
    expect(nearestWord("prot", verbs)).toBe("protection");
    expect(nearestWord("xyzzy", verbs)).toBeNull();
  });
});

describe("a tile on the command line", () => {
  it("is z/x/y inside the pyramid", () => {
    expect(tileAddressOf("14/13180/6092")).toEqual({ z: 14, x: 13180, y: 6092 });
    for (const wrong of ["14/1", "a/b/c", "1/2/0", "-1/0/0", "1/0/0/0"])
      expect(() => tileAddressOf(wrong), wrong).toThrow(UsageError);
  });
});
