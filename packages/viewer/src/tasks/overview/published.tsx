import { useState } from "preact/hooks";
import type { ContradictionSummary, DatasetSummary, StatisticFactSummary } from "../../core/contract.ts";
import { wordFor } from "../../core/dictionary.ts";
import { factText, factValueText, factYearText } from "../../core/overview-view.ts";
import { formatCount } from "../../format/numbers.ts";
import { Section } from "../../ui/notes.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";

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
          <FactLine key={fact.id} fact={fact} />
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

function FactLine({ fact }: { readonly fact: StatisticFactSummary }) {
  const lang = useStore().app.lang.value;
  const dict = useDict();
  return (
    <li>
      <span class="fact-name">
        {lang === "en" ? (fact.subjectEn ?? fact.subject) : fact.subject} · {wordFor(dict.metric, fact.metric)}
      </span>
      <strong>{factText(lang, fact, dict.truth)}</strong>
      <SourceLine year={fact.year} source={fact.source} />
    </li>
  );
}

/** Year and document of a published figure. */
export function SourceLine({
  year,
  source,
}: {
  readonly year: StatisticFactSummary["year"] | undefined;
  readonly source: string;
}) {
  const dict = useDict();
  const text = factYearText(year);
  return (
    <small>
      {text === null ? "" : `${dict.overview.year(text)} · `}
      {source}
    </small>
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
          <Contradiction key={each.id} contradiction={each} />
        ))}
      </ul>
    </Section>
  );
}

function Contradiction({ contradiction }: { readonly contradiction: ContradictionSummary }) {
  const { app } = useStore();
  const { description, descriptionZh, statements = [], sources } = contradiction;
  return (
    <li>
      <p>{app.lang.value === "zh" ? (descriptionZh ?? description) : description}</p>
      {statements.length === 0 ? (
        <small>{sources.join(" · ")}</small>
      ) : (
        <ul class="statements">
          {statements.map((statement, index) => (
            <li key={`${index} ${statement.source}`}>
              <strong>{factValueText(statement)}</strong>
              <SourceLine year={statement.year} source={statement.source} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

export function Sources({ dataset }: { readonly dataset: DatasetSummary }) {
  const { app } = useStore();
  const dict = useDict();
  if (dataset.sources.length === 0) return null;
  return (
    <Section title={dict.overview.sources}>
      <ul class="sources">
        {dataset.sources.map((source) => (
          <li key={source.id}>
            {app.lang.value === "en" ? (source.titleEn ?? source.title) : source.title}
            {source.licence ? <small>{source.licence}</small> : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
