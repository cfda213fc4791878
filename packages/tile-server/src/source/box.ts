import type { Bbox, Geometry } from "@parkatlas/geo-core";

type Position = readonly number[];

/** Whether the segment a–b has a point in the closed box (Liang & Barsky 1984). */
function segmentTouches(a: Position, b: Position, [west, south, east, north]: Bbox): boolean {
  const [ax, ay, dx, dy] = [a[0]!, a[1]!, b[0]! - a[0]!, b[1]! - a[1]!];
  let enter = 0;
  let leave = 1;
  for (const [step, room] of [
    [-dx, ax - west],
    [dx, east - ax],
    [-dy, ay - south],
    [dy, north - ay],
  ] as const) {
    if (step === 0) {
      if (room < 0) return false;
    } else if (step < 0) enter = Math.max(enter, room / step);
    else leave = Math.min(leave, room / step);
    if (enter > leave) return false;
  }
  return true;
}

function lineTouches(line: readonly Position[], box: Bbox): boolean {
  return line.some((position, index) => segmentTouches(line[Math.max(0, index - 1)]!, position, box));
}

/** Whether a position lies inside the rings by the even-odd rule; called only when no ring touches the box. */
function isInside(x: number, y: number, rings: readonly (readonly Position[])[]): boolean {
  let inside = false;
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay, bx, by] = [ring[i - 1]![0]!, ring[i - 1]![1]!, ring[i]![0]!, ring[i]![1]!];
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    }
  return inside;
}

function polygonTouches(rings: readonly (readonly Position[])[], box: Bbox): boolean {
  return rings.some((ring) => lineTouches(ring, box)) || isInside(box[0], box[1], rings);
}

/**
 * Whether a geometry and a closed box in degrees have a point in common, edges straight in lon/lat: what the `bbox` of
 * OGC API – Features selects. Comparing the boxes of the features would also return features that only come near.
 */
export function touchesBox(geometry: Geometry, box: Bbox): boolean {
  switch (geometry.type) {
    case "Point":
      return segmentTouches(geometry.coordinates, geometry.coordinates, box);
    case "MultiPoint":
      return geometry.coordinates.some((position) => segmentTouches(position, position, box));
    case "LineString":
      return lineTouches(geometry.coordinates, box);
    case "MultiLineString":
      return geometry.coordinates.some((line) => lineTouches(line, box));
    case "Polygon":
      return polygonTouches(geometry.coordinates, box);
    case "MultiPolygon":
      return geometry.coordinates.some((polygon) => polygonTouches(polygon, box));
    case "GeometryCollection":
      return geometry.geometries.some((part) => touchesBox(part, box));
  }
}
