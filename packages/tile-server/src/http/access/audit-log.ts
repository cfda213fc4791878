import { closeSync, fstatSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";
import { extname } from "node:path";
import type { Logger } from "pino";
import type { Answered } from "../observe.ts";

/** Who asked what, one JSON line for each request. */
export interface AuditLog {
  /** False while lines wait that could not be written. */
  readonly isWritable: boolean;
  record(answered: Answered): void;
  /** Writes what waits. Nothing may be recorded after it. */
  close(): void;
}

export interface AuditLogOptions {
  readonly path: string;
  /** A file that has grown to this size is put aside under the time of day; none is ever deleted. */
  readonly maxBytes: number;
  readonly logger: Logger;
  readonly nowMs?: () => number;
}

const FLUSH_BYTES = 32 * 1024;
const FLUSH_AFTER_MS = 200;
/** A disk that was full is tried again this often: each try copies all that waits. */
const RETRY_AFTER_MS = 1_000;
const WAITING_MAX_BYTES = 4 * 1024 * 1024;
/** Only whoever runs the service may read who asked what. */
const MODE = 0o600;

/**
 * A log that is only ever appended to. Lines are gathered for a fifth of a second at most; a line that cannot be written
 * stays, and is tried again with the next one.
 *
 * @throws the error of the file system, where the file cannot be opened.
 */
export function createAuditLog({ path, maxBytes, logger, nowMs = Date.now }: AuditLogOptions): AuditLog {
  let file = openSync(path, "a", MODE);
  let sizeBytes = fstatSync(file).size;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let timer: NodeJS.Timeout | null = null;
  let isWritable = true;
  let rotations = 0;
  let triedMs = 0;

  const rotate = () => {
    const stamp = new Date(nowMs()).toISOString().replaceAll(/[-:]|\.\d+/g, "");
    const extension = extname(path);
    fsyncSync(file);
    closeSync(file);
    renameSync(path, `${path.slice(0, path.length - extension.length)}-${stamp}-${process.pid}-${++rotations}${extension}`);
    file = openSync(path, "a", MODE);
    sizeBytes = 0;
  };

  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    triedMs = performance.now();
    if (waiting.length === 0) return;
    let bytes = Buffer.concat(waiting);
    try {
      while (bytes.length > 0) {
        const count = writeSync(file, bytes);
        bytes = bytes.subarray(count);
        sizeBytes += count;
        [waiting, waitingBytes] = [[bytes], bytes.length];
      }
      [waiting, isWritable] = [[], true];
      if (sizeBytes >= maxBytes) rotate();
    } catch (error) {
      if (isWritable) logger.error({ err: error, path }, "the audit log cannot be written; nothing is answered until it can");
      isWritable = false;
    }
  };

  return {
    get isWritable() {
      if (!isWritable && performance.now() - triedMs > RETRY_AFTER_MS) flush();
      return isWritable;
    },
    record({ requestId, method, url, status, seconds, complete, who }) {
      // What is asked while the log cannot be written is refused; of such requests so many lines are kept and no more.
      if (!isWritable && waitingBytes > WAITING_MAX_BYTES) return;
      const at = new Date(nowMs()).toISOString();
      const entry = { at, requestId, who, method, url, status, ms: Math.round(seconds * 1e6) / 1e3, complete };
      const line = Buffer.from(`${JSON.stringify(entry)}\n`);
      waiting.push(line);
      waitingBytes += line.length;
      if (isWritable && waitingBytes >= FLUSH_BYTES) flush();
      else timer ??= setTimeout(flush, isWritable ? FLUSH_AFTER_MS : RETRY_AFTER_MS);
    },
    close() {
      flush();
      closeSync(file);
    },
  };
}
