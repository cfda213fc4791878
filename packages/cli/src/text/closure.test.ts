import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closeColumns } from "./closure.ts";
import { type Column, renderTable, totalsOf } from "./table.ts";

interface Row {
  readonly id: string;
  readonly areaM2: number | null;
}
const columns: readonly Column<Row>[] = [
  { key: "id", title: "组", value: (row) => row.id },
  { key: "areaM2", title: "面积 ha", number: { decimals: 2, per: 10_000 }, value: (row) => row.areaM2, total: "sum" },
];
/** Three thirds of a hectare: by hand 0.33 + 0.33 + 0.33 = 0.99 beside a total of 1.00. */
const thirds: readonly Row[] = ["a", "b", "c"].map((id) => ({ id, areaM2: 10_000 / 3 }));

describe("forced closure of a table", () => {
  it("makes the printed rows add up to the printed total, and tells what it placed and where", () => {
    const { columns: closed, closures } = closeColumns(columns, thirds);
    expect(renderTable(closed, thirds, totalsOf(closed, thirds, "合计"))).toBe(
      [
        "组    面积 ha",
        "----  -------",
        "a        0.34",
        "b        0.33",
        "c        0.33",
        "----  -------",
        "合计     1.00",
      ].join("\n"),
    );
    expect(closures).toEqual([
      { column: "areaM2", title: "面积 ha", decimals: 2, parts: [0.34, 0.33, 0.33], whole: 1, residual: 0.01, placedAt: 0 },
    ]);
    expect(thirds.map((row) => closed[1]!.value(row))).toEqual([3400, 3300, 3300]);
  });

  it("closes any areas: the printed parts add up to the printed total, and all but one are plainly rounded", () => {
    const areas = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(areas, (areasM2) => {
        const rows = areasM2.map((areaM2, index) => ({ id: String(index), areaM2 }));
        const { closures } = closeColumns(columns, rows);
        const { parts, whole, residual, placedAt } = closures[0]!;
        const inUnits = (value: number) => Math.round(value * 100);
        expect(parts.reduce((sum, part) => sum + inUnits(part), 0)).toBe(inUnits(whole));
        for (const [index, part] of parts.entries())
          if (index !== placedAt) expect(Math.abs(part - areasM2[index]! / 10_000)).toBeLessThanOrEqual(0.005 + 1e-9);
        expect(placedAt === null).toBe(residual === 0);
      }),
      { numRuns: 300 },
    );
  });

  it("leaves a column alone in which a row has no figure", () => {
    const rows = [...thirds, { id: "d", areaM2: null }];
    const { columns: closed, closures } = closeColumns(columns, rows);
    expect(closures).toEqual([]);
    expect(closed[1]).toBe(columns[1]);
  });
});

describe("the totals row", () => {
  it("is a dash where a row has no figure, and absent for a single row", () => {
    const rows = [...thirds, { id: "d", areaM2: null }];
    expect(totalsOf(columns, rows, "total")).toEqual(["total", null]);
    expect(
      renderTable(columns, rows, totalsOf(columns, rows, "total"))
        .split("\n")
        .at(-1),
    ).toBe("total        –");
    expect(totalsOf(columns, thirds.slice(0, 1), "total")).toBeNull();
  });
});
