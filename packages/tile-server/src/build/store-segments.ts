import { closeSync, openSync, writeSync } from "node:fs";
import type { StoredSegment } from "./feature-store.ts";
import type { ReadLayer } from "./feature-table.ts";
import { guardWrite } from "./part-file.ts";
import type { WorkFolder } from "./work-folder.ts";

/** BUILD: keeps records in memory while they fit, else in a file of the work folder. */

/** The part of the memory that records may take. */
const RECORD_MEMORY_SHARE = 0.4;

/** The segments of all layers in turn. @throws {GeoError} `file-unwritable`. */
export function storedSegments(read: readonly ReadLayer[], memoryMiB: number, work: WorkFolder): StoredSegment[] {
  const segments = read.flatMap((layer) => layer.segments);
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes.length, 0);
  if (bytes <= memoryMiB * 2 ** 20 * RECORD_MEMORY_SHARE) return segments.map(({ keys, bytes: at }) => ({ keys, at }));
  const path = work.file("records");
  return guardWrite(path, () => {
    const handle = openSync(path, "w");
    let position = 0;
    const stored = segments.map(({ keys, bytes: records }) => {
      for (let done = 0; done < records.length; ) done += writeSync(handle, records, done, records.length - done);
      const at = { path, position };
      position += records.length;
      return { keys, at };
    });
    closeSync(handle);
    return stored;
  });
}
