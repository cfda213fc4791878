import type { ComponentChildren } from "preact";
import { boundsOfCoordinates } from "../core/geometry-bounds.ts";
import { sameSelection } from "../core/selection.ts";
import { goTo, select } from "../state/app-state.ts";
import { CopyButton } from "./copy-button.tsx";
import { Icon } from "./icons.tsx";
import { useDict, useStore } from "./store-context.tsx";

interface DetailFrameProps {
  readonly kind: string;
  readonly title: string;
  readonly subtitle?: string | null;
  readonly children: ComponentChildren;
}

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
          <CopyButton icon="link" label={dict.detail.copyLink} text={() => location.href} />
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
