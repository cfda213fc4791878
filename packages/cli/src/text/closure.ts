import { closeParts } from "@parkatlas/geo-core";
import type { Column } from "./table.ts";

/** One column after forced closure (强制闭合), in the unit that is printed. */
export interface ColumnClosure {
  readonly column: string;
  readonly title: string;
  readonly decimals: number;
  readonly parts: readonly number[];
  readonly whole: number;
  readonly residual: number;
  /** Row that took the residual; null where there was none. */
  readonly placedAt: number | null;
}

/**
 * The columns with every summed figure rounded as it is printed and closed: the printed rows add up to the printed total, and
 * what had to be placed is told. A column in which a row has no figure is left as it is.
 */
export function closeColumns<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): { readonly columns: readonly Column<Row>[]; readonly closures: readonly ColumnClosure[] } {
  const closures: ColumnClosure[] = [];
  const closed = columns.map((column): Column<Row> => {
    const { number, total, key, title } = column;
    if (total !== "sum" || !number || number.decimals === 0) return column;
    const per = number.per ?? 1;
    const values = rows.map(column.value);
    if (!values.every((value) => typeof value === "number")) return column;
    const { parts, whole, residual, placedAt } = closeParts(
      values.map((value) => value / per),
      number.decimals,
    );
    closures.push({ column: key, title, decimals: number.decimals, parts, whole, residual, placedAt });
    const inBaseUnit = (value: number) => Number((value * per).toPrecision(15));
    const byRow = new Map(rows.map((row, index) => [row, inBaseUnit(parts[index]!)]));
    return { ...column, value: (row) => byRow.get(row) ?? null, total: () => inBaseUnit(whole) };
  });
  return { columns: closed, closures };
}
