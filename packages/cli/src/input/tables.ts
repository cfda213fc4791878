import { HEALTH_TABLE_GBT_39499_2020, type HealthTable, parseHealthTable } from "@parkatlas/geo-core";
import type { FlagSpec, ParsedArguments } from "./flags.ts";
import { readJsonFile } from "./json-file.ts";

export const TABLES_FLAG: FlagSpec = {
  name: "tables",
  value: "FILE.json",
  help: {
    zh: "另用系数表：只写与内置表不同的部分，并给出自己的版本号；见 docs/protection.md",
    en: "another table of coefficients: what differs from the built-in one, under its own version; docs/protection.md",
  },
};

/** The table of `--tables`, or the built-in one. The file is an object with `health`, as in a bundle of evidence, or the table itself. */
export async function tablesOf(args: ParsedArguments): Promise<HealthTable> {
  const path = args.text("tables");
  if (path === undefined) return HEALTH_TABLE_GBT_39499_2020;
  const value = await readJsonFile(path);
  const holdsHealth = typeof value === "object" && value !== null && "health" in value;
  return parseHealthTable(holdsHealth ? value.health : value);
}
