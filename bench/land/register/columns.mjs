import { dayFromDate } from "@parkatlas/geo-core";

/** Parcels by size of the bench; `medium` is the size of a region's whole land register. */
const PARCELS = { small: 100_000, medium: 1_000_000 };
export const CITIES = 12;
export const AS_OF = dayFromDate("2025-12-31");
export const NEXT = dayFromDate("2026-03-31");
/** First days of 120 months. */
export const SERIES_FROM = "2016-01-01";
export const MONTHS = 120;

/** mulberry32: the same register from the same seed on every machine. */
function seededRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A land register as columns: five dated events a parcel (approved, supplied, agreed start, started, completed) in natural
 * order between 2010 and the 2030s, an area in whole m², one of twelve cities. About a third of the parcels starts more
 * than a year late, an eighth more than two.
 */
export function landRegister(parcels, seed = 20_120_701) {
  const random = seededRandom(seed);
  const integer = (least, most) => least + Math.floor(random() * (most - least + 1));
  const days = () => new Int32Array(parcels);
  const register = {
    approvedDay: days(),
    suppliedDay: days(),
    agreedStartDay: days(),
    startedDay: days(),
    completedDay: days(),
    areaM2: new Float64Array(parcels),
    cityOf: new Uint32Array(parcels),
  };
  const first = dayFromDate("2010-01-01");
  for (let row = 0; row < parcels; row++) {
    const approved = first + integer(0, 5_700);
    const supplied = approved + integer(0, 400);
    const agreed = supplied + integer(30, 540);
    const started = random() < 0.6 ? integer(supplied, agreed) : agreed + integer(1, 1_300);
    register.approvedDay[row] = approved;
    register.suppliedDay[row] = supplied;
    register.agreedStartDay[row] = agreed;
    register.startedDay[row] = started;
    register.completedDay[row] = started + integer(120, 1_100);
    register.areaM2[row] = integer(800, 120_000);
    register.cityOf[row] = integer(0, CITIES - 1);
  }
  return register;
}

/** The size that `run.ts` passes on, as a number of parcels. */
export function sizeAsked() {
  const parcels = PARCELS[process.argv[2] ?? ""];
  if (!parcels) throw new Error(`usage: node bench/land/<contender>.mjs ${Object.keys(PARCELS).join("|")}`);
  return parcels;
}
