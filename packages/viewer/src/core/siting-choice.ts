import type { LandClass, LandStatus } from "@parkatlas/geo-core";

/** Land that a project could be given, as officers speak of it. */
export const LAND_OFFERS = ["idle", "pending", "free"] as const;
export type LandOffer = (typeof LAND_OFFERS)[number];

/** The statuses behind each word: found or suspected idle, supplied and not begun, approved and not supplied. */
const OFFER_STATUSES: Readonly<Record<LandOffer, readonly (LandStatus | LandClass)[]>> = {
  idle: ["suspected-idle", "idle"],
  pending: ["supplied-pending", "overdue"],
  free: ["approved-unsupplied"],
};

/** What is looked for: the distance to keep, the land to look at, and the unit to place. */
export interface SitingChoice {
  readonly distanceM: number;
  readonly minAreaMu: number;
  readonly offers: readonly LandOffer[];
  /** Area of a unit whose best position is looked for, m²; null where none is. */
  readonly unitAreaM2: number | null;
}

export const DEFAULT_SITING: SitingChoice = { distanceM: 500, minAreaMu: 0, offers: LAND_OFFERS, unitAreaM2: null };
/** What the slider offers; a typed distance may go up to `LONGEST_M`. */
export const SLIDER_MAX_M = 2000;
export const SLIDER_STEP_M = 50;
const LONGEST_M = 20_000;
const LARGEST_MU = 100_000;
const LARGEST_UNIT_M2 = 10_000_000;

/** A distance that can be asked for: above 0, at most 20 km; undefined for anything else. */
export function readDistanceM(text: string): number | undefined {
  const value = readNumber(text);
  return value !== undefined && value > 0 && value <= LONGEST_M ? value : undefined;
}

export function readAreaMu(text: string): number | undefined {
  const value = readNumber(text);
  return value !== undefined && value <= LARGEST_MU ? value : undefined;
}

export function readUnitAreaM2(text: string): number | undefined {
  const value = readNumber(text);
  return value !== undefined && value > 0 && value <= LARGEST_UNIT_M2 ? value : undefined;
}

/** Words of land offers, each once, in their own order; undefined where one is not known or none is left. */
export function readOffers(text: string): readonly LandOffer[] | undefined {
  const words = text.split(",");
  if (words.some((word) => !LAND_OFFERS.some((offer) => offer === word))) return undefined;
  return LAND_OFFERS.filter((offer) => words.includes(offer));
}

/** A number of 0 or more as a person types it; undefined for anything else. */
export function readNumber(text: string): number | undefined {
  return /^\d{1,9}(\.\d{1,6})?$/.test(text.trim()) ? Number(text.trim()) : undefined;
}

/** The statuses that the choice names, as the command line's `--status` takes them. */
export function statusesOf({ offers }: SitingChoice): readonly (LandStatus | LandClass)[] {
  return offers.flatMap((offer) => OFFER_STATUSES[offer]);
}
