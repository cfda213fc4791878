import { describe, expect, it } from "vitest";
import {
  formatCount,
  formatDistanceAgainst,
  formatFixed,
  formatHa,
  formatKm2,
  formatM,
  formatM2,
  formatMuNumber,
  formatQuantity,
  formatRequiredM,
  formatShare,
  formatShortfall,
} from "./numbers.ts";

describe("numbers for show (rules §1)", () => {
  it("gives each unit its decimals", () => {
    // 20 ha = 300 mu = 200 000 m² = 0.2 km², by hand from 15 mu = 1 ha
    expect(formatM2(200_000)).toBe("200,000.00 m²");
    expect(formatHa(200_000)).toBe("20.0000 ha");
    expect(formatKm2(200_000)).toBe("0.2000 km²");
    expect(formatMuNumber(200_000)).toBe("300.00");
    expect(formatM(1234.567)).toBe("1,234.57 m");
    expect(formatShare(0.12345)).toBe("12.35%");
    expect(formatCount(3000)).toBe("3,000");
  });

  it("never shows a negative zero", () => {
    expect(formatFixed(-0.001, 2)).toBe("0.00");
    expect(formatFixed(-0.01, 2)).toBe("-0.01");
  });

  it("adds digits where two would contradict an inside verdict", () => {
    expect(formatDistanceAgainst(499.998, 500, "inside")).toBe("499.998 m");
    expect(formatDistanceAgainst(499.9999999, 500, "inside")).toBe("499.9999999 m");
    expect(formatDistanceAgainst(312.456, 500, "inside")).toBe("312.46 m");
  });

  it("adds digits where two would contradict an outside verdict", () => {
    expect(formatDistanceAgainst(500.004, 500.0035, "outside")).toBe("500.004 m");
    expect(formatDistanceAgainst(500, 500, "outside")).toBe("500.00 m");
  });

  it("rounds an undecided distance without adding digits", () => {
    expect(formatDistanceAgainst(499.998, 500, "indeterminate")).toBe("500.00 m");
  });

  it("never shows a real shortfall as zero", () => {
    expect(formatShortfall(0.002)).toBe("0.002 m");
    expect(formatShortfall(0)).toBe("0.00 m");
    expect(formatShortfall(87.5)).toBe("87.50 m");
  });

  it("shows required distances as whole metres where they are", () => {
    expect(formatRequiredM(1200)).toBe("1,200 m");
    expect(formatRequiredM(87.5)).toBe("87.50 m");
  });

  it("keeps six significant digits of a physical quantity", () => {
    expect(formatQuantity(0.012)).toBe("0.012");
    expect(formatQuantity(201.674741)).toBe("201.675");
    expect(formatQuantity(28.20947917738781)).toBe("28.2095");
  });
});
