import { dayFromDate } from "@parkatlas/geo-core";
import type { LandParcelRow } from "../../core/contract.ts";
import { yearTicks } from "../../core/date-range.ts";
import { landClassOfRow, timelineSegments } from "../../core/land-view.ts";
import { symbolBackground } from "../../style/hatch-css.ts";
import { LAND_SYMBOLS } from "../../style/symbology.ts";
import { useDict, useStore } from "../../ui/store-context.tsx";
import { Swatch } from "../../ui/swatch.tsx";

const MARGIN_DAYS = 200;
const MOST_TICKS = 8;

/** The statuses of a parcel through time: a bar to see, and the same as a list to read. */
export function TimelineBar({ row }: { readonly row: LandParcelRow }) {
  const { app } = useStore();
  const dict = useDict();
  const lang = app.lang.value;
  const asOfDay = app.asOfDay.value;
  const dated = row.timeline.flatMap((period) => (period.from === null ? [] : [dayFromDate(period.from)]));
  const firstDay = Math.min(...dated, asOfDay) - MARGIN_DAYS;
  const lastDay = Math.max(...dated, asOfDay) + MARGIN_DAYS;
  const percent = (day: number) => `${((day - firstDay) / (lastDay + 1 - firstDay)) * 100}%`;
  const segments = timelineSegments(row.timeline, dayFromDate, firstDay, lastDay);
  const ticks = yearTicks({ firstDay, lastDay });
  const every = Math.ceil(ticks.length / MOST_TICKS);
  return (
    <div class="timeline">
      <div class="timeline-bar" aria-hidden="true">
        {segments.map(({ landClass, fromDay, toDay }) => (
          <span
            key={fromDay}
            title={LAND_SYMBOLS[landClass].label[lang]}
            style={{
              left: percent(fromDay),
              width: `calc(${percent(toDay)} - ${percent(fromDay)})`,
              background: symbolBackground(LAND_SYMBOLS[landClass]),
            }}
          />
        ))}
        {row.dueOn === null ? null : (
          <i class="due-mark" style={{ left: percent(dayFromDate(row.dueOn)) }} title={dict.parcel.timelineDue} />
        )}
        <i class="as-of-mark" style={{ left: percent(asOfDay) }}>
          <b>{dict.parcel.timelineAsOf}</b>
        </i>
      </div>
      <div class="timeline-ticks" aria-hidden="true">
        {ticks.map(({ year, day }, index) =>
          index % every === 0 ? (
            <span key={year} style={{ left: percent(day) }}>
              {year}
            </span>
          ) : null,
        )}
      </div>
      <ol class="periods">
        {row.timeline.map((period) => {
          const symbol = LAND_SYMBOLS[landClassOfRow(period)];
          const isNow = period.status === row.status && period.ground === row.ground && period.from === row.since;
          return (
            <li key={`${period.from} ${period.status} ${period.ground}`} class={isNow ? "now" : ""}>
              <time>{period.from ?? dict.parcel.before}</time>
              <Swatch symbol={symbol} />
              <span>{symbol.label[lang]}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
