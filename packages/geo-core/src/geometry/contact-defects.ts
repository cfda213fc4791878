import type { Position } from "geojson";
import { type GeometryDefect, showPosition } from "./defect-types.ts";

/** A ring with its place: polygon number, ring number (0 = shell), JSON path. */
export interface PlacedRing {
  readonly positions: readonly Position[];
  readonly polygon: number;
  readonly ring: number;
  readonly path: string;
}

/** How two rings stand to each other, for messages. */
function relation(p: PlacedRing, q: PlacedRing): { en: string; zh: string } {
  if (p === q) return { en: "the ring with itself", zh: "同一环自身" };
  if (p.polygon !== q.polygon)
    return {
      en: `polygons ${p.polygon} and ${q.polygon} of the MultiPolygon`,
      zh: `多部件中的第 ${p.polygon} 与第 ${q.polygon} 个多边形`,
    };
  return p.ring === 0 || q.ring === 0
    ? { en: `the outer ring and hole ${Math.max(p.ring, q.ring)}`, zh: `外环与第 ${Math.max(p.ring, q.ring)} 个内环` }
    : { en: `holes ${p.ring} and ${q.ring}`, zh: `第 ${p.ring} 与第 ${q.ring} 个内环` };
}

function defect(at: Position, path: string, message: string, messageZh: string): GeometryDefect {
  return { code: "self-intersection", at: [at[0]!, at[1]!], path, message, messageZh };
}

export function crossing(at: Position, path: string, p: PlacedRing, q: PlacedRing): GeometryDefect {
  const { en, zh } = relation(p, q);
  const place = showPosition([at[0]!, at[1]!]);
  return defect(
    at,
    path,
    `Edges cross at ${place}: ${en}; correct the order of the positions.`,
    `${zh}的边在 ${place} 处相交，请更正点序。`,
  );
}

export function sharedBorder(at: Position, path: string, p: PlacedRing, q: PlacedRing): GeometryDefect {
  const { en, zh } = relation(p, q);
  const place = showPosition([at[0]!, at[1]!]);
  return defect(
    at,
    path,
    `A stretch of border is shared from ${place}: ${en}; unite or separate them.`,
    `${zh}自 ${place} 起有一段边重合，请合并或分开。`,
  );
}

export function selfTouch(at: Position, path: string): GeometryDefect {
  const place = showPosition([at[0]!, at[1]!]);
  return defect(
    at,
    path,
    `The ring touches itself at ${place}; make two rings of it.`,
    `环在 ${place} 处与自身相接，请拆成两个环。`,
  );
}

export function secondTouch(at: Position, path: string, p: PlacedRing, q: PlacedRing): GeometryDefect {
  const { en, zh } = relation(p, q);
  const place = showPosition([at[0]!, at[1]!]);
  return defect(
    at,
    path,
    `Rings touch at a second place, ${place}: ${en}; the polygon falls apart there, make two of it.`,
    `${zh}在 ${place} 处第二次相接，多边形在此断开，请拆成两个。`,
  );
}

export function overlap(at: Position, path: string, p: PlacedRing, q: PlacedRing): GeometryDefect {
  const { en, zh } = relation(p, q);
  const place = showPosition([at[0]!, at[1]!]);
  return defect(at, path, `One covers the other at ${place}: ${en}; unite them.`, `${zh}在 ${place} 处重叠，请合并。`);
}
