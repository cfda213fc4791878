import { GeoError } from "../errors.ts";
import { RAD_PER_DEG } from "../units.ts";
import { type DatumName, ELLIPSOID_OF_DATUM } from "./crs.ts";
import { geocentricFromGeographic, geographicFromGeocentric, type LonLatHeight } from "./geocentric.ts";
import type { EastNorth } from "./position.ts";

/** Surveyed parameters that bridge two datums in one area. They are the user's: this library has none of its own. */
export type DatumShift = SevenParameterShift | FourParameterShift;

/**
 * Seven parameters (七参数, Bursa–Wolf) between geocentric coordinates:
 * `X' = T + (1 + scalePpm·1e-6)·(X + r × X)` for `position-vector` (EPSG 9606; +convention=position_vector in PROJ), and with −r
 * for `coordinate-frame` (EPSG 9607). The two differ by the sign of the rotations and nothing in the numbers tells which is
 * meant, so it must be said.
 */
export interface SevenParameterShift {
  readonly kind: "seven-parameter";
  readonly from: DatumName;
  readonly to: DatumName;
  readonly convention: "position-vector" | "coordinate-frame";
  /** T, metres along x, y, z. */
  readonly translationM: readonly [xM: number, yM: number, zM: number];
  /** r, seconds of arc about x, y, z. */
  readonly rotationArcsec: readonly [x: number, y: number, z: number];
  readonly scalePpm: number;
}

/**
 * Four parameters (四参数) between two projected CRS:
 * `E' = eastM + k·(E cos α + N sin α)`, `N' = northM + k·(N cos α − E sin α)`, k = 1 + scalePpm·1e-6, α = rotationArcsec. That is the
 * national form X' = ΔX + k(X cos α − Y sin α), Y' = ΔY + k(X sin α + Y cos α) with X north and Y east. Good for a county, not more.
 */
export interface FourParameterShift {
  readonly kind: "four-parameter";
  /** Code of the projected CRS the parameters take, for example `EPSG:2364`; eastings as that CRS has them, prefix included. */
  readonly from: string;
  /** Code of the projected CRS they give, for example `EPSG:4528`. */
  readonly to: string;
  readonly eastM: number;
  readonly northM: number;
  readonly rotationArcsec: number;
  readonly scalePpm: number;
}

const RAD_PER_ARCSEC = RAD_PER_DEG / 3600;
/** Wider than any published set; numbers beyond are in other units. */
const MOST = { translationM: 10_000, rotationArcsec: 3600, scalePpm: 1000 } as const;

/**
 * A position moved from one datum to the other by seven parameters; `inverse` undoes `forward` to 5 nm. Without a height give
 * 0: for a kilometre of height that costs 5 cm for ten seconds of rotation and 2 cm for a hundred metres of translation.
 *
 * @throws {GeoError} `input-out-of-range` for parameters no survey gives; `position-out-of-range`.
 */
export function shiftDatum(
  position: LonLatHeight,
  shift: SevenParameterShift,
  direction: "forward" | "inverse" = "forward",
): LonLatHeight {
  const [rx, ry, rz] = checkedRotationRad(shift);
  const [tx, ty, tz] = shift.translationM;
  const scale = 1 + shift.scalePpm * 1e-6;
  const forward = direction === "forward";
  const source = ELLIPSOID_OF_DATUM[forward ? shift.from : shift.to];
  const target = ELLIPSOID_OF_DATUM[forward ? shift.to : shift.from];
  const [x, y, z] = geocentricFromGeographic(position, source);
  if (forward) {
    const moved = [
      tx + scale * (x + ry * z - rz * y),
      ty + scale * (y + rz * x - rx * z),
      tz + scale * (z + rx * y - ry * x),
    ] as const;
    return geographicFromGeocentric(moved, target);
  }
  // (I + [r]×)⁻¹ u = (u − r × u + r (r·u))/(1 + |r|²), exact.
  const u = [(x - tx) / scale, (y - ty) / scale, (z - tz) / scale] as const;
  const along = rx * u[0] + ry * u[1] + rz * u[2];
  const norm = 1 + rx * rx + ry * ry + rz * rz;
  const back = [
    (u[0] - (ry * u[2] - rz * u[1]) + rx * along) / norm,
    (u[1] - (rz * u[0] - rx * u[2]) + ry * along) / norm,
    (u[2] - (rx * u[1] - ry * u[0]) + rz * along) / norm,
  ] as const;
  return geographicFromGeocentric(back, target);
}

/**
 * A plane position moved by four parameters, or back.
 *
 * @throws {GeoError} `input-out-of-range` for parameters no survey gives.
 */
export function shiftPlane(
  [eastM, northM]: EastNorth,
  shift: FourParameterShift,
  direction: "forward" | "inverse" = "forward",
): EastNorth {
  assertWithin("rotationArcsec", shift.rotationArcsec, MOST.rotationArcsec);
  assertWithin("scalePpm", shift.scalePpm, MOST.scalePpm);
  assertWithin("eastM", shift.eastM, 1e8);
  assertWithin("northM", shift.northM, 1e8);
  const scale = 1 + shift.scalePpm * 1e-6;
  const sin = Math.sin(shift.rotationArcsec * RAD_PER_ARCSEC);
  const cos = Math.cos(shift.rotationArcsec * RAD_PER_ARCSEC);
  if (direction === "forward")
    return [shift.eastM + scale * (eastM * cos + northM * sin), shift.northM + scale * (northM * cos - eastM * sin)];
  const e = (eastM - shift.eastM) / scale;
  const n = (northM - shift.northM) / scale;
  return [e * cos - n * sin, n * cos + e * sin];
}

function checkedRotationRad(shift: SevenParameterShift): readonly [number, number, number] {
  const sign = shift.convention === "position-vector" ? 1 : shift.convention === "coordinate-frame" ? -1 : Number.NaN;
  if (Number.isNaN(sign))
    throw new RangeError(
      `A seven-parameter shift needs convention "position-vector" or "coordinate-frame", got "${shift.convention}".`,
    );
  for (const metres of shift.translationM) assertWithin("translationM", metres, MOST.translationM);
  for (const arcsec of shift.rotationArcsec) assertWithin("rotationArcsec", arcsec, MOST.rotationArcsec);
  assertWithin("scalePpm", shift.scalePpm, MOST.scalePpm);
  const [x, y, z] = shift.rotationArcsec;
  const unit = sign * RAD_PER_ARCSEC;
  return [x * unit, y * unit, z * unit];
}

function assertWithin(name: string, value: number, limit: number): void {
  if (Math.abs(value) <= limit) return;
  throw new GeoError(
    "input-out-of-range",
    `Datum shift: ${name} is ${value}, the limit is ±${limit}. Give metres, seconds of arc and parts per million.`,
    { details: { name, value, limit } },
  );
}
