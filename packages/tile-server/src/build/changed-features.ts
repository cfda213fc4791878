import type { BuildState } from "./build-state.ts";
import { type FeatureTable, isDrawable } from "./feature-table.ts";
import { NumberTable } from "./number-table.ts";
import { type Box, boxOf, grown, meetsAny, TOUCH_UNITS } from "./region-features.ts";

/** BUILD: what is not as it was in an earlier build. */
export interface FeatureChanges {
  /** For each feature, the one it was in the earlier build; −1 where it is new. */
  readonly earlier: Int32Array;
  /** The other way round: for each feature of the earlier build, the one it is now; −1 where it is gone. */
  readonly later: Int32Array;
  /** By layer: features to cut again, ascending: those that changed, and those that may share a border with a changed one. */
  readonly recut: readonly Int32Array[];
  /** By layer: the same, and those that these may share a border with. */
  readonly around: readonly Int32Array[];
  /** By layer: features of the earlier build whose pieces are no longer right. */
  readonly outdated: readonly Int32Array[];
  /** How many features are new, different or gone. */
  readonly count: number;
}

/** Cost: O(features × boxes of changed features), a few comparisons each. */
export function changedFeatures({ shared, digests }: FeatureTable, state: BuildState): FeatureChanges {
  const earlier = new Int32Array(shared.numbers.length).fill(-1);
  const later = new Int32Array(state.numbers.length).fill(-1);
  const recut: Int32Array[] = [];
  const around: Int32Array[] = [];
  const outdated: Int32Array[] = [];
  let count = 0;
  shared.layers.forEach(({ first, count: size }, index) => {
    const old = state.layers[index]!;
    const oldByNumber = new NumberTable(state.numbers, old.first, old.count);
    const isChanged = new Set<number>();
    for (let i = first; i < first + size; i++) {
      const before = oldByNumber.find(shared.numbers[i]!);
      earlier[i] = before;
      if (before >= 0) later[before] = i;
      const isSame =
        before >= 0 &&
        digests[i * 2] === state.digests[before * 2] &&
        digests[i * 2 + 1] === state.digests[before * 2 + 1] &&
        shared.fromZooms[i] === state.fromZooms[before] &&
        shared.toZooms[i] === state.toZooms[before];
      if (!isSame) isChanged.add(i);
    }
    const gone: number[] = [];
    for (let i = old.first; i < old.first + old.count; i++) if (later[i] === -1) gone.push(i);
    count += isChanged.size + gone.length;
    const dirty: Box[] = [];
    const addBox = (bboxes: Int32Array, i: number): void => {
      if (isDrawable({ bboxes }, i)) dirty.push(grown(boxOf(bboxes, i), TOUCH_UNITS));
    };
    for (const i of isChanged) addBox(shared.bboxes, i);
    for (const i of isChanged) if (earlier[i]! >= 0) addBox(state.bboxes, earlier[i]!);
    for (const i of gone) addBox(state.bboxes, i);
    const toCut = near(shared.bboxes, first, size, dirty, isChanged);
    const boxes = Array.from(toCut, (i) => grown(boxOf(shared.bboxes, i), TOUCH_UNITS));
    recut.push(toCut);
    around.push(near(shared.bboxes, first, size, boxes, isChanged));
    outdated.push(Int32Array.from([...gone, ...Array.from(toCut, (i) => earlier[i]!).filter((before) => before >= 0)]));
  });
  return { earlier, later, recut, around, outdated, count };
}

/** The features that can be drawn and meet a box, besides those that are in the set. */
function near(bboxes: Int32Array, first: number, count: number, boxes: readonly Box[], besides: ReadonlySet<number>): Int32Array {
  if (boxes.length === 0 && besides.size === 0) return new Int32Array(0);
  const found: number[] = [];
  for (let i = first; i < first + count; i++)
    if (isDrawable({ bboxes }, i) && (besides.has(i) || meetsAny(bboxes, i, boxes))) found.push(i);
  return Int32Array.from(found);
}
