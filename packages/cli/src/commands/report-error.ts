import { type GeoErrorCode, isGeoError } from "@parkatlas/geo-core";
import { DataError } from "../input/data-error.ts";
import { UsageError } from "../input/usage-error.ts";
import type { Language } from "../text/language.ts";
import { printable } from "../text/width.ts";
import type { Io } from "./command.ts";

/** Exit codes by the contract; `protection --strict` adds 4. */
export const EXIT = { answered: 0, data: 1, usage: 2, failure: 3 } as const;

/** Errors of the library that are about the command line, and those that are about files and ports; the rest is data. */
const USAGE_CODES: readonly GeoErrorCode[] = ["unknown-id", "date-invalid", "input-out-of-range"];
const FAILURE_CODES: readonly GeoErrorCode[] = ["file-unreadable", "file-unwritable", "port-in-use"];
/** Findings shown when the data cannot answer; `validate` shows all. */
const ISSUES_SHOWN = 10;

interface Told {
  readonly exitCode: number;
  readonly lines: readonly string[];
}

function tellData({ message, issues }: DataError, zh: boolean): Told {
  const shown = issues.slice(0, ISSUES_SHOWN).map((issue) => `  ${issue.code}: ${zh ? issue.messageZh : issue.message}`);
  const rest = issues.length - ISSUES_SHOWN;
  const more = rest > 0 ? [zh ? `  …… 另有 ${rest} 处：parkatlas validate` : `  … ${rest} more: parkatlas validate`] : [];
  return { exitCode: EXIT.data, lines: [message, ...shown, ...more] };
}

function tellUsage({ text, hint }: UsageError, zh: boolean): string {
  if (zh) return hint ? `${text.zh}；${hint.zh}` : text.zh;
  return hint ? `${text.en}; ${hint.en}` : text.en;
}

function tell(error: unknown, zh: boolean): Told {
  if (error instanceof UsageError) return { exitCode: EXIT.usage, lines: [tellUsage(error, zh)] };
  if (error instanceof DataError) return tellData(error, zh);
  if (isGeoError(error)) {
    const { messageZh } = error.details;
    const exitCode = USAGE_CODES.includes(error.code)
      ? EXIT.usage
      : FAILURE_CODES.includes(error.code)
        ? EXIT.failure
        : EXIT.data;
    return { exitCode, lines: [`${error.code}: ${zh && typeof messageZh === "string" ? messageZh : error.message}`] };
  }
  const what = error instanceof Error ? error.message : String(error);
  return {
    exitCode: EXIT.failure,
    lines: [
      zh
        ? `内部错误：${what}；这是 ParkAtlas 的缺陷，设 PARKATLAS_DEBUG=1 可见出处`
        : `internal error: ${what}; this is a fault of ParkAtlas, PARKATLAS_DEBUG=1 shows where`,
    ],
  };
}

/** Says on standard error what went wrong and what to do, without a stack, and gives the exit code of its kind. */
export function reportError(error: unknown, verb: string, language: Language, io: Io): number {
  const { exitCode, lines } = tell(error, language === "zh");
  if (io.env.PARKATLAS_DEBUG === "1" && error instanceof Error) io.err(`${error.stack}\n`);
  io.err(`${verb === "" ? "parkatlas" : `parkatlas ${verb}`}: ${lines.map(printable).join("\n")}\n`);
  return exitCode;
}
