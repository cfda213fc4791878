import type { ExactShare } from "./rule-set.ts";

/** Below this relative difference two products of doubles are compared again as decimals. */
const CLOSE = 1e-12;

/**
 * Sign of part/whole − share, with both numbers taken as the decimals that they were written as: 333.37 of 1000.11 is
 * exactly one third, although 3 × 333.37 is not 1000.11 in doubles. `whole` must be positive. Negative: below the share.
 */
export function compareToShare(part: number, whole: number, share: ExactShare): number {
  const left = part * share.denominator;
  const right = whole * share.numerator;
  const difference = left - right;
  if (Math.abs(difference) > CLOSE * Math.max(Math.abs(left), Math.abs(right))) return Math.sign(difference);
  const exactPart = decimalOf(part);
  const exactWhole = decimalOf(whole);
  const digits = Math.max(exactPart.digits, exactWhole.digits);
  const exactLeft = scaled(exactPart, digits) * BigInt(share.denominator);
  const exactRight = scaled(exactWhole, digits) * BigInt(share.numerator);
  return exactLeft < exactRight ? -1 : exactLeft > exactRight ? 1 : 0;
}

/**
 * `share` of an amount of money in yuan, in whole fen (half a fen rounds up), computed on whole numbers. The result is
 * in yuan again. The amount must be finite and not negative.
 */
export function shareOfMoneyCny(amountCny: number, share: ExactShare): number {
  const { value, digits } = decimalOf(amountCny);
  const numerator = value * 100n * BigInt(share.numerator);
  const denominator = 10n ** BigInt(digits) * BigInt(share.denominator);
  const fen = (numerator * 2n + denominator) / (denominator * 2n);
  return Number(fen) / 100;
}

interface Decimal {
  readonly value: bigint;
  /** Digits after the point. */
  readonly digits: number;
}

/** The shortest decimal that reads back as `number`, which is what JavaScript prints. */
function decimalOf(number: number): Decimal {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(number));
  if (!match) throw new RangeError(`${number} is no finite number`);
  const [, sign, whole, fraction = "", exponent = "0"] = match;
  const value = BigInt(`${sign}${whole}${fraction}`);
  const digits = fraction.length - Number(exponent);
  return digits >= 0 ? { value, digits } : { value: value * 10n ** BigInt(-digits), digits: 0 };
}

function scaled({ value, digits }: Decimal, toDigits: number): bigint {
  return value * 10n ** BigInt(toDigits - digits);
}
