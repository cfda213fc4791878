import { GeoError } from "@parkatlas/geo-core";

/** The error of every archive that breaks its own format: says what is wrong and what to do about it. */
export function archiveInvalid(what: string, details: Record<string, unknown> = {}): GeoError {
  return new GeoError("archive-invalid", `${what}; the archive is damaged or not a PMTiles v3 archive: build it again`, {
    details,
  });
}
