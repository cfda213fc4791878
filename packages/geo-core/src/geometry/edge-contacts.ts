import { orient2d } from "robust-predicates";

/** Directed edges of rings, columns of end points; `next[e]` is the edge that begins where e ends. */
export interface EdgeColumns {
  readonly ax: Float64Array;
  readonly ay: Float64Array;
  readonly bx: Float64Array;
  readonly by: Float64Array;
  readonly next: Int32Array;
}

/** Which end points of the two edges lie on the other edge; none of them where the edges cross in the inside of both. */
export interface Contact {
  readonly startOfE: boolean;
  readonly endOfE: boolean;
  readonly startOfF: boolean;
  readonly endOfF: boolean;
}

/** Edge columns of rings given by their vertices, the last joined to the first. */
export function edgeColumns(rings: readonly (readonly { readonly x: number; readonly y: number }[])[]): EdgeColumns {
  const count = rings.reduce((sum, ring) => sum + ring.length, 0);
  const columns = {
    ax: new Float64Array(count),
    ay: new Float64Array(count),
    bx: new Float64Array(count),
    by: new Float64Array(count),
    next: new Int32Array(count),
  };
  let e = 0;
  for (const ring of rings) {
    const start = e;
    for (let i = 0; i < ring.length; i++, e++) {
      const a = ring[i]!;
      const b = ring[(i + 1) % ring.length]!;
      columns.ax[e] = a.x;
      columns.ay[e] = a.y;
      columns.bx[e] = b.x;
      columns.by[e] = b.y;
      columns.next[e] = i + 1 < ring.length ? e + 1 : start;
    }
  }
  return columns;
}

/**
 * Calls `visit(e, f, contact)` for every two edges that meet, apart from neighbours that share only their common vertex; stops
 * when it returns true. Exact for the given doubles. Sweep along x. Cost: O(n log n + pairs of edges with overlapping boxes).
 */
export function visitContacts(edges: EdgeColumns, visit: (e: number, f: number, contact: Contact) => boolean): void {
  const { ax, ay, bx, by } = edges;
  const minX = ax.map((x, e) => Math.min(x, bx[e]!));
  const order = Int32Array.from({ length: ax.length }, (_, e) => e).sort((e, f) => minX[e]! - minX[f]! || e - f);
  let active: number[] = [];
  for (const e of order) {
    const low = Math.min(ay[e]!, by[e]!);
    const high = Math.max(ay[e]!, by[e]!);
    const still: number[] = [];
    for (const f of active) {
      if (Math.max(ax[f]!, bx[f]!) < minX[e]!) continue;
      still.push(f);
      if (Math.max(ay[f]!, by[f]!) < low || Math.min(ay[f]!, by[f]!) > high) continue;
      const contact = contactOf(edges, e, f);
      if (contact && visit(e, f, contact)) return;
    }
    still.push(e);
    active = still;
  }
}

function contactOf(edges: EdgeColumns, e: number, f: number): Contact | null {
  const { ax, ay, bx, by, next } = edges;
  const a = orient2d(ax[f]!, ay[f]!, bx[f]!, by[f]!, ax[e]!, ay[e]!);
  const b = orient2d(ax[f]!, ay[f]!, bx[f]!, by[f]!, bx[e]!, by[e]!);
  if ((a > 0 && b > 0) || (a < 0 && b < 0)) return null;
  const c = orient2d(ax[e]!, ay[e]!, bx[e]!, by[e]!, ax[f]!, ay[f]!);
  const d = orient2d(ax[e]!, ay[e]!, bx[e]!, by[e]!, bx[f]!, by[f]!);
  if ((c > 0 && d > 0) || (c < 0 && d < 0)) return null;
  const contact = {
    startOfE: a === 0 && inBox(edges, f, ax[e]!, ay[e]!),
    endOfE: b === 0 && inBox(edges, f, bx[e]!, by[e]!),
    startOfF: c === 0 && inBox(edges, e, ax[f]!, ay[f]!),
    endOfF: d === 0 && inBox(edges, e, bx[f]!, by[f]!),
  };
  if (a !== 0 && b !== 0 && c !== 0 && d !== 0) return contact;
  const { startOfE, endOfE, startOfF, endOfF } = contact;
  if (!(startOfE || endOfE || startOfF || endOfF)) return null;
  // Neighbours always meet in their common vertex; that alone is no contact.
  if (next[e] === f && endOfE && startOfF && !startOfE && !endOfF) return null;
  if (next[f] === e && endOfF && startOfE && !startOfF && !endOfE) return null;
  return contact;
}

/** Whether edges that meet do so in the inside of both. */
export function isCrossing({ startOfE, endOfE, startOfF, endOfF }: Contact): boolean {
  return !(startOfE || endOfE || startOfF || endOfF);
}

function inBox({ ax, ay, bx, by }: EdgeColumns, e: number, x: number, y: number): boolean {
  return (
    x >= Math.min(ax[e]!, bx[e]!) &&
    x <= Math.max(ax[e]!, bx[e]!) &&
    y >= Math.min(ay[e]!, by[e]!) &&
    y <= Math.max(ay[e]!, by[e]!)
  );
}
