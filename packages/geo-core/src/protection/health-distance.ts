import { GeoError } from "../errors.ts";
import { solveDistanceM } from "./health-solver.ts";
import {
  coefficientsOf,
  gradeFromInitialM,
  HEALTH_TABLE_GBT_39499_2020,
  type HealthTable,
  uncertainCellsUsed,
  windBandOf,
} from "./health-tables.ts";
import type { HealthBand, HealthCandidate, HealthWorking, SourceClass } from "./types.ts";

export interface HealthInput {
  /** Qc, kg/h. */
  readonly emissionKgPerH: number;
  /** Cm, mg/m³. */
  readonly limitMgPerM3: number;
  /** S, area of the production unit, m²; 0 for a point source. */
  readonly areaM2: number;
  /** Mean wind speed of the last five years, m/s. */
  readonly windMPerS: number;
  readonly sourceClass: SourceClass;
  readonly substance?: string;
}

export interface HealthDistance extends HealthWorking {
  /** Final distance of this substance alone (终值), metres. */
  readonly finalM: number;
}

/** What no production unit, climate or limit reaches; a value beyond is a unit mistake (t/a for kg/h, µg for mg). */
const MOST = { emissionKgPerH: 1e6, limitMgPerM3: 1e6, areaM2: 1e8, windMPerS: 30, initialM: 100_000 };
const BANDS: readonly HealthBand[] = [1, 2, 3];
/** A root this close to a whole metre (relative) is that metre: the solver cannot tell them apart, the grade could. */
const WHOLE_METRE_SHARE = 1e-11;

interface Limits {
  readonly zeroAllowed: boolean;
  readonly most: number;
  readonly hint: readonly [en: string, zh: string];
}

function requireInRange(name: string, value: number, { zeroAllowed, most, hint: [hint, hintZh] }: Limits): void {
  const bigEnough = zeroAllowed ? value >= 0 : value > 0;
  if (bigEnough && value <= most) return;
  const range = zeroAllowed ? `from 0 to ${most}` : `greater than 0 and at most ${most}`;
  const rangeZh = zeroAllowed ? `应在 0 至 ${most} 之间` : `应大于 0 且不超过 ${most}`;
  const messageZh = `${name} 为 ${value}，${rangeZh}。${hintZh}`;
  throw new GeoError("input-out-of-range", `${name} is ${value}; it must be ${range}. ${hint}`, {
    details: { name, value, most, messageZh },
  });
}

function requireInput({ emissionKgPerH, limitMgPerM3, areaM2, windMPerS, sourceClass }: HealthInput): void {
  requireInRange("emissionKgPerH (Qc)", emissionKgPerH, {
    zeroAllowed: false,
    most: MOST.emissionKgPerH,
    hint: ["Give kg/h; leave out a substance that is not released.", "单位为 kg/h；不排放的物质请勿列入。"],
  });
  requireInRange("limitMgPerM3 (Cm)", limitMgPerM3, {
    zeroAllowed: false,
    most: MOST.limitMgPerM3,
    hint: ["Give mg/m³, not µg/m³.", "单位为 mg/m³，不是 µg/m³。"],
  });
  requireInRange("areaM2 (S)", areaM2, {
    zeroAllowed: true,
    most: MOST.areaM2,
    hint: ["Give the area of the unit in m².", "请填生产单元占地面积，单位 m²。"],
  });
  requireInRange("windMPerS", windMPerS, {
    zeroAllowed: true,
    most: MOST.windMPerS,
    hint: ["Give the mean wind speed of the last five years in m/s.", "请填近五年平均风速，单位 m/s。"],
  });
  if (sourceClass === "I" || sourceClass === "II" || sourceClass === "III") return;
  throw new GeoError("input-out-of-range", `sourceClass is "${String(sourceClass)}"; it must be "I", "II" or "III"`, {
    details: {
      name: "sourceClass",
      value: sourceClass,
      messageZh: `sourceClass 为“${String(sourceClass)}”，应为 "I"、"II" 或 "III"`,
    },
  });
}

function bandOfDistance(distanceM: number, table: HealthTable): HealthBand {
  const [first, second] = table.bandLimitsM;
  if (distanceM <= first) return 1;
  return distanceM <= second ? 2 : 3;
}

function wholeMetreIfEqual(distanceM: number): number {
  const whole = Math.round(distanceM);
  return whole > 0 && Math.abs(distanceM - whole) <= WHOLE_METRE_SHARE * whole ? whole : distanceM;
}

interface Choice {
  readonly candidate: HealthCandidate;
  readonly notes: readonly (readonly [en: string, zh: string])[];
}

/** The candidate that the rules take: the widest of the band-consistent roots, or, in a gap, of the two bands beside it. */
function choose(candidates: readonly HealthCandidate[], table: HealthTable): Choice {
  const widest = (list: readonly HealthCandidate[]) => list.reduce((a, b) => (b.initialM > a.initialM ? b : a));
  const consistent = candidates.filter((candidate) => candidate.consistent);
  const listed = (list: readonly HealthCandidate[]) =>
    list.map(({ band, initialM }) => `${initialM.toFixed(3)} m (band ${band})`).join(", ");
  if (consistent.length === 1) return { candidate: consistent[0]!, notes: [] };
  if (consistent.length > 1) {
    const en = `The coefficients of ${consistent.length} bands each give a distance in their own band: ${listed(consistent)}; the wider is taken`;
    const zh = `${consistent.length} 个区间的系数各自得到区间内的解：${listed(consistent)}；取较宽者`;
    return { candidate: widest(consistent), notes: [[en, zh]] };
  }
  // No root: the first band's solution runs past its end, so the second one's lies either before or past its own.
  const lower = bandOfDistance(candidates[1]!.initialM, table) > 2 ? 1 : 0;
  const neighbours = candidates.slice(lower, lower + 2);
  const en = `No band holds its own solution: ${listed(neighbours)}; the wider of the two neighbouring bands is taken`;
  const zh = `没有区间包含自身的解：${listed(neighbours)}；取相邻两区间中较宽者`;
  return { candidate: widest(neighbours), notes: [[en, zh]] };
}

/**
 * Health protection distance (卫生防护距离) of one substance, with its whole working: initial distance by solving the
 * formula in each band of L, final distance by the grade steps.
 *
 * Two band-consistent solutions (near 1000 m): the wider. None (a gap near 2000 m): the wider of the two neighbouring
 * bands, with a note. A coefficient that prints do not agree on is named in the note.
 *
 * @param input.areaM2  Area of the production unit; r = √(S/π).
 * @param options.table  Other coefficients or grade steps; default {@link HEALTH_TABLE_GBT_39499_2020}.
 * @throws {GeoError} `input-out-of-range` for an emission or limit that is not positive, a negative area or wind, or
 *   values no plant reaches (then a unit was mistaken).
 *
 * Accuracy: the initial distance satisfies the formula to 1e-12 relative. Cost: three solutions of about 5 steps.
 * Source: GB/T 39499-2020 §5, §6.1; rules §5.
 */
export function healthDistance(input: HealthInput, options: { readonly table?: HealthTable } = {}): HealthDistance {
  const table = options.table ?? HEALTH_TABLE_GBT_39499_2020;
  requireInput(input);
  const { emissionKgPerH, limitMgPerM3, areaM2, windMPerS, sourceClass } = input;
  const windBand = windBandOf(windMPerS);
  const radiusM = Math.sqrt(areaM2 / Math.PI);
  const ratio = emissionKgPerH / limitMgPerM3;
  const candidates = BANDS.map((band): HealthCandidate => {
    const solvedM = solveDistanceM(ratio, radiusM, coefficientsOf(table, windBand, sourceClass, band));
    const initialM = wholeMetreIfEqual(solvedM);
    return { band, initialM, consistent: bandOfDistance(initialM, table) === band };
  });
  const { candidate, notes } = choose(candidates, table);
  const { band, initialM } = candidate;
  requireInRange("The initial distance (m)", initialM, {
    zeroAllowed: true,
    most: MOST.initialM,
    hint: [
      `It follows from Qc/Cm = ${ratio} kg/h per mg/m³; check the units of both.`,
      `由 Qc/Cm = ${ratio} 得出，请核对两者的单位。`,
    ],
  });
  const cells = uncertainCellsUsed(table, windBand, sourceClass, band);
  const gradeM = gradeFromInitialM(initialM, table);
  return {
    substance: input.substance ?? "",
    emissionKgPerH,
    limitMgPerM3,
    sourceClass,
    windMPerS,
    windBand,
    areaM2,
    radiusM,
    ratio,
    coefficients: coefficientsOf(table, windBand, sourceClass, band),
    band,
    initialM,
    gradeM,
    finalM: gradeM,
    candidates,
    note: joined([...notes.map(([en]) => en), ...cells.map((cell) => cell.note)], "; "),
    noteZh: joined([...notes.map(([, zh]) => zh), ...cells.map((cell) => cell.noteZh)], "；"),
    tableVersion: table.version,
    clause: `${table.standard} ${table.clauses.initial}`,
  };
}

function joined(parts: readonly string[], separator: string): string | null {
  return parts.length > 0 ? parts.join(separator) : null;
}
