import type { TemporalOperator } from "./ast.ts";

/** A stretch of days as texts that compare in the order of time; a single day starts and ends with itself. */
export interface Days {
  readonly start: string;
  readonly end: string;
}

/** Before and after every date that can be written. */
export const OPEN_START = "";
export const OPEN_END = "\uffff";

/** The relations as OGC 21-065r2, table 12 defines them by the ends of both intervals. */
export const TEMPORAL: Readonly<Record<TemporalOperator, (a: Days, b: Days) => boolean>> = {
  after: (a, b) => a.start > b.end,
  before: (a, b) => a.end < b.start,
  contains: (a, b) => a.start < b.start && a.end > b.end,
  disjoint: (a, b) => a.end < b.start || a.start > b.end,
  during: (a, b) => a.start > b.start && a.end < b.end,
  equals: (a, b) => a.start === b.start && a.end === b.end,
  finishedby: (a, b) => a.start < b.start && a.end === b.end,
  finishes: (a, b) => a.start > b.start && a.end === b.end,
  intersects: (a, b) => a.end >= b.start && a.start <= b.end,
  meets: (a, b) => a.end === b.start,
  metby: (a, b) => a.start === b.end,
  overlappedby: (a, b) => a.start > b.start && a.start < b.end && a.end > b.end,
  overlaps: (a, b) => a.start < b.start && a.end > b.start && a.end < b.end,
  startedby: (a, b) => a.start === b.start && a.end > b.end,
  starts: (a, b) => a.start === b.start && a.end < b.end,
};
