import { type Face, Mesh } from "./geometry/mesh.ts";
import { rectangle } from "./geometry/outline.ts";
import {
  add,
  areaOf,
  centroidOf,
  chamfer,
  contains,
  cutConvex,
  distanceToOutline,
  distanceToRing,
  dot,
  edgesOf,
  extent,
  insetConvex,
  length,
  mix,
  type Ring,
  scale,
  sub,
  turn,
  unit,
  type XY,
} from "./geometry/plane.ts";
import type { Random } from "./random.ts";
import type { Character } from "./spec.ts";

/** Land of one parcel in the block's plane; `growth` runs from 0 (built first, at the core) to 1 (the edge). */
export interface Plot {
  readonly ring: Ring;
  readonly holes: readonly Ring[];
  readonly growth: number;
}

export interface Layout {
  readonly plots: readonly Plot[];
  /** The street-bounded pieces that the plots were cut from. */
  readonly pieces: readonly Ring[];
}

interface Grain {
  readonly meanHa: number;
  readonly spread: number;
  readonly streetM: readonly [number, number];
  readonly meshHa: number;
}

/** How coarse the land of a block is: parcel size, street distances, and the size from which no street is laid. */
const GRAIN: Readonly<Record<Character, Grain>> = {
  heavy: { meanHa: 9, spread: 0.85, streetM: [1050, 780], meshHa: 70 },
  mixed: { meanHa: 6.2, spread: 0.75, streetM: [720, 560], meshHa: 34 },
  light: { meanHa: 4.2, spread: 0.65, streetM: [560, 430], meshHa: 22 },
  fine: { meanHa: 3.6, spread: 0.65, streetM: [520, 400], meshHa: 19 },
};
const LEAST_M2 = 5_200;
const MOST_M2 = 580_000;

export interface LayoutInput {
  readonly outline: Ring;
  readonly character: Character;
  readonly parcels: number;
  /** Places that no parcel comes near: villages inside the planned area, real plants. */
  readonly keepOut: readonly { readonly at: XY; readonly radiusM: number }[];
}

/** Lays streets, then parcels between them, outward from a core until the wanted number of parcels is reached. */
export function layOut(random: Random, input: LayoutInput): Layout {
  const grain = GRAIN[input.character];
  const isFree = (ring: Ring) =>
    liesWithin(ring, input.outline, 45) && input.keepOut.every(({ at, radiusM }) => distanceToRing(at, ring) > radiusM);
  const quads = streetQuads(random, input.outline, grain, isFree);
  const reach = Math.sqrt(areaOf(input.outline)) / 2;
  const core: XY = [random.between(-0.25, 0.25) * reach, random.between(-0.25, 0.25) * reach];
  const line = random.chance(0.55)
    ? { through: turn([reach * 0.25, 0], random.between(0, 6)), angle: random.between(0.3, 2.6) }
    : null;
  const ordered = quads
    .map((quad) => ({ quad, far: length(sub(centroidOf(quad), core)) * random.between(0.75, 1.25) }))
    .sort((a, b) => a.far - b.far);
  const pieces: Ring[] = [];
  const plots: { ring: Ring; holes: Ring[]; order: number }[] = [];
  for (const { quad } of ordered) {
    if (plots.length >= input.parcels) break;
    const sides = line
      ? cutConvex(quad, line.through, [Math.cos(line.angle), Math.sin(line.angle)], 56).filter((side) => side.length > 2)
      : [quad];
    for (const side of sides)
      for (const piece of layLanes(random, side, grain)) {
        if (areaOf(piece) < LEAST_M2 * 1.3 || isThin(piece)) continue;
        pieces.push(piece);
        for (const plot of cutPlots(random, piece, grain)) plots.push({ ...plot, order: plots.length });
      }
  }
  const kept = plots.slice(0, input.parcels);
  return { pieces, plots: kept.map(({ ring, holes, order }) => ({ ring, holes, growth: order / kept.length })) };
}

/** Slivers between a railway and a street stay green. */
function isThin(ring: Ring): boolean {
  const aroundM = edgesOf(ring).reduce((sum, [a, b]) => sum + length(sub(b, a)), 0);
  return (4 * Math.PI * areaOf(ring)) / aroundM ** 2 < 0.25;
}

/** The free pieces of a slightly warped street grid. */
function streetQuads(random: Random, outline: Ring, { streetM }: Grain, isFree: (ring: Ring) => boolean): readonly Ring[] {
  const [west, east] = extent(outline, [1, 0]);
  const [south, north] = extent(outline, [0, 1]);
  const columns = lines(random, west, east, streetM[0]);
  const rows = lines(random, south, north, streetM[1]);
  const bend = random.between(15, 60);
  const wave = random.between(900, 1800);
  const at = (column: number, row: number): XY => {
    const x = columns[column]!;
    const y = rows[row]!;
    return [x + bend * Math.sin(y / wave), y + bend * 0.6 * Math.sin(x / wave + 1)];
  };
  const half = (index: number) => (index % 3 === 0 ? 25 : 14);
  const quads: Ring[] = [];
  for (let row = 0; row + 1 < rows.length; row++)
    for (let column = 0; column + 1 < columns.length; column++) {
      const quad = [at(column, row), at(column + 1, row), at(column + 1, row + 1), at(column, row + 1)];
      quads.push(...freePieces(insetConvex(quad, [half(row), half(column + 1), half(row + 1), half(column)]), isFree, 2));
    }
  return quads;
}

/** A ring if it is free, else those of its quarters that are, down to a number of quarterings. */
function freePieces(ring: Ring, isFree: (ring: Ring) => boolean, depth: number): readonly Ring[] {
  if (ring.length < 3 || areaOf(ring) < LEAST_M2 * 3) return [];
  if (isFree(ring)) return [ring];
  if (depth === 0) return [];
  const along = unit(sub(ring[1]!, ring[0]!));
  const middle = centroidOf(ring);
  return cutConvex(ring, middle, along, 20)
    .filter((side) => side.length > 2)
    .flatMap((side) => cutConvex(side, middle, [-along[1], along[0]], 20))
    .flatMap((quarter) => freePieces(quarter, isFree, depth - 1));
}

function lines(random: Random, low: number, high: number, stepM: number): readonly number[] {
  const found: number[] = [low + random.between(0.05, 0.4) * stepM];
  while (found[found.length - 1]! < high) found.push(found[found.length - 1]! + stepM * random.between(0.72, 1.28));
  return found;
}

function liesWithin(ring: Ring, outline: Ring, marginM: number): boolean {
  const points = edgesOf(ring).flatMap(([a, b]) => [a, mix(a, b, 0.33), mix(a, b, 0.67)]);
  return (
    points.every((point) => contains(outline, point) && distanceToOutline(point, outline) > marginM) &&
    !outline.some((point) => contains(ring, point))
  );
}

/** Cuts a street quadrilateral by lanes until its pieces are small enough to hold two rows of parcels. */
function layLanes(random: Random, ring: Ring, grain: Grain): readonly Ring[] {
  if (ring.length < 3) return [];
  if (areaOf(ring) <= grain.meshHa * 10_000) return [chamfer(ring, random.between(8, 16))];
  const { through, direction } = cutLine(random, ring, random.between(0.42, 0.58));
  return cutConvex(ring, through, direction, random.between(16, 24)).flatMap((side) => layLanes(random, side, grain));
}

/** A line across the longer extent of a ring, at a share of it, tilted by a degree or so. */
function cutLine(random: Random, ring: Ring, share: number): { readonly through: XY; readonly direction: XY } {
  const [a, b] = [...edgesOf(ring)].sort(([p, q], [r, s]) => length(sub(s, r)) - length(sub(q, p)))[0]!;
  const along = unit(sub(b, a));
  const across: XY = [-along[1], along[0]];
  const [alongLow, alongHigh] = extent(ring, along);
  const [acrossLow, acrossHigh] = extent(ring, across);
  const longWays = alongHigh - alongLow >= (acrossHigh - acrossLow) * 0.92;
  const axis = longWays ? along : across;
  const [low, high] = longWays ? [alongLow, alongHigh] : [acrossLow, acrossHigh];
  const other = centroidOf(ring);
  const through = add(other, scale(axis, low + (high - low) * share - dot(other, axis)));
  return { through, direction: turn(longWays ? across : along, random.between(-0.03, 0.03)) };
}

function cutPlots(random: Random, piece: Ring, grain: Grain): readonly { ring: Ring; holes: Ring[] }[] {
  const mesh = new Mesh(piece);
  const wantedM2 = () => Math.min(45, Math.max(0.6, grain.meanHa * Math.exp(random.normal() * grain.spread - 0.22))) * 10_000;
  for (let index = 0; index < mesh.faces.length; index++) cutFace(random, mesh, mesh.faces[index]!, wantedM2);
  for (const face of [...mesh.faces]) makeAwkward(random, mesh, face);
  roughen(random, mesh);
  return mesh.faces
    .filter((face) => mesh.areaOf(face) > 5_000)
    .filter(() => !random.chance(0.015)) // some land stays green
    .map((face) => ({ ring: mesh.ringOf(face.ring), holes: face.holes.map((hole) => mesh.ringOf(hole)) }));
}

function cutFace(random: Random, mesh: Mesh, face: Face, wantedM2: () => number): void {
  for (let tries = 0; tries < 12; tries++) {
    const areaM2 = mesh.areaOf(face);
    const wanted = wantedM2();
    if (areaM2 < LEAST_M2 * 2 || (areaM2 < wanted * 1.6 && areaM2 < MOST_M2)) return;
    const share = areaM2 > wanted * 4 ? random.between(0.42, 0.58) : random.between(0.34, 0.66);
    const { through, direction } = cutLine(random, mesh.ringOf(face.ring), share);
    mesh.cut(face, through, direction, LEAST_M2);
  }
}

/** Turns a few faces into the shapes that real registers hold: an L, a notch, a hole. */
function makeAwkward(random: Random, mesh: Mesh, face: Face): void {
  const areaM2 = mesh.areaOf(face);
  if (face.finished || areaM2 < 18_000) return;
  const shape = random.weighted([
    ["plain", 84],
    ["L", 10],
    ["notch", areaM2 > 60_000 ? 6 : 0],
    ["hole", areaM2 > 80_000 ? 5 : 0],
  ] as const);
  const at = random.int(0, face.ring.length - 1);
  if (shape === "L") {
    const [ahead, back] = [random.between(0.35, 0.65), random.between(0.35, 0.65)];
    for (let step = 0; step < face.ring.length; step++)
      if (mesh.cutCorner(face, (at + step) % face.ring.length, ahead, back, LEAST_M2)) return;
  } else if (shape === "notch") mesh.cutNotch(face, at, random.between(75, 110), random.between(72, 100));
  else if (shape === "hole") cutHole(random, mesh, face);
}

function cutHole(random: Random, mesh: Mesh, face: Face): void {
  const ring = mesh.ringOf(face.ring);
  const [a, b] = edgesOf(ring)[0]!;
  const sideM = random.between(76, 130);
  const angle = Math.atan2(b[1] - a[1], b[0] - a[0]);
  const inner = rectangle(centroidOf(ring), sideM, sideM * random.between(0.92, 1.2), angle);
  if (inner.every((point) => contains(ring, point) && distanceToOutline(point, ring) > 30)) mesh.cutHole(face, inner);
}

/** Puts small bends into long borders; the bend is one vertex shared by both neighbours. */
function roughen(random: Random, mesh: Mesh): void {
  const edges = new Map<string, readonly [number, number]>();
  for (const face of mesh.faces)
    face.ring.forEach((a, index) => {
      const b = face.ring[(index + 1) % face.ring.length]!;
      edges.set(`${Math.min(a, b)}-${Math.max(a, b)}`, [a, b]);
    });
  for (const [a, b] of edges.values()) {
    const from = mesh.points[a]!;
    const to = mesh.points[b]!;
    const edgeM = length(sub(to, from));
    if (edgeM < 70 || !random.chance(0.32)) continue;
    const direction = unit(sub(to, from));
    const sideways = Math.min(5, edgeM * 0.014) * random.between(-1, 1);
    mesh.splitEdge(a, b, add(mix(from, to, random.between(0.3, 0.7)), scale([-direction[1], direction[0]], sideways)));
  }
}
