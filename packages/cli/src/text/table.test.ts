import { describe, expect, it } from "vitest";
import { type Column, renderTable } from "./table.ts";

interface Row {
  readonly name: string;
  readonly areaMu: number | null;
}
const columns: readonly Column<Row>[] = [
  { key: "name", title: "名称", value: (row) => row.name },
  { key: "areaMu", title: "面积 亩", align: "right", value: (row) => row.areaMu },
];

describe("a table for people", () => {
  it("aligns mixed Chinese and Latin cells to the column", () => {
    expect(
      renderTable(columns, [
        { name: "示例宗地", areaMu: 15 },
        { name: "A-1", areaMu: null },
      ]),
    ).toBe(["名称      面积 亩", "--------  -------", "示例宗地       15", "A-1             –"].join("\n"));
  });

  it("has only its heading when there are no rows", () => {
    expect(renderTable(columns, [])).toBe(["名称  面积 亩", "----  -------"].join("\n"));
  });
});
