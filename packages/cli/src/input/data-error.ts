import type { Issue } from "@parkatlas/geo-core";

/** The data cannot answer at all: exit code 1, with the findings that stand in the way. */
export class DataError extends Error {
  override readonly name = "DataError";
  readonly issues: readonly Issue[];

  constructor(message: string, issues: readonly Issue[]) {
    super(message);
    this.issues = issues;
  }
}
