const encoder = new TextEncoder();
const LITTLE = true;

/** A value of a table's field. Fields that are absent are left at their defaults. */
export type FlatValue =
  | { readonly as: "uint8" | "uint16" | "int32" | "uint64"; readonly value: number }
  | { readonly as: "string"; readonly value: string }
  | { readonly as: "bytes"; readonly value: Uint8Array }
  | { readonly as: "uint32s" | "float64s"; readonly value: readonly number[] }
  | { readonly as: "table"; readonly value: FlatFields }
  | { readonly as: "tables"; readonly value: readonly FlatFields[] };

/** Values by the number of their field in the schema. */
export type FlatFields = readonly (readonly [field: number, value: FlatValue])[];

const INLINE_BYTES: Readonly<Partial<Record<FlatValue["as"], number>>> = { uint8: 1, uint16: 2, int32: 4, uint64: 8 };
const OFFSET_BYTES = 4;
const SIZE_BYTES = 4;

/**
 * A FlatBuffer with a size before it (google.github.io/flatbuffers/internals.html). Written from front to back, each table before what
 * it points to; every number lies at a multiple of its width from the start of the size, and the whole ends at a multiple of eight, so that buffers one
 * after the other can be read as arrays of numbers where they lie.
 */
export function flatBuffer(root: FlatFields): Uint8Array {
  writer.begin();
  writer.offsetTo(writer.reserve(4, 4), () => writer.table(root));
  return writer.sized();
}

class Writer {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer, SIZE_BYTES);
  /** Counted from after the size. */
  #at = 0;

  begin(): void {
    this.#bytes.fill(0, 0, SIZE_BYTES + this.#at);
    this.#at = 0;
  }

  sized(): Uint8Array {
    this.reserve(0, 8);
    const all = this.#bytes.slice(0, SIZE_BYTES + this.#at);
    new DataView(all.buffer).setUint32(0, this.#at, LITTLE);
    return all;
  }

  /** Room for `bytes` at a multiple of `align`, zeroed; `before` bytes lie between the multiple and the room. */
  reserve(bytes: number, align: number, before = 0): number {
    const lead = SIZE_BYTES + before;
    const place = Math.ceil((this.#at + lead) / align) * align - lead;
    const end = place + bytes;
    if (SIZE_BYTES + end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(2 * this.#bytes.length, 4 + end));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer, SIZE_BYTES);
    }
    this.#at = end;
    return place;
  }

  /** Writes at `place` how far away the thing is that `write` writes. */
  offsetTo(place: number, write: () => number): void {
    const target = write();
    this.#view.setUint32(place, target - place, LITTLE);
  }

  table(fields: FlatFields): number {
    const slots = Math.max(0, ...fields.map(([field]) => field + 1));
    const widths = fields.map(([, { as }]) => INLINE_BYTES[as] ?? OFFSET_BYTES);
    const inline: number[] = [];
    let size = 4;
    for (const width of widths) {
      const offset = Math.ceil(size / width) * width;
      inline.push(offset);
      size = offset + width;
    }
    const vtableBytes = 4 + 2 * slots;
    const vtable = this.reserve(vtableBytes, 2);
    const table = this.reserve(size, 8);
    this.#view.setUint16(vtable, vtableBytes, LITTLE);
    this.#view.setUint16(vtable + 2, size, LITTLE);
    for (const [index, [field]] of fields.entries()) this.#view.setUint16(vtable + 4 + 2 * field, inline[index]!, LITTLE);
    this.#view.setInt32(table, table - vtable, LITTLE);
    for (const [index, [, value]] of fields.entries()) this.#value(table + inline[index]!, value);
    return table;
  }

  #value(place: number, field: FlatValue): void {
    switch (field.as) {
      case "uint8":
        this.#view.setUint8(place, field.value);
        break;
      case "uint16":
        this.#view.setUint16(place, field.value, LITTLE);
        break;
      case "int32":
        this.#view.setInt32(place, field.value, LITTLE);
        break;
      case "uint64":
        this.#view.setBigUint64(place, BigInt(field.value), LITTLE);
        break;
      case "table":
        this.offsetTo(place, () => this.table(field.value));
        break;
      case "tables":
        this.offsetTo(place, () => this.#tables(field.value));
        break;
      case "string":
        this.offsetTo(place, () => this.#byteVector(encoder.encode(field.value), 1));
        break;
      case "bytes":
        this.offsetTo(place, () => this.#byteVector(field.value, 0));
        break;
      default:
        this.offsetTo(place, () => this.#numbers(field.value, field.as === "uint32s" ? 4 : 8));
    }
  }

  /** A count, then the bytes, then `zeros`: one ends a string. */
  #byteVector(bytes: Uint8Array, zeros: number): number {
    const place = this.reserve(4 + bytes.length + zeros, 4);
    this.#view.setUint32(place, bytes.length, LITTLE);
    this.#bytes.set(bytes, SIZE_BYTES + place + 4);
    return place;
  }

  #numbers(values: readonly number[], width: 4 | 8): number {
    const place = this.reserve(4 + width * values.length, width, 4);
    this.#view.setUint32(place, values.length, LITTLE);
    for (let index = 0; index < values.length; index++) {
      const at = place + 4 + width * index;
      if (width === 4) this.#view.setUint32(at, values[index]!, LITTLE);
      else this.#view.setFloat64(at, values[index]!, LITTLE);
    }
    return place;
  }

  #tables(tables: readonly FlatFields[]): number {
    const place = this.reserve(4 + OFFSET_BYTES * tables.length, 4);
    this.#view.setUint32(place, tables.length, LITTLE);
    for (const [index, fields] of tables.entries()) this.offsetTo(place + 4 + OFFSET_BYTES * index, () => this.table(fields));
    return place;
  }
}

/** One for all buffers: memory for each of two hundred thousand costs more than what is written into it. */
const writer = new Writer();
