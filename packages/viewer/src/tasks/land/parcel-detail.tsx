import type { ItemFeature, LandParcelRow } from "../../core/contract.ts";
import { featureName, nameIn, textProperty, wordFor } from "../../core/dictionary.ts";
import { landClassOfRow } from "../../core/land-view.ts";
import { formatCount, formatFixed } from "../../format/numbers.ts";
import { LAND_SYMBOLS } from "../../style/symbology.ts";
import { DetailFrame } from "../../ui/detail-frame.tsx";
import { Empty, ErrorNote, Facts, Loading, Section } from "../../ui/notes.tsx";
import { Provenance } from "../../ui/provenance.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";
import { StatusChip } from "../../ui/swatch.tsx";
import { Clock, needsClock } from "./clock.tsx";
import { Conditions } from "./conditions.tsx";
import { ParcelAreas } from "./parcel-areas.tsx";
import { ParcelHistory } from "./parcel-history.tsx";
import { Statement } from "./statement.tsx";
import { TimelineBar } from "./timeline-bar.tsx";

/** Why a parcel is, or is not, idle on the as-of date. */
export function ParcelDetail({ id, item }: { readonly id: string; readonly item: ItemFeature }) {
  const { app, landParcel, parent } = useStore();
  const dict = useDict();
  const loaded = landParcel.current.value;
  const row = loaded.value?.row ?? null;
  const reasons = loaded.value?.reasons ?? null;
  const clock = reasons?.clock;
  const lang = app.lang.value;
  const block = parent.current.value.value?.properties;
  const park = app.dataset.value?.parks.find((each) => each.id === row?.parkId);
  const blockName = block ? featureName(lang, block) : null;
  const name = featureName(lang, item.properties) ?? id;
  return (
    <DetailFrame
      kind={dict.layer.parcels}
      title={name}
      subtitle={[park && nameIn(lang, park), blockName].filter(Boolean).join(" · ")}
    >
      {loaded.state === "error" ? <ErrorNote error={loaded.error} onRetry={landParcel.retry} /> : null}
      {row === null && loaded.state === "loading" ? <Loading /> : null}
      {row === null && loaded.state === "ready" ? (
        <Empty title={dict.detail.notFoundTitle} hint={dict.detail.notFoundHint} />
      ) : null}
      {row === null ? null : (
        <div class={loaded.state === "loading" ? "stale" : ""} aria-busy={loaded.state === "loading"}>
          <Verdict row={row} />
          {reasons === null ? null : (
            <Statement reasons={reasons} name={`${name} (${id})`} synthetic={item.properties.provenance === "synthetic"} />
          )}
          {clock && needsClock(clock) ? <Clock clock={clock} /> : null}
          <Section title={dict.parcel.timeline}>
            <TimelineBar row={row} />
          </Section>
          <Conditions row={row} issues={loaded.value?.issues ?? []} />
          <ParcelAreas item={item} />
        </div>
      )}
      <Holder item={item} />
      <ParcelHistory item={item} />
      <Provenance properties={item.properties} id={id} />
    </DetailFrame>
  );
}

/** The answer first: status, since when, on what ground, under which clause, and what follows. */
function Verdict({ row }: { readonly row: LandParcelRow }) {
  const { app } = useStore();
  const dict = useDict();
  const lang = app.lang.value;
  const symbol = LAND_SYMBOLS[landClassOfRow(row)];
  const clause = lang === "zh" ? (row.clauseZh ?? row.clause) : row.clause;
  const next = row.next ?? null;
  return (
    <section class="verdict" style={{ "--verdict": symbol.outline }} data-status={row.status}>
      <div class="verdict-line">
        <StatusChip symbol={symbol} text={symbol.label[lang]} />
        {row.since === null ? null : <span class="since">{dict.parcel.sinceValue(row.since)}</span>}
      </div>
      {row.ground === null ? null : <p class="ground">{dict.landGround[row.ground]}</p>}
      <Facts
        facts={[
          { name: dict.parcel.dueOn, value: row.dueOn },
          {
            name: dict.parcel.daysOverdue,
            value:
              row.daysOverdue === null ? null : (
                <strong class="big">{dict.parcel.daysValue(formatCount(row.daysOverdue))}</strong>
              ),
          },
          { name: dict.parcel.clause, value: clause },
          { name: dict.parcel.measure, value: row.measure === null ? null : dict.landMeasure[row.measure] },
          {
            name: dict.parcel.fee,
            value: row.feeCny === null ? null : <strong>{dict.parcel.feeValue(formatFixed(row.feeCny, 2))}</strong>,
          },
          {
            name: dict.parcel.missing,
            value: row.missing.map((name) => wordFor(dict.fact, name)).join(lang === "zh" ? "、" : ", "),
          },
          {
            name: dict.parcel.next,
            value: next?.from ? dict.parcel.nextValue(next.from, LAND_SYMBOLS[landClassOfRow(next)].label[lang]) : null,
          },
        ]}
      />
      {row.status === "suspected-idle" ? <p class="fine-print">{dict.parcel.suspectedNote}</p> : null}
    </section>
  );
}

function Holder({ item }: { readonly item: ItemFeature }) {
  const { app } = useStore();
  const dict = useDict();
  const { landUse, landUseName, priceCny } = item.properties;
  const word = (value: unknown) => (typeof value === "string" ? wordFor(dict.dataWord, value) : null);
  return (
    <Section title={dict.parcel.holder}>
      <Facts
        facts={[
          { name: dict.parcel.holder, value: textProperty(app.lang.value, item.properties, "holder") },
          { name: dict.parcel.landUse, value: [word(landUseName), word(landUse)].filter(Boolean).join(" · ") },
          { name: dict.parcel.supplyMethod, value: word(item.properties.supplyMethod) },
          {
            name: dict.parcel.price,
            value: typeof priceCny === "number" ? dict.parcel.feeValue(formatFixed(priceCny, 2)) : null,
          },
        ]}
      />
    </Section>
  );
}
