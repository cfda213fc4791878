import type { ItemFeature, LandGroupRow, ParkSummary } from "../../core/contract.ts";
import { type Dictionary, nameIn, wordFor } from "../../core/dictionary.ts";
import { formatCount, formatHa, formatKm2, formatShare } from "../../format/numbers.ts";
import { DetailFrame } from "../../ui/detail-frame.tsx";
import { Facts, Loading, Section } from "../../ui/notes.tsx";
import { Provenance } from "../../ui/provenance.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";
import { LandTrend } from "../land/land-trend.tsx";
import { ParkLineage } from "./lineage.tsx";

/** A park: what was published about it, its cluster, and the state of its land on the as-of date. */
export function ParkDetail({ id, item }: { readonly id: string; readonly item: ItemFeature }) {
  const { app, land } = useStore();
  const dict = useDict();
  const lang = app.lang.value;
  const dataset = app.dataset.value;
  const park = dataset?.parks.find((each) => each.id === id);
  const zone = dataset?.schemes[0]?.zones.find((each) => each.parkIds.includes(id));
  const group = land.current.value.value?.groups.find((each) => each.id === id);
  if (!park) return null;
  const { areaProvenance } = item.properties;
  return (
    <DetailFrame
      kind={dict.layer.parks}
      title={nameIn(lang, park)}
      subtitle={zone ? nameIn(lang, zone) : dict.legend.zoneUnknown}
    >
      <section class="verdict">
        <Facts
          facts={[
            { name: dict.park.level, value: park.level ? wordFor(dict.dataWord, park.level) : null },
            { name: dict.park.validity, value: validityOf(park, dict) },
            { name: dict.park.class, value: park.class },
            { name: dict.park.planned, value: areaOf(park.plannedAreaM2) },
            { name: dict.park.built, value: areaOf(park.builtAreaM2) },
            {
              name: dict.park.areaSource,
              value: typeof areaProvenance === "string" ? wordFor(dict.areaProvenance, areaProvenance) : null,
            },
            { name: dict.park.enterprises, value: countOf(item.properties.enterprises) },
            { name: dict.park.enterprisesAboveScale, value: countOf(item.properties.enterprisesAboveScale) },
          ]}
        />
        <Industries properties={item.properties} />
      </section>
      <Land group={group} />
      <ParkLineage parkId={id} />
      <Provenance properties={item.properties} id={id} />
    </DetailFrame>
  );
}

/** Parcels belong to the parks of today's division: a park that is no more has none of its own. */
function Land({ group }: { readonly group: LandGroupRow | undefined }) {
  const { app, land } = useStore();
  const dict = useDict();
  if (!group && land.current.value.state === "loading") return <Loading />;
  if (!group || group.parcels === 0) return <p class="fine-print">{dict.park.notCounted}</p>;
  return (
    <Section title={dict.park.land} hint={app.asOf.value}>
      {app.dataset.value?.synthetic ? <p class="synthetic-note">{dict.park.landSynthetic}</p> : null}
      <LandFacts group={group} />
      <h4 class="sub-head">
        {dict.trend.title}
        <small>{dict.trend.byQuarter}</small>
      </h4>
      <LandTrend parkId={group.id} />
      <button
        type="button"
        class="button"
        onClick={() => {
          app.task.value = "land";
          app.parkFilter.value = group.id;
        }}
      >
        {dict.park.showParcels}
      </button>
    </Section>
  );
}

function validityOf({ validFrom, validTo }: ParkSummary, dict: Dictionary): string | null {
  const parts = [validFrom && dict.park.validFrom(validFrom), validTo && dict.park.validTo(validTo)].filter(Boolean);
  return parts.length === 0 ? null : parts.join(" ");
}

const areaOf = (areaM2: number | null | undefined) => (typeof areaM2 === "number" ? formatKm2(areaM2) : null);
const countOf = (value: unknown) => (typeof value === "number" ? formatCount(value) : null);

export function Industries({ properties }: { readonly properties: Readonly<Record<string, unknown>> }) {
  const { app } = useStore();
  const dict = useDict();
  const list = app.lang.value === "en" ? (properties.industriesEn ?? properties.industries) : properties.industries;
  const industries = Array.isArray(list) ? list.filter((each): each is string => typeof each === "string") : [];
  if (industries.length === 0) return null;
  return (
    <ul class="tags" aria-label={dict.park.industries}>
      {industries.map((industry) => (
        <li key={industry} class="tag">
          {industry}
        </li>
      ))}
    </ul>
  );
}

function LandFacts({ group }: { readonly group: LandGroupRow }) {
  const dict = useDict();
  const share = (value: number | null) => (value === null ? "—" : formatShare(value));
  return (
    <Facts
      facts={[
        { name: dict.park.supplied, value: formatHa(group.suppliedM2) },
        { name: dict.park.suspected, value: formatHa(group.suspectedIdleM2) },
        { name: dict.park.idle, value: formatHa(group.idleM2) },
        { name: dict.park.suspectedShare, value: <strong>{share(group.suspectedIdleShareOfSupplied)}</strong> },
        { name: dict.park.idleShare, value: share(group.idleShareOfSupplied) },
        { name: dict.park.unknownShare, value: share(group.unknownShare) },
      ]}
    />
  );
}
