import type { Dictionary } from "../core/dictionary.ts";
import { Icon } from "./icons.tsx";

export type FatalKind = "worker" | "webgl" | "ranges" | "server";

interface FatalScreenProps {
  readonly kind: FatalKind;
  readonly details: string;
  readonly dict: Dictionary;
  readonly onRetry: () => void;
}

/** In the place of a map that cannot be: what is wrong, what to do, and the technical words for whoever repairs it. */
export function FatalScreen({ kind, details, dict, onRetry }: FatalScreenProps) {
  const { title, body } = textsOf(kind, dict);
  return (
    <div class="fatal" role="alert" data-fatal={kind}>
      <div class="fatal-card">
        <span class="fatal-icon">
          <Icon name="warning" size={30} />
        </span>
        <h2>{title}</h2>
        <p>{body}</p>
        <button type="button" class="button primary" onClick={onRetry}>
          {dict.state.reload}
        </button>
        <details>
          <summary>{dict.fatal.details}</summary>
          <code>{details}</code>
        </details>
      </div>
    </div>
  );
}

function textsOf(kind: FatalKind, { fatal }: Dictionary): { title: string; body: string } {
  switch (kind) {
    case "worker":
      return { title: fatal.workerTitle, body: fatal.workerBody };
    case "webgl":
      return { title: fatal.webglTitle, body: fatal.webglBody };
    case "ranges":
      return { title: fatal.rangesTitle, body: fatal.rangesBody };
    case "server":
      return { title: fatal.serverTitle, body: fatal.serverBody };
  }
}
