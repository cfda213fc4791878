import { isCivilDate } from "@parkatlas/geo-core";
import { FilterError, type Literal, type Place } from "./ast.ts";

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** A calendar date of a filter. Throws {@link FilterError}. */
export function dateLiteral(text: string, at: Place): Literal {
  const shown = JSON.stringify(text.slice(0, 40));
  if (!isCivilDate(text)) throw new FilterError(`${shown} is no calendar date such as 2025-12-31`, at);
  return { kind: "time", value: text, at };
}

/** An RFC 3339 instant of a filter. Throws {@link FilterError}. */
export function instantLiteral(text: string, at: Place): Literal {
  const match = INSTANT.exec(text);
  if (!match || !isCivilDate(match[1]!) || Number(match[2]) > 23 || Number(match[3]) > 59 || Number(match[4]) > 60)
    throw new FilterError(`${JSON.stringify(text.slice(0, 40))} is no instant such as 2025-12-31T08:00:00Z`, at);
  return { kind: "time", value: text, at };
}

/** An end of an interval: a date, an instant, or `..` where it is open. Throws {@link FilterError}. */
export function intervalEnd(text: string, at: Place): Literal {
  if (text === "..") return { kind: "time", value: text, at };
  return text.includes("T") ? instantLiteral(text, at) : dateLiteral(text, at);
}
