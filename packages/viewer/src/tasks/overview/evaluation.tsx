import type { EvaluationAnswer } from "../../core/contract.ts";
import { type EvaluationRowView, firstAndLast, gradeCounts, termValue } from "../../core/evaluation-view.ts";
import { formatCount, formatFixed, formatShare } from "../../format/numbers.ts";
import { ErrorNote, Loading, Section } from "../../ui/notes.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";

const SHOWN_EACH = 5;

/** Per-mu benefit of the enterprises with yearly figures: how many have which grade, the first and the last, by which method. */
export function Evaluation() {
  const { evaluation } = useStore();
  const dict = useDict();
  const loaded = evaluation.current.value;
  if (loaded.state === "error") {
    return (
      <Section title={dict.evaluation.title}>
        <ErrorNote error={loaded.error} onRetry={evaluation.retry} />
      </Section>
    );
  }
  if (loaded.value === null) {
    return (
      <Section title={dict.evaluation.title}>
        <Loading />
      </Section>
    );
  }
  return loaded.value.rows.length === 0 ? null : <Graded answer={loaded.value} />;
}

function Graded({ answer: { rows, year, synthetic, config } }: { readonly answer: EvaluationAnswer }) {
  const { app } = useStore();
  const dict = useDict();
  const words = synthetic ? dict.evaluation.rows : dict.evaluation.realRows;
  return (
    <Section title={dict.evaluation.title} hint={words(formatCount(rows.length), String(year))}>
      {synthetic ? (
        <p class="synthetic-note">
          <span class="tag synthetic">{dict.provenance.synthetic}</span> {dict.evaluation.syntheticNote}
        </p>
      ) : null}
      {config.grades === null ? null : <GradeBar rows={rows} />}
      <h4 class="sub-head">
        {dict.evaluation.best}
        <small>{dict.evaluation.unit}</small>
      </h4>
      <table class="grades">
        <thead>
          <tr>
            {[
              dict.evaluation.rank,
              dict.evaluation.name,
              dict.evaluation.tax,
              dict.evaluation.output,
              dict.evaluation.score,
              dict.evaluation.grade,
            ].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {firstAndLast(rows, SHOWN_EACH).map((row) => (
            <Line key={row.id} row={row} />
          ))}
        </tbody>
      </table>
      <p class="fine-print">
        {dict.labelled(dict.evaluation.method, config.title[app.lang.value])} · {dict.evaluation.practice}
      </p>
    </Section>
  );
}

function GradeBar({ rows }: { readonly rows: readonly EvaluationRowView[] }) {
  const counts = gradeCounts(rows);
  return (
    <>
      <div class="grade-bar" aria-hidden="true">
        {counts.map(({ grade, share }) => (
          <span key={grade} class={`grade-${grade}`} style={{ flexGrow: share }} />
        ))}
      </div>
      <ul class="grade-counts">
        {counts.map(({ grade, count, share }) => (
          <li key={grade} data-grade={grade}>
            <i class={`grade-${grade}`} aria-hidden="true" />
            <strong>{grade}</strong>
            <span>{formatCount(count)}</span>
            <small>{formatShare(share)}</small>
          </li>
        ))}
      </ul>
    </>
  );
}

function Line({ row }: { readonly row: EvaluationRowView }) {
  const value = (indicator: string) => {
    const found = termValue(row, indicator);
    return found === null ? "—" : formatFixed(found, 2);
  };
  return (
    <tr data-enterprise={row.id}>
      <td>{row.rank}</td>
      <th scope="row">{row.name}</th>
      <td>{value("taxPerMu")}</td>
      <td>{value("outputPerMu")}</td>
      <td>{formatFixed(row.score, 2)}</td>
      <td>{row.grade}</td>
    </tr>
  );
}
