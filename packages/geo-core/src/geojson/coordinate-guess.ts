import { crsFromEasting } from "../crs/working-crs.ts";
import type { Words } from "./finding.ts";

/** Range of the raw numbers of a geometry, first and second of each position, before anybody knows what they mean. */
export interface NumberRange {
  readonly minFirst: number;
  readonly maxFirst: number;
  readonly minSecond: number;
  readonly maxSecond: number;
  /** Smallest absolute value among all of them. */
  readonly minAbs: number;
}

/** Degrees in lon,lat order; degrees in lat,lon order; or metres of a projection. */
export type CoordinateGuess = "degrees" | "swapped" | "projected";

/** Mainland, islands and sea of China, degrees. */
const CHINA = { westDeg: 73, eastDeg: 136, southDeg: 3, northDeg: 54 } as const;
/** No degree is this large, no projected coordinate in China is this small. */
const SMALLEST_PROJECTED_M = 1000;

/**
 * What the numbers of one geometry can only mean. `swapped` where every second number passes 90, which no latitude does,
 * or where both ranges fit China only when exchanged. `projected` where every number is far outside degrees.
 */
export function guessCoordinates(range: NumberRange): CoordinateGuess {
  if (range.minAbs > SMALLEST_PROJECTED_M) return "projected";
  const { minFirst, maxFirst, minSecond, maxSecond } = range;
  const secondIsNoLatitude = (minSecond > 90 && maxSecond <= 180) || (maxSecond < -90 && minSecond >= -180);
  const firstCouldBeLatitude = minFirst >= -90 && maxFirst <= 90;
  const fitsChinaSwapped =
    minFirst >= CHINA.southDeg && maxFirst <= CHINA.northDeg && minSecond >= CHINA.westDeg && maxSecond <= CHINA.eastDeg;
  return firstCouldBeLatitude && (secondIsNoLatitude || fitsChinaSwapped) ? "swapped" : "degrees";
}

/**
 * Which projection a pair of metres looks like, in words. A zone is told from the millions of the easting (13–23: 6° zones,
 * 25–45: 3° zones); the datum cannot be told from numbers, so the codes are those of CGCS2000.
 */
export function describeProjection(first: number, second: number): Words {
  const eastFirst = isNorthing(second);
  const [eastM, northM] = eastFirst ? [first, second] : [second, first];
  const order: Words = eastFirst ? { en: "easting first", zh: "东坐标在前" } : { en: "northing first", zh: "北坐标在前" };
  if (isNorthing(northM) && isWithinZone(eastM)) {
    if (eastM < 1e6)
      return {
        en: `Gauss–Krüger or UTM metres without a zone number (${order.en}); the zone cannot be told from the numbers`,
        zh: `不带带号的高斯-克吕格或 UTM 坐标（${order.zh}），从数值无法判断带号`,
      };
    const zone = Math.floor(eastM / 1e6);
    if ((zone >= 25 && zone <= 45) || (zone >= 13 && zone <= 23)) {
      const widthDeg = zone >= 25 ? 3 : 6;
      const { code } = crsFromEasting(eastM);
      // Web Mercator of 117°E to 140°E has the same millions as the 6° zones 13 to 15, which lie at 75°E to 87°E.
      const mercator: Words =
        zone <= 15 ? { en: ", or Web Mercator (EPSG:3857)", zh: "，或 Web 墨卡托（EPSG:3857）" } : { en: "", zh: "" };
      return {
        en: `Gauss–Krüger ${widthDeg}° zone ${zone} (${code} on CGCS2000, ${order.en})${mercator.en}`,
        zh: `高斯-克吕格 ${widthDeg}° 带第 ${zone} 带（CGCS2000 为 ${code}，${order.zh}）${mercator.zh}`,
      };
    }
  }
  if (first >= 8.1e6 && first <= 15.2e6 && second >= 3e5 && second <= 7.2e6)
    return { en: "Web Mercator (EPSG:3857)", zh: "Web 墨卡托（EPSG:3857）" };
  return { en: "a projection that cannot be told from the numbers", zh: "从数值无法判断的投影" };
}

/** Northings of China in a transverse Mercator projection, latitude about 16° to 55°. */
function isNorthing(valueM: number): boolean {
  return valueM >= 1.75e6 && valueM <= 6.1e6;
}

/** Whether an easting, its zone number taken off, lies within 400 km of the false easting of 500 km. */
function isWithinZone(eastM: number): boolean {
  const withinM = eastM - Math.floor(eastM / 1e6) * 1e6;
  return eastM > 0 && withinM >= 1e5 && withinM <= 9e5;
}
