/**
 * Every code a {@link GeoError} can carry. A code is stable: scripts may rely on it; the message is for people.
 *
 * | code | when |
 * |---|---|
 * | `unknown-crs` | a CRS code that this library does not know |
 * | `crs-not-projected` | metres asked of a geographic CRS |
 * | `datum-shift-needed` | two CRS on different datums, and no parameters were given |
 * | `zone-unknown` | an easting without zone prefix, and no zone was told |
 * | `position-out-of-range` | a longitude, latitude or projected coordinate outside the domain of the operation |
 * | `ring-not-closed` | a ring whose last position differs from its first |
 * | `ring-too-short` | a ring with fewer than four positions |
 * | `empty-geometry` | an operation that needs at least one position was given none |
 * | `pole-enclosed` | a polygon that contains a pole, for which the area is not defined here |
 * | `unsupported-geometry` | a geometry type that the operation does not take |
 * | `dataset-format` | `dataset.json` is missing, unreadable, or of a newer format |
 * | `dataset-invalid` | the dataset has errors that make the question unanswerable |
 * | `unknown-id` | an id that names nothing in the dataset |
 * | `date-invalid` | text that is not a calendar date `YYYY-MM-DD` |
 * | `input-out-of-range` | a quantity that the formula is not defined for, such as a negative emission |
 * | `file-unreadable` | a file that is missing or may not be read |
 * | `file-unwritable` | a file that may not be written |
 * | `json-invalid` | text that is not JSON |
 * | `archive-invalid` | an archive that breaks its own format |
 * | `build-failed` | a build that would have lost or falsified something, and was therefore stopped |
 * | `port-in-use` | the address to listen on is taken or may not be used |
 */
export type GeoErrorCode =
  | "unknown-crs"
  | "crs-not-projected"
  | "datum-shift-needed"
  | "zone-unknown"
  | "position-out-of-range"
  | "ring-not-closed"
  | "ring-too-short"
  | "empty-geometry"
  | "pole-enclosed"
  | "unsupported-geometry"
  | "dataset-format"
  | "dataset-invalid"
  | "unknown-id"
  | "date-invalid"
  | "input-out-of-range"
  | "file-unreadable"
  | "file-unwritable"
  | "json-invalid"
  | "archive-invalid"
  | "build-failed"
  | "port-in-use";

/** A request that cannot be done. The message says what is wrong, the value, the limit and what to do. */
export class GeoError extends Error {
  override readonly name = "GeoError";
  readonly code: GeoErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: GeoErrorCode, message: string, options: { details?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** True for an error of this library, also when it crossed a realm or a bundle boundary. */
export function isGeoError(error: unknown): error is GeoError {
  return error instanceof Error && error.name === "GeoError" && "code" in error;
}
