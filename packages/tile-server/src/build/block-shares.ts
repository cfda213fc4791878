import { LAND_CLASSES, type LandClass, type LandTimeline, landTransitions, supplyChanges } from "@parkatlas/geo-core";
import { isIdleOrSuspected } from "./land-series.ts";
import { encodeShares, type ShareStep } from "./share-series.ts";

/** BUILD: the land of a block by class over time, and how much of it is supplied. */

/** Beside the classes: supplied state-owned construction land, and what of all land is idle, determined or suspected. */
export type ShareName = LandClass | "supplied" | "idleOrSuspected";

function namesOf(landClass: LandClass): readonly ShareName[] {
  return isIdleOrSuspected(landClass) ? [landClass, "idleOrSuspected"] : [landClass];
}

/** Adds the parcels of one block up: each as an area and the days on which it changes. */
export class BlockShares {
  #totalM2 = 0;
  readonly #firstM2 = new Map<ShareName, number>();
  readonly #changes = new Map<ShareName, { readonly day: number; readonly byM2: number }[]>();

  add(timeline: LandTimeline, areaM2: number): void {
    this.#totalM2 += areaM2;
    const { initial, changes } = landTransitions(timeline);
    for (const name of namesOf(initial)) this.#firstM2.set(name, (this.#firstM2.get(name) ?? 0) + areaM2);
    let current: LandClass = initial;
    for (const { day, class: next } of changes) {
      for (const name of namesOf(current)) this.#change(name, day, -areaM2);
      for (const name of namesOf(next)) this.#change(name, day, areaM2);
      current = next;
    }
    for (const { day, supplied } of supplyChanges(timeline)) this.#change("supplied", day, supplied ? areaM2 : -areaM2);
  }

  #change(name: ShareName, day: number, byM2: number): void {
    const changes = this.#changes.get(name) ?? [];
    changes.push({ day, byM2 });
    this.#changes.set(name, changes);
  }

  /** Weight in ares (100 m²) and the text of each share that is ever above nothing; null where the block has no land. */
  properties(): Readonly<Record<string, string | number>> | null {
    if (this.#totalM2 <= 0) return null;
    const properties: Record<string, string | number> = { weight: Math.max(1, Math.round(this.#totalM2 / 100)) };
    for (const name of ["supplied", "idleOrSuspected", ...LAND_CLASSES] as const) {
      const first = (this.#firstM2.get(name) ?? 0) / this.#totalM2;
      const steps = this.#steps(name, first);
      if (first > 0 || steps.length > 0) properties[name] = encodeShares(first, steps);
    }
    return properties;
  }

  /** One step a day, days ascending. What sums of doubles leave behind is no land. */
  #steps(name: ShareName, first: number): ShareStep[] {
    const steps: { day: number; share: number }[] = [];
    let share = first;
    for (const { day, byM2 } of (this.#changes.get(name) ?? []).sort((a, b) => a.day - b.day)) {
      share += byM2 / this.#totalM2;
      const clean = share < 1e-9 ? 0 : Math.min(1, share);
      const last = steps.at(-1);
      if (last?.day === day) last.share = clean;
      else steps.push({ day, share: clean });
    }
    return steps;
  }
}
