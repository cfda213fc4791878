import { read, utils } from "@e965/xlsx";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type WorkbookSheet, xlsxFromSheets } from "./write-workbook.ts";

const SHEET: WorkbookSheet = {
  name: "宗地",
  columns: [
    { title: "宗地", kind: "text", width: 14 },
    { title: "约定动工", kind: "date" },
    { title: "面积 亩", kind: "number", format: "#,##0.00" },
    { title: "合成", kind: "text" },
  ],
  rows: [
    ["=1+1", "2024-02-29", 1 / 3, true],
    ["B\u0000\u001b2", "1899-12-31", null, false],
    ["", "not a date", Number.NaN, undefined],
  ],
  totals: ["合计", null, 2.5],
};

/** The workbook through another library. */
const opened = async (sheets: readonly WorkbookSheet[]) => read(await xlsxFromSheets(sheets), { cellNF: true, cellStyles: true });

/** U+FFFD stands for what could not be read; the writer leaves it out. */
const withoutReplacement = (text: string) => text.replaceAll("\ufffd", "?");

describe("an XLSX file, read by another library", () => {
  it("has real numbers in full, real dates, truth values, and texts that are no formulas", async () => {
    const sheet = (await opened([SHEET])).Sheets.宗地!;
    expect(sheet.A2).toMatchObject({ t: "s", v: "=1+1" });
    expect(sheet.A2).not.toHaveProperty("f");
    // Serial number by Excel's own calendar: 2024-02-29 is day 45351 (1900-01-01 = 1, with its false leap day).
    expect(sheet.B2).toMatchObject({ t: "n", v: 45_351, z: "yyyy-mm-dd" });
    expect(sheet.C2).toMatchObject({ t: "n", v: 1 / 3, z: "#,##0.00" });
    expect(sheet.D2).toMatchObject({ t: "b", v: true });
  });

  it("leaves what Excel cannot hold as text or empty: old dates, control characters, NaN", async () => {
    const sheet = (await opened([SHEET])).Sheets.宗地!;
    expect(sheet.A3).toMatchObject({ t: "s", v: "B2" });
    expect(sheet.B3).toMatchObject({ t: "s", v: "1899-12-31" });
    expect(sheet.B4).toMatchObject({ t: "s", v: "not a date" });
    expect([sheet.C3?.v, sheet.C4?.v, sheet.A4?.v]).toEqual([undefined, undefined, undefined]);
  });

  it("freezes the heading and ends with the totals", async () => {
    const bytes = await xlsxFromSheets([SHEET]);
    const book = read(bytes, { bookFiles: true }) as unknown as { files: Record<string, { content: Uint8Array }> };
    const xml = new TextDecoder().decode(Uint8Array.from(book.files["xl/worksheets/sheet1.xml"]!.content));
    expect(xml).toMatch(/<pane [^>]*ySplit="1"/);
    expect(xml).toMatch(/<pane [^>]*state="frozen"/);
    const rows = utils.sheet_to_json<unknown[]>(read(bytes).Sheets.宗地!, { header: 1 });
    expect(rows.at(-1)).toEqual(["合计", undefined, 2.5]);
  });

  it("holds several sheets in their order, also one of running text without a heading", async () => {
    const notes: WorkbookSheet = {
      name: "说明",
      columns: [{ title: "", kind: "text" }],
      rows: [["甲"], ["乙"]],
      heading: false,
    };
    const book = await opened([SHEET, notes]);
    expect(book.SheetNames).toEqual(["宗地", "说明"]);
    expect(utils.sheet_to_json(book.Sheets.说明!, { header: 1 })).toEqual([["甲"], ["乙"]]);
  });

  it("survives texts that are names of every object", async () => {
    const words = Object.getOwnPropertyNames(Object.prototype);
    const { Sheets } = await opened([{ name: "t", columns: [{ title: "t", kind: "text" }], rows: words.map((word) => [word]) }]);
    expect(words.map((_, row) => String(Sheets.t![`A${row + 2}`]?.v).replace("\u200b", ""))).toEqual(words);
  });

  it("refuses a sheet name that Excel does", async () => {
    await expect(xlsxFromSheets([{ ...SHEET, name: "a/b" }])).rejects.toThrow(RangeError);
    await expect(xlsxFromSheets([{ ...SHEET, name: "x".repeat(32) }])).rejects.toThrow(RangeError);
  });

  it("gives any printable text back as it was", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: "grapheme", minLength: 1 }).map(withoutReplacement), { minLength: 1, maxLength: 6 }),
        async (texts) => {
          const { Sheets } = await opened([
            { name: "t", columns: [{ title: "t", kind: "text" }], rows: texts.map((text) => [text]) },
          ]);
          const guarded = texts.map((text) => (text in Object.prototype ? `${text}\u200b` : text));
          expect(texts.map((_, row) => Sheets.t![`A${row + 2}`]?.v)).toEqual(guarded);
        },
      ),
      { numRuns: 60 },
    );
  });
});
