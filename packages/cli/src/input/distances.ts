import type { ParsedArguments } from "./flags.ts";
import { UsageError } from "./usage-error.ts";

const MOST = 100;
const LONGEST_M = 100_000;

/** The distances of `--NAME 50,100,300`, metres, ascending and each once; `fallback` where the flag is absent. */
export function distancesOf(args: ParsedArguments, name: string, fallback: readonly number[]): readonly number[] {
  const text = args.text(name);
  if (text === undefined) return fallback;
  const values = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (values.length > MOST || values.some((value) => !(value > 0 && value <= LONGEST_M)))
    throw new UsageError({
      zh: `--${name} 应为以逗号分隔的距离，每个大于 0 且不超过 ${LONGEST_M} m，至多 ${MOST} 个；给出“${text.slice(0, 80)}”`,
      en: `--${name} must be distances above 0 and at most ${LONGEST_M} m, comma-separated, at most ${MOST}, but is "${text.slice(0, 80)}"`,
    });
  return [...new Set(values)].sort((a, b) => a - b);
}
