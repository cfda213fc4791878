/** An ellipsoid of revolution with the derived constants that the kernels use. Lengths in metres. */
export interface Ellipsoid {
  readonly name: string;
  /** Equatorial radius. */
  readonly aM: number;
  readonly flattening: number;
  /** Polar radius, a(1 − f). */
  readonly bM: number;
  /** First eccentricity squared, f(2 − f). */
  readonly e2: number;
  /** Third flattening, f/(2 − f). */
  readonly n: number;
}

function ellipsoid(name: string, aM: number, inverseFlattening: number): Ellipsoid {
  const f = 1 / inverseFlattening;
  return { name, aM, flattening: f, bM: aM * (1 - f), e2: f * (2 - f), n: f / (2 - f) };
}

/** CGCS2000 (GB 22021-2008): the ellipsoid of every area and distance of this library. */
export const CGCS2000 = ellipsoid("CGCS2000", 6378137, 298.257222101);
/** WGS 84. Its flattening differs from CGCS2000 by 1.6e-11; the polar radii differ by 0.1 mm. */
export const WGS84 = ellipsoid("WGS 84", 6378137, 298.257223563);
/** IAG 1975, the ellipsoid of Xian 1980. */
export const IAG1975 = ellipsoid("IAG 1975", 6378140, 298.257);
/** Krassowsky 1940, the ellipsoid of Beijing 1954. */
export const KRASSOWSKY = ellipsoid("Krassowsky 1940", 6378245, 298.3);
