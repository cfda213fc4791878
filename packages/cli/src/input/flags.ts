import { parseArgs } from "node:util";
import type { Bilingual } from "../text/language.ts";
import { didYouMean, notOneOf, UsageError } from "./usage-error.ts";

/** A flag of a verb. Without `value` it is a switch; `value` is the placeholder shown by `--help`. */
export interface FlagSpec {
  readonly name: string;
  readonly short?: string;
  readonly value?: string;
  /** The words that the flag takes, where it takes only these. */
  readonly choices?: readonly string[];
  readonly many?: boolean;
  readonly help: Bilingual;
}

/** What was written on the command line, checked against the flags of the verb. */
export interface ParsedArguments {
  readonly positionals: readonly string[];
  has(name: string): boolean;
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
}

interface Token {
  readonly kind: string;
  readonly name?: string;
  readonly rawName?: string;
  readonly value?: string | boolean | undefined;
  readonly inlineValue?: boolean | undefined;
}

function checkToken(token: Token, specs: ReadonlyMap<string, FlagSpec>, seen: Set<string>): void {
  if (token.kind !== "option") return;
  const spec = specs.get(token.name!);
  if (!spec) {
    const text = { zh: `没有 ${token.rawName} 这个选项`, en: `unknown flag ${token.rawName}` };
    throw new UsageError(text, didYouMean(token.name!, [...specs.keys()], "--"));
  }
  if (spec.value === undefined) {
    if (token.value !== undefined)
      throw new UsageError({
        zh: `--${spec.name} 不带值，但给出“${token.value}”`,
        en: `--${spec.name} takes no value, but "${token.value}" was given`,
      });
  } else {
    const value = token.value;
    // A flag in the place of a value means that the value was forgotten: `--out --json` must not write a file "--json".
    const isForgotten = typeof value !== "string" || value === "" || (!token.inlineValue && /^--?[a-z]/i.test(value));
    if (isForgotten)
      throw new UsageError(
        { zh: `--${spec.name} 需要一个值`, en: `--${spec.name} needs a value` },
        { zh: `写作 --${spec.name} ${spec.value}`, en: `write --${spec.name} ${spec.value}` },
      );
    if (spec.choices && !spec.choices.includes(value)) throw notOneOf(spec.name, value, spec.choices);
  }
  if (seen.has(spec.name) && !spec.many)
    throw new UsageError({
      zh: `--${spec.name} 给出了两次，只能给一次`,
      en: `--${spec.name} was given twice; give it once`,
    });
  seen.add(spec.name);
}

/**
 * Reads flags and positionals. Throws a {@link UsageError} for unknown flags (with the nearest known one), missing or
 * unexpected values, words outside a flag's choices, and a flag given twice.
 */
export function parseFlags(args: readonly string[], flags: readonly FlagSpec[]): ParsedArguments {
  const specs = new Map(flags.map((flag) => [flag.name, flag]));
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      flags.map((flag) => [
        flag.name,
        {
          type: flag.value === undefined ? ("boolean" as const) : ("string" as const),
          multiple: true,
          ...(flag.short ? { short: flag.short } : {}),
        },
      ]),
    ),
  });
  const seen = new Set<string>();
  for (const token of tokens) checkToken(token, specs, seen);
  const found = new Map(Object.entries(values));
  const texts = (name: string) => {
    const value = found.get(name);
    return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
  };
  return { positionals, has: (name) => found.has(name), text: (name) => texts(name)[0], texts };
}

/** A finite number from a flag. Throws a {@link UsageError} for anything else; `1e3` is a number, `1,000` is not. */
export function numberOf(args: ParsedArguments, name: string): number | undefined {
  const text = args.text(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value))
    throw new UsageError({
      zh: `--${name} 应为数字，但给出“${text}”`,
      en: `--${name} must be a number, but is "${text}"`,
    });
  return value;
}

/** As {@link numberOf}, but the flag must be there. */
export function requiredNumberOf(args: ParsedArguments, name: string): number {
  const value = numberOf(args, name);
  if (value === undefined) throw new UsageError({ zh: `缺少 --${name}`, en: `--${name} is missing` });
  return value;
}

/** A whole number between two limits, or undefined where the flag is absent. */
export function integerOf(args: ParsedArguments, name: string, min: number, max: number): number | undefined {
  const value = numberOf(args, name);
  if (value !== undefined && !(Number.isInteger(value) && value >= min && value <= max))
    throw new UsageError({
      zh: `--${name} 应为 ${min} 至 ${max} 的整数，但给出 ${args.text(name)}`,
      en: `--${name} must be a whole number from ${min} to ${max}, but is ${args.text(name)}`,
    });
  return value;
}
