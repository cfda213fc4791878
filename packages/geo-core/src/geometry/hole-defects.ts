import type { Position } from "geojson";
import { overlap, type PlacedRing } from "./contact-defects.ts";
import { placeInRing, RING_BOUNDARY, RING_INSIDE } from "./contains-point.ts";
import { type GeometryDefect, showPosition } from "./defect-types.ts";

/** Holes outside their shell or inside another hole, and polygons inside each other; the rings are known not to cross. */
export function holeDefects(rings: readonly PlacedRing[]): GeometryDefect[] {
  const defects: GeometryDefect[] = [];
  for (const hole of rings) {
    if (hole.ring === 0) continue;
    const siblings = rings.filter(({ polygon }) => polygon === hole.polygon);
    const shell = siblings[0]!;
    const outer = siblings.find((other) => other !== hole && other.ring > 0 && liesIn(hole.positions, other.positions));
    if (!liesIn(hole.positions, shell.positions)) defects.push(outsideShell(hole));
    else if (outer) defects.push(nested(hole, outer));
  }
  return [...defects, ...overlappingPolygons(rings)];
}

/** Whether a ring that crosses no other lies in it: by the first vertex, or middle of an edge, that is not on its border. */
function liesIn(ring: readonly Position[], outer: readonly Position[]): boolean {
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = ring[i] as [number, number];
    const [bx, by] = ring[i + 1] as [number, number];
    for (const [x, y] of [
      [ax, ay],
      [(ax + bx) / 2, (ay + by) / 2],
    ] as const) {
      const place = placeInRing(outer, x, y);
      if (place !== RING_BOUNDARY) return place === RING_INSIDE;
    }
  }
  return false;
}

/** Polygons of one MultiPolygon that lie in each other, unless in a hole. */
function overlappingPolygons(rings: readonly PlacedRing[]): GeometryDefect[] {
  const shells = rings.filter(({ ring }) => ring === 0);
  const defects: GeometryDefect[] = [];
  for (const inner of shells)
    for (const outer of shells) {
      if (inner === outer || !liesIn(inner.positions, outer.positions)) continue;
      const inHole = rings.some(
        ({ polygon, ring, positions }) => polygon === outer.polygon && ring > 0 && liesIn(inner.positions, positions),
      );
      if (!inHole) defects.push(overlap(inner.positions[0]!, inner.path, inner, outer));
    }
  return defects;
}

function outsideShell({ positions, path, ring }: PlacedRing): GeometryDefect {
  const at = [positions[0]![0]!, positions[0]![1]!] as const;
  return {
    code: "hole-outside-shell",
    at,
    path,
    message: `Hole ${ring}, at ${showPosition(at)}, lies outside the outer ring; make it a polygon of its own or leave it out.`,
    messageZh: `第 ${ring} 个内环（${showPosition(at)}）位于外环之外，请改为单独的多边形或删去。`,
  };
}

function nested({ positions, path, ring }: PlacedRing, outer: PlacedRing): GeometryDefect {
  const at = [positions[0]![0]!, positions[0]![1]!] as const;
  return {
    code: "nested-hole",
    at,
    path,
    message: `Hole ${ring}, at ${showPosition(at)}, lies inside hole ${outer.ring}; an island there is a polygon of its own.`,
    messageZh: `第 ${ring} 个内环（${showPosition(at)}）位于第 ${outer.ring} 个内环之内；其中的岛应为单独的多边形。`,
  };
}
