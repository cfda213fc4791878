import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { boundsOfCoordinates } from "../core/geometry-bounds.ts";
import { sameSelection } from "../core/selection.ts";
import { goTo, select } from "../state/app-state.ts";
import { Icon } from "./icons.tsx";
import { useDict, useStore } from "./store-context.tsx";

interface DetailFrameProps {
  readonly kind: string;
  readonly title: string;
  readonly subtitle?: string | null;
  readonly children: ComponentChildren;
}

const COPIED_MS = 1500;

/** Head and body of the detail panel: what it is, where it is, what else lies under the same click. */
export function DetailFrame({ kind, title, subtitle, children }: DetailFrameProps) {
  const { app, item } = useStore();
  const dict = useDict();
  const geometry = item.current.value.value?.geometry;
  return (
    <article class="detail" aria-label={title}>
      <header class="detail-head">
        <span class="kind">{kind}</span>
        <div class="detail-tools">
          <button
            type="button"
            class="icon-button"
            aria-label={dict.detail.zoomTo}
            title={dict.detail.zoomTo}
            disabled={!geometry}
            onClick={() => {
              const bounds = geometry && boundsOfCoordinates(geometry.coordinates);
              if (bounds) goTo(app, bounds);
            }}
          >
            <Icon name="target" />
          </button>
          <CopyLink />
          <button
            type="button"
            class="icon-button"
            aria-label={dict.detail.close}
            title={dict.detail.close}
            onClick={() => select(app, null)}
          >
            <Icon name="close" />
          </button>
        </div>
        <h2>{title}</h2>
        {subtitle ? <p>{subtitle}</p> : null}
      </header>
      <AlsoHere />
      <div class="detail-body">{children}</div>
    </article>
  );
}

function CopyLink() {
  const dict = useDict();
  const [copied, setCopied] = useState(false);
  // The clipboard exists only on secure origins; the address bar carries the same link.
  if (!navigator.clipboard) return null;
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={dict.detail.copyLink}
      title={copied ? dict.detail.copied : dict.detail.copyLink}
      onClick={async () => {
        await navigator.clipboard.writeText(location.href);
        setCopied(true);
        setTimeout(() => setCopied(false), COPIED_MS);
      }}
    >
      <Icon name={copied ? "check" : "link"} />
    </button>
  );
}

/** Everything under the last click, so that nothing hides under something else. */
function AlsoHere() {
  const { app } = useStore();
  const dict = useDict();
  const hits = app.hits.value;
  if (hits.length < 2) return null;
  return (
    <fieldset class="also-here">
      <legend class="visually-hidden">{dict.detail.alsoHere(String(hits.length))}</legend>
      {hits.map((hit) => (
        <button
          key={`${hit.layer}/${hit.id}`}
          type="button"
          aria-pressed={sameSelection(hit, app.selection.value)}
          title={hit.id}
          onClick={() => select(app, hit, hits)}
        >
          {dict.layer[hit.layer]}
        </button>
      ))}
    </fieldset>
  );
}
