/** A geographic position, degrees, longitude first (RFC 7946). */
export type LonLat = readonly [lonDeg: number, latDeg: number];

/** A projected position, metres, easting first, whatever the axis order of the national standard. */
export type EastNorth = readonly [eastM: number, northM: number];
