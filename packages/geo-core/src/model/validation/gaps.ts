import { buildSpatialIndex } from "../../spatial-index/spatial-index.ts";
import type { Issue } from "../issue.ts";
import type { ShapedSubject } from "./overlaps.ts";
import { NARROWEST_PIECE_M } from "./pieces.ts";
import { type GridPoint, type GridShape, MM_PER_M, type Plane } from "./plane.ts";
import { called, featureIssue } from "./subject.ts";

/** Neighbours farther apart than this are meant to be apart: no street or ditch is narrower. */
const REACH_MM = 0.5 * MM_PER_M;

/**
 * Parcels whose borders run closer than 0.5 m without meeting: one hint for each pair, at the widest such place. A common
 * border is usually meant, and drawn twice. Cost: O(n log n) in vertices.
 */
export function findGaps(shaped: readonly ShapedSubject[], plane: Plane): Issue[] {
  const index = buildSpatialIndex(shaped.map(({ shape }) => shape.bounds));
  const borders = new Map<GridShape, Border>();
  const borderOf = ({ shape }: ShapedSubject): Border => {
    const known = borders.get(shape) ?? borderIndex(shape);
    borders.set(shape, known);
    return known;
  };
  return shaped.flatMap((later, at) =>
    index
      .search(grown(later.shape.bounds))
      .filter((other) => other < at)
      .flatMap((other) => gapIssue(later, shaped[other]!, borderOf, plane) ?? []),
  );
}

type Bounds = GridShape["bounds"];

function grown([minX, minY, maxX, maxY]: Bounds): Bounds {
  return [minX - REACH_MM, minY - REACH_MM, maxX + REACH_MM, maxY + REACH_MM];
}

function gapIssue(
  later: ShapedSubject,
  earlier: ShapedSubject,
  borderOf: (of: ShapedSubject) => Border,
  plane: Plane,
): Issue | null {
  const gap = widestGap(later.shape, borderOf(earlier)) ?? widestGap(earlier.shape, borderOf(later));
  if (gap === null) return null;
  const other = called(earlier.subject.feature);
  const at = plane.toLonLat(gap.point);
  const widthM = (gap.widthMm / MM_PER_M).toFixed(3);
  return featureIssue(
    later.subject,
    "parcel-gap",
    "geometry",
    {
      en: `The border runs ${widthM} m beside that of ${other} without meeting it, at ${at[0].toFixed(7)}, ${at[1].toFixed(7)}; if it is one border, give both the same positions.`,
      zh: `边界在 ${at[0].toFixed(7)}, ${at[1].toFixed(7)} 处与 ${other} 相距 ${widthM} m 而不相接；如为同一界线，请使用相同坐标。`,
    },
    at,
  );
}

interface Gap {
  readonly point: GridPoint;
  readonly widthMm: number;
}

/** The vertex of a shape that lies beside a border, outside of it, at the largest distance that still counts as a gap. */
function widestGap(shape: GridShape, border: Border): Gap | null {
  const [minX, minY, maxX, maxY] = grown(border.bounds);
  let widest: Gap | null = null;
  for (const ring of shape.rings)
    for (const point of ring) {
      if (point.x < minX || point.x > maxX || point.y < minY || point.y > maxY) continue;
      const widthMm = border.distanceMm(point);
      const isGap = widthMm > NARROWEST_PIECE_M * MM_PER_M && widthMm < REACH_MM && widthMm > (widest?.widthMm ?? 0);
      if (isGap && !border.encloses(point)) widest = { point, widthMm };
    }
  return widest;
}

/** The border of a shape, for many questions. */
interface Border {
  readonly bounds: Bounds;
  /** Distance of a point from the border, as far as the reach of a gap; infinity beyond. */
  readonly distanceMm: (point: GridPoint) => number;
  readonly encloses: (point: GridPoint) => boolean;
}

function borderIndex({ rings, bounds }: GridShape): Border {
  const edges = rings.flatMap((ring) => ring.map((a, index) => [a, ring[(index + 1) % ring.length]!] as const));
  const boxes = edges.map(([a, b]) => [Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y)] as const);
  const index = buildSpatialIndex(boxes);
  return {
    bounds,
    distanceMm: (point) =>
      index
        .search(grown([point.x, point.y, point.x, point.y]))
        .reduce((nearest, at) => Math.min(nearest, distanceToSegmentMm(point, ...edges[at]!)), Number.POSITIVE_INFINITY),
    encloses: (point) => {
      const crossed = edges.filter(
        ([a, b]) => a.y > point.y !== b.y > point.y && point.x < a.x + ((b.x - a.x) * (point.y - a.y)) / (b.y - a.y),
      );
      return crossed.length % 2 === 1;
    },
  };
}

function distanceToSegmentMm(point: GridPoint, a: GridPoint, b: GridPoint): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const lengthSquared = dx * dx + dy * dy;
  const along = lengthSquared === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / lengthSquared;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - a.x - t * dx, point.y - a.y - t * dy);
}
