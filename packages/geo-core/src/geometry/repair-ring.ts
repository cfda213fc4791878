import type { Position } from "geojson";
import { showPosition } from "./defect-types.ts";
import type { GeometryChange, RepairAction } from "./repair-types.ts";
import { isSpike, same } from "./ring-defects.ts";

/** A ring in repair: its different positions in order, each with its place in the original; the closing one left out. */
export interface RingInRepair {
  readonly path: string;
  readonly points: readonly { readonly position: Position; readonly index: number }[];
}

/**
 * A ring closed, without repeated positions and without spikes (taking one off can bare another); null where fewer than three
 * positions are left. Every change is added to the list. Cost: O(n).
 */
export function repairRing(ring: readonly Position[], path: string, changes: GeometryChange[]): RingInRepair | null {
  const first = ring[0];
  const last = ring[ring.length - 1];
  if (!first || !last) return dropped(ring, path, changes);
  const isClosed = ring.length > 1 && same(first, last);
  if (!isClosed) changes.push(change("ring-closed", last, `${path}[${ring.length - 1}]`));
  const points: { position: Position; index: number }[] = [];
  const count = isClosed ? ring.length - 1 : ring.length;
  for (let index = 0; index < count; index++) {
    const position = ring[index]!;
    const before = points[points.length - 1];
    if (before && same(before.position, position)) changes.push(change("duplicate-removed", position, `${path}[${index}]`));
    else points.push({ position, index });
  }
  while (points.length > 1 && same(points[0]!.position, points[points.length - 1]!.position)) {
    const { position, index } = points.pop()!;
    changes.push(change("duplicate-removed", position, `${path}[${index}]`));
  }
  removeSpikes(points, path, changes);
  return points.length < 3 ? dropped(ring, path, changes) : { path, points };
}

/** Takes off tips of spikes, and repeats that this leaves, until none is left. */
function removeSpikes(points: { position: Position; index: number }[], path: string, changes: GeometryChange[]): void {
  let sinceChange = 0;
  let i = 0;
  while (points.length >= 3 && sinceChange < points.length) {
    i %= points.length;
    const here = points[i]!;
    const before = points[(i + points.length - 1) % points.length]!;
    const after = points[(i + 1) % points.length]!;
    const isRepeat = same(before.position, here.position);
    if (!isRepeat && !isSpike(before.position, here.position, after.position)) {
      i++;
      sinceChange++;
      continue;
    }
    changes.push(change(isRepeat ? "duplicate-removed" : "spike-removed", here.position, `${path}[${here.index}]`));
    points.splice(i, 1);
    // The neighbour before may have become a tip or a repeat.
    i = (i + points.length - 1) % Math.max(1, points.length);
    sinceChange = 0;
  }
}

function dropped(ring: readonly Position[], path: string, changes: GeometryChange[]): null {
  changes.push(change("ring-dropped", ring[0] ?? [Number.NaN, Number.NaN], path));
  return null;
}

const WORDS: Readonly<Record<RepairAction, readonly [en: string, zh: string]>> = {
  "ring-closed": ["The ring was closed after", "已在该点之后闭合环："],
  "ring-dropped": ["The ring has no area and was left out, at", "该环无面积，已删去："],
  "duplicate-removed": ["A repeated position was left out at", "已删去重复点："],
  "spike-removed": ["The tip of a spike without area was left out at", "已删去无面积尖刺的顶点："],
  "ring-reversed": ["The ring was turned to run as RFC 7946 asks, from", "已按 RFC 7946 反转环的方向，起点："],
  "crossing-split": ["The ring was cut where it meets itself, at", "环与自身相接或相交，已在此断开："],
  "parts-united": ["Parts that overlap or share a border were united, at", "相互重叠或共边的部分已合并："],
  "hole-cut": ["The hole was cut to what its shell leaves it, at", "内环超出外环或与其他内环重叠，已裁切："],
  "positions-rounded": [
    "Positions were rounded to nine decimals (under 0.1 mm), from",
    "坐标已舍入至九位小数（小于 0.1 毫米），自：",
  ],
  "heights-dropped": ["Heights were left out, from", "已略去高程，自："],
};

/** A change with its words in both languages. */
export function change(action: RepairAction, position: Position, path: string): GeometryChange {
  const at = [position[0]!, position[1]!] as const;
  const [en, zh] = WORDS[action];
  return { action, at, path, message: `${en} ${showPosition(at)}.`, messageZh: `${zh}${showPosition(at)}。` };
}
