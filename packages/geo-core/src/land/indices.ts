import { M2_PER_HA } from "../units.ts";
import { type CompensatedSum, createSum } from "./compensated-sum.ts";
import { isIndustrialLandUse } from "./land-use.ts";
import type { ParcelState } from "./parcel-states.ts";

/**
 * Intensity of use by TD/T 1029, over the built land of a group. Each index is a quotient over the built parcels that have
 * the figure, and `coverage` says which share of that land those are: an index over half the land is not one over all.
 */
export interface IntensityIndex {
  readonly value: number | null;
  readonly unit: "" | "CNY/ha";
  /** Land of the parcels that have the figure, over all land of the kind; null where there is none of the kind. */
  readonly coverage: number | null;
}

export const INTENSITY_NAMES = {
  plotRatio: "综合容积率",
  buildingDensity: "建筑密度",
  industrialPlotRatio: "工业用地综合容积率",
  industrialBuildingCoefficient: "工业用地建筑系数",
  investmentPerHa: "工业用地固定资产投入强度",
  outputPerHa: "工业用地产出强度",
  taxPerHa: "工业用地地均税收",
} as const;

export type IntensityName = keyof typeof INTENSITY_NAMES;

interface Definition {
  readonly industrialOnly: boolean;
  readonly unit: IntensityIndex["unit"];
  readonly figureOf: (state: ParcelState, year: number) => number | undefined;
}

const performanceOf = ({ parcel }: ParcelState, year: number) =>
  parcel.properties.performance?.find((report) => report.year === year);

/** Footprint stands for buildings, structures, yards and open stores together: the record has no finer figure. */
const DEFINITIONS: Readonly<Record<IntensityName, Definition>> = {
  plotRatio: { industrialOnly: false, unit: "", figureOf: ({ parcel }) => parcel.properties.floorAreaM2 },
  buildingDensity: { industrialOnly: false, unit: "", figureOf: ({ parcel }) => parcel.properties.footprintM2 },
  industrialPlotRatio: { industrialOnly: true, unit: "", figureOf: ({ parcel }) => parcel.properties.floorAreaM2 },
  industrialBuildingCoefficient: { industrialOnly: true, unit: "", figureOf: ({ parcel }) => parcel.properties.footprintM2 },
  investmentPerHa: { industrialOnly: true, unit: "CNY/ha", figureOf: (state) => latestInvestment(state) },
  outputPerHa: { industrialOnly: true, unit: "CNY/ha", figureOf: (state, year) => performanceOf(state, year)?.outputCny },
  taxPerHa: { industrialOnly: true, unit: "CNY/ha", figureOf: (state, year) => performanceOf(state, year)?.taxCny },
};
const NAMES = Object.keys(DEFINITIONS) as IntensityName[];

/** Investment made by the latest report. A plan is no investment: parcels without a report are not covered. */
function latestInvestment({ parcel }: ParcelState): number | undefined {
  const { progress = [] } = parcel.properties;
  const reports = progress.filter(({ investedCny }) => investedCny !== undefined).sort((a, b) => (a.on < b.on ? -1 : 1));
  return reports.at(-1)?.investedCny;
}

/** Adds up the built parcels of a group for {@link IntensityIndex}es of a year. */
export interface IntensityTally {
  readonly add: (state: ParcelState) => void;
  readonly indices: () => Readonly<Record<IntensityName, IntensityIndex>>;
}

export function createIntensityTally(year: number): IntensityTally {
  const sums = new Map(NAMES.map((name) => [name, { figure: createSum(), covered: createSum(), land: createSum() }]));
  return {
    add: (state) => {
      if (state.class !== "built") return;
      const { landUse, landUseScheme } = state.parcel.properties;
      const industrial = isIndustrialLandUse(landUse, landUseScheme) === true;
      for (const [name, { figure, covered, land }] of sums) {
        const { industrialOnly, figureOf } = DEFINITIONS[name];
        if (industrialOnly && !industrial) continue;
        land.add(state.areaM2);
        const value = figureOf(state, year);
        if (value === undefined) continue;
        figure.add(value);
        covered.add(state.areaM2);
      }
    },
    indices: () =>
      Object.fromEntries([...sums].map(([name, sum]) => [name, indexOf(name, sum)])) as Record<IntensityName, IntensityIndex>,
  };
}

function indexOf(
  name: IntensityName,
  { figure, covered, land }: Readonly<Record<"figure" | "covered" | "land", CompensatedSum>>,
): IntensityIndex {
  const { unit } = DEFINITIONS[name];
  const [coveredM2, landM2] = [covered.value(), land.value()];
  const perM2 = coveredM2 === 0 ? null : figure.value() / coveredM2;
  return {
    value: perM2 === null || unit === "" ? perM2 : perM2 * M2_PER_HA,
    unit,
    coverage: landM2 === 0 ? null : coveredM2 / landM2,
  };
}
