import { RegionCutter } from "./cut-region.ts";
import { FeatureStore, type StoredSegment } from "./feature-store.ts";
import type { SharedTable } from "./feature-table.ts";
import type { ReadResult } from "./read-features.ts";
import { type ReadJob, readFeatures } from "./read-features.ts";
import type { RegionPlan } from "./region-plan.ts";
import { type MergeJob, TileMerger } from "./tile-merge.ts";
import type { ZoomRange } from "./zoom-range.ts";

/** BUILD: the work that threads do. Everything of size crosses in shared memory or through files. */

/** What all threads know before they make tiles. */
export interface OpenBuild {
  readonly table: SharedTable;
  readonly segments: readonly StoredSegment[];
  readonly plan: RegionPlan;
  readonly zooms: ZoomRange;
}

export type Task =
  | { readonly kind: "read"; readonly job: ReadJob }
  | { readonly kind: "region"; readonly index: number; readonly path: string }
  | { readonly kind: "merge"; readonly job: MergeJob; readonly path: string };

/** Features read, or the number of tiles made. */
export type TaskResult = ReadResult | number;

export class TaskRunner {
  #store: FeatureStore | undefined;
  #cutter: RegionCutter | undefined;
  #merger: TileMerger | undefined;

  open({ table, segments, plan, zooms }: OpenBuild): void {
    this.#store = new FeatureStore(table, segments);
    this.#cutter = new RegionCutter(this.#store, plan, zooms);
    this.#merger = new TileMerger(this.#store);
  }

  run(task: Task): TaskResult {
    if (task.kind === "read") return readFeatures(task.job);
    if (this.#cutter === undefined || this.#merger === undefined) throw new RangeError("No build is open");
    return task.kind === "region" ? this.#cutter.cut(task.index, task.path) : this.#merger.merge(task.job, task.path);
  }

  close(): void {
    this.#store?.close();
  }
}
