import { useState } from "preact/hooks";
import type { ContradictionSummary, DatasetSummary, StatisticFactSummary } from "../../core/contract.ts";
import { wordFor } from "../../core/dictionary.ts";
import { factValueText, factYearText } from "../../core/overview-view.ts";
import { formatCount } from "../../format/numbers.ts";
import { Section } from "../../ui/notes.tsx";
import { useDict } from "../../ui/store-context.tsx";

const FIRST_FACTS = 8;

/** Figures as public documents give them: value, unit, year and source, never converted. */
export function PublishedFigures({ dataset }: { readonly dataset: DatasetSummary }) {
  const dict = useDict();
  const [all, setAll] = useState(false);
  const facts = dataset.config.statistics ?? [];
  if (facts.length === 0) {
    return (
      <Section title={dict.overview.facts}>
        <p class="fine-print">{dict.overview.factsEmpty}</p>
      </Section>
    );
  }
  return (
    <Section title={dict.overview.facts} hint={dict.overview.allCount(formatCount(facts.length))}>
      <p class="fine-print">{dict.overview.factsHint}</p>
      <ul class="published">
        {(all ? facts : facts.slice(0, FIRST_FACTS)).map((fact) => (
          <FactLine key={fact.id} fact={fact} dataset={dataset} />
        ))}
      </ul>
      {facts.length > FIRST_FACTS ? (
        <button type="button" class="link-button" onClick={() => setAll(!all)}>
          {all ? dict.overview.showLess : dict.overview.showAll}
        </button>
      ) : null}
    </Section>
  );
}

const titleOf = (dataset: DatasetSummary, source: string) => dataset.sources.find((each) => each.id === source)?.title ?? source;

function FactLine({ fact, dataset }: { readonly fact: StatisticFactSummary; readonly dataset: DatasetSummary }) {
  const dict = useDict();
  const year = factYearText(fact.year);
  return (
    <li>
      <span class="fact-name">
        {fact.subject} · {wordFor(dict.metric, fact.metric)}
      </span>
      <strong>{factValueText(fact)}</strong>
      <small>
        {year === null ? "" : `${dict.overview.year(year)} · `}
        {titleOf(dataset, fact.source)}
      </small>
    </li>
  );
}

/** Contradicting figures side by side, each with its source; none is chosen. */
export function Contradictions({ dataset }: { readonly dataset: DatasetSummary }) {
  const dict = useDict();
  const contradictions = dataset.config.contradictions ?? [];
  if (contradictions.length === 0) return null;
  return (
    <Section title={dict.overview.contradictions} hint={dict.overview.allCount(formatCount(contradictions.length))}>
      <p class="fine-print">{dict.overview.contradictionsHint}</p>
      <ul class="contradictions">
        {contradictions.map((each) => (
          <Contradiction key={each.id} contradiction={each} dataset={dataset} />
        ))}
      </ul>
    </Section>
  );
}

function Contradiction({
  contradiction,
  dataset,
}: {
  readonly contradiction: ContradictionSummary;
  readonly dataset: DatasetSummary;
}) {
  const facts = (dataset.config.statistics ?? []).filter((fact) => contradiction.factIds?.includes(fact.id));
  return (
    <li>
      <p>{contradiction.description}</p>
      {facts.length === 0 ? (
        <small>{contradiction.sources.map((source) => titleOf(dataset, source)).join("；")}</small>
      ) : (
        <ul class="published">
          {facts.map((fact) => (
            <FactLine key={fact.id} fact={fact} dataset={dataset} />
          ))}
        </ul>
      )}
    </li>
  );
}

export function Sources({ dataset }: { readonly dataset: DatasetSummary }) {
  const dict = useDict();
  if (dataset.sources.length === 0) return null;
  return (
    <Section title={dict.overview.sources}>
      <ul class="sources">
        {dataset.sources.map((source) => (
          <li key={source.id}>
            {source.title}
            {source.licence ? <small>{source.licence}</small> : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
