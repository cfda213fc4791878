export type IssueSeverity = "error" | "warning" | "info";

/**
 * One finding about data. Bad data is collected as findings and never thrown one by one.
 *
 * `code` is stable and kebab-case; `path` is a JSON path inside the file (`features[12].geometry.coordinates[0][3]`);
 * `at` is a place on the ground, where the finding has one; `message` says what is wrong, the value, the limit and
 * what to do, in English; `messageZh` the same in Chinese.
 */
export interface Issue {
  readonly severity: IssueSeverity;
  readonly code: string;
  readonly layer: string | null;
  readonly featureId: string | null;
  readonly path: string;
  readonly message: string;
  readonly messageZh: string;
  readonly at?: readonly [lonDeg: number, latDeg: number];
}
