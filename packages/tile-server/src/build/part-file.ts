import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readFileSync, readSync, renameSync, writeSync } from "node:fs";
import { deserialize, serialize } from "node:v8";
import { GeoError } from "@parkatlas/geo-core";

/**
 * BUILD: what one job of a build has made, as a file: finished tiles, and pieces of tiles that other jobs add to. It appears
 * whole or not at all, so that a build that was killed can go on from the parts that are there.
 */
export interface PartIndex {
  /** Finished tiles: id, and where in the file their stored bytes are. */
  readonly tileIds: Float64Array;
  readonly tileOffsets: Float64Array;
  readonly tileLengths: Int32Array;
  /** Pieces of tiles that other parts add to: id of the tile, number of the feature, and where its geometry commands are. */
  readonly pieceTiles: Float64Array;
  readonly pieceFeatures: Int32Array;
  readonly pieceOffsets: Float64Array;
  readonly pieceLengths: Int32Array;
  /** What became of features: their numbers, and a code for each zoom of the build in turn. */
  readonly features: Int32Array;
  readonly fates: Uint8Array;
  /** Four numbers at a time: feature, zoom, parts and holes that came out under one unit. */
  readonly lost: Int32Array;
}

const FLUSH_BYTES = 1 << 20;
const DIGEST_BYTES = 32;
const TRAILER_BYTES = DIGEST_BYTES + 4;

/** Does work that writes a file. @throws {GeoError} `file-unwritable` naming the path, where it fails. */
export function guardWrite<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new GeoError("file-unwritable", `Cannot write ${path}: ${reason}. Choose a folder that exists and has room`, {
      details: { path },
      cause: error,
    });
  }
}

export class PartWriter {
  readonly #path: string;
  readonly #handle: number;
  readonly #hash = createHash("sha256");
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #length = 0;

  constructor(path: string) {
    this.#path = path;
    this.#handle = guardWrite(path, () => openSync(`${path}.new`, "w"));
  }

  /** Appends bytes, which must not change afterwards; returns where they are. */
  append(bytes: Uint8Array): number {
    const at = this.#length;
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    this.#length += bytes.length;
    if (this.#pendingBytes >= FLUSH_BYTES) this.#flush();
    return at;
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#pending);
    this.#hash.update(bytes);
    this.#write(bytes);
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  #write(bytes: Uint8Array): void {
    guardWrite(this.#path, () => {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.#handle, bytes, done, bytes.length - done);
    });
  }

  /** Completes the file and puts it under its name. */
  finish(index: PartIndex): void {
    const encoded = serialize(index);
    this.append(encoded);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(encoded.length);
    this.append(length);
    this.#flush();
    this.#write(this.#hash.digest());
    closeSync(this.#handle);
    renameSync(`${this.#path}.new`, this.#path);
  }

  /** Gives up after a failure. */
  abandon(): void {
    closeSync(this.#handle);
  }
}

/** The index of a part file that this build or an interrupted one has finished. */
export function readPart(path: string): PartIndex {
  const handle = openSync(path, "r");
  try {
    const size = fstatSync(handle).size;
    const trailer = readAt(handle, size - TRAILER_BYTES, TRAILER_BYTES);
    const length = trailer.readUInt32LE(0);
    return deserialize(readAt(handle, size - TRAILER_BYTES - length, length)) as PartIndex;
  } finally {
    closeSync(handle);
  }
}

/** Whether a part that an interrupted build left is whole. */
export function isWholePart(path: string): boolean {
  const bytes = readFileSync(path);
  if (bytes.length < TRAILER_BYTES) return false;
  const end = bytes.length - DIGEST_BYTES;
  return createHash("sha256").update(bytes.subarray(0, end)).digest().equals(bytes.subarray(end));
}

/** Reads from part files by path, each opened once. */
export class PartReader {
  readonly #handles = new Map<string, number>();
  #buffer = Buffer.allocUnsafeSlow(1 << 16);

  /** The bytes; valid until the next call. */
  read(path: string, offset: number, length: number): Buffer {
    let handle = this.#handles.get(path);
    if (handle === undefined) {
      handle = openSync(path, "r");
      this.#handles.set(path, handle);
    }
    if (length > this.#buffer.length) this.#buffer = Buffer.allocUnsafeSlow(length * 2);
    return readInto(this.#buffer, handle, offset, length);
  }

  close(): void {
    for (const handle of this.#handles.values()) closeSync(handle);
    this.#handles.clear();
  }
}

function readAt(handle: number, position: number, length: number): Buffer {
  return readInto(Buffer.allocUnsafeSlow(length), handle, position, length);
}

function readInto(bytes: Buffer, handle: number, position: number, length: number): Buffer {
  for (let done = 0; done < length; ) {
    const count = readSync(handle, bytes, done, length - done, position + done);
    if (count === 0) throw new Error(`Only ${done} of ${length} bytes of a temporary file could be read back`);
    done += count;
  }
  return bytes.subarray(0, length);
}
