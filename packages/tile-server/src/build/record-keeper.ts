import { closeSync, openSync, writeSync } from "node:fs";
import { guardWrite } from "./part-file.ts";
import type { Segment } from "./segment.ts";
import type { BuildConduct } from "./types.ts";
import type { WorkFolder } from "./work-folder.ts";

/** The part of the memory that records may take. */
const RECORD_MEMORY_SHARE = 0.4;
export const DEFAULT_MEMORY_MIB = 1024;

/** BUILD: keeps records in memory while they fit; those that come later go to a file of the work folder. */
export class RecordKeeper {
  readonly #path: string;
  readonly #limitBytes: number;
  #keptBytes = 0;
  #writtenBytes = 0;
  #handle: number | undefined;

  constructor({ memoryMiB = DEFAULT_MEMORY_MIB }: BuildConduct, work: WorkFolder) {
    this.#path = work.file("records");
    this.#limitBytes = memoryMiB * 2 ** 20 * RECORD_MEMORY_SHARE;
  }

  /** The same segment, with its records where they are to stay. @throws {GeoError} `file-unwritable`. */
  keep(segment: Segment): Segment {
    const { records } = segment;
    if (!(records instanceof Uint8Array)) return segment;
    if (this.#keptBytes + records.length <= this.#limitBytes) {
      this.#keptBytes += records.length;
      return segment;
    }
    const position = this.#writtenBytes;
    guardWrite(this.#path, () => {
      this.#handle ??= openSync(this.#path, "w");
      for (let done = 0; done < records.length; ) done += writeSync(this.#handle, records, done, records.length - done);
    });
    this.#writtenBytes += records.length;
    return { ...segment, records: { path: this.#path, position } };
  }

  close(): void {
    if (this.#handle !== undefined) closeSync(this.#handle);
    this.#handle = undefined;
  }
}
