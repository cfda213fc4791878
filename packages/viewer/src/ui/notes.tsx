import type { ComponentChildren } from "preact";
import { AnalysisError } from "../analysis/client.ts";
import type { Dictionary } from "../core/dictionary.ts";
import { ApiError } from "../data/api-error.ts";
import { Icon } from "./icons.tsx";
import { useDict } from "./store-context.tsx";

export function Loading({ text }: { readonly text?: string }) {
  const dict = useDict();
  return (
    <div class="note loading" role="status">
      <span class="spinner" aria-hidden="true" />
      {text ?? dict.state.loading}
    </div>
  );
}

export function Empty({ title, hint }: { readonly title: string; readonly hint: string }) {
  return (
    <div class="note empty">
      <strong>{title}</strong>
      <span>{hint}</span>
    </div>
  );
}

/** What went wrong, in the reader's words, and a way to try again. */
export function ErrorNote({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const dict = useDict();
  return (
    <div class="note error" role="alert">
      <Icon name="warning" />
      <strong>{dict.state.errorTitle}</strong>
      <span>{errorText(error, dict)}</span>
      <button type="button" class="button" onClick={onRetry}>
        {dict.state.retry}
      </button>
    </div>
  );
}

export function errorText(error: unknown, dict: Dictionary): string {
  if (error instanceof AnalysisError) return error.notStarted ? dict.state.analysisNotStarted : error.message;
  if (!(error instanceof ApiError)) return String(error);
  const { failure } = error;
  if (failure.kind === "network") return dict.state.network;
  return failure.kind === "http" ? dict.state.http(String(failure.status), failure.detail) : dict.state.shape(failure.detail);
}

/** A titled stretch of a panel. */
export function Section({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="section">
      <h3>
        {title}
        {hint === undefined ? null : <small>{hint}</small>}
      </h3>
      {children}
    </section>
  );
}

export interface Fact {
  readonly name: string;
  readonly value: ComponentChildren;
  readonly help?: string;
}

/** Names and values side by side; facts without a value are left out. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const shown = facts.filter((fact) => fact.value !== null && fact.value !== undefined && fact.value !== "");
  if (shown.length === 0) return null;
  return (
    <dl class="facts">
      {shown.map((fact) => (
        <div key={fact.name}>
          <dt>
            {fact.name}
            {fact.help === undefined ? null : <small>{fact.help}</small>}
          </dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
