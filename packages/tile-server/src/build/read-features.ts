import { closeSync, openSync, readSync } from "node:fs";
import { GeoError, type Geometry } from "@parkatlas/geo-core";
import type { VectorLayer } from "../pmtiles/types.ts";
import type { TileValue } from "../tile/properties.ts";
import { LineScanner, type ScannedLine } from "./scan-line.ts";
import { type Segment, SegmentWriter } from "./segment.ts";

/** BUILD: reads a piece of a file of newline-delimited GeoJSON. */
export interface ReadJob {
  readonly layer: string;
  readonly file: string;
  /** Lines that begin at from (inclusive) to (exclusive), bytes. */
  readonly from: number;
  readonly to: number;
  /** Property that names the feature that stands for another, where there is one. */
  readonly standInProperty: string | null;
}

export interface ReadResult {
  readonly segment: Segment;
  readonly fields: VectorLayer["fields"];
  /** West, south, east, north in degrees; west is greater than east where nothing was read. */
  readonly bounds: readonly [number, number, number, number];
}

interface Line extends ScannedLine {
  readonly geometry: Geometry;
}

const NEWLINE = 10;
const WINDOW_BYTES = 1 << 20;

/** @throws {GeoError} `file-unreadable`, or `build-failed` naming the byte at which a line is no feature with an id. */
export function readFeatures(job: ReadJob): ReadResult {
  const segment = new SegmentWriter(job.layer);
  const fields: Record<string, "String" | "Number" | "Boolean"> = { id: "String" };
  const scanner = new LineScanner();
  for (const { bytes, from, to, at } of linesOf(job)) {
    const scanned = scanner.scan(bytes, from, to);
    const line = scanned ?? parseLine(bytes.toString("utf8", from, to), at, job.file);
    const id = line.id ?? line.properties?.id;
    if (typeof id !== "string" && typeof id !== "number") throw unreadable(job.file, at, "it has no id; give every feature one");
    const standIn = job.standInProperty === null ? undefined : line.properties?.[job.standInProperty];
    const feature = {
      id: String(id),
      properties: carried(line.properties ?? {}, fields),
      ...(standIn === undefined || standIn === null ? {} : { standIn: String(standIn) }),
    };
    if (scanned !== null) segment.addFlat(feature, scanner.geometry);
    else segment.add({ ...feature, geometry: (line as Line).geometry });
  }
  return { segment: segment.finish(), fields, bounds: segment.boundsDeg };
}

/** Properties as a tile can carry them: what has members becomes JSON, what is null is left out, `id` is the feature's own. */
function carried(
  properties: Readonly<Record<string, unknown>>,
  fields: Record<string, "String" | "Number" | "Boolean">,
): Record<string, TileValue> {
  const result: Record<string, TileValue> = {};
  for (const key in properties) {
    const value = properties[key];
    if (key === "id" || value === null || value === undefined) continue;
    const kept = typeof value === "object" ? JSON.stringify(value) : (value as TileValue);
    result[key] = kept;
    fields[key] ??= typeof kept === "string" ? "String" : typeof kept === "number" ? "Number" : "Boolean";
  }
  return result;
}

function parseLine(text: string, at: number, file: string): Line {
  try {
    const line: unknown = JSON.parse(text);
    if (
      typeof line === "object" &&
      line !== null &&
      "geometry" in line &&
      typeof line.geometry === "object" &&
      line.geometry !== null
    )
      return line as Line;
  } catch (error) {
    throw unreadable(file, at, error instanceof Error ? error.message : String(error));
  }
  throw unreadable(file, at, "it is no GeoJSON feature with a geometry");
}

function unreadable(file: string, at: number, why: string): GeoError {
  return new GeoError("build-failed", `The line at byte ${at} of ${file} cannot be used: ${why}`, { details: { file, at } });
}

/** Where a line is: bytes from (inclusive) to (exclusive) of a buffer, and its place in the file. */
interface LinePlace {
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** The lines that begin in the piece and are not blank; one begins at 0 and after each newline. Each is valid until the next. */
function* linesOf({ file, from, to }: ReadJob): Generator<LinePlace> {
  const handle = openForReading(file);
  try {
    let buffer = Buffer.alloc(WINDOW_BYTES);
    let length = 0;
    // The byte before the piece tells whether a line begins with the piece.
    let start = from === 0 ? 0 : from - 1;
    let skipping = from > 0;
    for (;;) {
      const count = readSync(handle, buffer, length, buffer.length - length, start + length);
      length += count;
      let done = 0;
      const read = buffer.subarray(0, length);
      for (let end = read.indexOf(NEWLINE); end >= 0; end = read.indexOf(NEWLINE, done)) {
        if (!skipping && !isBlank(buffer, done, end)) yield { bytes: buffer, from: done, to: end, at: start + done };
        skipping = false;
        done = end + 1;
        if (start + done >= to) return;
      }
      if (count === 0) {
        if (!skipping && !isBlank(buffer, done, length)) yield { bytes: buffer, from: done, to: length, at: start + done };
        return;
      }
      buffer.copyWithin(0, done, length);
      start += done;
      length -= done;
      if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.alloc(buffer.length)]);
    }
  } finally {
    closeSync(handle);
  }
}

function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i]! > 0x20) return false;
  return true;
}

function openForReading(file: string): number {
  try {
    return openSync(file, "r");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new GeoError("file-unreadable", `Cannot read ${file}: ${reason}`, { details: { path: file }, cause: error });
  }
}
