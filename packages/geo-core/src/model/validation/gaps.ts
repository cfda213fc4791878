import { buildSpatialIndex } from "../../spatial-index/spatial-index.ts";
import type { Issue } from "../issue.ts";
import type { ShapedSubject } from "./overlaps.ts";
import { NARROWEST_PIECE_M } from "./pieces.ts";
import { type GridPoint, type GridShape, MM_PER_M, type Plane } from "./plane.ts";
import { called, featureIssue } from "./subject.ts";

/** Neighbours farther apart than this are meant to be apart: no street or ditch is narrower. */
const WIDEST_GAP_M = 0.5;

/**
 * Parcels whose borders run closer than 0.5 m without meeting: one hint for each pair, at the widest such place. A common
 * border is usually meant, and drawn twice. Cost: O(n log n) for candidates, then vertices times edges of each close pair.
 */
export function findGaps(shaped: readonly ShapedSubject[], plane: Plane): Issue[] {
  const reachMm = WIDEST_GAP_M * MM_PER_M;
  const index = buildSpatialIndex(shaped.map(({ shape }) => shape.bounds));
  return shaped.flatMap((later, at) => {
    const [minX, minY, maxX, maxY] = later.shape.bounds;
    return index
      .search([minX - reachMm, minY - reachMm, maxX + reachMm, maxY + reachMm])
      .filter((other) => other < at)
      .flatMap((other) => gapIssue(later, shaped[other]!, plane) ?? []);
  });
}

function gapIssue(later: ShapedSubject, earlier: ShapedSubject, plane: Plane): Issue | null {
  const gap = widestGap(later.shape, earlier.shape) ?? widestGap(earlier.shape, later.shape);
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

/** The vertex of `a` that lies beside `b`, outside it, at the largest distance that still counts as a gap. */
function widestGap(a: GridShape, b: GridShape): Gap | null {
  const reachMm = WIDEST_GAP_M * MM_PER_M;
  const [minX, minY, maxX, maxY] = b.bounds;
  let widest: Gap | null = null;
  for (const ring of a.rings)
    for (const point of ring) {
      if (point.x < minX - reachMm || point.x > maxX + reachMm || point.y < minY - reachMm || point.y > maxY + reachMm) continue;
      const widthMm = distanceOutsideMm(point, b, reachMm);
      if (widthMm > NARROWEST_PIECE_M * MM_PER_M && widthMm < reachMm && widthMm > (widest?.widthMm ?? 0))
        widest = { point, widthMm };
    }
  return widest;
}

/** Distance from the border of a shape; 0 inside it. At most `reachMm`. */
function distanceOutsideMm(point: GridPoint, shape: GridShape, reachMm: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  let isInside = false;
  for (const ring of shape.rings)
    for (let i = 0; i < ring.length; i++) {
      const a = ring[i]!;
      const b = ring[(i + 1) % ring.length]!;
      if (a.y > point.y !== b.y > point.y && point.x < a.x + ((b.x - a.x) * (point.y - a.y)) / (b.y - a.y)) isInside = !isInside;
      nearest = Math.min(nearest, distanceToSegmentMm(point, a, b));
    }
  return isInside ? 0 : Math.min(nearest, reachMm);
}

function distanceToSegmentMm(point: GridPoint, a: GridPoint, b: GridPoint): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const lengthSquared = dx * dx + dy * dy;
  const along = lengthSquared === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / lengthSquared;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - a.x - t * dx, point.y - a.y - t * dy);
}
