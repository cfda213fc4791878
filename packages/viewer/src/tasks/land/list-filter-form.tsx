import { useEffect, useMemo } from "preact/hooks";
import type { LandParcelRow } from "../../core/contract.ts";
import { citedClauses } from "../../core/land-list.ts";
import { filterCount, type ListFilter, NO_FILTER } from "../../core/list-filter.ts";
import { readNumber } from "../../core/siting-choice.ts";
import { NumberField } from "../../ui/number-field.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";

/** Clause, holder, cause of delay, area and days overdue: whatever narrows the list beside park and status. */
export function ListFilterForm({ rows }: { readonly rows: readonly LandParcelRow[] }) {
  const { app, facts, wantFacts } = useStore();
  const dict = useDict();
  const filter = app.listFilter.value;
  const clauses = useMemo(() => citedClauses(rows), [rows]);
  // Suggestions and matches for holders come from the register, which is read once the form is opened.
  useEffect(wantFacts, [wantFacts]);
  const holders = useMemo(
    () =>
      [...new Set((facts.current.value.value?.parcels ?? []).flatMap(({ holder }) => holder ?? []))].slice(0, MOST_SUGGESTIONS),
    [facts.current.value],
  );
  const change = (part: Partial<ListFilter>) => {
    app.listFilter.value = { ...filter, ...part };
  };
  return (
    <form class="list-filter" onSubmit={(event) => event.preventDefault()}>
      <label>
        <span>{dict.parcel.clause}</span>
        <select
          class="select"
          data-filter="clause"
          value={filter.clause ?? ""}
          onChange={(event) => change({ clause: event.currentTarget.value || null })}
        >
          <option value="">{dict.filter.any}</option>
          {clauses.map(({ clause, clauseZh }) => (
            <option key={clause} value={clause}>
              {app.lang.value === "zh" ? clauseZh : clause}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{dict.parcel.holder}</span>
        <input
          type="text"
          class="select"
          data-filter="holder"
          maxLength={60}
          list="holders"
          placeholder={dict.filter.holderHint}
          value={filter.holder}
          onInput={(event) => change({ holder: event.currentTarget.value })}
        />
        <datalist id="holders">
          {holders.map((holder) => (
            <option key={holder} value={holder} />
          ))}
        </datalist>
      </label>
      <label>
        <span>{dict.filter.cause}</span>
        <select
          class="select"
          data-filter="cause"
          value={filter.cause ?? ""}
          onChange={(event) => change({ cause: event.currentTarget.value || null })}
        >
          <option value="">{dict.filter.any}</option>
          {Object.entries(dict.delayCause).map(([cause, name]) => (
            <option key={cause} value={cause}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Range
        name={dict.filter.area}
        unit={dict.parcel.mu}
        from={filter.fromMu}
        to={filter.toMu}
        onChange={(fromMu, toMu) => change({ fromMu, toMu })}
      />
      <Range
        name={dict.parcel.daysOverdue}
        unit={dict.filter.days}
        from={filter.fromDays}
        to={filter.toDays}
        onChange={(fromDays, toDays) => change({ fromDays, toDays })}
      />
      <button
        type="button"
        class="link-button"
        disabled={filterCount(filter) === 0}
        onClick={() => {
          app.listFilter.value = NO_FILTER;
        }}
      >
        {dict.filter.clear}
      </button>
    </form>
  );
}

const MOST_SUGGESTIONS = 400;

interface RangeProps {
  readonly name: string;
  readonly unit: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly onChange: (from: number | null, to: number | null) => void;
}

function Range({ name, unit, from, to, onChange }: RangeProps) {
  const dict = useDict();
  return (
    <fieldset class="range">
      <legend class="visually-hidden">{name}</legend>
      <NumberField
        label={dict.filter.from(name)}
        unit={unit}
        value={from}
        read={readNumber}
        optional
        onChange={(value) => onChange(value, to)}
      />
      <NumberField
        label={dict.filter.to}
        unit={unit}
        value={to}
        read={readNumber}
        optional
        onChange={(value) => onChange(from, value)}
      />
    </fieldset>
  );
}
