const DMS =
  /^\s*([NSEW东西南北]?)\s*(-?\d{1,3}(?:\.\d+)?)\s*(?:[°度]|deg)?\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′’分]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:["″”]|''|秒)?)?)?\s*([NSEW东西南北]?)\s*$/i;

/**
 * Degrees from a text: `122.2583`, `122°15′30″`, `122度15分30.5秒`, `E122°15'30"`, `43°36′N`. South and west are negative. Null for
 * what is none: minutes or seconds of 60 and more, letters on both sides, a number in between.
 */
export function degreesFromText(text: string): number | null {
  const match = DMS.exec(text);
  if (!match) return null;
  const [, before, degrees, minutes = "0", seconds = "0", after] = match;
  if (before && after) return null;
  if (Number(minutes) >= 60 || Number(seconds) >= 60) return null;
  const whole = Number(degrees);
  const size = Math.abs(whole) + Number(minutes) / 60 + Number(seconds) / 3600;
  const isNegative = degrees!.startsWith("-") || /[SW西南]/i.test(before! || after!);
  return isNegative ? -size : size;
}
