import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isGeoError } from "../errors.ts";
import { addMonths, addMonthsToDay, addYears, dateFromDay, dayFromDate, isCivilDate } from "./civil-date.ts";

describe("civil dates", () => {
  it("counts days from 1970-01-01", () => {
    // Day numbers from GNU date: `date -u -d 2020-12-31 +%s` / 86400 and so on.
    expect(dayFromDate("1970-01-01")).toBe(0);
    expect(dayFromDate("2020-12-31")).toBe(18627);
    expect(dayFromDate("2000-02-29")).toBe(11016);
    expect(dayFromDate("1969-12-31")).toBe(-1);
    expect(dayFromDate("9999-12-31")).toBe(2932896);
  });

  it("agrees with the runtime's calendar on every day of the years 0001 to 9999, both ways", () => {
    const firstDay = -719_162;
    const lastDay = 2_932_896;
    fc.assert(
      fc.property(fc.integer({ min: firstDay, max: lastDay }), (day) => {
        const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
        expect(dateFromDay(day)).toBe(date);
        expect(dayFromDate(date)).toBe(day);
      }),
      { numRuns: 5000, examples: [[firstDay], [lastDay], [11016], [-25509], [0], [-1]] },
    );
  });

  it("knows leap years by the 4, 100 and 400 rule", () => {
    expect(["2024-02-29", "2000-02-29"].map(isCivilDate)).toEqual([true, true]);
    expect(["2023-02-29", "1900-02-29", "2100-02-29"].map(isCivilDate)).toEqual([false, false, false]);
  });

  it("refuses what is not a date, without guessing", () => {
    for (const wrong of [
      "2024-1-01",
      "2024-13-01",
      "2024-04-31",
      "2024-00-10",
      "20240101",
      "2024/01/01",
      " 2024-01-1",
      "",
      "0000-01-01",
    ])
      expect(isCivilDate(wrong), wrong).toBe(false);
    expect(isCivilDate(20240101)).toBe(false);
    expect(isCivilDate(undefined)).toBe(false);
  });

  it("says which text is not a date and how to write one", () => {
    const caught = (() => {
      try {
        return dayFromDate("2024-02-30");
      } catch (error) {
        return error;
      }
    })();
    expect(isGeoError(caught) && caught.code).toBe("date-invalid");
    expect(isGeoError(caught) && caught.message).toContain("2024-02-30");
  });

  it("refuses a day number that is no whole day of the supported years", () => {
    expect(() => dateFromDay(0.5)).toThrow(RangeError);
    expect(() => dateFromDay(2_932_897)).toThrow(RangeError);
  });
});

describe("a period of years (Civil Code Art. 201–203)", () => {
  it("ends on the corresponding day", () => {
    expect(addYears("2024-12-31", 1)).toBe("2025-12-31");
    expect(addYears("2024-06-01", 1)).toBe("2025-06-01");
  });

  it("ends on the month's last day where there is no corresponding day", () => {
    expect(addYears("2024-02-29", 1)).toBe("2025-02-28");
    expect(addYears("2024-02-29", 4)).toBe("2028-02-29");
  });

  it("keeps the corresponding day when a leap year follows", () => {
    expect(addYears("2023-02-28", 1)).toBe("2024-02-28");
  });

  it("counts months the same way: six months from 31 August end on the last day of February", () => {
    expect(addMonths("2023-08-31", 6)).toBe("2024-02-29");
    expect(addMonths("2023-12-15", 1)).toBe("2024-01-15");
    expect(addMonths("2024-01-31", -2)).toBe("2023-11-30");
  });

  it("gives the same day from a day number as from a date", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: -600, max: 600 }), (day, months) => {
        expect(addMonthsToDay(day, months)).toBe(dayFromDate(addMonths(dateFromDay(day), months)));
      }),
    );
  });

  it("refuses part of a year and years outside the calendar", () => {
    expect(() => addYears("2024-01-01", 0.1)).toThrow(RangeError);
    expect(() => addYears("9999-01-01", 1)).toThrow(RangeError);
  });
});
