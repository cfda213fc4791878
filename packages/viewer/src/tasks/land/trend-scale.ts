import { areaMuFromM2, dayFromDate } from "@parkatlas/geo-core";
import { roundUp, type TrendPoint } from "../../core/land-trend.ts";

/** Size of the drawing in its own units; the page scales it to the width of the panel. */
export const CHART = {
  width: 348,
  height: 166,
  left: 38,
  right: 4,
  shareTop: 10,
  shareBottom: 84,
  flowMiddle: 122,
  flowHalf: 24,
};

/** From quarters, shares and areas to places in the drawing. */
export interface TrendScale {
  readonly x: (day: number) => number;
  readonly shareY: (share: number) => number;
  /** Length of a bar. */
  readonly flowLength: (areaM2: number) => number;
  readonly mostShare: number;
  readonly mostMu: number;
  readonly firstDay: number;
  readonly lastDay: number;
}

/** Both axes begin at nought, so that twice as high is twice as much. */
export function trendScale(points: readonly TrendPoint[]): TrendScale {
  const firstDay = dayFromDate(points[0]!.on);
  const lastDay = dayFromDate(points.at(-1)!.on);
  const mostShare = roundUp(Math.max(...points.map(({ share }) => share ?? 0)));
  const mostMu = roundUp(areaMuFromM2(Math.max(...points.flatMap(({ inflowM2, outflowM2 }) => [inflowM2, outflowM2]))));
  const { width, left, right, shareTop, shareBottom, flowHalf } = CHART;
  return {
    x: (day) => left + ((day - firstDay) / Math.max(lastDay - firstDay, 1)) * (width - left - right),
    shareY: (share) => shareBottom - (share / mostShare) * (shareBottom - shareTop),
    flowLength: (areaM2) => (areaMuFromM2(areaM2) / mostMu) * flowHalf,
    mostShare,
    mostMu,
    firstDay,
    lastDay,
  };
}

/** The line through all shares, broken where there is none. */
export function sharePath(points: readonly TrendPoint[], { x, shareY }: TrendScale): string {
  let path = "";
  let pen = "M";
  for (const { on, share } of points) {
    if (share === null) {
      pen = "M";
      continue;
    }
    path += `${pen}${x(dayFromDate(on)).toFixed(1)} ${shareY(share).toFixed(1)}`;
    pen = "L";
  }
  return path;
}
