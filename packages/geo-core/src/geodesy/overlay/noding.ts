import { edgeColumns, isCrossing, visitContacts } from "../../geometry/edge-contacts.ts";
import type { GridPath, GridPoint } from "./clipper.ts";

/** Where rings of a set meet, apart from neighbours sharing their common vertex. */
export interface Touches {
  /** Two edges cross in the inside of both. */
  readonly crosses: boolean;
  /** For edge e (numbered through all rings), vertices of others that lie on it, its own ends included where shared. */
  readonly touches: ReadonlyMap<number, readonly GridPoint[]>;
}

/** Contacts between the edges of rings, exact. Stops at a crossing, since the caller has to resolve that first. */
export function findTouches(rings: readonly GridPath[]): Touches {
  const edges = edgeColumns(rings);
  const { ax, ay, bx, by } = edges;
  const touches = new Map<number, GridPoint[]>();
  let crosses = false;
  const note = (e: number, x: number, y: number): void => {
    const points = touches.get(e);
    if (points) points.push({ x, y });
    else touches.set(e, [{ x, y }]);
  };
  visitContacts(edges, (e, f, contact) => {
    crosses = isCrossing(contact);
    if (contact.startOfE) note(f, ax[e]!, ay[e]!);
    if (contact.endOfE) note(f, bx[e]!, by[e]!);
    if (contact.startOfF) note(e, ax[f]!, ay[f]!);
    if (contact.endOfF) note(e, bx[f]!, by[f]!);
    return crosses;
  });
  return { crosses, touches };
}
