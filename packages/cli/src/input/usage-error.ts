import type { Bilingual } from "../text/language.ts";
import { nearestWord } from "./suggest.ts";

function inBoth(text: string | Bilingual): Bilingual {
  return typeof text === "string" ? { zh: text, en: text } : text;
}

/**
 * The command was written wrongly: exit code 2, with what to write instead. Both languages; a plain string where the text
 * is the same in both, such as the message of a library.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly text: Bilingual;
  readonly hint: Bilingual | null;

  constructor(text: string | Bilingual, hint: string | Bilingual | null = null) {
    super(inBoth(text).en);
    this.text = inBoth(text);
    this.hint = hint === null ? null : inBoth(hint);
  }
}

/** "did you mean land?", where one of the words that are known is near to the one that was written; else null. */
export function didYouMean(written: string, known: readonly string[], prefix = ""): Bilingual | null {
  const meant = nearestWord(written, known);
  return meant ? { zh: `是否想写 ${prefix}${meant}？`, en: `did you mean ${prefix}${meant}?` } : null;
}

/** Refusal of a value that is none of a flag's words. */
export function notOneOf(flag: string, written: string, known: readonly string[]): UsageError {
  return new UsageError(
    {
      zh: `--${flag} 不能是“${written}”；可用：${known.join("、")}`,
      en: `--${flag} cannot be "${written}"; it is one of ${known.join(", ")}`,
    },
    didYouMean(written, known),
  );
}
