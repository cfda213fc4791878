import type { Issue } from "@parkatlas/geo-core";

export type ConcentrationUnit = "mg/m3" | "ug/m3";

/** The largest value at each place, over all times and ranks in the file, of one averaging period and source group. */
export interface ReceptorSeries {
  /** As dispersion models write it: `1-HR`, `24-HR`, `PERIOD`; null where the file does not say. */
  readonly averagingPeriod: string | null;
  readonly group: string | null;
  /** Ranks of the high values in a plot file (`1ST`, `8TH`); empty for values of every hour, or where the file names none. */
  readonly ranks: readonly string[];
  readonly records: number;
  /** East or longitude of each receptor, in the order of the file. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly concentration: readonly number[];
}

/** What a receptor file holds. With an error among `issues`, `series` is empty: half a grid would pass for a whole one. */
export interface ReceptorFile {
  readonly file: string;
  readonly program: "AERMOD" | "ISCST3" | "CSV" | "Fortran";
  /** Metres in some plane, or degrees. */
  readonly coordinates: "plane" | "lonlat";
  /** Null where the file does not say. */
  readonly unit: ConcentrationUnit | null;
  readonly series: readonly ReceptorSeries[];
  readonly issues: readonly Issue[];
}

/** For files without a header: the FORTRAN format of a record, and what its fields are called. */
export interface ReceptorLayout {
  readonly format: string;
  /** `X`, `Y`, `AVERAGE CONC` at least; further as in AERMOD: `AVE`, `GRP`, `RANK`, `DATE`. */
  readonly columns: readonly string[];
}
