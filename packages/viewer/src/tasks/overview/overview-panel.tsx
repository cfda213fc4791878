import type { ParkSummary } from "../../core/contract.ts";
import { nameIn, wordFor } from "../../core/dictionary.ts";
import { type ZoneView, zoneViews } from "../../core/overview-view.ts";
import { formatCount, formatKm2 } from "../../format/numbers.ts";
import { selectAndGo } from "../../state/store.ts";
import { ZONE_COLOURS, ZONE_UNKNOWN } from "../../style/symbology.ts";
import { Section } from "../../ui/notes.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";
import { Evaluation } from "./evaluation.tsx";
import { Lineage } from "./lineage.tsx";
import { Contradictions, PublishedFigures, Sources } from "./published.tsx";
import { Thresholds } from "./thresholds.tsx";

/** Clusters with their parks, and what was published about the city, contradictions included. */
export function OverviewPanel() {
  const { app } = useStore();
  const dict = useDict();
  const dataset = app.dataset.value;
  if (dataset === null) return null;
  const scheme = dataset.schemes[0];
  const hint = scheme ? dict.labelled(dict.overview.scheme, scheme.title[app.lang.value]) : undefined;
  return (
    <div class="panel-body scroll">
      <Section title={dict.overview.zones} {...(hint === undefined ? {} : { hint })}>
        <p class="fine-print">{dict.overview.validOn(app.asOf.value)}</p>
        <AreaSources parks={app.parks.value} />
        {zoneViews({ schemes: dataset.schemes, parks: app.parks.value })
          .filter((view) => view.parks.length > 0)
          .map((view) => (
            <Zone key={view.zone?.id ?? "outside"} view={view} />
          ))}
      </Section>
      <Lineage />
      <Thresholds dataset={dataset} />
      <Evaluation />
      <PublishedFigures dataset={dataset} />
      <Contradictions dataset={dataset} />
      <Sources dataset={dataset} />
    </div>
  );
}

/** How the areas below came about, where they are no published figures of the parks. */
function AreaSources({ parks }: { readonly parks: readonly ParkSummary[] }) {
  const dict = useDict();
  const origins = [...new Set(parks.flatMap(({ areaProvenance }) => areaProvenance ?? []))].filter(
    (each) => each !== "published",
  );
  if (origins.length === 0) return null;
  return (
    <p class="synthetic-note">
      {dict.labelled(dict.overview.areas, origins.map((origin) => wordFor(dict.areaProvenance, origin)).join(" / "))}
    </p>
  );
}

function Zone({ view }: { readonly view: ZoneView }) {
  const { app } = useStore();
  const dict = useDict();
  const { zone, index, parks, plannedAreaM2, builtAreaM2 } = view;
  const colour = zone === null ? ZONE_UNKNOWN : ZONE_COLOURS[index % ZONE_COLOURS.length]!;
  return (
    <div class="zone" style={{ "--zone": colour }}>
      <h4>
        {zone === null ? dict.overview.parksOutside : nameIn(app.lang.value, zone)}
        <small>{dict.overview.parksCount(formatCount(parks.length))}</small>
      </h4>
      {plannedAreaM2 === null && builtAreaM2 === null ? null : (
        <p class="zone-sums">
          {plannedAreaM2 === null ? null : `${dict.overview.planned} ${formatKm2(plannedAreaM2)}`}
          {plannedAreaM2 !== null && builtAreaM2 !== null ? " · " : null}
          {builtAreaM2 === null ? null : `${dict.overview.built} ${formatKm2(builtAreaM2)}`}
        </p>
      )}
      <ul class="zone-parks">
        {parks.map((park) => (
          <ParkLine key={park.id} park={park} />
        ))}
      </ul>
    </div>
  );
}

function ParkLine({ park }: { readonly park: ParkSummary }) {
  const store = useStore();
  const { app } = store;
  const selected = app.selection.value?.layer === "parks" && app.selection.value.id === park.id;
  const built = park.builtAreaM2 ?? null;
  const planned = park.plannedAreaM2 ?? null;
  return (
    <li>
      <button
        type="button"
        aria-pressed={selected}
        data-park={park.id}
        onClick={() => selectAndGo(store, { layer: "parks", id: park.id })}
      >
        <span class="park-name">{nameIn(app.lang.value, park)}</span>
        {planned === null ? null : <span class="park-area">{formatKm2(planned)}</span>}
        {planned !== null && built !== null && planned > 0 ? (
          <span class="pair-rule" aria-hidden="true">
            <span style={{ width: `${Math.min(built / planned, 1) * 100}%`, background: "var(--zone)" }} />
          </span>
        ) : null}
      </button>
    </li>
  );
}
