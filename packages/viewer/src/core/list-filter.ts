import { readFields, writeFields } from "./link-fields.ts";
import { readNumber } from "./siting-choice.ts";

/** What the list of parcels is narrowed to beside park and status; null and "" stand for anything. */
export interface ListFilter {
  readonly clause: string | null;
  readonly holder: string;
  readonly cause: string | null;
  readonly fromMu: number | null;
  readonly toMu: number | null;
  readonly fromDays: number | null;
  readonly toDays: number | null;
}

export const NO_FILTER: ListFilter = {
  clause: null,
  holder: "",
  cause: null,
  fromMu: null,
  toMu: null,
  fromDays: null,
  toDays: null,
};

const KEYS = ["clause", "holder", "cause", "mu", "days"] as const;
const LONGEST_TEXT = 120;

/** How many of the conditions are set. */
export function filterCount({ clause, holder, cause, fromMu, toMu, fromDays, toDays }: ListFilter): number {
  const ranges = [
    [fromMu, toMu],
    [fromDays, toDays],
  ].filter((range) => range.some((end) => end !== null));
  return ranges.length + [clause, cause].filter((each) => each !== null).length + (holder === "" ? 0 : 1);
}

export function readFilter(text: string): ListFilter | undefined {
  const fields = readFields(text, KEYS);
  const mu = readRange(fields?.get("mu"));
  const days = readRange(fields?.get("days"));
  if (!fields || !mu || !days) return undefined;
  const clause = fields.get("clause") ?? null;
  const holder = fields.get("holder") ?? "";
  const cause = fields.get("cause") ?? null;
  if ([clause, holder, cause].some((each) => each !== null && each.length > LONGEST_TEXT)) return undefined;
  return { clause, holder, cause, fromMu: mu[0], toMu: mu[1], fromDays: days[0], toDays: days[1] };
}

export function writeFilter({ clause, holder, cause, fromMu, toMu, fromDays, toDays }: ListFilter): string | null {
  const range = (from: number | null, to: number | null) => (from === null && to === null ? null : `${from ?? ""}~${to ?? ""}`);
  return writeFields([
    ["clause", clause],
    ["holder", holder],
    ["cause", cause],
    ["mu", range(fromMu, toMu)],
    ["days", range(fromDays, toDays)],
  ]);
}

/** `10~50`, `10~`, `~50`; a bare `~` and what is not given stand for any. */
function readRange(text: string | undefined): readonly [number | null, number | null] | undefined {
  if (text === undefined) return [null, null];
  const [from, to, ...rest] = text.split("~").map((end) => (end === "" ? null : readNumber(end)));
  if (rest.length > 0 || from === undefined || to === undefined) return undefined;
  return [from, to];
}
