import type { LandClass } from "@parkatlas/geo-core";
import type { Expression, StyleValue } from "./style-types.ts";

// A record is five digits of day and five of ten-thousandths; a tile carries at most 255 of them (tile schema). They are
// found in two walks, over chunks and in the chunk. No halving: MapLibre works a `var` out anew wherever it stands, so a search
// whose every step names the step before it twice would double with each.
const RECORD = 10;
const DAY = 5;
const CHUNK = 16 * RECORD;
const CHUNKS = 16;
/** Stands after the last record of a chunk: a day that never comes. */
const END = "9999900000";

const AS_OF: Expression = ["global-state", "asOf"];

/**
 * The share of a block's land, 0…1, that a class holds on the style's as-of day, from the text that tiles carry for it. The
 * last record whose day has come counts; the first counts before all. A class that the block never has is 0.
 */
export function shareExpression(name: LandClass | "supplied"): Expression {
  const text: Expression = ["string", ["get", name], ""];
  const chunk: Expression = ["concat", sliced(["var", "text"], ["var", "from"], CHUNK), END];
  const search: Expression = ["let", "text", text, ["let", "from", chunkStart(), ["let", "chunk", chunk, shareInChunk()]]];
  return ["case", ["has", name], search, 0];
}

/** Where the last chunk begins that begins before the day or on it. */
function chunkStart(): Expression {
  const text: Expression = ["var", "text"];
  const arms = steps(CHUNKS).flatMap((k): StyleValue[] => {
    const isMissing: Expression = ["<=", ["length", text], k * CHUNK];
    return [["any", isMissing, ["<", AS_OF, number(text, k * CHUNK, DAY)]], (k - 1) * CHUNK];
  });
  return ["case", ...arms, (CHUNKS - 1) * CHUNK];
}

function shareInChunk(): Expression {
  const chunk: Expression = ["var", "chunk"];
  const share = (record: number): Expression => ["/", number(chunk, record * RECORD + DAY, RECORD - DAY), 10_000];
  const arms = steps(CHUNK / RECORD).flatMap((k): StyleValue[] => [["<", AS_OF, number(chunk, k * RECORD, DAY)], share(k - 1)]);
  return ["case", ...arms, share(CHUNK / RECORD - 1)];
}

/** 1 … count − 1 */
function steps(count: number): readonly number[] {
  return Array.from({ length: count - 1 }, (_, i) => i + 1);
}

function sliced(text: Expression, from: Expression, length: number): Expression {
  return ["slice", text, from, ["+", from, length]];
}

function number(text: Expression, from: number, length: number): Expression {
  return ["to-number", ["slice", text, from, from + length]];
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
