import { readWkb, type WkbFault, type WkbGeometry } from "./read-wkb.ts";

/** Bytes of the envelope by its code in the flags; codes above 4 are invalid. */
const ENVELOPE_BYTES = [0, 32, 48, 48, 64];
const HEAD_BYTES = 8;

/** Geometry of a GeoPackage (OGC 12-128r17 §2.1.3): a head of its own, an optional envelope, then well-known binary. */
export function readGeopackageGeometry(bytes: Uint8Array): WkbGeometry | WkbFault | "extended" {
  if (bytes.length < HEAD_BYTES || bytes[0] !== 0x47 || bytes[1] !== 0x50) return "malformed";
  const flags = bytes[3]!;
  if (flags & 0b10_0000) return "extended";
  const envelope = ENVELOPE_BYTES[(flags >> 1) & 0b111];
  if (bytes[2] !== 0 || envelope === undefined) return "malformed";
  if (flags & 0b1_0000) return { geometry: null, hasMore: false };
  return readWkb(bytes, HEAD_BYTES + envelope);
}
