import { describe, expect, it } from "vitest";
import { decodeHeader, encodeHeader } from "./header.ts";
import type { ArchiveHeader } from "./types.ts";

const header: ArchiveHeader = {
  rootOffset: 127,
  rootLength: 25,
  metadataOffset: 16_500,
  metadataLength: 247,
  leavesOffset: 16_747,
  leavesLength: 0,
  tilesOffset: 16_384,
  tilesLength: 116,
  addressedTiles: 5,
  tileEntries: 4,
  tileContents: 3,
  clustered: true,
  internalCompression: "gzip",
  tileCompression: "gzip",
  tileType: 1,
  minZoom: 4,
  maxZoom: 14,
  bounds: [119.2, 42.2, 123.7, 45.6],
  centre: [121.5, 43.9],
  centreZoom: 6,
};
const SIZE = 16_747;

/** The header with one byte changed. */
function changed(at: number, value: number): Uint8Array {
  const bytes = encodeHeader(header);
  bytes[at] = value;
  return bytes;
}

describe("an archive header", () => {
  it("has the fields where the specification puts them", () => {
    // PMTiles v3 specification, table "Header": byte positions.
    const bytes = encodeHeader(header);
    const view = new DataView(bytes.buffer);
    expect(bytes).toHaveLength(127);
    expect(new TextDecoder().decode(bytes.subarray(0, 7))).toBe("PMTiles");
    expect([bytes[7], bytes[96], bytes[97], bytes[98], bytes[99], bytes[100], bytes[101], bytes[118]]).toEqual([
      3, 1, 2, 2, 1, 4, 14, 6,
    ]);
    expect(view.getBigUint64(8, true)).toBe(127n);
    expect(view.getBigUint64(56, true)).toBe(16_384n);
    expect(view.getBigUint64(88, true)).toBe(3n);
    expect(view.getInt32(102, true)).toBe(1_192_000_000);
    expect(view.getInt32(123, true)).toBe(439_000_000);
  });

  it("comes back as it was encoded", () => {
    expect(decodeHeader(encodeHeader(header), SIZE)).toEqual(header);
  });

  it.each([
    ["another magic", changed(0, 0x51), SIZE],
    ["version 4", changed(7, 4), SIZE],
    ["too few bytes", encodeHeader(header).subarray(0, 126), 126],
    ["a section past the end of the file", encodeHeader(header), SIZE - 1],
    ["a root beyond 16 KiB", changed(17, 0x40), 1e6],
    ["no root", changed(16, 0), SIZE],
    ["an offset over 2^53", changed(63, 0xff), SIZE],
    ["metadata inside the tile data", changed(24, 0x00), SIZE],
    ["brotli inside", changed(97, 3), SIZE],
    ["an unknown tile compression", changed(98, 0), SIZE],
    ["zooms the wrong way round", changed(100, 15), SIZE],
    ["a zoom over 26", changed(101, 27), SIZE],
    ["a longitude over 180", changed(113, 0x70), SIZE],
  ])("with %s is refused", (_what, bytes, sizeBytes) => {
    expect(() => decodeHeader(bytes, sizeBytes)).toThrow(expect.objectContaining({ code: "archive-invalid" }));
  });
});
