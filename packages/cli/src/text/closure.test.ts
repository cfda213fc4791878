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
