import type { Issue, IssueSeverity } from "@parkatlas/geo-core";

/** BUILD: findings about an archive, in the form that findings about data have. */

/** More findings than anyone reads; a broken archive can have one per tile. */
const MAX_ISSUES = 1000;

export interface IssuePlace {
  readonly layer?: string | null;
  readonly featureId?: string | null;
  /** Where in the archive: `header.bounds`, `metadata.vector_layers`, `tiles/12/3423/1763`, `ledger`. */
  readonly path: string;
}

/** Collects findings up to {@link MAX_ISSUES}, then says once that there are more. */
export class IssueList {
  readonly issues: Issue[] = [];

  get hasErrors(): boolean {
    return this.issues.some(({ severity }) => severity === "error");
  }

  add(severity: IssueSeverity, code: string, place: IssuePlace, message: string, messageZh: string): void {
    if (this.issues.length > MAX_ISSUES) return;
    const isFull = this.issues.length === MAX_ISSUES;
    this.issues.push({
      severity: isFull ? "error" : severity,
      code: isFull ? "too-many-issues" : code,
      layer: isFull ? null : (place.layer ?? null),
      featureId: isFull ? null : (place.featureId ?? null),
      path: isFull ? "" : place.path,
      message: isFull ? `There are more than ${MAX_ISSUES} findings; build the archive again` : message,
      messageZh: isFull ? `问题超过 ${MAX_ISSUES} 条，请重新生成瓦片库` : messageZh,
    });
  }
}
