import { describe, expect, test } from "vitest";
import { tmForward, tmInverse } from "../crs/transverse-mercator.ts";
import { frameSeries, projectNear, unprojectNear } from "./frame-series.ts";
import { localFrame } from "./local-frame.ts";

/** Degrees of latitude in a metre, at least. */
const DEG_PER_M = 1 / 110_500;
const full = new Float64Array(2);
const short = new Float64Array(2);

describe("the short series of a frame", () => {
  test.each([0, 12, -35, 44, 60, 75])(
    "at latitude %d° agree with the full projection to 10 µm wherever they answer",
    (latDeg) => {
      const { projection } = localFrame(121.5, latDeg);
      for (const reachM of [300, 3000, 12_000]) {
        const series = frameSeries(121.5, latDeg, reachM);
        if (!series) continue;
        for (let k = 0; k < 32; k++) {
          const [x, y] = [reachM * Math.cos((k * Math.PI) / 16), reachM * Math.sin((k * Math.PI) / 16)];
          tmInverse(projection, x, y, full, 0);
          unprojectNear(series, Float64Array.of(x, y), 2, short, 0);
          expect(Math.abs(short[1]! - full[1]!), `lat, ${reachM} m`).toBeLessThan(1e-5 * DEG_PER_M);
          expect(Math.abs(short[0]! - full[0]!) * Math.cos((latDeg * Math.PI) / 180), `lon, ${reachM} m`).toBeLessThan(
            1e-5 * DEG_PER_M,
          );
          const [lonDeg, onLatDeg] = [full[0]!, full[1]!];
          tmForward(projection, lonDeg, onLatDeg, full, 0);
          projectNear(series, lonDeg, onLatDeg, short, 0);
          expect(Math.abs(short[0]! - full[0]!), `x, ${reachM} m`).toBeLessThan(1e-5);
          expect(Math.abs(short[1]! - full[1]!), `y, ${reachM} m`).toBeLessThan(1e-5);
        }
      }
    },
  );

  test("answer for every protection distance in China, and not where they could fail", () => {
    expect(frameSeries(121, 53, 5000)).not.toBeNull();
    expect(frameSeries(121, 44, 100_000)).toBeNull();
    expect(frameSeries(121, 89, 10_000)).toBeNull();
    expect(frameSeries(121, 44, Number.NaN)).toBeNull();
  });

  test("are far below their bound at a kilometre: series and projection agree to nanometres", () => {
    const { projection } = localFrame(121.5, 44);
    const series = frameSeries(121.5, 44, 1000)!;
    tmInverse(projection, 700, -700, full, 0);
    unprojectNear(series, Float64Array.of(700, -700), 2, short, 0);
    expect(Math.abs(short[0]! - full[0]!)).toBeLessThan(3e-14 * 10);
    expect(Math.abs(short[1]! - full[1]!)).toBeLessThan(3e-14 * 10);
    projectNear(series, full[0]!, full[1]!, short, 0);
    expect(Math.abs(short[0]! - 700)).toBeLessThan(5e-9);
    expect(Math.abs(short[1]! + 700)).toBeLessThan(5e-9);
  });
});
