import type { ItemFeature } from "../../core/contract.ts";
import { featureName, rowName, wordFor } from "../../core/dictionary.ts";
import { pairsOfSite } from "../../core/protection-view.ts";
import { formatCount } from "../../format/numbers.ts";
import { SITE_SYMBOLS, type SiteKindKey } from "../../style/symbology.ts";
import { DetailFrame } from "../../ui/detail-frame.tsx";
import { ErrorNote, Facts, Loading, Section } from "../../ui/notes.tsx";
import { Provenance } from "../../ui/provenance.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";
import { StatusChip } from "../../ui/swatch.tsx";
import { PairList } from "./pair-list.tsx";

/** A sensitive site with its people, and every unit whose required distance reaches it or nearly does. */
export function SiteDetail({ id, item }: { readonly id: string; readonly item: ItemFeature }) {
  const { app, protection } = useStore();
  const dict = useDict();
  const lang = app.lang.value;
  const loaded = protection.current.value;
  const { kind, status, households, population } = item.properties;
  const key = typeof kind === "string" && Object.hasOwn(SITE_SYMBOLS, kind) ? (kind as SiteKindKey) : "unknown";
  const pairs = pairsOfSite(loaded.value?.units ?? [], id).map(({ unit, pair }) => ({
    pair,
    name: rowName(lang, unit.name, unit.id),
    target: { layer: unit.subject === "plant" ? ("plants" as const) : ("units" as const), id: unit.id },
  }));
  return (
    <DetailFrame kind={dict.layer.sites} title={featureName(lang, item.properties) ?? id}>
      <section class="verdict" style={{ "--verdict": SITE_SYMBOLS[key].outline }}>
        <div class="verdict-line">
          <StatusChip symbol={SITE_SYMBOLS[key]} text={SITE_SYMBOLS[key].label[lang]} />
        </div>
        <Facts
          facts={[
            { name: dict.site.status, value: typeof status === "string" ? wordFor(dict.siteStatus, status) : null },
            {
              name: dict.site.households,
              value: typeof households === "number" ? dict.unit.households(formatCount(households)) : null,
            },
            {
              name: dict.site.population,
              value: typeof population === "number" ? dict.unit.people(formatCount(population)) : null,
            },
          ]}
        />
      </section>
      <Section title={dict.site.units}>
        {loaded.state === "error" ? <ErrorNote error={loaded.error} onRetry={protection.retry} /> : null}
        {loaded.value === null && loaded.state === "loading" ? <Loading /> : null}
        {loaded.value === null ? null : <PairList pairs={pairs} emptyText={dict.site.unitsEmpty} />}
      </Section>
      <Provenance properties={item.properties} id={id} />
    </DetailFrame>
  );
}
