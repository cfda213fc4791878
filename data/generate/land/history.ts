import { dateFromDay, dayFromDate } from "../../../packages/geo-core/src/model/civil-date.ts";
import type { Random } from "../random.ts";

/** What a parcel's history is made for: its area, and the money its plan names. */
export interface Ground {
  readonly areaM2: number;
  readonly plannedInvestmentCny: number;
  /** 0 at the core of the block, 1 at its edge: land is taken up from the core outward. */
  readonly growth: number;
}

/** Dated facts of one parcel, named as in the dataset contract. */
export type History = Readonly<Record<string, unknown>>;

export const AS_OF = "2025-12-31";
const AS_OF_DAY = dayFromDate(AS_OF);
const FIRST_DAY = dayFromDate("2006-03-01");
const LARGE_M2 = 150_000;
const date = dateFromDay;

/** How often each kind of history occurs, at the core (first number) and at the edge (second number) of a block. */
const KINDS = {
  built: [0.9, 0.3],
  "under-construction": [0.05, 0.25],
  "not-started-2y": [0.01, 0.045],
  "not-started-1y": [0.006, 0.055],
  "stalled-1y": [0.012, 0.024],
  stalled: [0.006, 0.022],
  overdue: [0.002, 0.05],
  pending: [0.002, 0.095],
  unsupplied: [0.002, 0.12],
  determined: [0.003, 0.014],
  "delayed-by-government": [0.002, 0.012],
  unknown: [0.005, 0.013],
} as const;
type Kind = keyof typeof KINDS;

/** Draws a history; where it stands on the date of the dataset follows from its dates, never from a stored status. */
export function drawHistory(random: Random, ground: Ground): History {
  const weights = (Object.keys(KINDS) as Kind[]).map((kind): readonly [Kind, number] => {
    const [core, edge] = KINDS[kind];
    const weight = core + (edge - core) * ground.growth;
    const busy = kind === "built" || kind === "under-construction";
    // Large works are seldom left lying.
    return [kind, busy || ground.areaM2 < LARGE_M2 ? weight : weight * 0.35];
  });
  return WRITERS[random.weighted(weights)](random, ground);
}

interface Supply {
  readonly approvedDay: number;
  readonly suppliedDay: number;
  readonly agreedDay: number;
}

/** Approval, supply and the agreed start, counted back from the agreed start. */
function supplyBefore(random: Random, agreedDay: number): Supply {
  const suppliedDay = agreedDay - random.pick([90, 180, 180, 183, 270, 365]) - random.int(0, 20);
  return { agreedDay, suppliedDay, approvedDay: suppliedDay - random.int(60, 420) };
}

const supplyFacts = ({ approvedDay, suppliedDay, agreedDay }: Supply): History => ({
  approvedOn: date(approvedDay),
  suppliedOn: date(suppliedDay),
  agreedStartOn: date(agreedDay),
});

/** Days from the agreed start to the actual one: mostly in time, sometimes late, now and then years late. */
function startDelay(random: Random): number {
  return random.weighted([
    [random.int(-85, 0), 62],
    [random.int(1, 300), 24],
    [random.int(380, 700), 10],
    [random.int(760, 1100), 4],
  ]);
}

/** Records of progress at even steps; shares of the area and of the investment rise to the given ends. */
function progress(
  ground: Ground,
  from: number,
  to: number,
  areaShare: number,
  moneyShare: number,
  steps: number,
): readonly object[] {
  return Array.from({ length: steps }, (_, index) => {
    const share = (index + 1) / steps;
    return {
      on: date(Math.round(from + (to - from) * share)),
      developedAreaM2: Math.round(ground.areaM2 * areaShare * share),
      investedCny: Math.round((ground.plannedInvestmentCny * moneyShare * share) / 10_000) * 10_000,
    };
  });
}

type Writer = (random: Random, ground: Ground) => History;

function built(random: Random, ground: Ground): History {
  const build = random.int(280, 980);
  const spreadDay = FIRST_DAY + 500 + (0.75 * ground.growth + 0.25 * random.next()) * (AS_OF_DAY - FIRST_DAY - 1_900);
  const supply = supplyBefore(random, Math.round(spreadDay + random.int(-300, 500)));
  const late = startDelay(random);
  const started = supply.agreedDay + (supply.agreedDay + late + build < AS_OF_DAY ? late : 0);
  const facts = { ...supplyFacts(supply), startedOn: date(started) };
  // Now and then a stop and a fresh start in between, so that the past holds stalled land too.
  const from = started + Math.round(build * random.between(0.2, 0.6));
  const to = from + random.int(120, 640);
  if (!random.chance(0.1) || to + 210 > AS_OF_DAY)
    return { ...facts, completedOn: date(Math.min(started + build, AS_OF_DAY - 5)) };
  return {
    ...facts,
    suspensions: [{ from: date(from), to: date(to) }],
    progress: progress(ground, started, from, random.between(0.1, 0.5), random.between(0.08, 0.4), 1),
    completedOn: date(Math.min(to + random.int(200, 500), AS_OF_DAY - 3)),
  };
}

function underConstruction(random: Random, ground: Ground): History {
  const wanted = AS_OF_DAY - random.int(15, 820);
  const supply = supplyBefore(random, wanted - startDelay(random));
  const start = Math.max(wanted, supply.suppliedDay);
  const done = Math.min(0.95, (AS_OF_DAY - start) / 800 + random.between(0.03, 0.15));
  return {
    ...supplyFacts(supply),
    startedOn: date(Math.min(start, AS_OF_DAY - 2)),
    progress: progress(
      ground,
      Math.min(start, AS_OF_DAY - 3),
      AS_OF_DAY - 1,
      done,
      done * random.between(0.6, 1),
      random.int(1, 3),
    ),
  };
}

const neverStarted =
  (leastDays: number, mostDays: number): Writer =>
  (random) =>
    supplyFacts(supplyBefore(random, AS_OF_DAY - random.int(leastDays, mostDays)));

function stalled(random: Random, ground: Ground): History {
  const from = AS_OF_DAY - random.int(20, 340);
  return stop(random, ground, from, random.between(0.1, 0.6), random.between(0.1, 0.6));
}

function stalledOneYear(random: Random, ground: Ground): History {
  const from = AS_OF_DAY - random.int(380, 1700);
  return stop(random, ground, from, random.between(0.08, 0.3), random.between(0.05, 0.5));
}

/** Started in time, then stopped on a day with the given shares reached. */
function stop(random: Random, ground: Ground, from: number, areaShare: number, moneyShare: number): History {
  const started = from - random.int(150, 600);
  return {
    ...supplyFacts(supplyBefore(random, started + random.int(0, 90))),
    startedOn: date(started),
    suspendedOn: date(from),
    progress: progress(ground, started, from, areaShare, moneyShare, 2),
  };
}

function unsupplied(random: Random): History {
  return { approvedOn: date(AS_OF_DAY - Math.round(random.next() ** 1.6 * 1_900) - 12) };
}

function pending(random: Random): History {
  const supply = supplyBefore(random, AS_OF_DAY + random.int(1, 330));
  const suppliedDay = Math.min(supply.suppliedDay, AS_OF_DAY - random.int(4, 60));
  return supplyFacts({ ...supply, suppliedDay, approvedDay: suppliedDay - random.int(60, 400) });
}

function determined(random: Random): History {
  const agreed = AS_OF_DAY - random.int(900, 2_900);
  const on = agreed + random.int(430, 830);
  const facts = {
    ...supplyFacts(supplyBefore(random, agreed)),
    determinations: [{ on: date(on), documentNo: documentNo(random, "闲认", on) }],
  };
  if (on + 60 > AS_OF_DAY - 200 || random.chance(0.55)) return facts;
  const settled = on + random.int(60, 190);
  const started = settled + random.int(40, 150);
  return {
    ...facts,
    dispositions: [{ on: date(settled), kind: "fee", documentNo: documentNo(random, "闲处", settled) }],
    startedOn: date(started),
  };
}

/** The clock stood still for the days in which the government kept the holder from starting. */
function delayedByGovernment(random: Random): History {
  const agreed = AS_OF_DAY - random.int(300, 700);
  const from = agreed + random.int(-120, 60);
  const cause = random.pick(["government", "government", "force-majeure"] as const);
  const running = random.chance(0.3) ? {} : { to: date(Math.min(from + random.int(90, 360), AS_OF_DAY - 10)) };
  return { ...supplyFacts(supplyBefore(random, agreed)), delays: [{ from: date(from), ...running, cause }] };
}

/** Supplied or started, but the fact that decides is not on record. */
function unknown(random: Random): History {
  const supply = supplyBefore(random, AS_OF_DAY - random.int(60, 2_200));
  const { agreedStartOn: _notRecorded, ...facts } = supplyFacts(supply) as { agreedStartOn: string };
  return facts;
}

function documentNo(random: Random, word: string, day: number): string {
  return `示例${word}〔${date(day).slice(0, 4)}〕${String(random.int(1, 99)).padStart(3, "0")}号`;
}

const WRITERS: Readonly<Record<Kind, Writer>> = {
  built,
  "under-construction": underConstruction,
  "not-started-2y": neverStarted(740, 2_400),
  "not-started-1y": neverStarted(370, 725),
  "stalled-1y": stalledOneYear,
  stalled,
  overdue: neverStarted(4, 355),
  pending,
  unsupplied,
  determined,
  "delayed-by-government": delayedByGovernment,
  unknown,
};
