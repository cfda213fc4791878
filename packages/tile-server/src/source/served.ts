import type { Dataset } from "@parkatlas/geo-core";
import type { Archive } from "../pmtiles/types.ts";

/** What is served under one id: the tiles, and the dataset they were built from where it is at hand. */
export interface ServedDataset {
  /** Name of the tileset and of the dataset in every URL. */
  readonly id: string;
  readonly archive: Archive;
  /** Null where an archive is served alone: then there are tiles, and neither features nor analyses. */
  readonly dataset: Dataset | null;
}
