import type { EastNorth, LonLat } from "../crs/position.ts";
import { projectTo } from "../crs/project.ts";
import { GeoError } from "../errors.ts";
import type { Words } from "../geojson/finding.ts";
import { containsPoint } from "../geometry/contains-point.ts";
import type { Areal } from "../geometry/types.ts";
import type { Issue } from "../model/issue.ts";
import type { EdgeExceedance, EdgeModel } from "../model/types.ts";
import { type BoundaryEdge, type BoundaryView, boundaryViewer } from "./boundary-view.ts";
import { type ProtectionIssueCode, protectionIssue } from "./protection-issues.ts";
import { isolatedReceptors, rimReceptors, uncoveredShare } from "./receptor-grid.ts";

/** A receptor of a dispersion model with the short-term contribution of the plant there, in the unit of the limit. */
export interface Receptor {
  readonly position: LonLat;
  readonly concentration: number;
}

export interface AtmosphericInput {
  readonly plantId: string;
  readonly boundary: Areal;
  readonly receptors: readonly Receptor[];
  /** Short-term environmental quality limit, in the unit of the concentrations. */
  readonly limit: number;
}

export interface AtmosphericOptions {
  readonly edgeModel: EdgeModel;
  readonly workingCrs: string;
  /** Widest spacing allowed outside the boundary, metres; default 50 (HJ 2.2-2018 8.8.5.1). */
  readonly spacingM?: number;
}

export interface AtmosphericDistance {
  /** Null where no receptor lies outside the boundary: then nothing is known. */
  readonly exceeds: boolean | null;
  /** Farthest exceedance from the boundary, metres; 0 where nothing exceeds; null where nothing is known. */
  readonly distanceM: number | null;
  readonly receptorsOutside: number;
  readonly exceedingReceptors: number;
  /** False where more may exceed than the grid shows: it ends in the exceedance, or leaves out ground beside the plant. */
  readonly isComplete: boolean;
  /** The largest contribution outside; null where no receptor is. */
  readonly largest: { readonly concentration: number; readonly at: LonLat } | null;
  /** Receptors on the boundary itself over the limit: the boundary standard judges them, but the ground beyond is worth a look. */
  readonly exceedingOnBoundary: number;
  /** Edges with an exceedance, the farthest first: the zone is laid along these sides. */
  readonly edges: readonly EdgeExceedance[];
  readonly clause: string;
  readonly issues: readonly Issue[];
}

const DEFAULT_SPACING_M = 50;
/** Receptors this near the boundary must be dense even where nothing exceeds. */
const EXAMINED_M = 500;
/** Beside every stretch of boundary there must be receptors within this distance outside, and the grid must reach as far. */
const COVERED_M = 150;
/** Files give receptors in whole decimetres or better; a spacing of 50 m may read 50.1. */
const SPACING_SLACK_M = 0.2;
/** The boundary is looked at in steps of this length for receptors beside it. */
const SAMPLE_M = 50;
/** A receptor this near the hull of the grid is on its rim. */
const RIM_M = 1;
const CLAUSE = "HJ 2.2-2018 8.7.5, 8.8.5";

/**
 * Atmospheric environmental protection distance (大气环境防护距离) of a plant from receptor concentrations: the farthest
 * perpendicular distance from the plant boundary to a receptor outside it whose short-term contribution exceeds the limit.
 * Beyond a corner the distance is to the corner. "No exceedance, no distance" is the answer `exceeds: false`, 0 m.
 *
 * One substance, one averaging period a call: the plant's distance is the largest over all of them.
 *
 * @param input.limit  The quality limit; a contribution equal to it does not exceed it.
 * @returns Distances per boundary edge; findings where the grid is coarser than the limit of spacing, ends in the
 *   exceedance, leaves out ground beside the plant, or has no receptor near it (then nothing is known).
 * @throws {GeoError} `input-out-of-range` for a limit that is not positive or a concentration that is no number.
 *
 * Accuracy: the distance to a receptor is exact as `distanceBetween`; the exceedance itself is known to one grid spacing.
 * Cost: one distance per exceeding receptor outside.
 * Source: HJ 2.2-2018 8.7.5; rules §6.
 */
export function atmosphericDistance(input: AtmosphericInput, options: AtmosphericOptions): AtmosphericDistance {
  const { boundary, receptors, limit } = input;
  requireNumbers(input);
  const viewOf = boundaryViewer(boundary, options);
  const outside = receptors.flatMap(({ position }, index) => (containsPoint(boundary, position) ? [] : [index]));
  const over = receptors.flatMap((receptor, index): SeenReceptor[] =>
    receptor.concentration > limit ? [{ index, receptor, view: viewOf(receptor.position) }] : [],
  );
  const exceeding = over.filter(({ view }) => view.place === "outside");
  const edges = exceedancesByEdge(exceeding);
  const distanceM = edges[0]?.distanceM ?? 0;
  const issues =
    outside.length === 0
      ? noReceptors(input)
      : gridIssues(input, { outside, exceeding, distanceM, spacingM: options.spacingM ?? DEFAULT_SPACING_M, viewOf }, options);
  const isKnown = !issues.some(({ code }) => code === "atmospheric-grid-empty");
  return {
    exceeds: isKnown ? exceeding.length > 0 : null,
    distanceM: isKnown ? distanceM : null,
    isComplete: !issues.some(({ severity }) => severity === "error"),
    largest: largestOf(receptors, outside),
    receptorsOutside: outside.length,
    exceedingReceptors: exceeding.length,
    exceedingOnBoundary: over.filter(({ view }) => view.place === "boundary").length,
    edges: isKnown ? edges : [],
    clause: CLAUSE,
    issues,
  };
}

function largestOf(receptors: readonly Receptor[], outside: readonly number[]): AtmosphericDistance["largest"] {
  const [first] = outside;
  if (first === undefined) return null;
  const { position, concentration } = outside.reduce(
    (best, index) => (receptors[index]!.concentration > best.concentration ? receptors[index]! : best),
    receptors[first]!,
  );
  return { concentration, at: position };
}

interface SeenReceptor {
  readonly index: number;
  readonly receptor: Receptor;
  readonly view: BoundaryView;
}

function requireNumbers({ receptors, limit, plantId }: AtmosphericInput): void {
  if (!(limit > 0 && Number.isFinite(limit)))
    throw new GeoError("input-out-of-range", `The limit for plant "${plantId}" is ${limit}; it must be greater than 0`, {
      details: { limit },
    });
  const wrong = receptors.findIndex(({ concentration }) => !(concentration >= 0 && Number.isFinite(concentration)));
  if (wrong < 0) return;
  const { concentration } = receptors[wrong]!;
  throw new GeoError(
    "input-out-of-range",
    `Receptor ${wrong} of plant "${plantId}" has the concentration ${concentration}; it must be 0 or more`,
    {
      details: { index: wrong, concentration },
    },
  );
}

function exceedancesByEdge(over: readonly SeenReceptor[]): readonly EdgeExceedance[] {
  const worst = new Map<BoundaryEdge, EdgeExceedance>();
  for (const { receptor, view } of over) {
    const { distanceM, foot, edge } = view;
    const known = worst.get(edge);
    const exceedingReceptors = (known?.exceedingReceptors ?? 0) + 1;
    const { ring, edge: number, from, to } = edge;
    const { position, concentration } = receptor;
    if (known && known.distanceM >= distanceM) worst.set(edge, { ...known, exceedingReceptors });
    else
      worst.set(edge, { ring, edge: number, from, to, distanceM, receptor: position, foot, concentration, exceedingReceptors });
  }
  return [...worst.values()].sort((a, b) => b.distanceM - a.distanceM || a.ring - b.ring || a.edge - b.edge);
}

interface Grid {
  readonly outside: readonly number[];
  readonly exceeding: readonly SeenReceptor[];
  readonly distanceM: number;
  readonly spacingM: number;
  readonly viewOf: (position: LonLat) => BoundaryView;
}

function gridIssues(input: AtmosphericInput, grid: Grid, { workingCrs }: AtmosphericOptions): readonly Issue[] {
  const { plantId, boundary, receptors } = input;
  const { outside, exceeding, distanceM, spacingM, viewOf } = grid;
  const positions = receptors.map(({ position }) => projectTo(workingCrs, position));
  const examinedM = Math.max(EXAMINED_M, distanceM + spacingM);
  const isolated = isolatedReceptors(positions, outside, spacingM + SPACING_SLACK_M).filter(
    (index) => viewOf(receptors[index]!.position).distanceM <= examinedM,
  );
  const rim = rimReceptors(
    positions,
    exceeding.map(({ index }) => index),
    RIM_M,
  );
  const uncovered = uncoveredShare(
    boundaryPositions(boundary, workingCrs),
    outside.map((index) => positions[index]!),
    COVERED_M,
  );
  if (uncovered === 1) return noReceptors(input);
  const coarse: Words = {
    en: `${isolated.length} receptors within ${examinedM.toFixed(0)} m outside plant "${plantId}" stand more than ${spacingM} m from the next; an exceedance between them would be missed. Use a grid of at most ${spacingM} m (HJ 2.2-2018 8.8.5.1)`,
    zh: `厂区“${plantId}”外 ${examinedM.toFixed(0)} m 内有 ${isolated.length} 个预测点间距大于 ${spacingM} m，可能漏掉超标区；厂界外网格间距不应超过 ${spacingM} m（HJ 2.2-2018 8.8.5.1）`,
  };
  const small: Words = {
    en: `The contribution of plant "${plantId}" still exceeds the limit at ${rim.length} receptors on the rim of the grid, so the distance is at least ${distanceM.toFixed(1)} m; extend the grid`,
    zh: `厂区“${plantId}”在网格外缘的 ${rim.length} 个预测点仍然超标，防护距离至少为 ${distanceM.toFixed(1)} m；请扩大预测范围`,
  };
  const partial: Words = {
    en: `Beside ${(100 * uncovered).toFixed(0)} % of the boundary of plant "${plantId}" the grid has no receptor within ${COVERED_M} m outside, or ends there, so the distance is at least ${distanceM.toFixed(1)} m; check the origin of the grid, or extend it`,
    zh: `厂区“${plantId}”厂界有 ${(100 * uncovered).toFixed(0)}% 的外侧 ${COVERED_M} m 内没有预测点或网格到此为止，防护距离至少为 ${distanceM.toFixed(1)} m；请核对网格原点或扩大预测范围`,
  };
  return [
    ...(uncovered > 0 ? [gridIssue("atmospheric-grid-partial", plantId, partial)] : []),
    ...(isolated.length > 0 ? [gridIssue("atmospheric-grid-coarse", plantId, coarse)] : []),
    ...(rim.length > 0 ? [gridIssue("atmospheric-grid-small", plantId, small)] : []),
  ];
}

function noReceptors({ plantId, receptors }: AtmosphericInput): readonly Issue[] {
  const words: Words = {
    en: `The ${receptors.length} receptors cover nothing within ${COVERED_M} m outside plant "${plantId}", so nothing is known about the ground there; check the origin and the CRS of the grid`,
    zh: `${receptors.length} 个预测点未覆盖厂区“${plantId}”外 ${COVERED_M} m 的范围，厂界外情况未知；请核对网格的原点和坐标系`,
  };
  return [gridIssue("atmospheric-grid-empty", plantId, words)];
}

/** Positions along the boundary, close enough together that none of its edges is passed over. */
function boundaryPositions(boundary: Areal, workingCrs: string): readonly EastNorth[] {
  const shells = boundary.type === "Polygon" ? [boundary.coordinates[0]!] : boundary.coordinates.map((rings) => rings[0]!);
  return shells.flatMap((shell) => {
    const corners = shell.map(([lonDeg, latDeg]) => projectTo(workingCrs, [lonDeg!, latDeg!]));
    return corners.slice(1).flatMap(([toEastM, toNorthM], index) => {
      const [fromEastM, fromNorthM] = corners[index]!;
      const steps = Math.min(1000, Math.max(1, Math.ceil(Math.hypot(toEastM - fromEastM, toNorthM - fromNorthM) / SAMPLE_M)));
      return Array.from({ length: steps }, (_, step): EastNorth => {
        const share = step / steps;
        return [fromEastM + share * (toEastM - fromEastM), fromNorthM + share * (toNorthM - fromNorthM)];
      });
    });
  });
}

function gridIssue(code: ProtectionIssueCode, plantId: string, words: Words): Issue {
  return protectionIssue(code, { layer: "plants", featureId: plantId, path: "properties.distances" }, words);
}
