import { dateOf } from "../input/dates.ts";
import type { FlagSpec, ParsedArguments } from "../input/flags.ts";
import type { Bilingual, Language } from "../text/language.ts";

/** Where a command reads and writes; the process in production, strings in tests. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stderrIsTerminal: boolean;
  out(text: string): void;
  err(text: string): void;
}

/** One call of a verb. */
export interface Call {
  readonly args: ParsedArguments;
  readonly io: Io;
  readonly language: Language;
}

/** A verb of the command line: what `--help` says about it, and what it does. `run` gives the exit code. */
export interface Command {
  readonly name: string;
  /** What stands after the verb, as the help shows it. */
  readonly operands: string;
  readonly minOperands: number;
  readonly maxOperands: number;
  readonly summary: Bilingual;
  readonly flags: readonly FlagSpec[];
  readonly examples: readonly string[];
  run(call: Call): Promise<number>;
}

export const JSON_FLAG: FlagSpec = {
  name: "json",
  help: { zh: "标准输出只写 JSON，数值不取舍", en: "write JSON and nothing else to standard output, unrounded" },
};
export const AS_OF_FLAG: FlagSpec = {
  name: "as-of",
  value: "YYYY-MM-DD",
  help: { zh: "截止日期；默认为数据集的日期", en: "the day asked about; default: the date of the dataset" },
};
/** Flags that every verb takes. */
export const COMMON_FLAGS: readonly FlagSpec[] = [
  {
    name: "lang",
    value: "zh|en",
    choices: ["zh", "en"],
    help: {
      zh: "文字语言；系统为英文时默认英文，否则中文",
      en: "language of the texts; default: English in an English locale, else Chinese",
    },
  },
  { name: "help", short: "h", help: { zh: "显示用法", en: "show how it is used" } },
];

export function outFlag(formats: readonly string[]): FlagSpec {
  const list = formats.map((format) => `.${format}`).join(" ");
  return {
    name: "out",
    short: "o",
    value: "FILE",
    help: { zh: `写入文件，按扩展名：${list}`, en: `write to a file, by its extension: ${list}` },
  };
}

/** The date of `--as-of`; undefined where it is absent. Throws a usage error for what is no calendar date. */
export function asOfOf({ args }: Call): string | undefined {
  return dateOf(args, "as-of");
}

/** The text of a bilingual one in the language of the call. */
export function say({ language }: Call, text: Bilingual): string {
  return text[language];
}
