import type { Issue } from "@parkatlas/geo-core";
import { finding } from "../source/finding.ts";
import type { Report, SourceFeature, SourceField, SourceValue } from "../source/types.ts";
import type { RegisterMapping } from "./mapping.ts";
import type { OpenedLayer } from "./open-files.ts";

/** Rows of a register by their key, and what its columns are. */
export interface Register {
  readonly mapping: RegisterMapping;
  readonly file: string;
  readonly fields: readonly SourceField[];
  readonly rows: ReadonlyMap<string, Readonly<Record<string, SourceValue>>>;
}

/** A key as both sides write it: codes are compared as text without blanks, a number without its point. */
function keyOf(value: SourceValue | undefined): string | null {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : null;
  return typeof value === "string" && value.trim() !== "" ? value.replace(/\s/g, "") : null;
}

/** Reads a table into a register by its key column. A row without key is passed over; a key that is there twice is an error. */
export async function readRegister(
  { file, layer }: OpenedLayer,
  mapping: RegisterMapping,
  report: Report,
): Promise<Register | null> {
  const told = (issue: Issue): null => {
    report(issue);
    return null;
  };
  if (!layer.fields.some(({ name }) => name === mapping.key))
    return told(
      finding(
        "error",
        "register-without-key",
        { file },
        {
          zh: `台账没有“${mapping.key}”列；有：${layer.fields.map(({ name }) => name).join("、")}`,
          en: `the register has no column "${mapping.key}"; it has ${layer.fields.map(({ name }) => name).join(", ")}`,
        },
      ),
    );
  const rows = new Map<string, Readonly<Record<string, SourceValue>>>();
  for await (const batch of layer.batches())
    for (const { record, properties } of batch) {
      const key = keyOf(properties[mapping.key]);
      if (key === null) continue;
      if (rows.has(key))
        report(
          finding(
            "error",
            "register-key-repeated",
            { file, record },
            {
              zh: `“${mapping.key}”为 ${key} 的行有两条，取前一条；请改正台账`,
              en: `${key} is there twice under "${mapping.key}"; the first row is taken, correct the register`,
            },
          ),
        );
      else rows.set(key, properties);
    }
  return { mapping, file, fields: layer.fields.filter(({ name }) => name !== mapping.key), rows };
}

/**
 * Records with the columns of their row in the register beside their own attributes; a column of the same name as an attribute
 * wins where the row has a value, since the register is kept by hand. Records without a row and rows without a record are told.
 */
export function joinRegister(
  records: readonly SourceFeature[],
  register: Register,
  file: string,
  report: Report,
): readonly SourceFeature[] {
  const used = new Set<string>();
  const joined = records.map((record) => {
    const key = keyOf(record.properties[register.mapping.of]);
    const row = key === null ? undefined : register.rows.get(key);
    if (!row || key === null) {
      report(
        finding(
          "warning",
          "record-not-in-register",
          { file, record: record.record },
          {
            zh: `${register.mapping.of} 为 ${key ?? "空"}，台账 ${register.file} 中没有对应行`,
            en: `${key ?? "nothing"} under ${register.mapping.of}: there is no row for it in ${register.file}`,
          },
        ),
      );
      return record;
    }
    used.add(key);
    const filled = Object.fromEntries(
      Object.entries(row).filter(([name, value]) => value !== null && name !== register.mapping.key),
    );
    return { ...record, properties: { ...record.properties, ...filled } };
  });
  for (const key of register.rows.keys())
    if (!used.has(key))
      report(
        finding(
          "warning",
          "register-row-without-record",
          { file: register.file },
          {
            zh: `${register.mapping.key} 为 ${key} 的行在 ${file} 中没有图形`,
            en: `the row of ${register.mapping.key} ${key} has no outline in ${file}`,
          },
        ),
      );
  return joined;
}
