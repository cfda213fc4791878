import { addMonths, createLandDates, dayFromDate, indexLandColumns, LAND_CLASSES, totalsOnDay } from "@parkatlas/geo-core";
import { AS_OF, CITIES, landRegister, MONTHS, NEXT, SERIES_FROM, sizeAsked } from "./register/columns.mjs";

const { cityOf, ...columns } = landRegister(sizeAsked());
const groups = { count: CITIES, groupOf: cityOf };
const SUSPECTED = ["suspected-idle-1y", "suspected-idle-2y"].map((name) => LAND_CLASSES.indexOf(name));
const BUILT = LAND_CLASSES.indexOf("built");

function sumOf(totals, classes) {
  let sum = 0;
  for (let city = 0; city < CITIES; city++)
    for (const landClass of classes) sum += totals.areaM2[city * LAND_CLASSES.length + landClass];
  return sum;
}

function timed(work) {
  const before = process.hrtime.bigint();
  const result = work();
  return [result, Number(process.hrtime.bigint() - before) / 1e6];
}

/** Every question once: timelines with the roll-up, the roll-up alone by look-ups, the next date, a series of months. */
function ask() {
  const cpuBefore = process.cpuUsage();
  const [{ index, dates, first }, firstMs] = timed(() => {
    const packed = indexLandColumns(columns);
    const onAnyDate = createLandDates(packed, groups);
    return { index: packed, dates: onAnyDate, first: onAnyDate.totalsOn(AS_OF) };
  });
  const userMs = process.cpuUsage(cpuBefore).user / 1e3;
  const [, rollUpMs] = timed(() => totalsOnDay(index, AS_OF, groups));
  const [next, nextMs] = timed(() => dates.totalsOn(NEXT));
  const [series, seriesMs] = timed(() => {
    let suspectedM2Months = 0;
    for (let month = 0; month < MONTHS; month++)
      suspectedM2Months += sumOf(dates.totalsOn(dayFromDate(addMonths(SERIES_FROM, month))), SUSPECTED);
    return suspectedM2Months;
  });
  return {
    wallMs: firstMs,
    userMs,
    parts: { timelinesAndRollUpMs: firstMs, rollUpByLookUpMs: rollUpMs, nextDateMs: nextMs, series120MonthsMs: seriesMs },
    parity: {
      suspectedHa: sumOf(first, SUSPECTED) / 1e4,
      builtHa: sumOf(first, [BUILT]) / 1e4,
      nextSuspectedHa: sumOf(next, SUSPECTED) / 1e4,
      seriesHaMonths: series / 1e4,
    },
  };
}

ask();
const warm = ask();
console.log(JSON.stringify({ ...warm, peakRssMiB: process.resourceUsage().maxRSS / 1024 }));
