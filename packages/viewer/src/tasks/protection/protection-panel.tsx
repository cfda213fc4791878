import type { ProtectionSummary, UnitProtection } from "@parkatlas/geo-core";
import { rowName } from "../../core/dictionary.ts";
import { orderUnits, violationLines, worstShortfallM } from "../../core/protection-view.ts";
import { formatCount, formatRequiredM, formatShortfall } from "../../format/numbers.ts";
import { selectAndGo } from "../../state/store.ts";
import { VERDICT_SYMBOLS } from "../../style/symbology.ts";
import { ExportButtons } from "../../ui/export-buttons.tsx";
import { Empty, ErrorNote, Loading } from "../../ui/notes.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";
import { Swatch } from "../../ui/swatch.tsx";
import { VirtualList } from "../../ui/virtual-list.tsx";

const ROW_HEIGHT_PX = 58;

/** Production units by urgency: who does not keep the distance, by how much, and how many people are concerned. */
export function ProtectionPanel() {
  const { protection } = useStore();
  const loaded = protection.current.value;
  if (loaded.state === "error") return <ErrorNote error={loaded.error} onRetry={protection.retry} />;
  if (loaded.value === null) return <Loading />;
  return (
    <div class="panel-body" aria-busy={loaded.state === "loading"}>
      <Summary summary={loaded.value.summary} />
      <UnitList units={orderUnits(loaded.value.units)} />
    </div>
  );
}

function Summary({ summary }: { readonly summary: ProtectionSummary }) {
  const dict = useDict();
  const counters = [
    { name: dict.counters.unitsInside, value: `${formatCount(summary.inside)} / ${formatCount(summary.units)}` },
    { name: dict.counters.sitesInside, value: formatCount(summary.sitesInside) },
    { name: dict.counters.households, value: formatCount(summary.householdsInside) },
    { name: dict.counters.people, value: formatCount(summary.populationInside) },
  ];
  return (
    <div class="counters">
      {counters.map(({ name, value }, index) => (
        <div class={index === 0 ? "counter lead" : "counter"} key={name}>
          <span>{name}</span>
          <strong>{value}</strong>
          <small>{index === 0 ? `${dict.counters.worst} ${formatShortfall(summary.worstShortfallM)}` : ""}</small>
        </div>
      ))}
    </div>
  );
}

function UnitList({ units }: { readonly units: readonly UnitProtection[] }) {
  const store = useStore();
  const { app } = store;
  const dict = useDict();
  const selected = app.selection.value;
  const list = async () => {
    const { pairList } = await import("../../export/pair-list.ts");
    const context = { dataset: app.dataset.peek()!, lang: app.lang.peek(), dict: app.dict.peek(), asOf: app.asOf.peek() };
    return pairList(context, units, []);
  };
  if (units.length === 0) return <Empty title={dict.list.unitsEmptyTitle} hint={dict.list.unitsEmptyHint} />;
  return (
    <section class="list-section" aria-label={dict.list.units}>
      <div class="list-head">
        <span>{dict.list.units}</span>
        <span>{formatCount(units.length)}</span>
      </div>
      <VirtualList
        rows={units}
        rowHeightPx={ROW_HEIGHT_PX}
        label={dict.list.units}
        keyOf={(unit) => unit.id}
        selectedKey={selected !== null && (selected.layer === "units" || selected.layer === "plants") ? selected.id : null}
        onSelect={(unit) =>
          selectAndGo(
            store,
            { layer: layerOf(unit), id: unit.id },
            violationLines([unit]).map((line) => line.to),
          )
        }
        onHover={(unit) => {
          app.hovered.value = unit === null ? null : { layer: layerOf(unit), id: unit.id };
        }}
      >
        {(unit) => <UnitRow unit={unit} />}
      </VirtualList>
      <ExportButtons list={list} />
    </section>
  );
}

const layerOf = (unit: UnitProtection) => (unit.subject === "plant" ? "plants" : "units");

function UnitRow({ unit }: { readonly unit: UnitProtection }) {
  const { app } = useStore();
  const dict = useDict();
  const symbol = VERDICT_SYMBOLS[unit.verdict];
  const inside = unit.pairs.filter((pair) => pair.verdict === "inside").length;
  const worstM = worstShortfallM(unit);
  return (
    <>
      <Swatch symbol={symbol} />
      <span class="row-main">
        <strong>{rowName(app.lang.value, unit.name, unit.id)}</strong>
        <small>
          {symbol.label[app.lang.value]}
          {inside > 0 ? ` · ${dict.list.sitesInside(formatCount(inside))}` : ""}
        </small>
      </span>
      <span class="row-side">
        {worstM > 0 ? <strong>−{formatShortfall(worstM)}</strong> : null}
        <small>{unit.requiredM === null ? "" : dict.list.required(formatRequiredM(unit.requiredM))}</small>
      </span>
    </>
  );
}
