import { type OutlinePiece, reachAlong, upperEnvelope } from "./buffer-envelope.ts";
import { PositionColumn } from "./position-column.ts";

/** Arcs are cut so that none turns by more: then no centre that they face can lie between an arc and its chord. */
const LONGEST_ARC = Math.PI / 3;
/** How squarely every piece must face the centre, as a share of the radius; over sin² 30° = 0.25 (docs/accuracy.md, "Buffer"). */
const LEAST_FACING = 0.3;
/** Outline points nearer than this to the one before are left out. It is part of the rounding that the plan allows for. */
const NEAR_M = 2e-4;
const TURN = 2 * Math.PI;

/** Where an outline is sampled: sagitta of arcs, how far outside their vertices between the ends are put, and longest straight piece. */
export interface StarSampling {
  readonly arcToleranceM: number;
  readonly arcLiftM: number;
  readonly longestM: number;
}

/** An outline that every ray from its centre meets once, counter-clockwise: x and y in turn, up to `length`. */
export interface StarOutline {
  readonly centreX: number;
  readonly centreY: number;
  readonly xy: Float64Array;
  readonly length: number;
}

/**
 * The outline of the ground within `radius` of a simple ring and its inside, counter-clockwise, or of a line run forth and back, or
 * of a single point; null where some stretch does not face the centre, which happens for long or hooked shapes beside short radii.
 *
 * Each edge is moved outward, each outward corner gets an arc: the outline consists of parts of these pieces. All of them run
 * counter-clockwise about the centre, so a ray meets the outline once, where it leaves the farthest piece. Cost: O(n log n).
 * The points are good until the next call.
 */
export function starOutline(ring: readonly number[], radius: number, sampling: StarSampling): StarOutline | null {
  const [centreX, centreY] = middleOf(ring);
  const lists = ring.length === 2 ? [[circle()]] : chainsAbout(ring, centreX, centreY, radius);
  if (!lists) return null;
  const pieces = upperEnvelope(lists, radius);
  if (!isClosed(pieces)) return null;
  const { numbers, length } = sample(pieces, radius, centreX, centreY, sampling);
  return { centreX, centreY, xy: numbers, length };
}

const circle = (): OutlinePiece => ({ isArc: true, x: 0, y: 0, h: 0, from: 0, to: TURN });

function middleOf(ring: readonly number[]): [number, number] {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    west = Math.min(west, ring[i]!);
    east = Math.max(east, ring[i]!);
    south = Math.min(south, ring[i + 1]!);
    north = Math.max(north, ring[i + 1]!);
  }
  return [(west + east) / 2, (south + north) / 2];
}

/** Runs of pieces that hang together; one ends at each inward corner and at the angle 0. Null where a piece faces away. */
function chainsAbout(ring: readonly number[], cx: number, cy: number, radius: number): OutlinePiece[][] | null {
  const chains = new Chains(radius);
  const count = ring.length / 2;
  let [nx, ny] = [0, 0];
  for (let back = 1; back < count && nx === 0 && ny === 0; back++) [nx, ny] = normalOf(ring, count - back, count);
  for (let i = 0; i < count; i++) {
    const [mx, my] = normalOf(ring, i, count);
    if (mx === 0 && my === 0) continue;
    const x = ring[2 * i]! - cx;
    const y = ring[2 * i + 1]! - cy;
    const cross = nx * my - ny * mx;
    const dot = nx * mx + ny * my;
    if (cross > 0 || (cross === 0 && dot < 0)) {
      if (!chains.addArc(x, y, nx, ny, Math.atan2(Math.abs(cross), dot))) return null;
    } else if (cross < 0) chains.cut();
    const j = (i + 1) % count;
    if (!chains.addLine(x, y, ring[2 * j]! - cx, ring[2 * j + 1]! - cy, mx, my)) return null;
    [nx, ny] = [mx, my];
  }
  return chains.lists;
}

/** Unit normal to the right of edge i, which is outward; 0, 0 for an edge without length. */
function normalOf(ring: readonly number[], i: number, count: number): [number, number] {
  const a = 2 * (i % count);
  const b = 2 * ((i + 1) % count);
  const dx = ring[b]! - ring[a]!;
  const dy = ring[b + 1]! - ring[a + 1]!;
  const length = Math.sqrt(dx * dx + dy * dy);
  return length === 0 ? [0, 0] : [dy / length, -dx / length];
}

class Chains {
  readonly lists: OutlinePiece[][] = [];
  readonly #radius: number;
  #list: OutlinePiece[] | null = null;
  #angle = 0;

  constructor(radius: number) {
    this.#radius = radius;
  }

  cut(): void {
    this.#list = null;
  }

  /** An arc about (x, y) from the normal (nx, ny) on, cut into short ones. */
  addArc(x: number, y: number, nx: number, ny: number, turn: number): boolean {
    const parts = Math.max(1, Math.ceil(turn / LONGEST_ARC - 1e-9));
    const [c, s] = [Math.cos(turn / parts), Math.sin(turn / parts)];
    let [px, py] = [nx, ny];
    for (let part = 0; part < parts; part++) {
      const [qx, qy] = [c * px - s * py, s * px + c * py];
      if (!this.#faces(x, y, px, py) || !this.#faces(x, y, qx, qy)) return false;
      this.#add(true, x, y, 0, x + this.#radius * px, y + this.#radius * py, x + this.#radius * qx, y + this.#radius * qy);
      [px, py] = [qx, qy];
    }
    return true;
  }

  /** The edge from (ax, ay) to (bx, by) moved along its normal. */
  addLine(ax: number, ay: number, bx: number, by: number, nx: number, ny: number): boolean {
    const r = this.#radius;
    if (!this.#faces(ax, ay, nx, ny)) return false;
    this.#add(false, nx, ny, ax * nx + ay * ny + r, ax + r * nx, ay + r * ny, bx + r * nx, by + r * ny);
    return true;
  }

  #faces(x: number, y: number, nx: number, ny: number): boolean {
    return x * nx + y * ny + this.#radius >= LEAST_FACING * this.#radius;
  }

  #add(isArc: boolean, x: number, y: number, h: number, px: number, py: number, qx: number, qy: number): void {
    if (!this.#list) this.#start(turned(Math.atan2(py, px)));
    const from = this.#angle;
    const advance = turned(Math.atan2(qy, qx) - from);
    // A piece advances by less than half a turn; a step back is rounding.
    const to = advance > Math.PI ? from : from + advance;
    if (to < TURN) {
      if (to > from) this.#list!.push({ isArc, x, y, h, from, to });
      this.#angle = to;
      return;
    }
    this.#list!.push({ isArc, x, y, h, from, to: TURN });
    this.#start(0);
    this.#angle = to - TURN;
    if (this.#angle > 0) this.#list!.push({ isArc, x, y, h, from: 0, to: this.#angle });
  }

  #start(angle: number): void {
    this.#angle = angle;
    this.#list = [];
    this.lists.push(this.#list);
  }
}

function turned(angle: number): number {
  const rest = angle % TURN;
  return rest < 0 ? rest + TURN : rest;
}

/** Whether pieces cover the whole turn, gaps of rounding apart. */
function isClosed(pieces: readonly OutlinePiece[]): boolean {
  let at = 0;
  for (const { from, to } of pieces) {
    if (from - at > 1e-12) return false;
    at = to;
  }
  return TURN - at <= 1e-12;
}

const sampled = new PositionColumn();

/** Points on the pieces, for as long as no other outline is sampled: each one's beginning, and between as many as the sampling asks. */
function sample(pieces: readonly OutlinePiece[], radius: number, cx: number, cy: number, sampling: StarSampling): PositionColumn {
  const longestTurn = 2 * Math.acos(Math.max(0, 1 - sampling.arcToleranceM / radius));
  const lift = 1 + sampling.arcLiftM / radius;
  let angle = Number.NaN;
  let [ux, uy] = [0, 0];
  sampled.length = 0;
  for (const piece of pieces) {
    if (piece.from !== angle) [ux, uy] = [Math.cos(piece.from), Math.sin(piece.from)];
    const begin = reachAlong(piece, radius, ux, uy);
    const [ax, ay] = [begin * ux, begin * uy];
    angle = piece.to;
    [ux, uy] = [Math.cos(angle), Math.sin(angle)];
    const end = reachAlong(piece, radius, ux, uy);
    const [bx, by] = [end * ux, end * uy];
    if (piece.isArc) sampleArc(piece, cx, cy, ax - piece.x, ay - piece.y, bx - piece.x, by - piece.y, longestTurn, lift);
    else sampleLine(cx + ax, cy + ay, bx - ax, by - ay, sampling.longestM);
  }
  return withoutClosing(sampled);
}

function sampleLine(x: number, y: number, dx: number, dy: number, longestM: number): void {
  const parts = Math.max(1, Math.ceil(Math.sqrt(dx * dx + dy * dy) / longestM));
  const xy = sampled.reserve(2 * parts);
  let at = sampled.length;
  for (let k = 0; k < parts; k++) at = put(xy, at, x + (dx * k) / parts, y + (dy * k) / parts);
  sampled.length = at;
}

/**
 * The arc about the piece's middle from (dx, dy) to (ex, ey), each point turned from the one before by the same rotation, lifted but for the
 * first, which the piece before shares. A whole circle is lifted all round.
 */
function sampleArc(
  { x, y, from, to }: OutlinePiece,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
  ex: number,
  ey: number,
  longestTurn: number,
  lift: number,
): void {
  const isWhole = to - from === TURN;
  const turn = isWhole ? TURN : turned(Math.atan2(dx * ey - dy * ex, dx * ex + dy * ey));
  // A turn backward is rounding on a piece of no length.
  const least = turn > TURN - 1e-6 && !isWhole ? 1 : Math.max(1, Math.ceil(turn / longestTurn));
  // Between two ends on the circle the whole sagitta counts, of which only 25/36 are allowed where others are lifted.
  const parts = least === 1 && lift > 1 && turn > (5 / 6) * longestTurn && turn < longestTurn ? 2 : least;
  const c = Math.cos(turn / parts);
  const s = Math.sin(turn / parts);
  const [mx, my] = [cx + x, cy + y];
  const xy = sampled.reserve(2 * parts);
  let at = sampled.length;
  let [px, py] = isWhole ? [lift * dx, lift * dy] : [lift * (c * dx - s * dy), lift * (s * dx + c * dy)];
  if (!isWhole) at = put(xy, at, mx + dx, my + dy);
  for (let k = isWhole ? 0 : 1; k < parts; k++) {
    at = put(xy, at, mx + px, my + py);
    const turnedX = c * px - s * py;
    py = s * px + c * py;
    px = turnedX;
  }
  sampled.length = at;
}

/** Writes a point unless it lies beside the one before; where the next one goes. */
function put(xy: Float64Array, at: number, x: number, y: number): number {
  if (at > 0 && Math.abs(xy[at - 2]! - x) < NEAR_M && Math.abs(xy[at - 1]! - y) < NEAR_M) return at;
  xy[at] = x;
  xy[at + 1] = y;
  return at + 2;
}

/** Takes off a last point that lies beside the first. */
function withoutClosing(column: PositionColumn): PositionColumn {
  const last = column.length - 2;
  const xy = column.numbers;
  if (last > 0 && Math.abs(xy[last]! - xy[0]!) < NEAR_M && Math.abs(xy[last + 1]! - xy[1]!) < NEAR_M) column.length = last;
  return column;
}
