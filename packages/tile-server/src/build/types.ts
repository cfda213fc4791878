import type { Dataset } from "@parkatlas/geo-core";

/** Which step a build is at, and how far: `done` of `total` (of its own measure), and the tiles made so far. */
export interface BuildProgress {
  readonly step: "layers" | "tiles" | "archive";
  readonly done: number;
  readonly total: number;
  readonly tiles: number;
}

/** How a build is to run; none of it changes a byte of what comes out. */
export interface BuildConduct {
  /** Threads that make tiles; as many as there are processors unless told otherwise. */
  readonly threads?: number;
  /** About how much memory the build may take, MiB; default 1024. Above a part of it features are kept on disk. */
  readonly memoryMiB?: number;
  /** Goes on from what a build that was killed has left, where that was of the same features and zooms. */
  readonly resume?: boolean;
  /**
   * Makes only the tiles that differ from those of the archive that is there, where that was built with `update` too, and
   * copies the others. What was built is kept beside the archive (`<outFile>.state`) for the next time.
   */
  readonly update?: boolean;
  readonly onProgress?: (progress: BuildProgress) => void;
}

export interface BuildOptions extends BuildConduct {
  readonly dataset: Dataset;
  /** SHA-256 over the dataset's input files; kept in the metadata so that a server can tell a stale archive. */
  readonly inputsSha256: string;
  readonly outFile: string;
  /** Default 4. */
  readonly minZoom?: number;
  /** Default 14, at most 18. */
  readonly maxZoom?: number;
}

/** What became of the features at one zoom: drawn as themselves, stood for by another feature, or left out with a reason. */
export interface ZoomReport {
  readonly z: number;
  readonly tiles: number;
  readonly drawn: number;
  readonly dissolved: number;
  readonly dropped: number;
}

/** The answer of `parkatlas build --json`. */
export interface BuildReport {
  readonly tiles: number;
  readonly bytes: number;
  readonly zooms: readonly ZoomReport[];
  /** SHA-256 of the archive file. */
  readonly sha256: string;
  /** Path of the ledger file, beside the archive. */
  readonly ledger: string;
  readonly ledgerSha256: string;
  /** After an update, the tiles (`z/x/y`) that are new, different or gone: what a cache must forget. */
  readonly changedTiles?: readonly string[];
}

/** What the builder writes under `parkatlas` in the archive's metadata. */
export interface ParkAtlasMetadata {
  readonly datasetId: string;
  readonly asOf: string;
  readonly synthetic: boolean;
  readonly inputsSha256: string;
  readonly builderVersion: string;
  readonly ledgerSha256: string;
  /** Metres on the ground of one tile unit at each zoom, at the middle latitude of the data. */
  readonly precisionMPerUnit: Readonly<Record<string, number>>;
}
