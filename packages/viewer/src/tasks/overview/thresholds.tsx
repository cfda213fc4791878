import { useState } from "preact/hooks";
import type { DatasetSummary, EvaluationAnswer, StatisticFactSummary } from "../../core/contract.ts";
import { rowName } from "../../core/dictionary.ts";
import { factText } from "../../core/overview-view.ts";
import { formatCount, formatFixed } from "../../format/numbers.ts";
import { Section } from "../../ui/notes.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";
import { SourceLine } from "./published.tsx";

const FIRST_THRESHOLDS = 6;

type Row = EvaluationAnswer["thresholds"][number];

/**
 * The standards that public documents set, and whether the parks meet them. Values that made-up parcels went into say nothing
 * about the park of that name and are not shown; the note says so.
 */
export function Thresholds({ dataset }: { readonly dataset: DatasetSummary }) {
  const { evaluation } = useStore();
  const dict = useDict();
  const [all, setAll] = useState(false);
  const thresholds = dataset.config.thresholds ?? [];
  if (thresholds.length === 0) return null;
  const rows = evaluation.current.value.value?.thresholds ?? [];
  return (
    <Section title={dict.thresholds.title} hint={dict.overview.allCount(formatCount(thresholds.length))}>
      <p class="fine-print">{dict.thresholds.hint}</p>
      {rows.some(({ synthetic }) => synthetic) ? <p class="fine-print">{dict.thresholds.notJudged}</p> : null}
      <ul class="published thresholds">
        {(all ? thresholds : thresholds.slice(0, FIRST_THRESHOLDS)).map((fact) => (
          <Threshold key={fact.id} fact={fact} rows={rows.filter((row) => row.thresholdId === fact.id && !row.synthetic)} />
        ))}
      </ul>
      {thresholds.length > FIRST_THRESHOLDS ? (
        <button type="button" class="link-button" onClick={() => setAll(!all)}>
          {all ? dict.overview.showLess : dict.overview.showAll}
        </button>
      ) : null}
    </Section>
  );
}

function Threshold({ fact, rows }: { readonly fact: StatisticFactSummary; readonly rows: readonly Row[] }) {
  const { app } = useStore();
  const dict = useDict();
  const lang = app.lang.value;
  return (
    <li data-threshold={fact.id}>
      <span class="fact-name">{lang === "en" ? (fact.subjectEn ?? fact.subject) : fact.subject}</span>
      <strong>{factText(lang, fact, dict.truth)}</strong>
      <SourceLine year={fact.year} source={fact.source} />
      {rows.map(({ parkId, parkName, value, met }) => (
        <small key={parkId} class="threshold-park">
          {rowName(lang, parkName, parkId)} {value === null ? "" : formatFixed(value, 2)}{" "}
          {met === null ? dict.thresholds.unknown : met ? dict.thresholds.met : dict.thresholds.notMet}
        </small>
      ))}
    </li>
  );
}
