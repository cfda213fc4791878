import { dayFromDate } from "../model/civil-date.ts";
import type { LandTimeline } from "./timeline.ts";
import type { LandGround, LandStatus } from "./types.ts";

/** Status and ground as one word, for maps, legends and counts, in legend order. */
export const LAND_CLASSES = [
  "approved-unsupplied",
  "supplied-pending",
  "overdue",
  "suspected-idle-1y",
  "suspected-idle-2y",
  "suspected-idle-stalled",
  "idle",
  "under-construction",
  "stalled",
  "built",
  "unknown",
] as const;

export type LandClass = (typeof LAND_CLASSES)[number];

export function landClassOf(status: LandStatus, ground: LandGround | null): LandClass {
  if (status !== "suspected-idle") return status;
  if (ground === "not-started-1y") return "suspected-idle-1y";
  if (ground === "not-started-2y") return "suspected-idle-2y";
  if (ground === "stalled-1y") return "suspected-idle-stalled";
  throw new RangeError(`a suspected idle parcel cannot have the ground ${ground}`);
}

export interface LandTransitions {
  readonly initial: LandClass;
  /** Ascending; `day` is days since 1970-01-01, the first day of the class. */
  readonly changes: readonly { readonly day: number; readonly class: LandClass }[];
}

/** The timeline as the few dates that a map needs: the class before everything, then each change of class. */
export function landTransitions(timeline: Pick<LandTimeline, "periods">): LandTransitions {
  const [first, ...rest] = timeline.periods;
  const initial = first ? landClassOf(first.status, first.ground) : "unknown";
  const changes: { day: number; class: LandClass }[] = [];
  let current = initial;
  for (const { from, status, ground } of rest) {
    const next = landClassOf(status, ground);
    if (next === current || from === null) continue;
    changes.push({ day: dayFromDate(from), class: next });
    current = next;
  }
  return { initial, changes };
}
