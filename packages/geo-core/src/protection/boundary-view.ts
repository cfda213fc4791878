import type { Position } from "geojson";
import type { EastNorth, LonLat } from "../crs/position.ts";
import { projectTo } from "../crs/project.ts";
import { distanceBetween } from "../geodesy/distance/distance-between.ts";
import { containsPoint } from "../geometry/contains-point.ts";
import type { Areal, MultiLineString } from "../geometry/types.ts";
import type { EdgeModel } from "../model/types.ts";

export interface BoundaryEdge {
  readonly ring: number;
  readonly edge: number;
  readonly from: LonLat;
  readonly to: LonLat;
  readonly fromXy: EastNorth;
  readonly toXy: EastNorth;
}

/** Where a position lies as seen from a plant: how far from the boundary line, on which side, and opposite which edge. */
export interface BoundaryView {
  readonly distanceM: number;
  readonly place: "inside" | "boundary" | "outside";
  readonly foot: LonLat;
  readonly edge: BoundaryEdge;
}

export interface BoundaryOptions {
  readonly edgeModel: EdgeModel;
  readonly workingCrs: string;
}

/** A position this near the line stands on it: files round positions, and fence-line receptors belong to the fence. */
const ON_BOUNDARY_M = 0.1;

/** Prepares to look at positions from the boundary of a plant. Cost: one exact distance a look. */
export function boundaryViewer(boundary: Areal, options: BoundaryOptions): (position: LonLat) => BoundaryView {
  const rings = boundary.type === "Polygon" ? boundary.coordinates : boundary.coordinates.flat();
  const line: MultiLineString = { type: "MultiLineString", coordinates: rings };
  const edges = edgesOf(rings, options.workingCrs);
  return (position) => {
    const point = { type: "Point" as const, coordinates: [...position] };
    const { distanceM, from: foot } = distanceBetween(line, point, options);
    const side = containsPoint(boundary, position) ? "inside" : "outside";
    const place = distanceM <= ON_BOUNDARY_M ? "boundary" : side;
    return { distanceM, place, foot, edge: nearestEdge(edges, projectTo(options.workingCrs, foot)) };
  };
}

function edgesOf(rings: readonly (readonly Position[])[], workingCrs: string): readonly BoundaryEdge[] {
  return rings.flatMap((positions, ring) =>
    positions.slice(1).map((end, edge): BoundaryEdge => {
      const from: LonLat = [positions[edge]![0]!, positions[edge]![1]!];
      const to: LonLat = [end[0]!, end[1]!];
      return { ring, edge, from, to, fromXy: projectTo(workingCrs, from), toXy: projectTo(workingCrs, to) };
    }),
  );
}

/** The edge that a point of the boundary lies on; at a corner the first of the two. */
function nearestEdge(edges: readonly BoundaryEdge[], [x, y]: EastNorth): BoundaryEdge {
  const gapM = ({ fromXy: [ax, ay], toXy: [bx, by] }: BoundaryEdge): number => {
    const squareM2 = (bx - ax) ** 2 + (by - ay) ** 2;
    const share = squareM2 > 0 ? Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / squareM2)) : 0;
    return Math.hypot(ax + share * (bx - ax) - x, ay + share * (by - ay) - y);
  };
  return edges.reduce((best, edge) => (gapM(edge) < gapM(best) ? edge : best));
}
