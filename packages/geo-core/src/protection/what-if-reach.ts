import type { Bbox } from "../geometry/types.ts";
import { RAD_PER_DEG } from "../units.ts";

/** The box of an outline and its reach. Wider than any degree of latitude is short, and by 0.01° more: edges of up to 100 km bow less. */
export function reachBox([westDeg, southDeg, eastDeg, northDeg]: Bbox, reachM: number): Bbox {
  const latDeg = reachM / 110_000 + 0.01;
  const farthestDeg = Math.min(89, Math.max(Math.abs(southDeg), Math.abs(northDeg)) + latDeg);
  const lonDeg = latDeg / Math.cos(farthestDeg * RAD_PER_DEG);
  return [westDeg - lonDeg, southDeg - latDeg, eastDeg + lonDeg, northDeg + latDeg];
}
