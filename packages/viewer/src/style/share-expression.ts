import type { LandClass } from "@parkatlas/geo-core";
import type { Expression, StyleValue } from "./style-types.ts";

// A record is five digits of day and five of ten-thousandths; a tile carries at most 255 of them (tile schema). They are found
// by halving, every step with its own constants: MapLibre works a `var` out anew wherever it stands, and its `slice` of a
// text walks the whole text, so what counts is how few slices are made. Eight and one here, whatever the number of records.
const RECORD = 10;
const DAY = 5;
const MOST_RECORDS = 256;
/** What a record that is not there counts as: a day that never comes. */
const NEVER = 1e9;

const AS_OF: Expression = ["global-state", "asOf"];
const TEXT: Expression = ["var", "t"];

/**
 * The share of a block's land, 0…1, that a class holds on the style's as-of day, from the text that tiles carry for it. The
 * last record whose day has come counts; the first counts before all. A class that the block never has is 0.
 */
export function shareExpression(name: LandClass | "supplied"): Expression {
  return ["case", ["has", name], ["let", "t", ["get", name], ["/", lastCome(0, MOST_RECORDS), 10_000]], 0];
}

/** The share of the last record in [first, end) whose day has come, where that of `first` has, or nothing comes before it. */
function lastCome(first: number, end: number): Expression {
  if (end - first === 1) return ["to-number", slice(first * RECORD + DAY, first * RECORD + RECORD)];
  const middle = (first + end) / 2;
  // An empty text would be the number 0; with an exponent behind it, it is none, and the record counts as never.
  const day: Expression = ["to-number", ["concat", slice(middle * RECORD, middle * RECORD + DAY), "e0"], NEVER];
  return ["case", ["<=", day, AS_OF], lastCome(middle, end), lastCome(first, middle)];
}

const slice = (from: number, to: number): Expression => ["slice", TEXT, from, to];

/** Determined and suspected idle, as the ratio `suspectedIdleShareOfSupplied` of the land report takes them together. */
export const IDLE_CLASSES = ["idle", "suspected-idle-2y", "suspected-idle-1y", "suspected-idle-stalled"] as const;

/** The suspected idle share of the supplied land of a block on the as-of day; `otherwise` where nothing is supplied. */
export function idleShareExpression(valueFor: (share: Expression) => StyleValue, otherwise: StyleValue): Expression {
  const supplied: Expression = ["var", "supplied"];
  const idle: Expression = ["+", ...IDLE_CLASSES.map(shareExpression)];
  return [
    "let",
    "supplied",
    shareExpression("supplied"),
    ["case", [">", supplied, 0], valueFor(["/", idle, supplied]), otherwise],
  ];
}
