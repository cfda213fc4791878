/** TILE: reads the numbers of records that this process wrote itself; nothing is checked. */
export class RecordReader {
  bytes: Uint8Array = new Uint8Array(0);
  position = 0;

  at(bytes: Uint8Array, position: number): this {
    this.bytes = bytes;
    this.position = position;
    return this;
  }

  varint(): number {
    const { bytes } = this;
    let byte = bytes[this.position++]!;
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    for (let shift = 7; shift < 28; shift += 7) {
      byte = bytes[this.position++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    // The fifth byte may reach beyond 31 bits.
    return value + bytes[this.position++]! * 2 ** 28;
  }

  zigzag(): number {
    const value = this.varint();
    if (value <= 0x7fff_ffff) return (value >>> 1) ^ -(value & 1);
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}

/** Leaves the reader, which stands at the beginning of a record, where the properties begin. */
export function skipGeometry(record: RecordReader): void {
  for (let parts = record.varint(); parts > 0; parts--)
    for (let rings = record.varint(); rings > 0; rings--)
      for (let numbers = record.varint() * 2; numbers > 0; numbers--) record.varint();
}
