import { dayFromDate } from "@parkatlas/geo-core";
import { useMemo, useState } from "preact/hooks";
import { landTrend, type TrendPoint, trendPointOn } from "../../core/land-trend.ts";
import { formatCount, formatMuNumber, formatShare } from "../../format/numbers.ts";
import { chooseDay } from "../../state/app-state.ts";
import { ErrorNote, Loading } from "../../ui/notes.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";
import { TrendChart } from "./trend-chart.tsx";

/** How the suspected idle share of a park, or of all parks, came about: by quarter, with what came in and what left. */
export function LandTrend({ parkId }: { readonly parkId: string | null }) {
  const { app, landSeries } = useStore();
  const dict = useDict();
  const [hovered, setHovered] = useState<TrendPoint | null>(null);
  const loaded = landSeries.current.value;
  const points = useMemo(() => (loaded.value === null ? [] : landTrend(loaded.value, parkId)), [loaded.value, parkId]);
  const dataset = app.dataset.value;
  if (loaded.state === "error") return <ErrorNote error={loaded.error} onRetry={landSeries.retry} />;
  if (dataset === null || points.length < 2) return <Loading />;
  const marked = hovered ?? trendPointOn(points, app.asOf.value);
  const last = points.findLast(({ on, share }) => on <= dataset.asOf && share !== null);
  const label = last ? `${dict.trend.title}: ${last.on} ${formatShare(last.share!)}` : dict.trend.title;
  return (
    <figure class="trend">
      <TrendChart
        points={points}
        asOfDay={app.asOfDay.value}
        dataDay={dayFromDate(dataset.asOf)}
        marked={marked}
        label={label}
        onHover={setHovered}
        onChoose={(point) => chooseDay(app, dayFromDate(point.on))}
      />
      <figcaption>
        <ul class="trend-key">
          <li class="line">{dict.counters.suspectedShare}</li>
          <li class="in">{dict.trend.inflow}</li>
          <li class="out">{dict.trend.outflow}</li>
          <li class="unit">{dict.trend.unit}</li>
        </ul>
        {marked === null ? <p class="fine-print">{dict.trend.outside}</p> : <Readout point={marked} />}
      </figcaption>
    </figure>
  );
}

/** The figures of one quarter, as they stand in the answer of the service. */
function Readout({ point }: { readonly point: TrendPoint }) {
  const { app } = useStore();
  const dict = useDict();
  const { on, share, after, inflowM2, outflowM2, inflowParcels, outflowParcels, exits } = point;
  const exitText = exits.map(([cause, parcels]) => `${dict.flowCause[cause]} ${formatCount(parcels)}`);
  return (
    <dl class="trend-readout" data-quarter={on}>
      <div>
        <dt>{on}</dt>
        <dd data-trend="share">{share === null ? "—" : formatShare(share)}</dd>
      </div>
      {after === null ? null : (
        <>
          <div>
            <dt>{dict.trend.inflow}</dt>
            <dd data-trend="inflow">{dict.trend.flow(formatCount(inflowParcels), formatMuNumber(inflowM2))}</dd>
          </div>
          <div>
            <dt>{dict.trend.outflow}</dt>
            <dd data-trend="outflow">
              {dict.trend.flow(formatCount(outflowParcels), formatMuNumber(outflowM2))}
              {exitText.length === 0 ? null : <small>{exitText.join(app.lang.value === "zh" ? "、" : ", ")}</small>}
            </dd>
          </div>
        </>
      )}
    </dl>
  );
}
