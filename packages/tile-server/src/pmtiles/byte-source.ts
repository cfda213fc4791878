/** ARCHIVE: bytes that can be read at any place: a file, a remote object, memory. */

export interface ByteSource {
  /** Path or address, for messages; never with credentials. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Differs whenever the bytes may differ: size and time of a file, entity tag of a remote object. */
  readonly identity: string;
  /**
   * Exactly these bytes. Calls may overlap.
   *
   * @throws {RangeError} the range leaves the source.
   * @throws {GeoError} `archive-invalid` when the source ends early or is no longer the one that was opened,
   * `file-unreadable` when it cannot be read.
   */
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Throws a RangeError where a range is not made of whole numbers inside a source. */
export function requireInside({ name, sizeBytes }: ByteSource, offset: number, length: number): void {
  const inside =
    Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0 && offset + length <= sizeBytes;
  if (!inside)
    throw new RangeError(`Bytes ${offset}…${offset + length} are not inside the archive ${name} of ${sizeBytes} bytes`);
}

/** Bytes at hand. */
export function memorySource(name: string, bytes: Uint8Array, identity: string): ByteSource {
  const source: ByteSource = {
    name,
    sizeBytes: bytes.length,
    identity,
    async read(offset, length) {
      requireInside(source, offset, length);
      return bytes.subarray(offset, offset + length);
    },
    close: async () => undefined,
  };
  return source;
}
