import { describe, expect, it } from "vitest";
import { buildProgressText } from "./build-progress.ts";

describe("the progress of a build", () => {
  it("says the rate and the time left at that rate, counted from the beginning of the step", () => {
    let ms = 0;
    const text = buildProgressText(() => ms);
    expect(text({ step: "layers", done: 1, total: 4, tiles: 0 }).en).toBe("reading 25 %");
    ms = 5000;
    expect(text({ step: "tiles", done: 0, total: 1000, tiles: 0 }).en).toBe("tiles 0 %");
    ms = 35_000;
    // A quarter in 30 s, so three quarters in 90 s; 6000 tiles in 30 s.
    const quarter = text({ step: "tiles", done: 250, total: 1000, tiles: 6000 });
    expect(quarter).toEqual({
      zh: "切片 25 %，6,000 张，每秒 200 张，还需 1:30",
      en: "tiles 25 %, 6,000 made, 200 a second, 1:30 left",
    });
    expect(text({ step: "archive", done: 0, total: 1, tiles: 9000 }).zh).toBe("写入 0 %");
  });
});
