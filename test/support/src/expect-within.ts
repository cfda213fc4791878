import { expect } from "vitest";

/**
 * Fails unless `actual` lies within a stated tolerance of `expected`. The tolerance is one named number whose
 * name carries the unit, for example `{ tolM2: 0.01 }`, so that every numeric comparison says how exact it is.
 */
export function expectWithin(actual: number, expected: number, tolerance: Readonly<Record<`tol${string}`, number>>): void {
  const [entry, ...rest] = Object.entries(tolerance);
  if (!entry || rest.length > 0) throw new RangeError("expectWithin takes exactly one tolerance, such as { tolM: 0.001 }");
  const [name, limit] = entry;
  const difference = Math.abs(actual - expected);
  expect(difference <= limit, `expected ${expected}, got ${actual}: off by ${difference}, allowed ${name} = ${limit}`).toBe(true);
}
