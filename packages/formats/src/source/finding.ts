import type { Issue, IssueSeverity } from "@parkatlas/geo-core";

/** Where a finding stands: the file, and the record, line or cell in it as its own program counts. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly record?: number;
  readonly line?: number;
}

/** A finding of a reader. The texts say what is wrong, the value, the limit and the next step; the place is put before them. */
export function finding(
  severity: IssueSeverity,
  code: string,
  { file, record, line }: Place,
  text: { readonly zh: string; readonly en: string },
): Issue {
  const path = record !== undefined ? `record ${record}` : line !== undefined ? `line ${line}` : "";
  const pathZh = record !== undefined ? `第${record}条` : line !== undefined ? `第${line}行` : "";
  return {
    severity,
    code,
    layer: null,
    featureId: null,
    path,
    message: `${file}${path === "" ? "" : `, ${path}`}: ${text.en}`,
    messageZh: `${file}${pathZh}：${text.zh}`,
  };
}
