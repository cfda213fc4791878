import type { BoundsLonLat } from "./contract.ts";

/** Bounding box of GeoJSON coordinates of any depth, degrees; null where there is no position at all. */
export function boundsOfCoordinates(coordinates: unknown): BoundsLonLat | null {
  let westDeg = Number.POSITIVE_INFINITY;
  let southDeg = Number.POSITIVE_INFINITY;
  let eastDeg = Number.NEGATIVE_INFINITY;
  let northDeg = Number.NEGATIVE_INFINITY;
  const visit = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    const [first, second] = node;
    if (typeof first === "number" && typeof second === "number") {
      westDeg = Math.min(westDeg, first);
      eastDeg = Math.max(eastDeg, first);
      southDeg = Math.min(southDeg, second);
      northDeg = Math.max(northDeg, second);
      return;
    }
    for (const child of node) visit(child);
  };
  visit(coordinates);
  return westDeg <= eastDeg ? [westDeg, southDeg, eastDeg, northDeg] : null;
}
