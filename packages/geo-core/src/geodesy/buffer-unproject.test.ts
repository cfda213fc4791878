import { describe, expect, test } from "vitest";
import { tmInverse } from "../crs/transverse-mercator.ts";
import { frameInverse, unprojectNear } from "./buffer-unproject.ts";
import { localFrame } from "./local-frame.ts";

/** Degrees of latitude in a metre, at least. */
const DEG_PER_M = 1 / 110_500;

describe("the short inverse of a frame", () => {
  test.each([0, 12, -35, 44, 60, 75])(
    "at latitude %d° agrees with the full projection to 10 µm wherever it answers",
    (latDeg) => {
      const frame = localFrame(121.5, latDeg);
      const full = new Float64Array(2);
      for (const reachM of [300, 3000, 12_000]) {
        const inverse = frameInverse(frame, reachM);
        if (!inverse) continue;
        for (let k = 0; k < 32; k++) {
          const [x, y] = [reachM * Math.cos((k * Math.PI) / 16), reachM * Math.sin((k * Math.PI) / 16)];
          tmInverse(frame.projection, x, y, full, 0);
          const short = unprojectNear(inverse, [x, y]);
          expect(Math.abs(short[1]! - full[1]!), `lat, ${reachM} m`).toBeLessThan(1e-5 * DEG_PER_M);
          expect(Math.abs(short[0]! - full[0]!) * Math.cos((latDeg * Math.PI) / 180), `lon, ${reachM} m`).toBeLessThan(
            1e-5 * DEG_PER_M,
          );
        }
      }
    },
  );

  test("answers for every protection distance in China, and not where the series could fail", () => {
    expect(frameInverse(localFrame(121, 53), 5000)).not.toBeNull();
    expect(frameInverse(localFrame(121, 44), 100_000)).toBeNull();
    expect(frameInverse(localFrame(121, 89), 10_000)).toBeNull();
  });

  test("is far below its bound at a kilometre: series and projection agree to nanometres", () => {
    const frame = localFrame(121.5, 44);
    const full = new Float64Array(2);
    tmInverse(frame.projection, 700, -700, full, 0);
    const short = unprojectNear(frameInverse(frame, 1000)!, [700, -700]);
    expect(Math.abs(short[0]! - full[0]!)).toBeLessThan(3e-14 * 10);
    expect(Math.abs(short[1]! - full[1]!)).toBeLessThan(3e-14 * 10);
  });
});
