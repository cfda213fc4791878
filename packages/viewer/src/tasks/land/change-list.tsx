import { dayFromDate, isCivilDate } from "@parkatlas/geo-core";
import { useMemo, useState } from "preact/hooks";
import type { LandReport } from "../../core/contract.ts";
import { clampDay } from "../../core/date-range.ts";
import { rowName } from "../../core/dictionary.ts";
import { type LandChange, landChanges } from "../../core/land-list.ts";
import { formatCount, formatMuNumber } from "../../format/numbers.ts";
import { selectAndGo } from "../../state/store.ts";
import { LAND_SYMBOLS } from "../../style/symbology.ts";
import { ExportButtons } from "../../ui/export-buttons.tsx";
import { Empty, ErrorNote, Loading } from "../../ui/notes.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";
import { Swatch } from "../../ui/swatch.tsx";
import { VirtualList } from "../../ui/virtual-list.tsx";

const ROW_HEIGHT_PX = 58;

/** Parcels whose status is not the same on the as-of date and on a second date, with both statuses. */
export function ChangeList({ report }: { readonly report: LandReport }) {
  const { app, landThen } = useStore();
  const dict = useDict();
  const loaded = landThen.current.value;
  const parkId = app.parkFilter.value;
  const then = loaded.value;
  const changes = useMemo(() => {
    if (then === null) return [];
    const [earlier, later] = then.asOf <= report.asOf ? [then, report] : [report, then];
    return landChanges(earlier.parcels, later.parcels).filter(({ row }) => parkId === null || row.parkId === parkId);
  }, [then, report, parkId]);
  const areaM2 = changes.reduce((sum, { row }) => sum + row.areaM2, 0);
  const dates = then === null ? null : inOrder(then.asOf, report.asOf);
  return (
    <>
      <div class="compare-bar">
        <CompareDate />
        {dates ? (
          <span data-compare="summary">
            {dict.compare.summary(dates[0], dates[1], formatCount(changes.length), formatMuNumber(areaM2))}
          </span>
        ) : null}
      </div>
      {loaded.state === "error" ? (
        <ErrorNote error={loaded.error} onRetry={landThen.retry} />
      ) : then === null || dates === null ? (
        <Loading />
      ) : changes.length === 0 ? (
        <Empty title={dict.compare.none} hint={dict.compare.noneHint} />
      ) : (
        <Changes changes={changes} dates={dates} />
      )}
    </>
  );
}

const inOrder = (a: string, b: string): readonly [string, string] => (a <= b ? [a, b] : [b, a]);

/** The second date, typed. */
function CompareDate() {
  const { app } = useStore();
  const dict = useDict();
  const [draft, setDraft] = useState<string | null>(null);
  const range = app.dateRange.value;
  const valid = (text: string) => isCivilDate(text) && clampDay(dayFromDate(text), range) === dayFromDate(text);
  const commit = () => {
    if (draft !== null && valid(draft)) app.compareDate.value = draft;
    setDraft(null);
  };
  return (
    <label>
      {dict.compare.with}
      <input
        type="text"
        inputMode="numeric"
        class={draft !== null && !valid(draft) ? "date-input compare-date invalid" : "date-input compare-date"}
        maxLength={10}
        value={draft ?? app.compareDate.value ?? ""}
        onInput={(event) => setDraft(event.currentTarget.value.trim())}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
          if (event.key === "Escape") setDraft(null);
        }}
      />
    </label>
  );
}

interface ChangesProps {
  readonly changes: readonly LandChange[];
  readonly dates: readonly [earlier: string, later: string];
}

function Changes({ changes, dates }: ChangesProps) {
  const store = useStore();
  const { app } = store;
  const dict = useDict();
  const selected = app.selection.value;
  const list = async () => {
    const { changeList } = await import("../../export/land-list.ts");
    const context = { dataset: app.dataset.peek()!, lang: app.lang.peek(), dict: app.dict.peek(), asOf: dates[1] };
    return changeList(context, changes, dates[0]);
  };
  return (
    <>
      <VirtualList
        rows={changes}
        rowHeightPx={ROW_HEIGHT_PX}
        label={dict.compare.title}
        keyOf={({ row }) => row.id}
        selectedKey={selected?.layer === "parcels" ? selected.id : null}
        onSelect={({ row }) => selectAndGo(store, { layer: "parcels", id: row.id })}
        onHover={(change) => {
          app.hovered.value = change === null ? null : { layer: "parcels", id: change.row.id };
        }}
      >
        {(change) => <ChangeRow change={change} />}
      </VirtualList>
      <ExportButtons list={list} formats={["xlsx", "csv"]} />
    </>
  );
}

function ChangeRow({ change: { row, before, after } }: { readonly change: LandChange }) {
  const { app } = useStore();
  const dict = useDict();
  const lang = app.lang.value;
  return (
    <>
      <span class="change-swatches">
        {before === null ? null : <Swatch symbol={LAND_SYMBOLS[before]} />}
        <Swatch symbol={LAND_SYMBOLS[after]} />
      </span>
      <span class="row-main">
        <strong>{rowName(lang, row.name, row.id, row.nameEn)}</strong>
        <small>
          {dict.whatIf.change(
            before === null ? dict.compare.absent : LAND_SYMBOLS[before].label[lang],
            LAND_SYMBOLS[after].label[lang],
          )}
        </small>
      </span>
      <span class="row-side">
        <small>{dict.counters.mu(formatMuNumber(row.areaM2))}</small>
      </span>
    </>
  );
}
