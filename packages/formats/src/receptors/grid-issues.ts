import type { Issue, IssueSeverity } from "@parkatlas/geo-core";
import type { Words } from "./fortran-format.ts";

/** Every finding about a receptor file, with how bad it is; docs/protection.md explains each code. */
export const GRID_ISSUE_SEVERITY = {
  "grid-unreadable": "error",
  "grid-not-text": "error",
  "grid-format-missing": "error",
  "grid-format-invalid": "error",
  "grid-column-missing": "error",
  "grid-value-invalid": "error",
  "grid-column-shifted": "error",
  "grid-count-wrong": "error",
  "grid-no-receptors": "error",
  "grid-too-many-errors": "error",
  "grid-period-missing": "error",
  "grid-group-unclear": "error",
  "grid-rank-not-first": "error",
  "grid-unit-missing": "error",
  "grid-unit-differs": "error",
  "grid-crs-missing": "error",
  "grid-origin-unclear": "error",
  "grid-position-invalid": "error",
} as const satisfies Record<string, IssueSeverity>;

export type GridIssueCode = keyof typeof GRID_ISSUE_SEVERITY;

/** Where a finding stands: a line of the file (from 1), or the whole file. */
export interface GridPlace {
  readonly file: string;
  readonly line: number | null;
}

/** A finding about a receptor file; its path is `line 12` in that file, and the message names file and line. */
export function gridIssue(code: GridIssueCode, { file, line }: GridPlace, words: Words): Issue {
  const where = line === null ? file : `${file}, line ${line}`;
  const whereZh = line === null ? file : `${file} 第 ${line} 行`;
  return {
    severity: GRID_ISSUE_SEVERITY[code],
    code,
    layer: "grids",
    featureId: null,
    path: line === null ? file : `${file} line ${line}`,
    message: `${where}: ${words.en}.`,
    messageZh: `${whereZh}：${words.zh}。`,
  };
}

/** Findings of one file, up to a number that a person will read; after that one more says so. */
export class GridFindings {
  readonly #file: string;
  readonly #issues: Issue[] = [];
  static readonly most = 20;

  constructor(file: string) {
    this.#file = file;
  }

  get issues(): readonly Issue[] {
    return this.#issues;
  }

  /** True once so much is wrong that reading on tells nothing new. */
  get isFull(): boolean {
    return this.#issues.length > GridFindings.most;
  }

  add(code: GridIssueCode, line: number | null, en: string, zh: string): void {
    if (this.isFull) return;
    this.#issues.push(
      this.#issues.length < GridFindings.most
        ? gridIssue(code, { file: this.#file, line }, { en, zh })
        : gridIssue(
            "grid-too-many-errors",
            { file: this.#file, line },
            {
              en: "reading stopped here after 20 findings; the file is probably of another kind",
              zh: "已有 20 处问题，自此停止读取；文件类型可能不符",
            },
          ),
    );
  }
}
