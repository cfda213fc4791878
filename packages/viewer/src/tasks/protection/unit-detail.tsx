import type { RequiredDistance, UnitProtection } from "@parkatlas/geo-core";
import type { ItemFeature } from "../../core/contract.ts";
import { type Dictionary, featureName, nameIn, rowName, textProperty } from "../../core/dictionary.ts";
import { governingDistance, orderPairs } from "../../core/protection-view.ts";
import { assumptionLines } from "../../core/scenario-text.ts";
import type { Lang } from "../../core/url-params.ts";
import { formatHa, formatRequiredM } from "../../format/numbers.ts";
import { VERDICT_SYMBOLS } from "../../style/symbology.ts";
import { DetailFrame } from "../../ui/detail-frame.tsx";
import { ExportButtons } from "../../ui/export-buttons.tsx";
import { ErrorNote, Facts, Loading, Section } from "../../ui/notes.tsx";
import { Provenance } from "../../ui/provenance.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";
import { StatusChip } from "../../ui/swatch.tsx";
import { DistanceChart } from "./distance-chart.tsx";
import { HealthWorkingView } from "./health-working.tsx";
import { PairList } from "./pair-list.tsx";
import { WhatIf } from "./what-if.tsx";

/** What a production unit must keep, how that was computed, and which sites lie within. */
export function UnitDetail({ id, item }: { readonly id: string; readonly item: ItemFeature }) {
  const { app, protection } = useStore();
  const dict = useDict();
  const lang = app.lang.value;
  const loaded = protection.current.value;
  const unit = loaded.value?.units.find((each) => each.id === id);
  const park = app.dataset.value?.parks.find((each) => each.id === item.properties.parkId);
  return (
    <DetailFrame
      kind={dict.layer.units}
      title={featureName(lang, item.properties) ?? id}
      subtitle={[textProperty(lang, item.properties, "enterprise"), park && nameIn(lang, park)].filter(Boolean).join(" · ")}
    >
      {loaded.state === "error" ? <ErrorNote error={loaded.error} onRetry={protection.retry} /> : null}
      {loaded.value === null && loaded.state === "loading" ? <Loading /> : null}
      {unit ? <UnitVerdict unit={unit} /> : null}
      <Provenance properties={item.properties} id={id} />
    </DetailFrame>
  );
}

function UnitVerdict({ unit }: { readonly unit: UnitProtection }) {
  const { app, whatIf } = useStore();
  const dict = useDict();
  const lang = app.lang.value;
  const symbol = VERDICT_SYMBOLS[unit.verdict];
  const list = async () => {
    const { pairList } = await import("../../export/pair-list.ts");
    const context = { dataset: app.dataset.peek()!, lang: app.lang.peek(), dict: app.dict.peek(), asOf: app.asOf.peek() };
    const scenario = app.scenario.peek();
    const assumed =
      scenario?.unitId === unit.id ? whatIf.current.peek().value?.units.find(({ id }) => id === unit.id) : undefined;
    return pairList(context, [assumed ?? unit], assumed && scenario ? assumptionLines(scenario, context.dict) : []);
  };
  return (
    <>
      <section class="verdict" style={{ "--verdict": symbol.outline }} data-verdict={unit.verdict}>
        <div class="verdict-line">
          <StatusChip symbol={symbol} text={symbol.label[lang]} />
        </div>
        <Facts
          facts={[
            {
              name: dict.unit.required,
              value: unit.requiredM === null ? null : <strong class="big">{formatRequiredM(unit.requiredM)}</strong>,
            },
            { name: dict.unit.basis, value: basisOf(unit, dict, lang) },
            { name: dict.unit.envelopeArea, value: unit.envelopeAreaM2 === null ? null : formatHa(unit.envelopeAreaM2) },
          ]}
        />
        {unit.unresolved.map((each) => (
          <p class="fine-print" key={each.code}>
            {dict.labelled(dict.unit.unresolved, lang === "zh" ? each.messageZh : each.message)}
          </p>
        ))}
      </section>
      <WhatIf unit={unit} />
      <Section title={dict.unit.sites} {...(app.scenario.value?.unitId === unit.id ? { hint: dict.whatIf.asIs } : {})}>
        <DistanceChart unit={unit} />
        <PairList
          numbered
          pairs={orderPairs(unit).map((pair) => ({
            pair,
            name: rowName(lang, pair.siteName, pair.siteId),
            target: { layer: "sites", id: pair.siteId },
          }))}
          emptyText={dict.unit.sitesEmpty}
        />
        <p class="fine-print">{dict.unit.rule}</p>
        <ExportButtons list={list} />
      </Section>
      {unit.workings.length === 0 ? null : (
        <Section title={dict.unit.workings}>
          {unit.workings.map((required) => (
            <Required
              key={`${required.kind} ${required.measuredFrom} ${required.requiredM}`}
              required={required}
              governs={required.requiredM === unit.requiredM && unit.workings.length > 1}
            />
          ))}
        </Section>
      )}
    </>
  );
}

/** In short which distance governs; the reason in full where there is none, since no working follows then. */
function basisOf(unit: UnitProtection, dict: Dictionary, lang: Lang): string {
  const governing = unit.requiredM === null ? null : governingDistance(unit);
  if (governing === null) return lang === "zh" ? unit.basisZh : unit.basis;
  return [dict.unit.kind[governing.kind], dict.unit.measuredFrom[governing.measuredFrom], governing.clause]
    .filter(Boolean)
    .join(" · ");
}

function Required({ required, governs }: { readonly required: RequiredDistance; readonly governs: boolean }) {
  const dict = useDict();
  return (
    <div class="required">
      <div class="required-head">
        <span>
          {dict.unit.kind[required.kind]}
          <small>{dict.unit.measuredFrom[required.measuredFrom]}</small>
        </span>
        <strong>{formatRequiredM(required.requiredM)}</strong>
      </div>
      {governs ? <p class="fine-print">{dict.unit.governs}</p> : null}
      {required.raised ? <p class="fine-print">{dict.unit.raised}</p> : null}
      {required.source === null ? null : <p class="fine-print">{dict.labelled(dict.unit.source, required.source)}</p>}
      {required.workings.map((working) => (
        <HealthWorkingView key={working.substance} working={working} />
      ))}
    </div>
  );
}
