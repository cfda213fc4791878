import { crsFromCode, DEG_PER_RAD, type EastNorth, type LonLat, projectTo, unprojectFrom } from "@parkatlas/geo-core";
import type { Box } from "../page/paper.ts";

/** A piece of the earth on a sheet: the plane of a CRS at a round scale, north of its grid upward. */
export interface Ground {
  readonly frame: Box;
  /** 1 : `ratio`. */
  readonly ratio: number;
  readonly crs: string;
  readonly westM: number;
  readonly southM: number;
  readonly eastM: number;
  readonly northM: number;
  /** Where a position lies on the sheet, mm; also for positions outside the frame. */
  at(lonLat: LonLat): readonly [x: number, y: number];
  /** The same for coordinates of the CRS. */
  atPlane(eastNorth: EastNorth): readonly [x: number, y: number];
}

export interface Extent {
  readonly westM: number;
  readonly southM: number;
  readonly eastM: number;
  readonly northM: number;
}

/** Free ground round what has to be seen, as a share of the frame on each side. */
const MARGIN = 0.06;
const SMALLEST_RATIO = 500;

/** The scales that sheets are drawn at, times a power of ten. */
const ROUND_STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 7.5] as const;

/** The largest round scale of which 1 : `atLeast` is not larger. Throws a RangeError beyond 1 : 7.5e9. */
export function roundRatio(atLeast: number): number {
  for (let power = 100; power <= 1e9; power *= 10)
    for (const step of ROUND_STEPS) if (step * power >= Math.max(atLeast, SMALLEST_RATIO)) return step * power;
  throw new RangeError(`no map has a scale of 1:${atLeast}`);
}

/** The bounds of positions in a projected CRS; null where there are none. */
export function extentOf(positions: Iterable<LonLat>, crs: string): Extent | null {
  let [westM, southM, eastM, northM] = [Infinity, Infinity, -Infinity, -Infinity];
  const target = crsFromCode(crs);
  for (const position of positions) {
    const [east, north] = projectTo(target, position);
    [westM, eastM] = [Math.min(westM, east), Math.max(eastM, east)];
    [southM, northM] = [Math.min(southM, north), Math.max(northM, north)];
  }
  return westM <= eastM ? { westM, southM, eastM, northM } : null;
}

/** The ground that shows the whole extent in the frame at the largest round scale. */
export function groundFor(extent: Extent, frame: Box, crs: string): Ground {
  const room = 1 - 2 * MARGIN;
  const wantedM = [extent.eastM - extent.westM, extent.northM - extent.southM] as const;
  const ratio = roundRatio(Math.max((wantedM[0] * 1000) / (frame.width * room), (wantedM[1] * 1000) / (frame.height * room)));
  const [widthM, heightM] = [(frame.width * ratio) / 1000, (frame.height * ratio) / 1000];
  const westM = (extent.westM + extent.eastM - widthM) / 2;
  const southM = (extent.southM + extent.northM - heightM) / 2;
  const northM = southM + heightM;
  const target = crsFromCode(crs);
  const atPlane = ([east, north]: EastNorth) =>
    [frame.x + ((east - westM) * 1000) / ratio, frame.y + ((northM - north) * 1000) / ratio] as const;
  return {
    frame,
    ratio,
    crs,
    westM,
    southM,
    eastM: westM + widthM,
    northM,
    at: (lonLat) => atPlane(projectTo(target, lonLat)),
    atPlane,
  };
}

/**
 * Angle from true north to the north of the grid in the middle of the ground, degrees, clockwise positive: how the meridian
 * runs in the plane, which keeps angles.
 */
export function convergenceDeg({ crs, westM, eastM, southM, northM }: Ground): number {
  const STEP_DEG = 0.0005;
  const [lonDeg, latDeg] = unprojectFrom(crs, [(westM + eastM) / 2, (southM + northM) / 2]);
  const [fromEast, fromNorth] = projectTo(crs, [lonDeg, latDeg - STEP_DEG]);
  const [toEast, toNorth] = projectTo(crs, [lonDeg, latDeg + STEP_DEG]);
  return Math.atan2(fromEast - toEast, toNorth - fromNorth) * DEG_PER_RAD;
}
