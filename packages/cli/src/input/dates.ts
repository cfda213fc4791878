import { type CivilDate, isCivilDate } from "@parkatlas/geo-core";
import type { ParsedArguments } from "./flags.ts";
import { UsageError } from "./usage-error.ts";

/** The date of a flag; undefined where it is absent. Throws a {@link UsageError} for what is no calendar date. */
export function dateOf(args: ParsedArguments, name: string): CivilDate | undefined {
  const date = args.text(name);
  if (date !== undefined && !isCivilDate(date))
    throw new UsageError(
      {
        zh: `--${name} 应为日历日期 YYYY-MM-DD，但给出“${date}”`,
        en: `--${name} must be a calendar date YYYY-MM-DD, but is "${date}"`,
      },
      { zh: "例如 2025-12-31", en: "write it like 2025-12-31" },
    );
  return date;
}
