/** The limit Cm of a substance in ambient air by which emissions are ranked and distances solved. */
export interface SubstanceLimit {
  /** Other names in reports; compared without case, blanks and brackets. */
  readonly names: readonly string[];
  readonly limitMgPerM3: number;
  /** Standard, averaging time and how Cm follows from it. */
  readonly basis: string;
}

/** Limits by substance. A further substance, or another limit, is an entry more in a table of one's own. */
export type LimitTable = Readonly<Record<string, SubstanceLimit>>;

const ANNEX_D = "HJ 2.2-2018 Annex D, 1 h";
const HOUR = "GB 3095-2012 class II, 1 h";
const THREE_DAYS = "GB 3095-2012 class II, 3 × 24 h";

/**
 * Cm as EIA practice takes it (GB/T 39499-2020 §4): the one-hour limit; three times the daily one where there is only that; the
 * daily one itself for carcinogens; HJ 2.2-2018 Annex D where GB 3095 has none. To be confirmed against the printed standards.
 */
export const AIR_LIMITS: LimitTable = {
  SO2: { names: ["二氧化硫", "sulphur dioxide", "sulfur dioxide"], limitMgPerM3: 0.5, basis: HOUR },
  NO2: { names: ["二氧化氮", "nitrogen dioxide"], limitMgPerM3: 0.2, basis: HOUR },
  NOx: { names: ["氮氧化物", "nitrogen oxides"], limitMgPerM3: 0.25, basis: HOUR },
  TSP: { names: ["总悬浮颗粒物", "颗粒物"], limitMgPerM3: 0.9, basis: THREE_DAYS },
  PM10: { names: ["可吸入颗粒物"], limitMgPerM3: 0.45, basis: THREE_DAYS },
  HF: { names: ["氟化物", "氟化物(HF)", "氟化氢", "fluoride"], limitMgPerM3: 0.02, basis: "GB 3095-2012 Annex A, 1 h" },
  BaP: {
    names: ["苯并[a]芘", "苯并芘", "benzo[a]pyrene"],
    limitMgPerM3: 2.5e-6,
    basis: "GB 3095-2012 class II, 24 h (carcinogen)",
  },
  NH3: { names: ["氨", "氨气", "ammonia"], limitMgPerM3: 0.2, basis: ANNEX_D },
  H2S: { names: ["硫化氢", "hydrogen sulphide", "hydrogen sulfide"], limitMgPerM3: 0.01, basis: ANNEX_D },
  HCl: { names: ["氯化氢", "hydrogen chloride"], limitMgPerM3: 0.05, basis: ANNEX_D },
  Cl2: { names: ["氯", "氯气", "chlorine"], limitMgPerM3: 0.1, basis: ANNEX_D },
  H2SO4: { names: ["硫酸", "硫酸雾", "sulphuric acid", "sulfuric acid"], limitMgPerM3: 0.3, basis: ANNEX_D },
  benzene: { names: ["苯"], limitMgPerM3: 0.11, basis: ANNEX_D },
  toluene: { names: ["甲苯"], limitMgPerM3: 0.2, basis: ANNEX_D },
  xylene: { names: ["二甲苯"], limitMgPerM3: 0.2, basis: ANNEX_D },
  methanol: { names: ["甲醇"], limitMgPerM3: 3, basis: ANNEX_D },
  NMHC: { names: ["非甲烷总烃", "non-methane hydrocarbons"], limitMgPerM3: 2, basis: "commentary on GB 16297-1996 (convention)" },
};

/** The limit of a substance by any of its names; null where the table has none. */
export function limitOf(substance: string, limits: LimitTable = AIR_LIMITS): SubstanceLimit | null {
  let byName = NAMES_OF.get(limits);
  if (!byName) {
    byName = new Map(
      Object.entries(limits).flatMap(([key, limit]) =>
        [key, ...limit.names].flatMap((name) => [[name, limit] as const, [plain(name), limit] as const]),
      ),
    );
    NAMES_OF.set(limits, byName);
  }
  // As most reports write it, without the cost of folding it first.
  return byName.get(substance) ?? byName.get(plain(substance)) ?? null;
}

/** The names of a table, made once: a check asks for every substance of every unit. */
const NAMES_OF = new WeakMap<LimitTable, ReadonlyMap<string, SubstanceLimit>>();

function plain(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s()[\]]/g, "");
}
