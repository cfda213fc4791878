import { useState } from "preact/hooks";
import type { LandGroupRow, LandReport } from "../../core/contract.ts";
import { landCounters } from "../../core/land-view.ts";
import { formatCount, formatMuNumber, formatShare } from "../../format/numbers.ts";
import { Icon } from "../../ui/icons.tsx";
import { ErrorNote, Loading } from "../../ui/notes.tsx";
import { ParkFilter } from "../../ui/park-filter.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";
import { LandTrend } from "./land-trend.tsx";
import { ParcelList } from "./parcel-list.tsx";
import { ParkShares } from "./park-shares.tsx";

/** Idle land of a city or park on the as-of date: counters, shares by park, and the list that the map mirrors. */
export function LandPanel() {
  const { land } = useStore();
  const loaded = land.current.value;
  const stale = loaded.state === "loading";
  if (loaded.state === "error") return <ErrorNote error={loaded.error} onRetry={land.retry} />;
  if (loaded.value === null) return <Loading />;
  return (
    <div class={stale ? "panel-body stale" : "panel-body"} aria-busy={stale}>
      <ParkFilter />
      <Counters report={loaded.value} />
      <Dashboard groups={loaded.value.groups} />
      <ParcelList report={loaded.value} />
    </div>
  );
}

type DashboardView = "trend" | "parks";

function Counters({ report }: { readonly report: LandReport }) {
  const { app } = useStore();
  const dict = useDict();
  const counters = landCounters(report.parcels, report.groups, app.parkFilter.value);
  const share = counters.suspectedIdleShareOfSupplied;
  return (
    <div class="counters">
      <div class="counter lead" title={dict.counters.suspectedShareHelp}>
        <span>{dict.counters.suspectedShare}</span>
        <strong data-counter="suspected-share">{share === null ? "—" : formatShare(share)}</strong>
        <small>{share === null ? dict.counters.noSupplied : dict.counters.ofSupplied}</small>
      </div>
      {(["suspected", "idle", "overdue"] as const).map((key) => (
        <div class="counter" key={key}>
          <span>{dict.counters[key]}</span>
          <strong>{formatCount(counters[key].count)}</strong>
          <small>{dict.counters.mu(formatMuNumber(counters[key].areaM2))}</small>
        </div>
      ))}
    </div>
  );
}

/** Below this height of the window the list has no room beside an open chart. */
const ROOMY_PX = 860;

/** How the share came about, or how the parks compare: one at a time, or neither, so that the list keeps its room. */
function Dashboard({ groups }: { readonly groups: readonly LandGroupRow[] }) {
  const { app } = useStore();
  const dict = useDict();
  const [view, setView] = useState<DashboardView | null>(window.innerHeight >= ROOMY_PX ? "trend" : null);
  const several = groups.filter((group) => group.parcels > 0).length > 1;
  const views: readonly DashboardView[] = several ? ["trend", "parks"] : ["trend"];
  const shown = view === null || views.includes(view) ? view : "trend";
  return (
    <section class="dashboard">
      <fieldset class="dashboard-tabs">
        <legend class="visually-hidden">{dict.counters.suspectedShare}</legend>
        {views.map((each) => (
          <button
            key={each}
            type="button"
            aria-expanded={shown === each}
            data-view={each}
            onClick={() => setView(shown === each ? null : each)}
          >
            {dict.trend.tab[each]}
            <Icon name="chevron" size={12} />
          </button>
        ))}
      </fieldset>
      {shown === "trend" ? <LandTrend parkId={app.parkFilter.value} /> : null}
      {shown === "parks" ? <ParkShares groups={groups} /> : null}
    </section>
  );
}
