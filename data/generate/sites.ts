import type { Frame, LonLat } from "./geometry/frame.ts";
import { type Feature, type Point, polygonOf } from "./geometry/geojson.ts";
import { rectangle, settlementRing } from "./geometry/outline.ts";
import { distanceBetweenRings, distanceToRing, length, type Ring, sub, type XY } from "./geometry/plane.ts";
import type { Random } from "./random.ts";

/** A place where people live, learn or are healed, in the plane of its block. */
export interface SitePlan {
  readonly kind: "village" | "residential" | "school" | "hospital" | "other";
  readonly ring: Ring;
  readonly asPoint: boolean;
  /** The position of a point where it matters to the last digit; the middle of the ring otherwise. */
  readonly at?: LonLat;
  readonly status: "existing" | "planned" | "relocated";
  readonly accuracyM: number;
}

const KIND_NAMES: Readonly<Record<SitePlan["kind"], readonly [zh: string, en: string]>> = {
  village: ["示例村", "Example village"],
  residential: ["示例小区", "Example housing estate"],
  school: ["示例学校", "Example school"],
  hospital: ["示例医院", "Example hospital"],
  other: ["示例敬老院", "Example care home"],
};

/** Villages that lie inside the planned area: the ones that protection distances are about. */
export function planEnclaves(random: Random, outline: Ring, reachM: number, count: number): readonly SitePlan[] {
  const plans: SitePlan[] = [];
  for (let tries = 0; tries < 200 && plans.length < count; tries++) {
    const middle: XY = [random.between(-0.75, 0.75) * reachM, random.between(-0.75, 0.75) * reachM];
    const ring = settlementRing(random, middle, random.between(140, 260));
    if (distanceToRing(middle, outline) > 0 || !ring.every((point) => distanceToRing(point, outline) === 0)) continue;
    if (plans.some((plan) => distanceBetweenRings(plan.ring, ring) < 900)) continue;
    plans.push({ kind: "village", ring, asPoint: false, status: "existing", accuracyM: 5 });
  }
  return plans.map((plan, index) => (index === 2 ? { ...plan, status: "relocated" } : plan));
}

/** Villages, estates, schools and hospitals around a planned area, the denser the nearer to the town. */
export function planSurroundings(
  random: Random,
  outline: Ring,
  reachM: number,
  townAt: XY,
  count: number,
  occupied: readonly Ring[],
): readonly SitePlan[] {
  const plans: SitePlan[] = [];
  const taken = [...occupied];
  for (let tries = 0; tries < 3_000 && plans.length < count; tries++) {
    const kind = random.weighted([
      ["village", 54],
      ["residential", 20],
      ["school", 13],
      ["hospital", 6],
      ["other", 7],
    ] as const);
    const middle = kind === "village" ? around(random, reachM) : towardsTown(random, reachM, townAt);
    const ring = shapeOf(random, kind, middle);
    if (distanceToRing(middle, outline) < 120 || distanceBetweenRings(ring, outline) < 60) continue;
    if (taken.some((other) => distanceBetweenRings(ring, other) < 60)) continue;
    taken.push(ring);
    plans.push({
      kind,
      ring,
      asPoint: kind !== "village" && random.chance(0.22),
      status: random.weighted([
        ["existing", 90],
        ["planned", 6],
        ["relocated", 4],
      ] as const),
      accuracyM: random.pick([2, 5, 5, 10]),
    });
  }
  return plans;
}

function around(random: Random, reachM: number): XY {
  const angle = random.between(0, Math.PI * 2);
  const far = reachM * random.between(1.05, 1.9);
  return [far * Math.cos(angle), far * Math.sin(angle)];
}

function towardsTown(random: Random, reachM: number, townAt: XY): XY {
  const angle = Math.atan2(townAt[1], townAt[0]) + random.normal() * 0.6;
  const far = reachM * random.between(1.1, 1.7);
  return length(townAt) < reachM ? around(random, reachM) : [far * Math.cos(angle), far * Math.sin(angle)];
}

function shapeOf(random: Random, kind: SitePlan["kind"], middle: XY): Ring {
  if (kind === "village") return settlementRing(random, middle, random.between(120, 330));
  const side = kind === "residential" ? [110, 330] : kind === "school" ? [80, 180] : [60, 150];
  return rectangle(middle, random.between(side[0]!, side[1]!), random.between(side[0]!, side[1]!), random.between(0, 1.5));
}

/** A small rectangle whose nearest corner is at a chosen distance from a corner of a unit, on the ray away from it. */
export function siteAtDistance(from: XY, away: XY, distanceM: number): Ring {
  const across: XY = [-away[1], away[0]];
  const at = (u: number, v: number): XY => [
    from[0] + away[0] * (distanceM + u) + across[0] * v,
    from[1] + away[1] * (distanceM + u) + across[1] * v,
  ];
  return [at(0, 0), at(70, -60), at(120, 0), at(70, 60)];
}

export function siteFeature(random: Random, frame: Frame, plan: SitePlan, id: string, serial: number): Feature {
  const [zh, en] = KIND_NAMES[plan.kind];
  const number = String(serial).padStart(3, "0");
  const polygon = polygonOf(frame, plan.ring);
  const middle: XY = plan.ring.reduce<XY>(
    (sum, [x, y]) => [sum[0] + x / plan.ring.length, sum[1] + y / plan.ring.length],
    [0, 0],
  );
  const point: Point = { type: "Point", coordinates: plan.at ?? frame.toLonLat(middle) };
  return {
    type: "Feature",
    id,
    geometry: plan.asPoint ? point : polygon,
    properties: {
      name: `${zh} ${number}`,
      nameEn: `${en} ${number}`,
      kind: plan.kind,
      status: plan.status,
      ...(plan.at ? { demoCase: "exactly-at-the-limit" } : {}),
      // The last day on which people lived there: until then the distance had to be kept.
      ...(plan.status === "relocated" ? { validTo: `20${random.int(18, 24)}-${random.pick(["06-30", "09-30", "12-31"])}` } : {}),
      ...people(random, plan),
      provenance: "synthetic",
      source: "示例数据，地点为虚构 / generated example, place invented",
      accuracyM: plan.accuracyM,
    },
  };
}

function people(random: Random, { kind, ring }: SitePlan): { readonly households?: number; readonly population: number } {
  const spread = Math.max(...ring.map((point) => length(sub(point, ring[0]!))));
  if (kind === "village" || kind === "residential") {
    const households = Math.max(8, Math.round((spread / 12) * (kind === "village" ? 2.4 : 9) * random.between(0.7, 1.3)));
    return { households, population: Math.round(households * random.between(2.1, 3.2)) };
  }
  const [low, high] = kind === "school" ? [120, 1_400] : kind === "hospital" ? [40, 500] : [20, 160];
  return { population: random.int(low, high) };
}
