import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { DecodedLayer } from "../tile/decode-tile.ts";
import { pictureOfTile } from "./tile-picture.ts";

/** Width, height and the pixels of a PNG without filters, read by the format's own description. */
function pixelsOf(png: Uint8Array): { width: number; height: number; at: (x: number, y: number) => number } {
  const bytes = Buffer.from(png);
  const width = bytes.readUInt32BE(16);
  const data = bytes.indexOf("IDAT", 0, "latin1");
  const lines = inflateSync(bytes.subarray(data + 4, data + 4 + bytes.readUInt32BE(data - 4)));
  return { width, height: bytes.readUInt32BE(20), at: (x, y) => lines.readUIntBE(y * (1 + 3 * width) + 1 + 3 * x, 3) };
}

const square = (low: number, high: number): number[] => [low, low, high, low, high, high, low, high];
const hole = (low: number, high: number): number[] => [low, low, low, high, high, high, high, low];

function layer(name: string, feature: Partial<DecodedLayer["features"][number]>): DecodedLayer {
  const features = [{ id: 1, type: 3, properties: {}, paths: [], ...feature }];
  return { name, version: 2, extent: 4096, keys: [], values: [], features, byteLength: 0 };
}

describe("a tile as a picture", () => {
  const parcels = layer("parcels", {
    properties: { id: "a", c0: "built", d1: 100, c1: "idle" },
    paths: [square(800, 3200), hole(1600, 2400)],
  });

  it("has a parcel in the colour of its class on the day, and its hole open", () => {
    const before = pixelsOf(pictureOfTile([parcels], 99));
    expect([before.width, before.height]).toEqual([512, 512]);
    // 8 tile units are a pixel: 1200 lies at 150.
    expect(before.at(150, 150)).toBe(0xaeb9c1);
    expect(before.at(250, 250)).toBe(0xf8f6f1);
    expect(before.at(50, 50)).toBe(0xf8f6f1);
    expect(pixelsOf(pictureOfTile([parcels], 100)).at(150, 150)).toBe(0x7a1f3d);
  });

  it("has a unit in the colour of its verdict, and a point as a small square", () => {
    const units = layer("units", { properties: { verdict: "inside" }, paths: [square(0, 1000)] });
    const marks = layer("marks", { type: 1, properties: { verdict: "indeterminate" }, paths: [[2048, 2048]] });
    const picture = pixelsOf(pictureOfTile([units, marks], 0));
    expect(picture.at(60, 60)).toBe(0xc8452b);
    expect(picture.at(256, 256)).toBe(0xe0a526);
    expect(picture.at(260, 256)).toBe(0xf8f6f1);
  });

  it("is drawn in time even where coordinates are absurd", () => {
    const far = layer("parks", { paths: [[-2_000_000_000, 0, 2_000_000_000, 5, 0, 2_000_000_000]] });
    expect(pixelsOf(pictureOfTile([far], 0)).width).toBe(512);
  });
});
