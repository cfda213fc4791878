const text = new TextDecoder();
const LITTLE = true;

/**
 * One table of a FlatBuffer (google.github.io/flatbuffers/internals.html), read where it lies. Fields are asked by their number in the
 * schema, from 0. Every place that the bytes name is looked at through a `DataView`, so that damage throws RangeError instead of
 * reading elsewhere.
 */
export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;
  readonly #vtable: number;
  readonly #vtableBytes: number;

  private constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
    this.#vtable = at - view.getInt32(at, LITTLE);
    this.#vtableBytes = view.getUint16(this.#vtable, LITTLE);
  }

  /** The root table of a buffer without a size before it. */
  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, LITTLE));
  }

  /** Bytes of the whole buffer. */
  get bufferBytes(): number {
    return this.#view.byteLength;
  }

  /** Where the value of a field stands; 0 where it is left at its default. */
  #place(field: number): number {
    const slot = 4 + 2 * field;
    if (slot + 2 > this.#vtableBytes) return 0;
    const offset = this.#view.getUint16(this.#vtable + slot, LITTLE);
    return offset === 0 ? 0 : this.#at + offset;
  }

  #target(field: number): number {
    const at = this.#place(field);
    return at === 0 ? 0 : at + this.#view.getUint32(at, LITTLE);
  }

  uint8(field: number): number {
    const at = this.#place(field);
    return at === 0 ? 0 : this.#view.getUint8(at);
  }

  uint16(field: number, missing = 0): number {
    const at = this.#place(field);
    return at === 0 ? missing : this.#view.getUint16(at, LITTLE);
  }

  int32(field: number): number {
    const at = this.#place(field);
    return at === 0 ? 0 : this.#view.getInt32(at, LITTLE);
  }

  uint64(field: number): number {
    const at = this.#place(field);
    return at === 0 ? 0 : Number(this.#view.getBigUint64(at, LITTLE));
  }

  string(field: number): string | null {
    const bytes = this.bytes(field);
    return bytes && text.decode(bytes);
  }

  table(field: number): FlatTable | null {
    const at = this.#target(field);
    return at === 0 ? null : new FlatTable(this.#view, at);
  }

  /** Tables of a vector; RangeError where it says to hold more than the buffer could. */
  tables(field: number): readonly FlatTable[] {
    const vector = this.#vector(field, 4);
    if (vector === null) return [];
    return Array.from({ length: vector.length }, (_, index) => {
      const at = vector.at + 4 * index;
      return new FlatTable(this.#view, at + this.#view.getUint32(at, LITTLE));
    });
  }

  /** The bytes of a vector of bytes or a string; null where there is none. */
  bytes(field: number): Uint8Array | null {
    const vector = this.#vector(field, 1);
    return vector && new Uint8Array(this.#view.buffer, this.#view.byteOffset + vector.at, vector.length);
  }

  /** A vector of numbers of `width` bytes each, as a view; null where there is none. */
  numbers(field: number, width: 4 | 8): DataView | null {
    const vector = this.#vector(field, width);
    return vector && new DataView(this.#view.buffer, this.#view.byteOffset + vector.at, vector.length * width);
  }

  #vector(field: number, width: number): { readonly at: number; readonly length: number } | null {
    const at = this.#target(field);
    if (at === 0) return null;
    const length = this.#view.getUint32(at, LITTLE);
    if (at + 4 + length * width > this.#view.byteLength) throw new RangeError("a vector is longer than its buffer");
    return { at: at + 4, length };
  }
}
