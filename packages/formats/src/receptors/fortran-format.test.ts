import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldOf, parseFortranFormat } from "./fortran-format.ts";

/** [kind letter, start, width] of each field. */
const columnsOf = (text: string) =>
  parseFortranFormat(text).format?.fields.map(({ kind, start, width }) => [kind[0], start, width]) ?? null;

describe("parseFortranFormat", () => {
  it("gives the columns of a POSTFILE of AERMOD: widths 14, 14, 14, 9, 9, 9, 2+6, 2+8, 2+8, 2+8, as PseudoNetCDF reads it", () => {
    expect(columnsOf("(3(1X,F13.5),3(1X,F8.2),2X,A6,2X,A8,2X,I8.8,2X,A8)")).toEqual([
      ["r", 1, 13],
      ["r", 15, 13],
      ["r", 29, 13],
      ["r", 43, 8],
      ["r", 52, 8],
      ["r", 61, 8],
      ["t", 71, 6],
      ["t", 79, 8],
      ["i", 89, 8],
      ["t", 99, 8],
    ]);
  });

  it("reads every format that the sources of AERMOD and ISCST3 contain", () => {
    // PLTFRM, PLTFRM with exponents, and PLTFRM of several years of AERMOD; PSTFRM and PLTFRM of ISCST3; MAXDAILY of AERMOD.
    const table: readonly (readonly [string, number, number])[] = [
      ["(3(1X,F13.5),3(1X,F8.2),3X,A5,2X,A8,2X,A5,5X,A8,2X,I8)", 11, 117],
      ["(2(1X,F13.5),1X,E13.6,3(1X,F8.2),3X,A5,2X,A8,2X,A5,5X,A8,2X,I8)", 11, 117],
      ["(3(1X,F13.5),3(1X,F8.2),2X,A6,2X,A8,2X,A5,5X,A8,2X,10(F13.5,2X,I8.8,2X:))", 30, 359],
      ["(3(1X,F13.5),1X,F8.2,2X,A6,2X,A8,2X,I8.8,2X,A8)", 8, 89],
      ["(3(1X,F13.5),1X,F8.2,3X,A5,2X,A8,2X,A4,6X,A8,2X,I8)", 9, 99],
      ["(3(1X,F13.5),3(1X,F8.2),2X,A6,2X,A8,2X,I4,2X,I3,2X,I8.8,2X,A8)", 12, 118],
    ];
    for (const [text, fields, width] of table) {
      const { format } = parseFortranFormat(text);
      expect([format?.fields.length, format?.width], text).toEqual([fields, width]);
    }
  });

  it("takes blanks, small letters, quoted texts, scale factors and nested groups", () => {
    expect(columnsOf(" ( 2( 1x , f8.3 ), 'ab', 1P, 2(e10.3,(i4)) ) ")).toEqual([
      ["r", 1, 8],
      ["r", 10, 8],
      ["r", 20, 10],
      ["i", 30, 4],
      ["r", 34, 10],
      ["i", 44, 4],
    ]);
  });

  it.each([
    "",
    "F8.2",
    "(F8.2",
    "(F8)",
    "(A)",
    "(F8.2/F8.2)",
    "(T10,F8.2)",
    "(1X)",
    "(F0.2)",
    "(F8.2))",
    "(*)",
    "(Z8)",
    "(0(F8.2))",
  ])("refuses %j and says where", (text) => {
    const { format, problem } = parseFortranFormat(text);
    expect(format).toBeNull();
    expect(problem?.en).toMatch(/character \d+/);
    expect(problem?.zh).toMatch(/第 \d+ 个字符/);
  });

  it("refuses what would fill the memory", () => {
    for (const text of ["(999(999(999(1X,F8.2))))", "(9999999999X,F8.2)", `${"(".repeat(50)}F8.2${")".repeat(50)}`, "(2000F8.2)"])
      expect(parseFortranFormat(text).problem?.en, text).toMatch(/more than/);
  });

  it("never throws, whatever the text", () => {
    const piece = fc.constantFrom("(", ")", ",", "3", "X", "F13.5", "A", "8", "I8.8", ":", "'", "P", "/", " ", "E", "TR");
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }).map((pieces) => `(${pieces.join("")}`),
        (text) => {
          const { format, problem } = parseFortranFormat(text);
          expect((format === null) !== (problem === null)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("fieldOf", () => {
  const real = { kind: "real", start: 2, width: 8, decimals: 3 } as const;

  it("reads numbers in every spelling of Fortran", () => {
    for (const [text, value] of [
      ["   1.500", 1.5],
      ["1.50E-03", 0.0015],
      ["1.50D+02", 150],
      ["1.5-100 ", 1.5e-100],
      ["     -.5", -0.5],
      ["     1E2", 100],
    ] as const)
      expect(fieldOf(`xx${text}`, real), text).toEqual({ value, problem: null });
    expect(fieldOf("xx        ", real)).toEqual({ value: null, problem: null });
  });

  it("says what is wrong with what Fortran would have misread", () => {
    for (const [record, message] of [
      ["xx********", /FILEFORM EXP/],
      ["xx   1 500", /no number/],
      ["xx     150", /no decimal point.*0\.15/],
      ["xx   1.5", /cut off/],
      ["xx 1.5E999", /no number/],
      ["xx     NaN", /no number/],
    ] as const)
      expect(fieldOf(record, real).problem?.en, record).toMatch(message);
  });
});
