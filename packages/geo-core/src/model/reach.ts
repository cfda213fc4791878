import type { LonLat } from "../crs/position.ts";
import { lonDifferenceDeg, MAX_ANGLE_FROM_MERIDIAN_DEG } from "../crs/transverse-mercator.ts";
import { bboxOf } from "../geometry/bbox.ts";
import type { Geometry } from "../geometry/types.ts";
import type { Issue } from "./issue.ts";
import { type IssuePlace, makeIssue } from "./issue-codes.ts";
import { centralMeridianDegOf } from "./working-crs.ts";

/**
 * The issue about a geometry that reaches so far from the dataset's working CRS that it cannot be projected: nearly always a
 * forgotten position, such as [0, 0] in Chinese data. Null for all others. Cost: O(positions).
 */
export function farIssue(geometry: Geometry, workingCrs: string, place: IssuePlace): Issue | null {
  const centralDeg = centralMeridianDegOf(workingCrs);
  const isFar = (lonDeg: number) => Math.abs(lonDifferenceDeg(centralDeg, lonDeg)) > MAX_ANGLE_FROM_MERIDIAN_DEG;
  const [westDeg, , eastDeg] = bboxOf(geometry);
  if (!isFar(westDeg) && !isFar(eastDeg)) return null;
  const { position, path } = firstPosition(geometry, ([lonDeg]) => isFar(lonDeg)) ?? { position: [westDeg, 0], path: "" };
  const shown = `[${position.join(", ")}]`;
  return makeIssue(
    "position-far",
    { ...place, path: `${place.path}${path}`, at: position },
    {
      en: `Position ${shown} lies more than ${MAX_ANGLE_FROM_MERIDIAN_DEG}° of longitude from the central meridian ${centralDeg}° of ${workingCrs}; correct it, or name a workingCrs that fits. The feature is left out.`,
      zh: `坐标 ${shown} 距 ${workingCrs} 的中央经线 ${centralDeg}° 超过经差 ${MAX_ANGLE_FROM_MERIDIAN_DEG}°，请更正，或改用合适的 workingCrs。该要素已略去。`,
    },
  );
}

interface PlacedPosition {
  readonly position: LonLat;
  readonly path: string;
}

/** The first position that a test holds for, with its path inside the geometry. */
function firstPosition(geometry: Geometry, holds: (position: LonLat) => boolean): PlacedPosition | null {
  const visit = (value: unknown, path: string): PlacedPosition | null => {
    if (!Array.isArray(value)) return null;
    if (typeof value[0] === "number") {
      const position: LonLat = [value[0], value[1]];
      return holds(position) ? { position, path } : null;
    }
    for (const [index, inner] of value.entries()) {
      const found = visit(inner, `${path}[${index}]`);
      if (found !== null) return found;
    }
    return null;
  };
  return geometry.type === "GeometryCollection" ? null : visit(geometry.coordinates, ".coordinates");
}
