import { useMemo, useState } from "preact/hooks";
import type { LandGroupRow, LandParcelRow, LandReport } from "../../core/contract.ts";
import { nameIn, rowName } from "../../core/dictionary.ts";
import { narrowRows, needsFacts } from "../../core/land-list.ts";
import { filterLandRows, landClassOfRow, STATUS_GROUPS } from "../../core/land-view.ts";
import { filterCount } from "../../core/list-filter.ts";
import { formatCount, formatMuNumber } from "../../format/numbers.ts";
import { loaded } from "../../state/resource.ts";
import { selectAndGo } from "../../state/store.ts";
import { LAND_SYMBOLS } from "../../style/symbology.ts";
import { ExportButtons } from "../../ui/export-buttons.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Empty, ErrorNote, Loading } from "../../ui/notes.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";
import { Swatch } from "../../ui/swatch.tsx";
import { VirtualList } from "../../ui/virtual-list.tsx";
import { ChangeList } from "./change-list.tsx";
import { ListFilterForm } from "./list-filter-form.tsx";

/** The parcels in sight, longest overdue first, narrowed by status and by what the reader asks for; or what changed. */
export function ParcelList({ report }: { readonly report: LandReport }) {
  const { app } = useStore();
  const dict = useDict();
  const [open, setOpen] = useState(false);
  const group = app.statusGroup.value;
  const compared = app.compareDate.value !== null;
  const set = filterCount(app.listFilter.value);
  return (
    <section class="list-section" aria-label={compared ? dict.compare.title : dict.list.parcels}>
      <fieldset class="filter-chips">
        <legend class="visually-hidden">{dict.list.status}</legend>
        {STATUS_GROUPS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={!compared && group === each}
            disabled={compared}
            data-group={each}
            onClick={() => {
              app.statusGroup.value = each;
            }}
          >
            {dict.list.groups[each]}
          </button>
        ))}
      </fieldset>
      <div class="list-tools">
        <button type="button" class="chip-tool" aria-expanded={open} data-tool="filter" onClick={() => setOpen(!open)}>
          {set === 0 ? dict.filter.title : dict.filter.titleSet(String(set))}
          <Icon name="chevron" size={12} />
        </button>
        <button
          type="button"
          class="chip-tool"
          aria-pressed={compared}
          data-tool="compare"
          onClick={() => {
            app.compareDate.value = compared ? null : yearBefore(app.asOf.peek());
          }}
        >
          {dict.compare.button}
        </button>
      </div>
      {open ? <ListFilterForm rows={report.parcels} /> : null}
      {compared ? <ChangeList report={report} /> : <Narrowed report={report} />}
    </section>
  );
}

const yearBefore = (date: string) => `${String(Number(date.slice(0, 4)) - 1).padStart(4, "0")}-12-31`;

function Narrowed({ report }: { readonly report: LandReport }) {
  const { app, facts } = useStore();
  const filter = app.listFilter.value;
  const parkId = app.parkFilter.value;
  const group = app.statusGroup.value;
  const register = facts.current.value;
  const byId = useMemo(
    () => (register.value === null ? null : new Map(register.value.parcels.map((each) => [each.id, each]))),
    [register.value],
  );
  const rows = useMemo(
    () => narrowRows(filterLandRows(report.parcels, { parkId, group }), filter, byId),
    [report, parkId, group, filter, byId],
  );
  if (needsFacts(filter)) {
    if (register.state === "error") return <ErrorNote error={register.error} onRetry={facts.retry} />;
    if (register.value === null) return <Loading />;
  }
  return <Rows report={report} rows={rows} />;
}

const ROW_HEIGHT_PX = 58;

function Rows({ report, rows }: { readonly report: LandReport; readonly rows: readonly LandParcelRow[] }) {
  const store = useStore();
  const { app } = store;
  const dict = useDict();
  const selected = app.selection.value;
  const list = async () => {
    store.wantFacts();
    const [{ landList }, register] = await Promise.all([import("../../export/land-list.ts"), loaded(store.facts.current)]);
    const context = { dataset: app.dataset.peek()!, lang: app.lang.peek(), dict: app.dict.peek(), asOf: report.asOf };
    return landList(context, rows, register.parcels);
  };
  return (
    <>
      <div class="list-head">
        <span>{dict.list.count(formatCount(rows.length), formatCount(report.parcels.length))}</span>
        <span>{dict.list.sortedByOverdue}</span>
      </div>
      {rows.length === 0 ? (
        <Empty title={dict.list.emptyTitle} hint={dict.list.emptyHint} />
      ) : (
        <VirtualList
          rows={rows}
          rowHeightPx={ROW_HEIGHT_PX}
          label={dict.list.parcels}
          keyOf={(row) => row.id}
          selectedKey={selected?.layer === "parcels" ? selected.id : null}
          onSelect={(row) => selectAndGo(store, { layer: "parcels", id: row.id })}
          onHover={(row) => {
            app.hovered.value = row === null ? null : { layer: "parcels", id: row.id };
          }}
        >
          {(row) => <ParcelRow row={row} groups={report.groups} />}
        </VirtualList>
      )}
      <ExportButtons list={list} disabled={rows.length === 0} />
    </>
  );
}

function ParcelRow({ row, groups }: { readonly row: LandParcelRow; readonly groups: readonly LandGroupRow[] }) {
  const { app } = useStore();
  const dict = useDict();
  const symbol = LAND_SYMBOLS[landClassOfRow(row)];
  const park = app.parks.value.find((each) => each.id === row.parkId);
  const parkName = park ? nameIn(app.lang.value, park) : groups.find((each) => each.id === row.parkId)?.name;
  return (
    <>
      <Swatch symbol={symbol} />
      <span class="row-main">
        <strong>{rowName(app.lang.value, row.name, row.id, row.nameEn)}</strong>
        <small>
          {symbol.label[app.lang.value]}
          {parkName ? ` · ${parkName}` : ""}
        </small>
      </span>
      <span class="row-side">
        {row.daysOverdue === null ? null : <strong>{dict.parcel.daysValue(formatCount(row.daysOverdue))}</strong>}
        <small>{dict.counters.mu(formatMuNumber(row.areaM2))}</small>
      </span>
    </>
  );
}
