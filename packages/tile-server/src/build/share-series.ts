/**
 * BUILD: how much of a block a class holds over time, as one text that a map style can search: records of ten digits, five
 * for a day (since 1970-01-01) and five for the share from that day on (in ten-thousandths); and a day that never comes.
 * The first record holds before everything, so its day is 00000. Described in docs/tiles.md.
 */

/** A value of 0…1 from a day on. */
export interface ShareStep {
  readonly day: number;
  readonly share: number;
}

/** Half of the narrowest band, where steps have to be taken together. */
const FIRST_TOLERANCE = 0.000_5;
/** A style finds a record among ten times ten; it has no loops, so every further one makes it longer. */
export const MAX_SHARE_RECORDS = 100;
const LAST_DAY = 99_998;
const END = "99999";
const DIGITS = 5;
const WHOLE = 10_000;

/**
 * The text of a share over time.
 *
 * @param first the share before everything.
 * @param steps days ascending; a day before 1970 counts as 1970-01-01, one after the year 2243 is left out.
 * Every step is a record where {@link MAX_SHARE_RECORDS} suffice. Else those whose values lie within a band are one record in
 * the middle of it, the band as narrow as will do; nothing is never one with something, so that a map neither hints at what
 * is not there nor hides a rest, but where the share comes and goes more often than there are records.
 */
export function encodeShares(first: number, steps: readonly ShareStep[]): string {
  let records = thinned(first, steps, 0, true);
  for (let tolerance = FIRST_TOLERANCE; records.length > MAX_SHARE_RECORDS; tolerance *= 1.2)
    records = thinned(first, steps, tolerance, tolerance < 0.02);
  return records.map(({ day, share }) => digits(day) + digits(rounded(share))).join("") + END;
}

/** The fewest steps that stay within the tolerance at every time: each goes on as long as its band allows. */
function thinned(first: number, steps: readonly ShareStep[], tolerance: number, keepNothing: boolean): ShareStep[] {
  const kept: ShareStep[] = [];
  let [from, low, high] = [0, first, first];
  for (const { day, share } of oneADay(steps)) {
    const fits = Math.max(high, share) - Math.min(low, share) <= 2 * tolerance && !(keepNothing && (low === 0) !== (share === 0));
    if (day === 0) [low, high] = [share, share];
    else if (fits) [low, high] = [Math.min(low, share), Math.max(high, share)];
    else {
      kept.push({ day: from, share: (low + high) / 2 });
      [from, low, high] = [day, share, share];
    }
  }
  return [...kept, { day: from, share: (low + high) / 2 }];
}

/** In ten-thousandths; what is there at all is at least one. */
function rounded(share: number): number {
  return share > 0 ? Math.max(1, Math.round(share * WHOLE)) : 0;
}

/** The last value of each day, days inside what five digits can say. */
function* oneADay(steps: readonly ShareStep[]): Generator<ShareStep> {
  for (let i = 0; i < steps.length; i++) {
    const { day, share } = steps[i]!;
    const next = steps[i + 1];
    if (day > LAST_DAY) return;
    if (next === undefined || Math.max(0, next.day) !== Math.max(0, day)) yield { day: Math.max(0, day), share };
  }
}

function digits(value: number): string {
  return String(value).padStart(DIGITS, "0");
}
