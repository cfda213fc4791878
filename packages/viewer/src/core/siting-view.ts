import { curveDistancesM, type SitingClass, type SitingParcel, sitingCurve } from "@parkatlas/geo-core";

export const SITING_CLASSES = ["whole", "part", "none"] as const satisfies readonly SitingClass[];

/** What the views below read of a row of the siting answer. */
export type SitedParcel = Pick<SitingParcel, "id" | "class" | "areaM2" | "usableAreaM2" | "wholeUpToM"> & {
  readonly parkId: string | null;
};

/** Rows of a park (of all where null) and class (any where null), most usable ground first; equal ones keep the order of ids. */
export function sitingRows<R extends SitedParcel>(
  rows: readonly R[],
  parkId: string | null,
  only: SitingClass | null,
): readonly R[] {
  return rows
    .filter((row) => (parkId === null || row.parkId === parkId) && (only === null || row.class === only))
    .sort((a, b) => b.usableAreaM2 - a.usableAreaM2 || (a.id < b.id ? -1 : 1));
}

export interface ClassTotal {
  readonly parcels: number;
  readonly areaM2: number;
  readonly usableAreaM2: number;
}

export function sitingTotals(rows: readonly SitedParcel[]): Readonly<Record<SitingClass, ClassTotal>> {
  const total = (wanted: SitingClass): ClassTotal => {
    const found = rows.filter((row) => row.class === wanted);
    return {
      parcels: found.length,
      areaM2: found.reduce((sum, row) => sum + row.areaM2, 0),
      usableAreaM2: found.reduce((sum, row) => sum + row.usableAreaM2, 0),
    };
  };
  return { whole: total("whole"), part: total("part"), none: total("none") };
}

export interface ParkCurve {
  readonly parkId: string;
  readonly steps: ReturnType<typeof sitingCurve>;
}

/** Land usable whole against the distance, for all rows and for each park that has any, by the library's own curve. */
export function sitingCurves(rows: readonly SitedParcel[], distanceM: number) {
  const distances = curveDistancesM(distanceM);
  const parks = [...new Set(rows.flatMap(({ parkId }) => parkId ?? []))].sort();
  return {
    all: sitingCurve(rows, distances),
    parks: parks.map(
      (parkId): ParkCurve => ({
        parkId,
        steps: sitingCurve(
          rows.filter((row) => row.parkId === parkId),
          distances,
        ),
      }),
    ),
  };
}

/** The step that holds at a distance: the last one not beyond it. */
export function stepAt<S extends { readonly distanceM: number }>(steps: readonly S[], distanceM: number): S | null {
  return steps.findLast((step) => step.distanceM <= distanceM) ?? null;
}
