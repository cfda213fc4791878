import type { Issue } from "@parkatlas/geo-core";

const TOLD_IN_FULL = 20;

/** Findings, the first of each kind and file in full and the rest counted: a hundred thousand lines help nobody. */
export class FindingList {
  readonly #issues: Issue[] = [];
  readonly #seen = new Map<string, { count: number; readonly last: Issue }>();

  readonly report = (issue: Issue): void => {
    const key = `${issue.code}\n${issue.message.split(/[,:]/, 1)[0]}`;
    const seen = this.#seen.get(key) ?? { count: 0, last: issue };
    seen.count++;
    this.#seen.set(key, seen);
    if (seen.count <= TOLD_IN_FULL) this.#issues.push(issue);
  };

  all(): readonly Issue[] {
    const rest = [...this.#seen.values()]
      .filter(({ count }) => count > TOLD_IN_FULL)
      .map(
        ({ count, last }): Issue => ({
          ...last,
          featureId: null,
          path: "",
          message: `${last.message.split(/[,:]/, 1)[0]}: ${count - TOLD_IN_FULL} more findings of the kind ${last.code}`,
          messageZh: `${last.message.split(/[,:]/, 1)[0]}：同类问题（${last.code}）另有 ${count - TOLD_IN_FULL} 处`,
        }),
      );
    return [...this.#issues, ...rest];
  }
}
