import { addMonths, dateFromDay, dayFromDate, isCivilDate } from "@parkatlas/geo-core";
import { useEffect, useState } from "preact/hooks";
import { type DateRange, yearTicks } from "../core/date-range.ts";
import { chooseDay } from "../state/app-state.ts";
import { Icon, type IconName } from "./icons.tsx";
import { useDict, useStore } from "./store-context.tsx";

const PLAY_STEP_MS = 420;

/** The as-of date: typed, dragged, stepped by key or button, or played month by month. */
export function TimeBar() {
  const { app } = useStore();
  const dict = useDict();
  const [playing, setPlaying] = useState(false);
  const stepMonths = (months: number) => chooseDay(app, dayFromDate(addMonths(app.asOf.peek(), months)));

  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => {
      if (app.asOfDay.peek() >= app.dateRange.peek().lastDay) setPlaying(false);
      else chooseDay(app, dayFromDate(addMonths(app.asOf.peek(), 1)));
    }, PLAY_STEP_MS);
    return () => clearInterval(timer);
  }, [playing, app]);

  return (
    <fieldset class="time-bar">
      <legend class="visually-hidden">{dict.date.group}</legend>
      <DateField />
      <StepButton icon="fastBack" label={dict.date.yearBack} onClick={() => stepMonths(-12)} />
      <StepButton icon="back" label={dict.date.monthBack} onClick={() => stepMonths(-1)} />
      <DateSlider stepMonths={stepMonths} />
      <StepButton icon="on" label={dict.date.monthOn} onClick={() => stepMonths(1)} />
      <StepButton icon="fastOn" label={dict.date.yearOn} onClick={() => stepMonths(12)} />
      <StepButton
        icon={playing ? "pause" : "play"}
        label={playing ? dict.date.pause : dict.date.play}
        onClick={() => {
          if (!playing && app.asOfDay.peek() >= app.dateRange.peek().lastDay) chooseDay(app, app.dateRange.peek().firstDay);
          setPlaying(!playing);
        }}
      />
    </fieldset>
  );
}

function StepButton({ icon, label, onClick }: { readonly icon: IconName; readonly label: string; readonly onClick: () => void }) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

function DateField() {
  const { app } = useStore();
  const dict = useDict();
  const [draft, setDraft] = useState<string | null>(null);
  const dataDate = app.dataset.value?.asOf;
  const commit = () => {
    if (draft !== null && isCivilDate(draft)) chooseDay(app, dayFromDate(draft));
    setDraft(null);
  };
  return (
    <div class="date-field">
      <input
        type="text"
        inputMode="numeric"
        class={draft !== null && !isCivilDate(draft) ? "date-input invalid" : "date-input"}
        aria-label={dict.date.input}
        placeholder="YYYY-MM-DD"
        maxLength={10}
        value={draft ?? app.asOf.value}
        onInput={(event) => setDraft(event.currentTarget.value.trim())}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
          if (event.key === "Escape") setDraft(null);
        }}
      />
      <button
        type="button"
        class="link-button"
        disabled={app.chosenDate.value === null}
        onClick={() => {
          app.chosenDate.value = null;
        }}
        title={dict.top.backToDataDate}
      >
        {dict.top.dataDate} {dataDate}
      </button>
    </div>
  );
}

const shareOf = (day: number, { firstDay, lastDay }: DateRange) => (day - firstDay) / (lastDay - firstDay);

function DateSlider({ stepMonths }: { readonly stepMonths: (months: number) => void }) {
  const { app } = useStore();
  const dict = useDict();
  const range = app.dateRange.value;
  const dataDay = app.dataset.value === null ? range.lastDay : dayFromDate(app.dataset.value.asOf);
  const percent = (day: number) => `${shareOf(day, range) * 100}%`;
  const monthKeys: Readonly<Record<string, number>> = { PageUp: 1, PageDown: -1 };
  return (
    <div class="slider" style={{ "--done": percent(app.asOfDay.value), "--data": percent(dataDay) }}>
      <input
        type="range"
        min={range.firstDay}
        max={range.lastDay}
        step={1}
        value={app.asOfDay.value}
        aria-label={dict.date.slider}
        aria-valuetext={app.asOf.value}
        onInput={(event) => chooseDay(app, Number(event.currentTarget.value))}
        onKeyDown={(event) => {
          const months = monthKeys[event.key];
          if (months === undefined) return;
          event.preventDefault();
          stepMonths(months);
        }}
      />
      <div class="ticks" aria-hidden="true">
        {yearTicks(range).map(({ year, day }) => (
          <span key={year} style={{ left: percent(day) }} class={year % 5 === 0 ? "tick strong" : "tick"}>
            {year}
          </span>
        ))}
        <span class="data-mark" style={{ left: percent(dataDay) }} title={`${dict.top.dataDate} ${dateFromDay(dataDay)}`} />
      </div>
    </div>
  );
}
