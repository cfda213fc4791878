import type { Industry } from "../spec.ts";

/** A substance and the range of what a unit of this kind gives off without a stack. */
interface Release {
  readonly name: string;
  readonly nameEn: string;
  readonly kgPerH: Range;
  readonly limitMgPerM3: number;
  readonly sourceClass: "I" | "II" | "III";
}

/** A kind of production unit: what it is called, how large it is, and what it gives off. */
export interface Process {
  readonly name: string;
  readonly nameEn: string;
  readonly releases: readonly Release[];
}

type Range = readonly [low: number, high: number];

/** A substance with its limit in air; `II` is the commonest class of source. */
const substance =
  (name: string, nameEn: string, limitMgPerM3: number, sourceClass: Release["sourceClass"] = "II") =>
  (...kgPerH: Range): Release => ({ name, nameEn, kgPerH, limitMgPerM3, sourceClass });

// Limits: GB 3095-2012 (TSP daily 0.3 × 3, fluoride hourly 0.02, SO2 hourly 0.5, benzo[a]pyrene daily 2.5e-6),
// HJ 2.2-2018 annex D (NH3, H2S, HCl, Cl2, xylene, toluene, benzene, methanol, H2SO4), 2.0 for NMHC by convention.
const TSP = substance("TSP", "TSP", 0.9);
const NH3 = substance("NH3", "NH3", 0.2);
const H2S = substance("H2S", "H2S", 0.01);
const HF = substance("氟化物(HF)", "fluoride (HF)", 0.02, "I");
const HCL = substance("HCl", "HCl", 0.05);
const CL2 = substance("Cl2", "Cl2", 0.1, "I");
const SO2 = substance("SO2", "SO2", 0.5);
const NMHC = substance("非甲烷总烃", "NMHC", 2, "III");
const XYLENE = substance("二甲苯", "xylene", 0.2);
const TOLUENE = substance("甲苯", "toluene", 0.2);
const METHANOL = substance("甲醇", "methanol", 3);
const BENZENE = substance("苯", "benzene", 0.11, "I");
const BAP = substance("苯并[a]芘", "benzo[a]pyrene", 0.0000025, "I");
const ACID_MIST = substance("硫酸雾", "sulphuric acid mist", 0.3);

const process = (name: string, nameEn: string, ...releases: readonly Release[]): Process => ({ name, nameEn, releases });
const WASTEWATER = process("污水处理站", "wastewater station", NH3(0.006, 0.07), H2S(0.0004, 0.0045));
const COATING = process("喷涂车间", "coating shop", XYLENE(0.04, 0.42), NMHC(0.1, 1.6));
const WAREHOUSE = process("成品库", "warehouse");

export const PROCESSES: Readonly<Record<Industry, readonly Process[]>> = {
  aluminium: [
    process("电解车间", "potroom", HF(0.03, 0.35)),
    process("铸造车间", "cast house", TSP(0.2, 1.8)),
    process("阳极焙烧车间", "anode baking shop", HF(0.01, 0.09), TSP(0.3, 1.5)),
    WAREHOUSE,
  ],
  power: [
    process("储煤场", "coal yard", TSP(0.6, 4.2)),
    process("氨区", "ammonia area", NH3(0.02, 0.16)),
    process("灰库", "ash silo", TSP(0.1, 0.8)),
  ],
  food: [
    process("屠宰车间", "slaughter shop", NH3(0.01, 0.09), H2S(0.0006, 0.005)),
    WASTEWATER,
    process("粮油加工车间", "grain and oil shop", TSP(0.08, 0.6)),
    WAREHOUSE,
  ],
  ferment: [
    process("发酵车间", "fermentation shop", NH3(0.03, 0.22), H2S(0.001, 0.011)),
    WASTEWATER,
    process("淀粉车间", "starch shop", TSP(0.1, 0.9)),
  ],
  pharma: [
    process("合成车间", "synthesis shop", METHANOL(0.2, 1.6), HCL(0.006, 0.06)),
    process("溶剂罐区", "solvent tank farm", NMHC(0.4, 3.5)),
    WASTEWATER,
  ],
  "fine-chemical": [
    process("合成车间", "synthesis shop", HCL(0.01, 0.1), XYLENE(0.03, 0.25)),
    process("罐区", "tank farm", METHANOL(0.3, 2.4), NMHC(0.4, 3.2)),
    WASTEWATER,
  ],
  silica: [
    process("砂处理车间", "sand shop", TSP(0.3, 2.2)),
    process("铸造车间", "foundry", TSP(0.2, 1.4), NMHC(0.1, 0.8)),
    WAREHOUSE,
  ],
  "building-material": [
    process("水泥粉磨车间", "cement mill", TSP(0.6, 3.8)),
    process("原料堆场", "raw material yard", TSP(0.8, 4.5)),
    WAREHOUSE,
  ],
  nickel: [
    process("冶炼车间", "smelting shop", TSP(0.5, 3), SO2(0.4, 2.6)),
    process("酸洗车间", "pickling shop", HCL(0.008, 0.07), ACID_MIST(0.02, 0.2)),
    process("原料堆场", "ore yard", TSP(0.4, 2.4)),
  ],
  "coal-chemical": [
    process("气化装置", "gasification unit", H2S(0.002, 0.03), NH3(0.05, 0.4)),
    process("甲醇罐区", "methanol tank farm", METHANOL(1, 7)),
    process("备煤车间", "coal preparation", TSP(0.6, 4)),
    WASTEWATER,
  ],
  coking: [
    process("焦炉", "coke ovens", BAP(0.0000011, 0.000009), H2S(0.003, 0.03)),
    process("化产回收车间", "by-product plant", BENZENE(0.03, 0.3), NH3(0.06, 0.4)),
    process("备煤车间", "coal preparation", TSP(0.6, 4)),
  ],
  "chlor-alkali": [
    process("氯乙烯装置", "VCM unit", HCL(0.01, 0.11)),
    process("液氯库", "liquid chlorine store", CL2(0.008, 0.07)),
    process("电石车间", "carbide shop", TSP(0.5, 3.2)),
  ],
  equipment: [COATING, process("焊接车间", "welding shop", TSP(0.05, 0.5)), process("机加车间", "machine shop"), WAREHOUSE],
  logistics: [process("装卸堆场", "loading yard", TSP(0.4, 2.6)), WAREHOUSE],
  textile: [
    process("染整车间", "dyeing shop", NH3(0.01, 0.07), NMHC(0.1, 0.8)),
    WASTEWATER,
    process("分梳车间", "dehairing shop", TSP(0.03, 0.25)),
  ],
  electronics: [
    process("电镀车间", "plating shop", HCL(0.003, 0.03), ACID_MIST(0.01, 0.09)),
    process("组装车间", "assembly shop"),
    WASTEWATER,
  ],
  "new-energy": [
    process("组件车间", "module shop", NMHC(0.1, 0.9)),
    process("酸洗车间", "etching shop", HF(0.002, 0.02), HCL(0.004, 0.03)),
    WAREHOUSE,
  ],
  "new-material": [
    process("聚合车间", "polymer shop", NMHC(0.5, 4), METHANOL(0.2, 1.5)),
    process("涂布车间", "coating line", TOLUENE(0.05, 0.5)),
    WASTEWATER,
  ],
};

/** Works whose approvals used to name hundreds of metres; the others, and every wastewater station, are named less. */
const WIDE: ReadonlySet<Industry> = new Set(["aluminium", "nickel", "coal-chemical", "coking", "chlor-alkali", "fine-chemical"]);

/** Distances that an (invented) approval may specify for a unit. */
export function specifiedDistancesM(industry: Industry, process: Process): readonly number[] {
  return WIDE.has(industry) && process !== WASTEWATER ? [300, 400, 500, 600, 800] : [100, 150, 200, 300];
}
