import { isCivilDate } from "@parkatlas/geo-core";

/** Kinds of columns that formats with types tell apart. */
export type ColumnKind = "text" | "integer" | "real" | "boolean" | "date";

export interface WritableColumn {
  /** Name of the property. */
  readonly name: string;
  /** Name in the file, unlike that of any other column whatever the case. */
  readonly fileName: string;
  readonly kind: ColumnKind;
}

type Row = Readonly<Record<string, unknown>>;

/** A value's narrowest kind; null where it says nothing. */
function kindOf(value: unknown): ColumnKind | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number" && Number.isFinite(value)) return Number.isSafeInteger(value) ? "integer" : "real";
  return typeof value === "string" && isCivilDate(value) ? "date" : "text";
}

function common(a: ColumnKind | undefined, b: ColumnKind): ColumnKind {
  if (a === undefined || a === b) return b;
  return (a === "integer" || a === "real") && (b === "integer" || b === "real") ? "real" : "text";
}

/**
 * The columns that hold every property of the rows, in the order in which they appear: each of the narrowest kind that all its
 * values have. Names that differ in nothing but case, or are `taken`, get a number.
 */
export function writableColumns(rows: Iterable<Row>, taken: readonly string[] = []): readonly WritableColumn[] {
  const kinds = new Map<string, ColumnKind | undefined>();
  for (const row of rows)
    for (const name of Object.keys(row)) {
      const kind = kindOf(row[name]);
      if (kind !== null) kinds.set(name, common(kinds.get(name), kind));
      else if (!kinds.has(name)) kinds.set(name, undefined);
    }
  const used = new Set(taken.map((name) => name.toLowerCase()));
  return [...kinds].map(([name, kind]) => {
    const plain = name.replaceAll("\0", "").toWellFormed() || "field";
    let fileName = plain;
    for (let copy = 1; used.has(fileName.toLowerCase()); copy++) fileName = `${plain}_${copy}`;
    used.add(fileName.toLowerCase());
    return { name, fileName, kind: kind ?? "text" };
  });
}

/** A value as text: nested ones as JSON. */
export function textOfValue(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
