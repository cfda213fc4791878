import { closeSync, openSync, readSync } from "node:fs";
import type { StoredFeature } from "../tile/layer-batch.ts";
import { RecordReader } from "../tile/record-reader.ts";
import type { SharedTable } from "./feature-table.ts";
import type { Segment } from "./segment.ts";

/** BUILD: what threads need of a segment. */
export type StoredSegment = Pick<Segment, "keys" | "records">;

/** Reads records by the number of their feature. */
export class FeatureStore {
  readonly table: SharedTable;
  readonly #segments: readonly StoredSegment[];
  readonly #keys: readonly (readonly Uint8Array[])[];
  readonly #record = new RecordReader();
  readonly #handles = new Map<string, number>();
  #buffer = new Uint8Array(1 << 12);

  constructor(table: SharedTable, segments: readonly StoredSegment[]) {
    this.table = table;
    this.#segments = segments;
    const utf8 = new TextEncoder();
    this.#keys = segments.map(({ keys }) => keys.map((key) => utf8.encode(key)));
  }

  /** The record of a feature; valid until the next is read. */
  read(feature: number): StoredFeature {
    const segment = this.table.segments[feature]!;
    const offset = this.table.offsets[feature]!;
    const { records } = this.#segments[segment]!;
    if (records instanceof Uint8Array) this.#record.at(records, offset);
    else this.#record.at(this.#load(records.path, records.position + offset, this.table.lengths[feature]!), 0);
    return { record: this.#record, type: this.table.types[feature]!, keys: this.#keys[segment]! };
  }

  #load(path: string, position: number, length: number): Uint8Array {
    let handle = this.#handles.get(path);
    if (handle === undefined) {
      handle = openSync(path, "r");
      this.#handles.set(path, handle);
    }
    if (length > this.#buffer.length) this.#buffer = new Uint8Array(length * 2);
    for (let done = 0; done < length; ) {
      const count = readSync(handle, this.#buffer, done, length - done, position + done);
      if (count === 0) throw new Error(`${path} ends before byte ${position + length}`);
      done += count;
    }
    return this.#buffer;
  }

  close(): void {
    for (const handle of this.#handles.values()) closeSync(handle);
    this.#handles.clear();
  }
}
