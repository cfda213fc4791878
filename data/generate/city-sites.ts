import type { LaidBlock } from "./block.ts";
import type { Feature } from "./geometry/geojson.ts";
import { centroidOf, distanceBetweenRings, type Ring, sub, unit, type XY } from "./geometry/plane.ts";
import { positionAtDistance } from "./protection/at-the-limit.ts";
import type { MadePlant } from "./protection/plants.ts";
import { seeded } from "./random.ts";
import { type SitePlan, siteAtDistance, siteFeature } from "./sites.ts";
import type { CitySpec } from "./spec.ts";

/** How far off its specified distance a hand-placed site lies: within reach, just inside, just outside, inside. */
const OFFSETS_M = [12, -2.5, 2.5, -60, -1, 1.5] as const;

/** The sites of every block: those planned with it, and those placed by the specified distances of its units. */
export function makeSites(
  city: CitySpec,
  laid: readonly LaidBlock[],
  made: readonly (readonly MadePlant[])[],
): readonly Feature[] {
  const serials: Partial<Record<SitePlan["kind"], number>> = {};
  const features: Feature[] = [];
  let placed = 0;
  let limitPlaced = false;
  laid.forEach((block, index) => {
    const random = seeded(block.spec.id, "site-facts");
    const plans = [...block.sites];
    for (const { ring, specifiedM } of made[index]!.flatMap(({ units, running }) => (running ? units : []))) {
      if (specifiedM === null) continue;
      const limit = limitPlaced ? null : placeAtTheLimit(block, plans, ring, specifiedM);
      const plan = limit ?? placeAtDistance(block, plans, ring, specifiedM, OFFSETS_M[placed % OFFSETS_M.length]!);
      if (!plan) continue;
      if (limit) limitPlaced = true;
      else placed += 1;
      plans.push(plan);
    }
    for (const plan of plans) {
      const serial = (serials[plan.kind] ?? 0) + 1;
      serials[plan.kind] = serial;
      const id = `${city.code}-S-${String(features.length + 1).padStart(4, "0")}`;
      features.push(siteFeature(random, block.frame, plan, id, serial));
    }
  });
  return features;
}

/** A care home whose nearest corner lies at the specified distance plus an offset, on free land; null where there is none. */
function placeAtDistance(
  block: LaidBlock,
  plans: readonly SitePlan[],
  unitRing: Ring,
  specifiedM: number,
  offsetM: number,
): SitePlan | null {
  for (const corner of unitRing) {
    const ring = siteAtDistance(corner, awayFrom(unitRing, corner), specifiedM + offsetM);
    const asWanted = Math.abs(distanceBetweenRings(ring, unitRing) - specifiedM - offsetM) < 0.05;
    if (asWanted && isFree(block, plans, ring)) return { kind: "other", ring, asPoint: false, status: "existing", accuracyM: 2 };
  }
  return null;
}

/** A care home as a point exactly at the specified distance from a corner of the unit, on free land; null where there is none. */
function placeAtTheLimit(block: LaidBlock, plans: readonly SitePlan[], unitRing: Ring, specifiedM: number): SitePlan | null {
  for (const corner of unitRing) {
    const away = awayFrom(unitRing, corner);
    const ring = siteAtDistance(corner, away, specifiedM);
    if (!isFree(block, plans, ring)) continue;
    const near = block.frame.toLonLat([corner[0] + away[0] * specifiedM, corner[1] + away[1] * specifiedM]);
    const at = positionAtDistance(block.frame.toLonLat(corner), near, specifiedM);
    if (at) return { kind: "other", ring, asPoint: true, at, status: "existing", accuracyM: 2 };
  }
  return null;
}

const awayFrom = (ring: Ring, corner: XY): XY => unit(sub(corner, centroidOf(ring)));

const isFree = (block: LaidBlock, plans: readonly SitePlan[], ring: Ring): boolean =>
  block.layout.pieces.every((piece) => distanceBetweenRings(ring, piece) > 15) &&
  plans.every((plan) => distanceBetweenRings(ring, plan.ring) > 30);
