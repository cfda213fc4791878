import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { GeoError } from "@parkatlas/geo-core";

/** Temporary files of this process that are being written. */
const inWork = new Set<string>();
let nextNumber = 1;

/**
 * ARCHIVE: a file that appears whole or not at all. It is written under a temporary name in the same folder, flushed to
 * the disk, and renamed over the old one at the end; until then the old file is untouched.
 *
 * The temporary name holds the process id. A process that was killed leaves its temporary file behind; the next one that
 * writes the same target sees that the process is gone and removes it.
 */
export class AtomicFile {
  readonly path: string;
  readonly #temporaryPath: string;
  #handle: number | undefined;

  /** Makes the folder where there is none. @throws {GeoError} `file-unwritable` naming the path. */
  constructor(path: string) {
    this.path = path;
    this.#temporaryPath = `${path}.partial-${process.pid}-${nextNumber++}`;
    this.#handle = this.#guard(() => {
      mkdirSync(dirname(path), { recursive: true });
      removeStale(path);
      return openSync(this.#temporaryPath, "w+");
    });
    inWork.add(this.#temporaryPath);
  }

  write(bytes: Uint8Array, position: number): void {
    const handle = this.#open();
    this.#guard(() => {
      for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done, bytes.length - done, position + done);
    });
  }

  /** @param bytes where the bytes are put. */
  read(position: number, length: number, bytes: Uint8Array = new Uint8Array(length)): Uint8Array {
    const handle = this.#open();
    return this.#guard(() => {
      for (let done = 0; done < length; ) {
        const count = readSync(handle, bytes, done, length - done, position + done);
        if (count === 0) throw new Error(`only ${done} of ${length} bytes could be read back`);
        done += count;
      }
      return bytes;
    });
  }

  /** Flushes what was written to the disk: after that, only the rename of `commit` is left to do. */
  flush(): void {
    const handle = this.#open();
    this.#guard(() => fsyncSync(handle));
  }

  /** Puts the file, which must be flushed, in place. */
  commit(): void {
    const handle = this.#open();
    this.#guard(() => {
      closeSync(handle);
      this.#handle = undefined;
      renameSync(this.#temporaryPath, this.path);
      inWork.delete(this.#temporaryPath);
      syncFolder(dirname(this.path));
    });
  }

  /** Gives up: removes the temporary file. Does nothing after `commit`. */
  discard(): void {
    if (this.#handle !== undefined) closeSync(this.#handle);
    this.#handle = undefined;
    rmSync(this.#temporaryPath, { force: true });
    inWork.delete(this.#temporaryPath);
  }

  #open(): number {
    if (this.#handle === undefined) throw new RangeError(`${this.path} is already committed or discarded`);
    return this.#handle;
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new GeoError(
        "file-unwritable",
        `Cannot write ${this.path}: ${reason}. Choose a folder that exists and may be written`,
        {
          details: { path: this.path },
          cause: error,
        },
      );
    }
  }
}

/** A rename is only certain once the folder itself is flushed; systems that cannot flush a folder do so by themselves. */
function syncFolder(folder: string): void {
  let handle: number | undefined;
  try {
    handle = openSync(folder, "r");
    fsyncSync(handle);
  } catch (error) {
    if (!isUnsupported(error)) throw error;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

function isUnsupported(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return code === "EISDIR" || code === "EPERM" || code === "EINVAL" || code === "EACCES";
}

function removeStale(path: string): void {
  const prefix = `${basename(path)}.partial-`;
  for (const name of readdirSync(dirname(path))) {
    const temporary = join(dirname(path), name);
    if (!name.startsWith(prefix) || inWork.has(temporary)) continue;
    const owner = Number(name.slice(prefix.length).split("-")[0]);
    // In a container a process often has the id of the one that was killed.
    if (Number.isInteger(owner) && (owner === process.pid || !isRunning(owner))) rmSync(temporary, { force: true });
  }
}

export function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
