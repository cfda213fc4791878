import { projectTo } from "@parkatlas/geo-core";
import type { SitingRow } from "../../analysis/messages.ts";
import type { ItemFeature } from "../../core/contract.ts";
import { featureName, nameIn, rowName } from "../../core/dictionary.ts";
import { formatDistanceAgainst, formatFixed, formatM, formatM2, formatMuNumber, formatRequiredM } from "../../format/numbers.ts";
import { selectAndGo } from "../../state/store.ts";
import { LAND_SYMBOLS, SITING_SYMBOLS } from "../../style/symbology.ts";
import { DetailFrame } from "../../ui/detail-frame.tsx";
import { ErrorNote, Facts, Loading, Section } from "../../ui/notes.tsx";
import { Provenance } from "../../ui/provenance.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";
import { StatusChip } from "../../ui/swatch.tsx";

/** What a project that needs the distance could use of a parcel, what limits it, and where a unit stands best. */
export function SitingDetail({ id, item }: { readonly id: string; readonly item: ItemFeature }) {
  const { app, siting } = useStore();
  const dict = useDict();
  const lang = app.lang.value;
  const loaded = siting.current.value;
  const row = loaded.value?.rows.find((each) => each.id === id);
  const park = app.dataset.value?.parks.find((each) => each.id === row?.parkId);
  return (
    <DetailFrame
      kind={dict.layer.parcels}
      title={featureName(lang, item.properties) ?? id}
      subtitle={park ? nameIn(lang, park) : null}
    >
      {loaded.state === "error" ? <ErrorNote error={loaded.error} onRetry={siting.retry} /> : null}
      {loaded.value === null && loaded.state === "loading" ? <Loading text={dict.siting.computing} /> : null}
      {row && loaded.value ? <Verdict row={row} distanceM={loaded.value.distanceM} /> : null}
      {loaded.value && !row ? <p class="fine-print">{dict.siting.notOffered}</p> : null}
      <button
        type="button"
        class="button"
        data-go="land"
        onClick={() => {
          app.task.value = "land";
        }}
      >
        {dict.siting.showLand}
      </button>
      <Provenance properties={item.properties} id={id} />
    </DetailFrame>
  );
}

function Verdict({ row, distanceM }: { readonly row: SitingRow; readonly distanceM: number }) {
  const store = useStore();
  const dict = useDict();
  const lang = store.app.lang.value;
  const symbol = SITING_SYMBOLS[row.class];
  const side = row.class === "whole" ? "outside" : "inside";
  const { nearestSiteId, nearestSiteM, wholeUpToM } = row;
  return (
    <>
      <section class="verdict" style={{ "--verdict": symbol.outline }} data-siting-class={row.class}>
        <div class="verdict-line">
          <StatusChip symbol={symbol} text={symbol.label[lang]} />
        </div>
        <Facts
          facts={[
            { name: dict.siting.distance, value: formatRequiredM(distanceM) },
            {
              name: dict.siting.usableArea,
              ...(row.usableAreaBoundM2 > 0 ? { help: dict.siting.usableHelp(formatM2(row.usableAreaBoundM2)) } : {}),
              value: (
                <>
                  <strong class="big">{dict.counters.mu(formatMuNumber(row.usableAreaM2))}</strong>
                  <small> · {formatM2(row.usableAreaM2)}</small>
                </>
              ),
            },
            { name: dict.siting.largestPiece, value: dict.counters.mu(formatMuNumber(row.largestPieceM2)) },
            { name: dict.parcel.computedArea, value: dict.counters.mu(formatMuNumber(row.areaM2)) },
            { name: dict.siting.landStatus, value: LAND_SYMBOLS[row.landClass].label[lang] },
          ]}
        />
      </section>
      <Section title={dict.siting.limits}>
        <Facts
          facts={[
            {
              name: dict.siting.nearest,
              value:
                nearestSiteId === null ? (
                  dict.siting.noSite
                ) : (
                  <button
                    type="button"
                    class="link-button"
                    onClick={() => selectAndGo(store, { layer: "sites", id: nearestSiteId })}
                  >
                    {rowName(lang, row.nearestSiteName ?? "", nearestSiteId, row.nearestSiteNameEn)}
                  </button>
                ),
            },
            {
              name: dict.unit.distance,
              value: nearestSiteM === null ? null : formatDistanceAgainst(nearestSiteM, distanceM, side),
            },
            {
              name: dict.siting.flips,
              help: dict.siting.flipsHelp,
              value: wholeUpToM === null ? null : formatDistanceAgainst(wholeUpToM, distanceM, side),
            },
          ]}
        />
      </Section>
      <BestPlace row={row} distanceM={distanceM} />
    </>
  );
}

function BestPlace({ row, distanceM }: { readonly row: SitingRow; readonly distanceM: number }) {
  const { app } = useStore();
  const dict = useDict();
  const unitAreaM2 = app.siting.value.unitAreaM2;
  if (unitAreaM2 === null) return <p class="fine-print">{dict.siting.bestHint}</p>;
  const { best } = row;
  if (best === null) return <p class="fine-print">{dict.siting.bestNone}</p>;
  const crs = app.dataset.value?.workingCrs ?? "EPSG:4490";
  const [eastM, northM] = projectTo(crs, best.position);
  return (
    <Section title={dict.siting.bestPosition}>
      <Facts
        facts={[
          { name: dict.siting.fits, value: best.fits ? dict.siting.fitsYes : dict.siting.fitsNo },
          {
            name: dict.siting.clearance,
            value: formatDistanceAgainst(best.clearanceM, distanceM, best.fits ? "outside" : "inside"),
          },
          { name: dict.siting.unitRadius, value: formatM(best.unitRadiusM) },
          { name: dict.siting.lonLat, value: best.position.map((deg) => `${formatFixed(deg, 6)}°`).join(", ") },
          { name: crs, value: `X ${formatFixed(northM, 3)} m · Y ${formatFixed(eastM, 3)} m` },
        ]}
      />
    </Section>
  );
}
