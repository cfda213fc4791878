import { archiveInvalid } from "./archive-error.ts";
import type { ArchiveCompression, ArchiveHeader } from "./types.ts";

/** ARCHIVE: the 127 bytes at the start of a PMTiles v3 archive (specification §3). All integers little-endian. */

export const HEADER_BYTES = 127;
/** The root directory must end inside the first 16 KiB, so that one read finds it. */
export const ROOT_END = 16_384;
export const MAX_ROOT_BYTES = ROOT_END - HEADER_BYTES;
export const TILE_TYPE_MVT = 1;

const MAGIC = [0x50, 0x4d, 0x54, 0x69, 0x6c, 0x65, 0x73] as const; // "PMTiles"
const VERSION = 3;
const COMPRESSION_CODES: Readonly<Record<ArchiveCompression, number>> = { none: 1, gzip: 2 };
const SECTION_FIELDS = [
  "rootOffset",
  "rootLength",
  "metadataOffset",
  "metadataLength",
  "leavesOffset",
  "leavesLength",
  "tilesOffset",
  "tilesLength",
  "addressedTiles",
  "tileEntries",
  "tileContents",
] as const;

/** The header as its 127 bytes. Degrees are rounded to 1e-7. */
export function encodeHeader(header: ArchiveHeader): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC, 0);
  bytes[7] = VERSION;
  SECTION_FIELDS.forEach((field, i) => {
    view.setBigUint64(8 + 8 * i, BigInt(header[field]), true);
  });
  bytes[96] = header.clustered ? 1 : 0;
  bytes[97] = COMPRESSION_CODES[header.internalCompression];
  bytes[98] = COMPRESSION_CODES[header.tileCompression];
  bytes[99] = header.tileType;
  bytes[100] = header.minZoom;
  bytes[101] = header.maxZoom;
  header.bounds.forEach((deg, i) => {
    view.setInt32(102 + 4 * i, Math.round(deg * 1e7), true);
  });
  bytes[118] = header.centreZoom;
  header.centre.forEach((deg, i) => {
    view.setInt32(119 + 4 * i, Math.round(deg * 1e7), true);
  });
  return bytes;
}

/**
 * The header out of the first bytes of a file.
 *
 * @param sizeBytes size of the whole file; every section must lie inside it.
 * @throws {GeoError} `archive-invalid`: too short, wrong magic, another version, a section outside the file or the root
 * outside the first 16 KiB, an unknown compression, zooms or degrees out of range.
 */
export function decodeHeader(bytes: Uint8Array, sizeBytes: number): ArchiveHeader {
  if (bytes.length < HEADER_BYTES) throw archiveInvalid(`The file has ${bytes.length} bytes, a header alone has ${HEADER_BYTES}`);
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) throw archiveInvalid('The file does not begin with "PMTiles"');
  if (bytes[7] !== VERSION)
    throw archiveInvalid(`The archive is of PMTiles version ${bytes[7]}, this program reads version ${VERSION}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = SECTION_FIELDS.map((field, i) => safeInteger(view.getBigUint64(8 + 8 * i, true), field));
  const at = (i: number): number => numbers[i]!;
  const degrees = (offset: number): number => view.getInt32(offset, true) / 1e7;
  const header: ArchiveHeader = {
    rootOffset: at(0),
    rootLength: at(1),
    metadataOffset: at(2),
    metadataLength: at(3),
    leavesOffset: at(4),
    leavesLength: at(5),
    tilesOffset: at(6),
    tilesLength: at(7),
    addressedTiles: at(8),
    tileEntries: at(9),
    tileContents: at(10),
    clustered: bytes[96] === 1,
    internalCompression: compressionOf(bytes[97]!, "internal"),
    tileCompression: compressionOf(bytes[98]!, "tile"),
    tileType: bytes[99]!,
    minZoom: bytes[100]!,
    maxZoom: bytes[101]!,
    bounds: [degrees(102), degrees(106), degrees(110), degrees(114)],
    centreZoom: bytes[118]!,
    centre: [degrees(119), degrees(123)],
  };
  checkSections(header, sizeBytes);
  checkPlace(header);
  return header;
}

function safeInteger(value: bigint, field: string): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw archiveInvalid(`The header says ${field} = ${value}, beyond any real file`);
  return Number(value);
}

function compressionOf(code: number, which: string): ArchiveCompression {
  if (code === COMPRESSION_CODES.none) return "none";
  if (code === COMPRESSION_CODES.gzip) return "gzip";
  throw archiveInvalid(`The ${which} compression has code ${code}; this program reads 1 (none) and 2 (gzip)`);
}

function checkSections(header: ArchiveHeader, sizeBytes: number): void {
  const sections = [
    ["root directory", header.rootOffset, header.rootLength],
    ["metadata", header.metadataOffset, header.metadataLength],
    ["leaf directories", header.leavesOffset, header.leavesLength],
    ["tile data", header.tilesOffset, header.tilesLength],
  ] as const;
  for (const [name, offset, length] of sections) {
    if (length > 0 && offset < HEADER_BYTES) throw archiveInvalid(`The ${name} begins at byte ${offset}, inside the header`);
    if (offset + length > sizeBytes)
      throw archiveInvalid(`The ${name} should end at byte ${offset + length}, but the file has ${sizeBytes} bytes`);
  }
  const used = sections.filter(([, , length]) => length > 0).sort((a, b) => a[1] - b[1]);
  used.forEach(([name, offset], i) => {
    const before = used[i - 1];
    if (before && before[1] + before[2] > offset)
      throw archiveInvalid(`The ${before[0]} and the ${name} overlap at byte ${offset}`);
  });
  if (header.rootLength === 0) throw archiveInvalid("The archive has no root directory");
  if (header.rootOffset + header.rootLength > ROOT_END)
    throw archiveInvalid(`The root directory ends at byte ${header.rootOffset + header.rootLength}, the limit is ${ROOT_END}`);
}

function checkPlace(header: ArchiveHeader): void {
  const [west, south, east, north] = header.bounds;
  if (header.minZoom > header.maxZoom || header.maxZoom > 26)
    throw archiveInvalid(`The zooms ${header.minZoom}…${header.maxZoom} are no range inside 0…26`);
  if (west < -180 || south < -90 || east > 180 || north > 90 || west > east || south > north)
    throw archiveInvalid(`The bounds [${header.bounds.join(", ")}] are no box in degrees`);
}
