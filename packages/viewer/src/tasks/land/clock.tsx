import type { LandClock } from "@parkatlas/geo-core";
import { wordFor } from "../../core/dictionary.ts";
import { formatCount } from "../../format/numbers.ts";
import { Facts, Section } from "../../ui/notes.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";

/** True where the clock needs explaining: something stopped it, or more than one start was ever agreed. */
export function needsClock({ segments, agreedStarts }: LandClock): boolean {
  return segments.some(({ counted }) => !counted) || agreedStarts.length > 1;
}

/** The clock behind "a full year", day by day: which days count, which do not and why, and where it stands after each. */
export function Clock({ clock }: { readonly clock: LandClock }) {
  const { app } = useStore();
  const dict = useDict();
  const { kind, runsFrom, periodDays, ownDays, stoppedDays, periodEndsOn, reclaimEndsOn, segments } = clock;
  const days = (count: number) => dict.parcel.daysValue(formatCount(count));
  const causesOf = (causes: readonly string[]) =>
    causes.map((cause) => wordFor(dict.delayCause, cause)).join(app.lang.value === "zh" ? "、" : ", ");
  const total = segments.reduce((sum, segment) => sum + segment.days, 0);
  return (
    <Section title={dict.clock.title} hint={dict.clock.hint(days(ownDays), days(stoppedDays))}>
      <p class="fine-print">{dict.clock.runsFrom(dict.clock.kind[kind], runsFrom)}</p>
      <div class="clock-bar" aria-hidden="true">
        {segments.map(({ from, to, days: length, counted }) => (
          <span
            key={from}
            class={counted ? "counted" : "stopped"}
            style={{ flexGrow: length / total }}
            title={`${from} – ${to}`}
          />
        ))}
      </div>
      <table class="clock">
        <thead>
          <tr>
            <th scope="col">{dict.clock.span}</th>
            <th scope="col">{dict.clock.days}</th>
            <th scope="col">{dict.clock.counts}</th>
            <th scope="col">{dict.clock.sum}</th>
          </tr>
        </thead>
        <tbody>
          {segments.map(({ from, to, days: length, counted, causes, ownDaysAfter }) => (
            <tr key={from} class={counted ? "counted" : "stopped"}>
              <td>
                <time>{from}</time>
                <time>{to}</time>
              </td>
              <td>{formatCount(length)}</td>
              <td>{counted ? dict.clock.counted : dict.clock.stopped(causesOf(causes))}</td>
              <td>{formatCount(ownDaysAfter)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Facts
        facts={[
          {
            name: dict.clock.periodEnds,
            value: `${periodEndsOn ?? dict.clock.openEnd}${dict.clock.period(days(periodDays))}`,
          },
          { name: dict.clock.reclaimEnds, value: reclaimEndsOn },
        ]}
      />
      <AgreedStarts clock={clock} />
    </Section>
  );
}

function AgreedStarts({ clock: { agreedStarts } }: { readonly clock: LandClock }) {
  const dict = useDict();
  if (agreedStarts.length < 2) return null;
  return (
    <ol class="events agreed-starts" aria-label={dict.clock.agreedStarts}>
      {agreedStarts.map(({ dueOn, inForceFrom, followed }) => (
        <li key={`${dueOn} ${inForceFrom}`} class={followed ? "" : "ahead"}>
          <time dateTime={dueOn}>{dueOn}</time>
          <span>
            {inForceFrom === null ? dict.clock.byContract : dict.clock.byDecision(inForceFrom)}
            {followed ? "" : dict.clock.notFollowed}
          </span>
        </li>
      ))}
    </ol>
  );
}
