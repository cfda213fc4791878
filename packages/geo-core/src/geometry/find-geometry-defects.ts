import type { Position } from "geojson";
import { crossing, type PlacedRing, secondTouch, selfTouch, sharedBorder } from "./contact-defects.ts";
import type { GeometryDefect } from "./defect-types.ts";
import { type EdgeColumns, edgeColumns, isCrossing, visitContacts } from "./edge-contacts.ts";
import { holeDefects } from "./hole-defects.ts";
import { positionDefects, ringDefects, same } from "./ring-defects.ts";
import type { Geometry } from "./types.ts";

/**
 * All flaws of a geometry that an area, a distance or a map would trip over, each located on the ground and in the JSON; empty
 * for a sound one. Edges are straight in lon/lat; every test of position is exact. Contacts are looked for only where the rings
 * themselves are well-formed.
 *
 * `self-intersection` covers rings that cross or touch themselves, rings of one polygon that cross, share a stretch of border
 * or touch twice, and polygons of one MultiPolygon that overlap or share a border.
 *
 * Cost: O(n log n).
 */
export function findGeometryDefects(geometry: Geometry): readonly GeometryDefect[] {
  switch (geometry.type) {
    case "Point":
      return positionDefects([geometry.coordinates], "coordinates").map((defect) => ({ ...defect, path: "coordinates" }));
    case "MultiPoint":
    case "LineString":
      return positionDefects(geometry.coordinates, "coordinates");
    case "MultiLineString":
      return geometry.coordinates.flatMap((line, i) => positionDefects(line, `coordinates[${i}]`));
    case "Polygon":
      return polygonDefects([geometry.coordinates], () => "coordinates");
    case "MultiPolygon":
      return polygonDefects(geometry.coordinates, (polygon) => `coordinates[${polygon}]`);
    case "GeometryCollection":
      return geometry.geometries.flatMap((inner, i) =>
        findGeometryDefects(inner).map((defect) => ({ ...defect, path: `geometries[${i}].${defect.path}` })),
      );
  }
}

function polygonDefects(
  polygons: readonly (readonly (readonly Position[])[])[],
  pathOf: (polygon: number) => string,
): GeometryDefect[] {
  const rings: PlacedRing[] = polygons.flatMap((polygon, p) =>
    polygon.map((positions, ring) => ({ positions, polygon: p, ring, path: `${pathOf(p)}[${ring}]` })),
  );
  const outOfRange = rings.flatMap(({ positions, path }) => positionDefects(positions, path));
  if (outOfRange.length > 0) return outOfRange;
  const defects = rings.flatMap(({ positions, path, ring }) => ringDefects(positions, path, ring === 0));
  const malformed = new Set(["ring-not-closed", "ring-too-short"]);
  if (defects.some(({ code }) => malformed.has(code))) return defects;
  const contacts = contactDefects(rings);
  defects.push(...contacts);
  if (contacts.length === 0) defects.push(...holeDefects(rings));
  return defects;
}

/** Crossings, shared borders and forbidden touches among rings; one defect for each pair of rings and kind, at its first place. */
function contactDefects(rings: readonly PlacedRing[]): GeometryDefect[] {
  const vertices = rings.map(({ positions }) => vertexList(positions));
  const edges = edgeColumns(vertices);
  const ringOf: number[] = vertices.flatMap((list, ring) => list.map(() => ring));
  const indexOf: number[] = vertices.flatMap((list) => list.map(({ index }) => index));
  const found: GeometryDefect[] = [];
  const touches = new Map<string, Set<string>>();
  visitContacts(edges, (e, f, contact) => {
    const [p, q] = [rings[ringOf[e]!]!, rings[ringOf[f]!]!];
    const ends = [
      contact.startOfE ? [edges.ax[e]!, edges.ay[e]!] : null,
      contact.endOfE ? [edges.bx[e]!, edges.by[e]!] : null,
      contact.startOfF ? [edges.ax[f]!, edges.ay[f]!] : null,
      contact.endOfF ? [edges.bx[f]!, edges.by[f]!] : null,
    ].filter((end) => end !== null);
    const places = new Set(ends.map((end) => end.join()));
    const path = `${p.path}[${indexOf[e]}]`;
    if (isCrossing(contact)) found.push(crossing(crossingPlace(edges, e, f), path, p, q));
    else if (places.size > 1) {
      // A spike is a stretch of border run both ways; ringDefects has said so at its tip.
      const isSpikeEdge = p === q && (edges.next[e] === f || edges.next[f] === e);
      if (!isSpikeEdge) found.push(sharedBorder(ends[0]!, path, p, q));
    } else if (p === q) found.push(selfTouch(ends[0]!, path));
    else if (p.polygon === q.polygon) {
      const key = `${ringOf[e]} ${ringOf[f]}`.split(" ").sort().join();
      const known = touches.get(key) ?? new Set<string>();
      const before = known.size;
      known.add(ends[0]!.join());
      touches.set(key, known);
      if (before === 1 && known.size === 2) found.push(secondTouch(ends[0]!, path, p, q));
    }
    return false;
  });
  return withoutRepeats(found);
}

/** Vertices of a closed ring without its closing position and without repeats, with their places in the JSON. */
function vertexList(positions: readonly Position[]): { x: number; y: number; index: number }[] {
  const list: { x: number; y: number; index: number }[] = [];
  for (let index = 0; index + 1 < positions.length; index++)
    if (index === 0 || !same(positions[index]!, positions[index - 1]!))
      list.push({ x: positions[index]![0]!, y: positions[index]![1]!, index });
  const [first, last] = [list[0]!, list[list.length - 1]!];
  if (list.length > 1 && first.x === last.x && first.y === last.y) list.pop();
  return list;
}

/** Where two crossing edges cross, to rounding. */
function crossingPlace({ ax, ay, bx, by }: EdgeColumns, e: number, f: number): Position {
  const ux = bx[e]! - ax[e]!;
  const uy = by[e]! - ay[e]!;
  const vx = bx[f]! - ax[f]!;
  const vy = by[f]! - ay[f]!;
  const t = ((ax[f]! - ax[e]!) * vy - (ay[f]! - ay[e]!) * vx) / (ux * vy - uy * vx);
  return [ax[e]! + t * ux, ay[e]! + t * uy];
}

/** One finding for each place and pair of rings: an edge pair and its neighbours often report the same contact. */
function withoutRepeats(found: readonly GeometryDefect[]): GeometryDefect[] {
  const seen = new Set<string>();
  return found.filter(({ at, message }) => {
    const key = `${at.join()} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}
