import type { Random } from "../random.ts";
import type { CitySpec, Industry } from "../spec.ts";

const M2_PER_MU = 2000 / 3;

/** Planned investment per m² of land, yuan, by what is made there. */
const INVESTMENT_PER_M2: Readonly<Record<Industry, number>> = {
  aluminium: 4_200,
  power: 5_200,
  food: 2_300,
  ferment: 3_400,
  pharma: 4_600,
  "fine-chemical": 3_900,
  silica: 2_100,
  "building-material": 1_900,
  nickel: 3_800,
  "coal-chemical": 6_400,
  coking: 4_300,
  "chlor-alkali": 4_700,
  equipment: 3_000,
  logistics: 1_500,
  textile: 2_200,
  electronics: 5_600,
  "new-energy": 4_100,
  "new-material": 4_000,
};

const ALLOCATED = "划拨";
const SUPPLY_METHODS = [
  [["挂牌出让", "listed grant"], 74],
  [["协议出让", "negotiated grant"], 14],
  [["先租后让", "lease before grant"], 7],
  [[ALLOCATED, "allocation"], 5],
] as const;

const hundred = (value: number) => Math.round(value / 100) * 100;

export function plannedInvestmentCny(random: Random, industry: Industry, areaM2: number): number {
  return Math.round((INVESTMENT_PER_M2[industry] * areaM2 * random.between(0.65, 1.45)) / 100_000) * 100_000;
}

/** Use, price and recorded area of a parcel: what the land register would hold. */
export function registerFacts(
  random: Random,
  city: CitySpec,
  industry: Industry,
  areaM2: number,
): Readonly<Record<string, unknown>> {
  const [landUse, landUseName, landUseNameEn] = landUseOf(random, industry);
  const [supplyMethod, supplyMethodEn] = random.weighted<(typeof SUPPLY_METHODS)[number][0]>(SUPPLY_METHODS);
  const pricePerM2 = city.economy.pricePerM2 * random.between(0.8, 1.6);
  return {
    landUse,
    landUseName,
    landUseNameEn,
    landUseScheme: "GB/T 21010-2017",
    supplyMethod,
    supplyMethodEn,
    priceCny: supplyMethod === ALLOCATED ? 0 : hundred(pricePerM2 * areaM2),
    recordedAreaM2: recordedAreaM2(random, areaM2),
  };
}

type LandUse = readonly [code: string, name: string, nameEn: string];

function landUseOf(random: Random, industry: Industry): LandUse {
  return random.weighted<LandUse>([
    [["0601", "工业用地", "industrial"], 100],
    [["0604", "仓储用地", "storage"], industry === "logistics" ? 60 : 6],
    [["0809", "公用设施用地", "public utilities"], 3],
    [["0501", "零售商业用地", "retail"], 1],
    [["0504", "旅馆用地", "hotel"], 0.4],
  ]);
}

/** The recorded area differs from the drawn one as surveys do; one in two hundred by more than a per cent. */
function recordedAreaM2(random: Random, areaM2: number): number {
  const share = random.chance(0.004) ? random.pick([-1, 1]) * random.between(0.012, 0.03) : random.normal() * 0.0012;
  return Math.round(areaM2 * (1 + Math.max(-0.03, Math.min(0.03, share))) * 100) / 100;
}

/** Floor space and footprint of a finished parcel. */
export function buildingFacts(random: Random, areaM2: number): Readonly<Record<string, unknown>> {
  const footprintM2 = Math.round(areaM2 * random.between(0.3, 0.52));
  return { footprintM2, floorAreaM2: Math.round(footprintM2 * random.between(1.05, 2.3)) };
}

/** Output, tax, energy and people of the years in which the finished parcel worked. */
export function performance(
  random: Random,
  city: CitySpec,
  industry: Industry,
  areaM2: number,
  completedOn: string,
): readonly object[] {
  const mu = areaM2 / M2_PER_MU;
  const strength = Math.exp(random.normal() * 0.7);
  const first = Math.max(2023, Number(completedOn.slice(0, 4)) + 1);
  const years: object[] = [];
  for (let year = first; year <= 2024; year++) {
    const swing = strength * random.between(0.85, 1.2);
    const outputCny = Math.round(city.economy.outputPerMu * swing * mu) * 10_000;
    years.push({
      year,
      outputCny,
      taxCny: Math.round(city.economy.taxPerMu * swing * random.between(0.5, 1.5) * mu * 10) * 1_000,
      energyTce: Math.round(
        (outputCny / 10_000) * (industry === "food" || industry === "equipment" ? 0.12 : 0.55) * random.between(0.6, 1.4),
      ),
      employees: Math.max(3, Math.round(mu * random.between(0.4, 2.4))),
      rdCny: random.chance(0.4) ? Math.round((outputCny * random.between(0.005, 0.035)) / 1_000) * 1_000 : 0,
    });
  }
  return years;
}
