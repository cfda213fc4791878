/** Bytes that can be read at any place: a file on a disk, a `Blob` of a browser, a member of a zip. */
export interface ByteSource {
  /** File name with its extension, for messages and to recognise parts that belong together. */
  readonly name: string;
  readonly size: number;
  /** The bytes from `offset`, fewer than `length` only at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Bytes in memory as a source; nothing is copied. */
export function byteSourceOf(name: string, bytes: Uint8Array): ByteSource {
  return { name, size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) };
}

/** A file that a user gave to a browser; it is read piece by piece. */
export function blobByteSource(name: string, blob: Blob): ByteSource {
  return {
    name,
    size: blob.size,
    read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  };
}

/** The whole of a small file. Throws RangeError above `mostBytes`: what is larger is read in pieces. */
export function readWhole(source: ByteSource, mostBytes: number): Promise<Uint8Array> {
  if (source.size > mostBytes) throw new RangeError(`${source.name} has ${source.size} bytes, more than ${mostBytes}`);
  return source.read(0, source.size);
}

/** True for the same stem with another ending, whatever the case: `a/Plots.SHP` and `a/plots.dbf`. */
export function stemOf(name: string): string {
  return name.replace(/\.[^./\\]*$/, "").toLowerCase();
}

/** The ending of a file name in small letters, with its dot; "" where there is none. */
export function extensionOf(name: string): string {
  return /\.[^./\\]*$/.exec(name)?.[0].toLowerCase() ?? "";
}
