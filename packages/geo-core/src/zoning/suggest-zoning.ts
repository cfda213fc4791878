import type { LonLat } from "../crs/position.ts";
import { GeoError } from "../errors.ts";
import { geodesicAreaM2 } from "../geodesy/area.ts";
import { labelPoint } from "../geometry/label-point.ts";
import { sumOf } from "../land/compensated-sum.ts";
import type { Park, ZoneMembership } from "../model/types.ts";
import { buildParkGraph, isConnected, type ParkGraph } from "./park-graph.ts";

export interface SuggestZoningOptions {
  /** Number of zones. */
  readonly zones: number;
  /** What is to be balanced: the planned area (the outline's where none is published), or the number of parks. */
  readonly balance?: "area" | "parks";
  /** Weight of balance against compactness; 0 looks at distances only. 0.5 where absent. */
  readonly balanceWeight?: number;
}

export interface SuggestedZone extends ZoneMembership {
  /** The park in the middle: the least sum of squared distances to the others. */
  readonly centreParkId: string;
  /** Farthest park from the centre, m. */
  readonly radiusM: number;
  /** The zone's share of what is balanced. */
  readonly share: number;
}

export interface SuggestedZoning {
  readonly zones: readonly SuggestedZone[];
  /** Compactness: squared distances to the zones' centres over those to one common centre, 0…1. */
  readonly spread: number;
  /** Imbalance: 0 when all zones weigh the same. */
  readonly imbalance: number;
}

/**
 * Divides parks into k connected, balanced zones by their geometry alone. Parks stand for their label points, neighbours
 * are those of the Gabriel graph. The minimum spanning tree is cut k − 1 times where the objective falls most (SKATER,
 * Assunção et al. 2006), then single parks change over to a neighbouring zone while that lowers it and both zones stay
 * connected. Objective: spread + balanceWeight · imbalance. Deterministic; ids do not matter, only places and areas. Zones
 * come from north to south. Cost: O(n³) and a few rounds of O(n²), for some dozens of parks.
 *
 * Throws `GeoError("input-out-of-range")` for a number of zones that is not between 1 and the number of parks.
 */
export function suggestZoning(parks: readonly Park[], options: SuggestZoningOptions): SuggestedZoning {
  const { zones: count, balance = "area", balanceWeight = 0.5 } = options;
  if (!Number.isInteger(count) || count < 1 || count > parks.length)
    throw new GeoError(
      "input-out-of-range",
      `cannot divide ${parks.length} parks into ${count} zones; ask for 1 to ${parks.length}`,
      {
        details: { zones: count, parks: parks.length },
      },
    );
  if (!(balanceWeight >= 0)) throw new GeoError("input-out-of-range", `balanceWeight ${balanceWeight} must not be negative`);
  const places = parks.map((park) => ({ park, point: labelPoint(park.geometry) })).sort(byPlace);
  const weights = places.map(({ park }) => (balance === "parks" ? 1 : weightOf(park)));
  const graph = buildParkGraph(places.map(({ point }) => point));
  const judge = createJudge(graph, weights, count, balanceWeight);
  const zones = improve(cutTree(graph, count, judge), graph, judge);
  const ordered = zones
    .map((members) => ({ members, centre: judge.centreOf(members).node }))
    .sort((a, b) => byPlace(places[a.centre]!, places[b.centre]!));
  return {
    zones: ordered.map(({ members, centre }, index) => ({
      id: `zone-${index + 1}`,
      name: `建议分区${index + 1}`,
      nameEn: `Suggested zone ${index + 1}`,
      parkIds: members.map((node) => places[node]!.park.id),
      centreParkId: places[centre]!.park.id,
      radiusM: Math.max(...members.map((node) => graph.distanceM(centre, node))),
      share: judge.shareOf(members),
    })),
    spread: judge.spreadOf(zones),
    imbalance: judge.imbalanceOf(zones),
  };
}

interface Place {
  readonly park: Park;
  readonly point: LonLat;
}

/** North to south, then west to east, so that no id decides a tie. */
function byPlace(a: Place, b: Place): number {
  return b.point[1] - a.point[1] || a.point[0] - b.point[0];
}

function weightOf(park: Park): number {
  const planned = park.properties.plannedAreaM2;
  return planned !== undefined && planned > 0 ? planned : geodesicAreaM2(park.geometry);
}

type Zone = readonly number[];

interface Judge {
  readonly objective: (zones: readonly Zone[]) => number;
  readonly spreadOf: (zones: readonly Zone[]) => number;
  readonly imbalanceOf: (zones: readonly Zone[]) => number;
  readonly centreOf: (zone: Zone) => { readonly node: number; readonly sumM2: number };
  readonly shareOf: (zone: Zone) => number;
}

function createJudge(graph: ParkGraph, weights: readonly number[], count: number, balanceWeight: number): Judge {
  const all = weights.map((_, node) => node);
  const total = sumOf(weights);
  const centreOf: Judge["centreOf"] = (zone) => {
    let best = { node: zone[0]!, sumM2: Number.POSITIVE_INFINITY };
    for (const node of zone) {
      const sumM2 = sumOf(zone.map((other) => graph.distanceM(node, other) ** 2));
      if (sumM2 < best.sumM2) best = { node, sumM2 };
    }
    return best;
  };
  const whole = centreOf(all).sumM2;
  const shareOf: Judge["shareOf"] = (zone) => sumOf(zone.map((node) => weights[node]!)) / total;
  const spreadOf: Judge["spreadOf"] = (zones) => (whole === 0 ? 0 : sumOf(zones.map((zone) => centreOf(zone).sumM2)) / whole);
  // Σ (share − 1/k)² · k: the squared coefficient of variation of the zones' weights.
  const imbalanceOf: Judge["imbalanceOf"] = (zones) => sumOf(zones.map((zone) => (shareOf(zone) - 1 / count) ** 2)) * count;
  return { objective: (zones) => spreadOf(zones) + balanceWeight * imbalanceOf(zones), spreadOf, imbalanceOf, centreOf, shareOf };
}

/** Cuts the spanning tree k − 1 times, each time at the edge that leaves the lowest objective. */
function cutTree(graph: ParkGraph, count: number, judge: Judge): readonly Zone[] {
  let edges = graph.tree;
  for (let cut = 1; cut < count; cut++) {
    let best = { objective: Number.POSITIVE_INFINITY, edges };
    for (const edge of edges) {
      const left = edges.filter((each) => each !== edge);
      const objective = judge.objective(components(graph.size, left));
      if (objective < best.objective) best = { objective, edges: left };
    }
    edges = best.edges;
  }
  return components(graph.size, edges);
}

function components(size: number, edges: ParkGraph["tree"]): readonly Zone[] {
  const root = Array.from({ length: size }, (_, node) => node);
  for (const [a, b] of edges) {
    const [from, to] = [root[a]!, root[b]!];
    for (let node = 0; node < size; node++) if (root[node] === from) root[node] = to;
  }
  const zones = new Map<number, number[]>();
  for (const [node, each] of root.entries()) zones.set(each, [...(zones.get(each) ?? []), node]);
  return [...zones.values()];
}

/** Moves one park at a time, the move that lowers the objective most, until none does. */
function improve(start: readonly Zone[], graph: ParkGraph, judge: Judge): readonly Zone[] {
  let zones = start;
  let objective = judge.objective(zones);
  for (;;) {
    let best: { readonly zones: readonly Zone[]; readonly objective: number } | null = null;
    for (const moved of movesFrom(zones, graph)) {
      const after = judge.objective(moved);
      // Strictly lower by more than rounding, so that the search ends.
      if (after < (best?.objective ?? objective - 1e-12)) best = { zones: moved, objective: after };
    }
    if (best === null) return zones;
    ({ zones, objective } = best);
  }
}

function* movesFrom(zones: readonly Zone[], { size, neighbours }: ParkGraph): Generator<readonly Zone[]> {
  const zoneOf = new Int32Array(size);
  for (const [index, zone] of zones.entries()) for (const node of zone) zoneOf[node] = index;
  for (let node = 0; node < size; node++) {
    const from = zoneOf[node]!;
    const rest = zones[from]!.filter((each) => each !== node);
    const targets = [...new Set(neighbours[node]!.map((next) => zoneOf[next]!))]
      .filter((zone) => zone !== from)
      .sort((a, b) => a - b);
    if (targets.length === 0 || !isConnected(rest, neighbours)) continue;
    for (const to of targets)
      yield zones.map((zone, index) => {
        if (index === from) return rest;
        return index === to ? [...zone, node].sort((a, b) => a - b) : zone;
      });
  }
}
