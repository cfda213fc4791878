import { type Bbox, type CivilDate, isCivilDate } from "@parkatlas/geo-core";
import type { Request } from "express";
import { z } from "zod";
import { LIMITS } from "../config/limits.ts";
import type { DayInterval } from "../source/valid-time.ts";
import { HttpProblem } from "./problem.ts";

const text = z.string().max(LIMITS.valueMaxChars);

/** A calendar date `YYYY-MM-DD`. */
export const dateParameter = text.refine((value): value is CivilDate => isCivilDate(value), {
  error: "must be a calendar date such as 2025-12-31",
});

/** An id of the data: any text, looked up in a map. */
export const idParameter = text.min(1, "must not be empty");

/** Ids separated by commas, each counted once. */
export const idListParameter = text
  .min(1, "must not be empty")
  .transform((value) => [...new Set(value.split(","))])
  .refine((ids) => ids.length <= LIMITS.listMax, { error: `may name at most ${LIMITS.listMax} ids` });

/** One word of a fixed set. */
export function wordParameter<const Word extends string>(words: readonly Word[]) {
  return text.refine((value): value is Word => (words as readonly string[]).includes(value), {
    error: `takes one of ${words.join(", ")}`,
  });
}

/** Words of a fixed set separated by commas, each counted once. */
export function wordListParameter<const Word extends string>(words: readonly Word[]) {
  const known = new Set<string>(words);
  return text
    .transform((value) => [...new Set(value.split(","))])
    .refine((list): list is Word[] => list.every((word) => known.has(word)), { error: `takes only ${words.join(", ")}` });
}

/** A decimal number within limits. */
export function numberParameter(min: number, max: number) {
  return text
    .regex(/^[+-]?\d{1,12}(?:\.\d{1,12})?$/, "must be a decimal number")
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error: `must lie between ${min} and ${max}` });
}

/** A whole number within limits. */
export function integerParameter(min: number, max: number) {
  return text
    .regex(/^\d{1,15}$/, "must be a whole number")
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error: `must lie between ${min} and ${max}` });
}

/** `bbox=west,south,east,north` in degrees, or with heights (six numbers), which are left aside. */
export const bboxParameter = text.transform((value, context): Bbox => {
  const numbers = value
    .split(",")
    .map((part) => (/^[+-]?\d{1,3}(?:\.\d{0,40})?(?:e[+-]?\d{1,3})?$/i.test(part) ? Number(part) : Number.NaN));
  const [west, south, east, north] = numbers.length === 6 ? [numbers[0]!, numbers[1]!, numbers[3]!, numbers[4]!] : numbers;
  const wellFormed =
    (numbers.length === 4 || numbers.length === 6) &&
    Math.abs(west!) <= 180 &&
    Math.abs(east!) <= 180 &&
    south! >= -90 &&
    north! <= 90 &&
    south! <= north!;
  if (!wellFormed) {
    context.addIssue({ code: "custom", message: "must be west,south,east,north in degrees, south not above north" });
    return z.NEVER;
  }
  return [west!, south!, east!, north!];
});

/** The day of a date or an RFC 3339 instant, null for an open end (`..` or nothing); undefined where it is neither. */
function dayOrOpen(part: string): CivilDate | null | undefined {
  if (part === "" || part === "..") return null;
  const day = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2}))?$/i.exec(part)?.[1];
  return day !== undefined && isCivilDate(day) ? day : undefined;
}

/** `datetime` of OGC API – Features: a day or instant, or an interval `a/b` with `..` for an open end. Validity is kept by days. */
export const intervalParameter = text.transform((value, context): DayInterval => {
  const parts = value.split("/");
  const [from, to] = parts.length === 1 ? [dayOrOpen(value), dayOrOpen(value)] : parts.map(dayOrOpen);
  const wellFormed = parts.length <= 2 && from !== undefined && to !== undefined && (from !== null || to !== null);
  if (!wellFormed || (from && to && from > to)) {
    context.addIssue({ code: "custom", message: "must be a day such as 2025-12-31 or an interval such as 2020-01-01/.." });
    return z.NEVER;
  }
  return { from: from ?? null, to: to ?? null };
});

function sentence(issue: z.core.$ZodIssue, allowed: readonly string[]): string {
  const name = issue.path.join(".");
  if (issue.code === "unrecognized_keys")
    return `the parameter ${issue.keys.map((key) => JSON.stringify(key.slice(0, 40))).join(", ")} is not known here`;
  if (issue.code === "invalid_type" && issue.input === undefined && !allowed.includes(name)) return `"${name}" is not known here`;
  if (issue.code === "invalid_type") return `"${name}" is missing or was given more than once`;
  return `"${name}" ${issue.message}`;
}

/** The query of a request, checked. Throws a 400 that says which parameter is wrong and which ones there are. */
export function parseQuery<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>, req: Request): z.output<z.ZodObject<Shape>> {
  const parsed = schema.safeParse({ ...req.query });
  if (parsed.success) return parsed.data;
  const allowed = Object.keys(schema.shape);
  const detail = parsed.error.issues.map((issue) => sentence(issue, allowed)).join("; ");
  const action = allowed.length > 0 ? `the parameters here are ${allowed.join(", ")}, each at most once` : "leave the query away";
  throw new HttpProblem(400, "query-invalid", detail, action);
}
