import type { LandClass } from "@parkatlas/geo-core";
import type { Expression, StyleValue } from "./style-types.ts";

/** Tiles carry at most 255 records per share (tile schema): eight halvings find any of them. */
const STRIDES = [128, 64, 32, 16, 8, 4, 2, 1] as const;
const RECORD = 10;
const DAY = 5;

const AS_OF: Expression = ["global-state", "asOf"];
const TEXT: Expression = ["var", "text"];

/**
 * The share of a block's land, 0…1, that a class holds on the style's as-of day, from the text that tiles carry for it:
 * records of five digits of day and five of ten-thousandths. The last record whose day has come counts; the first counts
 * before all. A class that the block never has is 0.
 */
export function shareExpression(name: LandClass | "supplied"): Expression {
  const found = ["var", `at${STRIDES.length}`] as const;
  const read: Expression = ["/", ["to-number", slice(found, DAY, RECORD)], 10_000];
  const search = STRIDES.reduceRight<Expression>(
    (inner, stride, step) => ["let", `at${step + 1}`, stepExpression(["var", `at${step}`], stride), inner],
    read,
  );
  return [
    "let",
    "text",
    ["to-string", ["get", name]],
    ["let", "records", ["/", ["length", TEXT], RECORD], ["let", "at0", 0, search]],
  ];
}

/** On by a stride where there is a record and its day has come. */
function stepExpression(at: Expression, stride: number): Expression {
  const next: Expression = ["+", at, stride];
  const exists: Expression = ["<", next, ["var", "records"]];
  return ["case", ["all", exists, ["<=", ["to-number", slice(next, 0, DAY)], AS_OF]], next, at];
}

function slice(record: Expression, from: number, to: number): Expression {
  const start: Expression = ["*", record, RECORD];
  return ["slice", TEXT, ["+", start, from], ["+", start, to]];
}

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
