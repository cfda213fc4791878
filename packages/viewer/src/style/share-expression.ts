import type { LandClass } from "@parkatlas/geo-core";
import type { Expression, StyleValue } from "./style-types.ts";

// A record is five digits of day and five of ten-thousandths; a tile carries at most 100 of them and then a day that never
// comes (tile schema). They are found among ten times ten, every place written out: MapLibre works a `var` out anew
// wherever it stands, so a search whose steps name the steps before them takes a thousand times as long.
const RECORD = 10;
const DAY = 5;
const CHUNK = 10;
const CHUNKS = 10;

const AS_OF: Expression = ["global-state", "asOf"];

export type ShareName = LandClass | "supplied" | "idleOrSuspected";

/**
 * The share of a block's land, 0…1, that a class holds on the style's as-of day, from the text that tiles carry for it. The
 * last record whose day has come counts; the first counts before all. A class that the block never has is 0.
 */
export function shareExpression(name: ShareName): Expression {
  const text: Expression = ["get", name];
  const arms = steps(CHUNKS).flatMap((k): StyleValue[] => {
    const isMissing: Expression = ["<=", ["length", text], k * CHUNK * RECORD + DAY];
    return [["any", isMissing, isBefore(text, k * CHUNK)], shareInChunk(text, k - 1)];
  });
  return ["case", ["has", name], ["/", ["case", ...arms, shareInChunk(text, CHUNKS - 1)], 10_000], 0];
}

function shareInChunk(text: Expression, chunk: number): Expression {
  const first = chunk * CHUNK;
  const share = (record: number): Expression => number(text, record * RECORD + DAY);
  const arms = steps(CHUNK).flatMap((k): StyleValue[] => [isBefore(text, first + k), share(first + k - 1)]);
  return ["case", ...arms, share(first + CHUNK - 1)];
}

function isBefore(text: Expression, record: number): Expression {
  return ["<", AS_OF, number(text, record * RECORD)];
}

function number(text: Expression, from: number): Expression {
  return ["to-number", ["slice", text, from, from + DAY]];
}

/** 1 … count − 1 */
function steps(count: number): readonly number[] {
  return Array.from({ length: count - 1 }, (_, i) => i + 1);
}

/** Determined and suspected idle, as the ratio `suspectedIdleShareOfSupplied` of the land report takes them together. */
export const IDLE_CLASSES = ["idle", "suspected-idle-2y", "suspected-idle-1y", "suspected-idle-stalled"] as const;

/** The suspected idle share of the supplied land of a block on the as-of day; `otherwise` where nothing is supplied. */
export function idleShareExpression(valueFor: (share: Expression) => StyleValue, otherwise: StyleValue): Expression {
  const supplied: Expression = ["var", "supplied"];
  const share: Expression = ["/", shareExpression("idleOrSuspected"), supplied];
  return ["let", "supplied", shareExpression("supplied"), ["case", [">", supplied, 0], valueFor(share), otherwise]];
}
