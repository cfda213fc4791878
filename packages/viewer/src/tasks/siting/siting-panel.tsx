import type { SitingClass } from "@parkatlas/geo-core";
import { useMemo, useState } from "preact/hooks";
import type { SitingAnswer, SitingRow } from "../../analysis/messages.ts";
import { rowName } from "../../core/dictionary.ts";
import { SITING_CLASSES, sitingRows, sitingTotals } from "../../core/siting-view.ts";
import { formatCount, formatDistanceAgainst, formatMuNumber } from "../../format/numbers.ts";
import { selectAndGo } from "../../state/store.ts";
import { SITING_SYMBOLS } from "../../style/symbology.ts";
import { ExportButtons } from "../../ui/export-buttons.tsx";
import { Empty, ErrorNote, Loading } from "../../ui/notes.tsx";
import { ParkFilter } from "../../ui/park-filter.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";
import { Swatch } from "../../ui/swatch.tsx";
import { VirtualList } from "../../ui/virtual-list.tsx";
import { SitingCurve } from "./siting-curve.tsx";
import { SitingForm } from "./siting-form.tsx";

/** Where a project could go: what it needs, how much land that leaves, and each parcel with what limits it. */
export function SitingPanel() {
  const { siting } = useStore();
  const dict = useDict();
  const loaded = siting.current.value;
  const stale = loaded.state === "loading";
  return (
    <div class={stale ? "panel-body stale" : "panel-body"} aria-busy={stale} data-siting={loaded.state}>
      <ParkFilter />
      <SitingForm />
      {loaded.state === "error" ? (
        <ErrorNote error={loaded.error} onRetry={siting.retry} />
      ) : loaded.value === null ? (
        <Loading text={dict.siting.computing} />
      ) : (
        <Results answer={loaded.value} />
      )}
    </div>
  );
}

function Results({ answer }: { readonly answer: SitingAnswer }) {
  const { app } = useStore();
  const [only, setOnly] = useState<SitingClass | null>(null);
  const parkId = app.parkFilter.value;
  const inPark = useMemo(() => sitingRows(answer.rows, parkId, null), [answer, parkId]);
  const shown = useMemo(() => sitingRows(inPark, null, only), [inPark, only]);
  return (
    <>
      <ClassCounters rows={inPark} only={only} onChoose={setOnly} />
      <SitingCurve answer={answer} parkId={parkId} />
      <SitingList answer={answer} rows={shown} total={inPark.length} />
    </>
  );
}

interface ClassCountersProps {
  readonly rows: readonly SitingRow[];
  readonly only: SitingClass | null;
  readonly onChoose: (only: SitingClass | null) => void;
}

/** How many parcels of each class and how much of them is usable; each is a button that narrows the list to the class. */
function ClassCounters({ rows, only, onChoose }: ClassCountersProps) {
  const { app } = useStore();
  const dict = useDict();
  const totals = sitingTotals(rows);
  return (
    <fieldset class="counters class-counters">
      <legend class="visually-hidden">{dict.legend.sitingTitle}</legend>
      {SITING_CLASSES.map((each) => (
        <button
          key={each}
          type="button"
          class="counter"
          data-class={each}
          aria-pressed={only === each}
          onClick={() => onChoose(only === each ? null : each)}
        >
          <span>
            <Swatch symbol={SITING_SYMBOLS[each]} />
            {SITING_SYMBOLS[each].label[app.lang.value]}
          </span>
          <strong>{formatCount(totals[each].parcels)}</strong>
          <small>
            {each === "none"
              ? dict.counters.mu(formatMuNumber(totals[each].areaM2))
              : dict.siting.usable(formatMuNumber(totals[each].usableAreaM2))}
          </small>
        </button>
      ))}
    </fieldset>
  );
}

const ROW_HEIGHT_PX = 58;

interface SitingListProps {
  readonly answer: SitingAnswer;
  readonly rows: readonly SitingRow[];
  readonly total: number;
}

function SitingList({ answer, rows, total }: SitingListProps) {
  const store = useStore();
  const { app } = store;
  const dict = useDict();
  const selected = app.selection.value;
  const list = async () => {
    const { sitingList } = await import("../../export/siting-list.ts");
    const dataset = app.dataset.peek()!;
    const context = { dataset, lang: app.lang.peek(), dict: app.dict.peek(), asOf: answer.asOf };
    return sitingList(context, answer, rows, app.siting.peek());
  };
  return (
    <section class="list-section" aria-label={dict.siting.list}>
      <div class="list-head">
        <span>{dict.list.count(formatCount(rows.length), formatCount(total))}</span>
        <span>{dict.siting.sorted}</span>
      </div>
      {answer.summary.unknownStatus > 0 ? (
        <p class="fine-print padded">{dict.siting.unknown(formatCount(answer.summary.unknownStatus))}</p>
      ) : null}
      {rows.length === 0 ? (
        <Empty title={dict.siting.emptyTitle} hint={dict.siting.emptyHint} />
      ) : (
        <VirtualList
          rows={rows}
          rowHeightPx={ROW_HEIGHT_PX}
          label={dict.siting.list}
          keyOf={(row) => row.id}
          selectedKey={selected?.layer === "parcels" ? selected.id : null}
          onSelect={(row) => selectAndGo(store, { layer: "parcels", id: row.id }, nearbySite(row))}
          onHover={(row) => {
            app.hovered.value = row === null ? null : { layer: "parcels", id: row.id };
          }}
        >
          {(row) => <SitingRowView row={row} distanceM={answer.distanceM} />}
        </VirtualList>
      )}
      <ExportButtons list={list} disabled={rows.length === 0} />
    </section>
  );
}

/** A site farther off than this would make the parcel too small on the map. */
const IN_SIGHT_M = 2000;

function nearbySite({ nearestTo, nearestSiteM }: SitingRow): readonly (readonly [number, number])[] {
  return nearestTo && nearestSiteM !== null && nearestSiteM < IN_SIGHT_M ? [nearestTo] : [];
}

function SitingRowView({ row, distanceM }: { readonly row: SitingRow; readonly distanceM: number }) {
  const { app } = useStore();
  const dict = useDict();
  const lang = app.lang.value;
  const symbol = SITING_SYMBOLS[row.class];
  const { nearestSiteId, nearestSiteM } = row;
  const nearest =
    nearestSiteId === null || nearestSiteM === null
      ? dict.siting.noSite
      : `${rowName(lang, row.nearestSiteName ?? "", nearestSiteId, row.nearestSiteNameEn)} ${formatDistanceAgainst(nearestSiteM, distanceM, row.class === "whole" ? "outside" : "inside")}`;
  return (
    <>
      <Swatch symbol={symbol} />
      <span class="row-main">
        <strong>{rowName(lang, row.name, row.id, row.nameEn)}</strong>
        <small>
          {symbol.label[lang]} · {nearest}
        </small>
      </span>
      <span class="row-side">
        <strong>{dict.counters.mu(formatMuNumber(row.usableAreaM2))}</strong>
        <small>{dict.siting.ofMu(formatMuNumber(row.areaM2))}</small>
      </span>
    </>
  );
}
