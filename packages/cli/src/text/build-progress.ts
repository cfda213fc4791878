import type { BuildProgress } from "@parkatlas/tile-server";
import { fixed } from "./format.ts";
import type { Bilingual } from "./language.ts";

const STEPS: Readonly<Record<BuildProgress["step"], Bilingual>> = {
  layers: { zh: "读取", en: "reading" },
  tiles: { zh: "切片", en: "tiles" },
  archive: { zh: "写入", en: "writing" },
};

/** Says how a build is getting on: share done, tiles and their rate, and the time left at the rate so far. */
export function buildProgressText(now: () => number): (progress: BuildProgress) => Bilingual {
  let step: string | undefined;
  let startMs = 0;
  return ({ step: current, done, total, tiles }) => {
    if (current !== step) {
      step = current;
      startMs = now();
    }
    const name = STEPS[current];
    const elapsedS = (now() - startMs) / 1000;
    const share = total === 0 ? 0 : done / total;
    const percent = `${fixed(share * 100, 0)} %`;
    if (current !== "tiles" || share === 0 || elapsedS < 0.1) return { zh: `${name.zh} ${percent}`, en: `${name.en} ${percent}` };
    const rate = fixed(tiles / elapsedS, 0);
    const left = clock((elapsedS / share) * (1 - share));
    return {
      zh: `${name.zh} ${percent}，${fixed(tiles, 0)} 张，每秒 ${rate} 张，还需 ${left}`,
      en: `${name.en} ${percent}, ${fixed(tiles, 0)} made, ${rate} a second, ${left} left`,
    };
  };
}

/** Minutes and seconds, `m:ss`. */
function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
