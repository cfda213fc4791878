import { deflateSync } from "node:zlib";

/** BUILD: a picture of whole pixels as PNG, without a palette or an alpha channel. */
export class Picture {
  readonly width: number;
  readonly height: number;
  readonly #rgb: Uint8Array;

  constructor(width: number, height: number, rgb: number) {
    this.width = width;
    this.height = height;
    this.#rgb = new Uint8Array(width * height * 3);
    for (let y = 0; y < height; y++) this.row(y, 0, width, rgb);
  }

  /** Pixels from (inclusive) to (exclusive) of a row; what lies outside the picture is left out. */
  row(y: number, from: number, to: number, rgb: number): void {
    if (y < 0 || y >= this.height) return;
    for (let x = Math.max(0, from); x < Math.min(this.width, to); x++) {
      const at = (y * this.width + x) * 3;
      this.#rgb[at] = rgb >> 16;
      this.#rgb[at + 1] = (rgb >> 8) & 255;
      this.#rgb[at + 2] = rgb & 255;
    }
  }

  png(): Uint8Array {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(this.width, 0);
    header.writeUInt32BE(this.height, 4);
    // Eight bits a channel, red green blue, no interlacing.
    header.set([8, 2, 0, 0, 0], 8);
    const lines = Buffer.alloc(this.height * (1 + this.width * 3));
    for (let y = 0; y < this.height; y++)
      lines.set(this.#rgb.subarray(y * this.width * 3, (y + 1) * this.width * 3), y * (1 + this.width * 3) + 1);
    const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
    return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(lines)), chunk("IEND", Buffer.alloc(0))]);
  }
}

/** The checksum of PNG (ISO 3309), which Node has only from 20.15 on. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
