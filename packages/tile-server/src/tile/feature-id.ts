import { createHash } from "node:crypto";

/**
 * TILE: the numeric id of a feature: the first 53 bits of SHA-256 over `layer/id` in UTF-8. The same feature has the same
 * number in every tile and every build, and the number is exact in JavaScript. Clients that need the true id use the
 * property `id`.
 */
export function featureNumberOf(layer: string, id: string): number {
  const digits = createHash("sha256").update(`${layer}/${id}`).digest("hex").slice(0, 14); // 56 bits
  return Math.floor(Number.parseInt(digits, 16) / 8);
}
