import type { LandClass } from "@parkatlas/geo-core";
import type { Expression, StyleValue } from "./style-types.ts";
import { LAND_CLASSES, LAND_SYMBOLS } from "./symbology.ts";

/** Tiles carry at most this many changes of class per parcel (tile schema). */
export const MOST_CHANGES = 16;

const AS_OF: Expression = ["global-state", "asOf"];

/**
 * The land class of a parcel on the style's as-of day, from the fields c0, d1, c1, d2, c2 …: class c(k) holds from day
 * d(k) until the day before d(k+1). Walks upward and stops at the first change that has not come yet.
 */
export function landClassExpression(): Expression {
  const arms: StyleValue[] = [];
  for (let change = 1; change <= MOST_CHANGES; change++) {
    const day = `d${change}`;
    arms.push(["any", ["!", ["has", day]], ["<", AS_OF, ["get", day]]], ["get", `c${change - 1}`]);
  }
  return ["case", ...arms, ["get", `c${MOST_CHANGES}`]];
}

/** A value per land class; classes that the symbology does not know take the value of `unknown`. */
export function byLandClass(valueFor: (landClass: LandClass) => StyleValue): Expression {
  const arms = LAND_CLASSES.filter((each) => each !== "unknown").flatMap((each) => [each, valueFor(each)]);
  return ["match", landClassExpression(), ...arms, valueFor("unknown")];
}

/** The land class of a feature's tile properties on a day, as `landClassExpression` finds it: for tooltips. */
export function landClassOnDay(properties: Readonly<Record<string, unknown>>, day: number): LandClass {
  let found = properties.c0;
  for (let change = 1; change <= MOST_CHANGES; change++) {
    const from = properties[`d${change}`];
    if (typeof from !== "number" || day < from) break;
    found = properties[`c${change}`];
  }
  return typeof found === "string" && Object.hasOwn(LAND_SYMBOLS, found) ? (found as LandClass) : "unknown";
}
