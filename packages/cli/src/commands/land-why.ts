import type { LandAnswer, LandClock, LandReportParcel } from "@parkatlas/geo-core";
import { printable } from "../text/width.ts";
import { CAUSE_WORDS } from "../text/words.ts";
import { type Call, say } from "./command.ts";
import { statusText } from "./land-columns.ts";

function clockLines(call: Call, clock: LandClock): readonly string[] {
  const kind =
    clock.kind === "start"
      ? say(call, { zh: "约定动工日", en: "the agreed start" })
      : say(call, { zh: "中止日", en: "the suspension" });
  const ends =
    clock.periodEndsOn === null
      ? say(call, { zh: "因延误未结束，届满日未定", en: "no end while a delay has none" })
      : say(call, { zh: `${clock.periodEndsOn}届满`, en: `full on ${clock.periodEndsOn}` });
  return [
    say(call, {
      zh: `计时：自${kind}${clock.runsFrom}（当日不计）起，期间${clock.periodDays}日，${ends}；已计${clock.ownDays}日，不计${clock.stoppedDays}日`,
      en: `clock: from ${kind} ${clock.runsFrom} (that day not counted), a period of ${clock.periodDays} days, ${ends}; ${clock.ownDays} days counted, ${clock.stoppedDays} not`,
    }),
    ...clock.segments.map((segment) => {
      const causes = segment.causes.map((cause) => say(call, CAUSE_WORDS[cause])).join(say(call, { zh: "、", en: ", " }));
      const counts = segment.counted
        ? say(call, { zh: "计入", en: "counted" })
        : say(call, { zh: `不计（${causes}）`, en: `not counted (${causes})` });
      return say(call, {
        zh: `  ${segment.from} 至 ${segment.to}  ${segment.days} 日  ${counts}  累计 ${segment.ownDaysAfter} 日`,
        en: `  ${segment.from} to ${segment.to}  ${segment.days} days  ${counts}  ${segment.ownDaysAfter} in all`,
      });
    }),
  ];
}

/** The answer in the language of the call, with the clock and the timeline below it. */
export function whyText(call: Call, answer: LandAnswer, row: LandReportParcel): string {
  return [
    printable(`${row.id} ${row.name}`),
    say(call, { zh: answer.statusZh, en: answer.statusEn }),
    say(call, { zh: answer.forecastZh, en: answer.forecastEn }),
    ...(answer.clock ? clockLines(call, answer.clock) : []),
    say(call, { zh: "时间线：", en: "timeline:" }),
    ...row.timeline.map((period) => `  ${period.from ?? "          "}  ${statusText(call, period)}`),
  ].join("\n");
}
