import { bboxOf } from "../geometry/bbox.ts";
import { placeInRing, RING_INSIDE } from "../geometry/contains-point.ts";
import type { Bbox, Geometry, Polygon } from "../geometry/types.ts";
import { buildSpatialIndex } from "../spatial-index/spatial-index.ts";

/** Sites larger than this have edges that can bow by more than the margin, under one edge model or another. */
const WIDEST_DEG = 0.03;
/** Room between a site and the outline around it: half a metre or more. */
const MARGIN_DEG = 1e-5;
const HIGHEST_DEG = 60;

/**
 * Sites that lie wholly inside another one, such as the houses of a village whose outline is a site too: whatever is near them
 * is nearer still to the other, so the ground within any distance of all sites is the same without them.
 *
 * Tells only of clear cases: the box of the inner one, and half a metre around it, free of the outer one's outline.
 * Cost: an index of the sites, then a look at the sites in the box of each polygon.
 */
export function coveredSites(sites: readonly Geometry[]): ReadonlySet<number> {
  const covered = new Set<number>();
  const boxes = sites.map((site) => bboxOf(site));
  const index = buildSpatialIndex(boxes);
  for (const [outer, site] of sites.entries()) {
    if (site.type !== "Polygon" || site.coordinates.length > 1 || isWide(boxes[outer]!)) continue;
    for (const inner of index.search(boxes[outer]!))
      if (inner !== outer && !covered.has(inner) && coversBox(site, boxes[inner]!)) covered.add(inner);
  }
  return covered;
}

function isWide([westDeg, southDeg, eastDeg, northDeg]: Bbox): boolean {
  return (
    eastDeg - westDeg > WIDEST_DEG ||
    northDeg - southDeg > WIDEST_DEG ||
    Math.max(Math.abs(southDeg), Math.abs(northDeg)) > HIGHEST_DEG
  );
}

function coversBox({ coordinates }: Polygon, [westDeg, southDeg, eastDeg, northDeg]: Bbox): boolean {
  const ring = coordinates[0]!;
  if (placeInRing(ring, westDeg, southDeg) !== RING_INSIDE) return false;
  const [west, south, east, north] = [westDeg - MARGIN_DEG, southDeg - MARGIN_DEG, eastDeg + MARGIN_DEG, northDeg + MARGIN_DEG];
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]!;
    const [bx, by] = ring[i]!;
    const isApart =
      (ax! < west && bx! < west) || (ax! > east && bx! > east) || (ay! < south && by! < south) || (ay! > north && by! > north);
    if (!isApart) return false;
  }
  return true;
}
