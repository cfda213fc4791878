import type { Position } from "geojson";
import type { GeometryDefect } from "../geometry/defect-types.ts";
import { findGeometryDefects } from "../geometry/find-geometry-defects.ts";
import { change, type RingInRepair, repairRing } from "../geometry/repair-ring.ts";
import type { GeometryChange, RepairAction, RepairedGeometry } from "../geometry/repair-types.ts";
import { signedArea } from "../geometry/ring-defects.ts";
import type { Areal, Geometry } from "../geometry/types.ts";
import { evenOdd, subtract, unite } from "./overlay/clipper.ts";
import { arealFromGrid, degreeGridAround, polygonsOf, STEPS_PER_DEG, toGrid } from "./overlay/degree-grid.ts";

/**
 * A valid geometry from a flawed one, with the list of all that was changed; the original is not touched, and comes back itself
 * where it is sound. Rings are closed, repeated positions and spikes left out, windings turned. Where rings still cross, touch or
 * overlap, the polygons are drawn anew: of each shell stays what it goes round an odd number of times (a bow-tie becomes two
 * polygons), holes are taken off, parts united. Nothing is left out without a change that says so. Lines and points have nothing to
 * repair; positions that are not in degrees are left and reported in `remaining`.
 *
 * Accuracy: positions that stay are equal to the original's, unless the polygons are drawn anew: then they are on a grid of 1e-9
 * degrees, 0.1 mm. Cost: O(n log n).
 */
export function repairGeometry(geometry: Geometry): RepairedGeometry {
  const defects = findGeometryDefects(geometry);
  const outOfRange = defects.filter(({ code }) => code === "position-out-of-range");
  if (defects.length === 0 || outOfRange.length > 0) return { geometry, changes: [], remaining: outOfRange };
  if (geometry.type === "GeometryCollection") return repairCollection(geometry.geometries);
  if (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon") return { geometry, changes: [], remaining: defects };
  return repairAreal(geometry);
}

function repairCollection(geometries: readonly Geometry[]): RepairedGeometry {
  const parts = geometries.map(repairGeometry);
  const prefixed = <Entry extends { readonly path: string }>(entries: readonly Entry[], i: number): Entry[] =>
    entries.map((entry) => ({ ...entry, path: `geometries[${i}].${entry.path}` }));
  const left = parts.map(({ geometry }) => geometry).filter((part) => part !== null);
  return {
    geometry: left.length > 0 ? { type: "GeometryCollection", geometries: left } : null,
    changes: parts.flatMap(({ changes }, i) => prefixed(changes, i)),
    remaining: parts.flatMap(({ remaining }, i) => prefixed(remaining, i)),
  };
}

function repairAreal(areal: Areal): RepairedGeometry {
  const changes: GeometryChange[] = [];
  const pathOf = (polygon: number): string => (areal.type === "Polygon" ? "coordinates" : `coordinates[${polygon}]`);
  const polygons: RingInRepair[][] = [];
  polygonsOf(areal).forEach((rings, p) => {
    const repaired = rings.map((ring, r) => repairRing(ring, `${pathOf(p)}[${r}]`, changes));
    const [shell, ...holes] = repaired;
    if (shell) polygons.push([shell, ...holes.filter((hole) => hole !== null)]);
    else for (const hole of holes) if (hole) changes.push(change("ring-dropped", hole.points[0]!.position, hole.path));
  });
  if (polygons.length === 0) return { geometry: null, changes, remaining: [] };
  const turned = polygons.map((rings) => rings.map((ring, r) => closedRing(ring, r === 0)));
  const cleaned = arealOf(turned);
  polygons.forEach((rings) => {
    rings.forEach((ring, r) => {
      if (isWrong(ring, r === 0)) changes.push(change("ring-reversed", ring.points[0]!.position, ring.path));
    });
  });
  const flaws = findGeometryDefects(cleaned);
  if (flaws.length === 0) return { geometry: cleaned, changes, remaining: [] };
  changes.push(...flaws.map((flaw) => changeFor(flaw, cleaned, polygons)), ...lossesOf(polygons));
  const geometry = drawnAnew(turned);
  return { geometry, changes, remaining: geometry ? findGeometryDefects(geometry) : [] };
}

const arealOf = (polygons: Position[][][]): Areal =>
  polygons.length === 1 ? { type: "Polygon", coordinates: polygons[0]! } : { type: "MultiPolygon", coordinates: polygons };

function plainRing({ points }: RingInRepair): Position[] {
  return [...points, points[0]!].map(({ position }) => [...position]);
}

function isWrong(ring: RingInRepair, isShell: boolean): boolean {
  const area = signedArea(plainRing(ring));
  return area !== 0 && area > 0 !== isShell;
}

/** The ring, closed and wound as RFC 7946 asks; its first position stays the first. */
function closedRing(ring: RingInRepair, isShell: boolean): Position[] {
  return isWrong(ring, isShell) ? plainRing(ring).reverse() : plainRing(ring);
}

/** Shells read even-odd, less their holes, all united. */
function drawnAnew(polygons: readonly (readonly Position[][])[]): Areal | null {
  const grid = degreeGridAround([arealOf(polygons as Position[][][])]);
  const clean = (ring: readonly Position[]) => evenOdd([ring.slice(1).map(([lon, lat]) => toGrid(grid, lon!, lat!))]);
  const parts = polygons.map(([shell, ...holes]) => subtract(clean(shell!), unite(holes.flatMap(clean))));
  return arealFromGrid(grid, parts.length === 1 ? parts[0]! : unite(parts.flat()));
}

/** The change that answers a flaw of the cleaned geometry, with its path in the original. */
function changeFor(flaw: GeometryDefect, cleaned: Areal, polygons: readonly (readonly RingInRepair[])[]): GeometryChange {
  const numbers = [...flaw.path.matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number));
  const [p, r, i] = cleaned.type === "Polygon" ? [0, ...numbers] : numbers;
  const rings = polygons[p ?? 0]!;
  const ring = rings[r ?? 0]!;
  const count = ring.points.length;
  const turnedIndex = isWrong(ring, (r ?? 0) === 0) ? count - (i ?? 0) : (i ?? 0);
  const path = i === undefined ? ring.path : `${ring.path}[${ring.points[turnedIndex % count]!.index}]`;
  const repaired = change(actionFor(flaw, polygons.length, rings.length), [...flaw.at], path);
  return {
    ...repaired,
    message: `${repaired.message} (${flaw.message})`,
    messageZh: `${repaired.messageZh}（${flaw.messageZh}）`,
  };
}

function actionFor({ code, message }: GeometryDefect, polygons: number, rings: number): RepairAction {
  if (code === "hole-outside-shell" || code === "nested-hole") return "hole-cut";
  if (polygons > 1 && / of the MultiPolygon/.test(message)) return "parts-united";
  return rings > 1 && /hole/.test(message) ? "hole-cut" : "crossing-split";
}

/** What drawing anew loses: digits beyond the ninth, and heights. */
function lossesOf(polygons: readonly (readonly RingInRepair[])[]): GeometryChange[] {
  const points = polygons.flat().flatMap(({ path, points }) => points.map((point) => ({ ...point, path })));
  const onGrid = (value: number): boolean => Math.round(value * STEPS_PER_DEG) / STEPS_PER_DEG === value;
  const rounded = points.find(({ position }) => !(onGrid(position[0]!) && onGrid(position[1]!)));
  const high = points.find(({ position }) => position.length > 2);
  return [
    ...(rounded ? [change("positions-rounded", rounded.position, `${rounded.path}[${rounded.index}]`)] : []),
    ...(high ? [change("heights-dropped", high.position, `${high.path}[${high.index}]`)] : []),
  ];
}
