import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CsvColumn, csvFromRows } from "./write-csv.ts";

interface Row {
  readonly name: string;
  readonly areaMu: number | null;
}
const columns: readonly CsvColumn<Row>[] = [
  { key: "name", value: (row) => row.name },
  { key: "areaMu", value: (row) => row.areaMu },
];

/** A reader written from RFC 4180 alone, to hold the writer against. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    let cell = "";
    if (text[at] === '"') {
      for (at++; !(text[at] === '"' && text[at + 1] !== '"'); at++) {
        cell += text[at];
        if (text[at] === '"') at++;
      }
      at++;
    } else while (text[at] !== "," && !text.startsWith("\r\n", at)) cell += text[at++];
    row.push(cell);
    if (text[at] === ",") at++;
    else {
      rows.push(row);
      row = [];
      at += 2;
    }
  }
  return rows;
}

describe("CSV", () => {
  it("starts with a byte-order mark, quotes by RFC 4180 and writes numbers in full", () => {
    const text = csvFromRows(columns, [{ name: 'a "b", c\nd', areaMu: 1 / 3 }]);
    expect(text).toBe('\uFEFFname,areaMu\r\n"a ""b"", c\nd",0.3333333333333333\r\n');
  });

  it("comes back as it was through a reader of RFC 4180, whatever stands in a cell", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { maxLength: 8 }), (names) => {
        const text = csvFromRows(
          columns,
          names.map((name) => ({ name, areaMu: 1 })),
        );
        // The apostrophe before formula starts is the one thing that is added on purpose.
        const expected = names.map((name) => (/^[=+\-@\t\r]/.test(name) ? `'${name}` : name));
        expect(
          readCsv(text.slice(1))
            .slice(1)
            .map(([name]) => name),
        ).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("keeps a spreadsheet from taking a name for a formula, and leaves negative numbers alone", () => {
    const text = csvFromRows(columns, [
      { name: '=HYPERLINK("x")', areaMu: -2 },
      { name: "@cmd", areaMu: null },
    ]);
    expect(text).toBe('\uFEFFname,areaMu\r\n"\'=HYPERLINK(""x"")",-2\r\n\'@cmd,\r\n');
  });
});
