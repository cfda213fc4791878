import type { ItemFeature } from "../../core/contract.ts";
import type { Dictionary } from "../../core/dictionary.ts";
import { wordFor } from "../../core/dictionary.ts";
import { type ParcelEvent, parcelEvents } from "../../core/parcel-events.ts";
import { Section } from "../../ui/notes.tsx";
import { useDict, useStore } from "../../ui/store-context.tsx";

/** The dated facts as the data hold them; what lies after the as-of date is set back. */
export function ParcelHistory({ item }: { readonly item: ItemFeature }) {
  const { app } = useStore();
  const dict = useDict();
  const events = parcelEvents(item.properties);
  if (events.length === 0) return null;
  return (
    <Section title={dict.parcel.history}>
      <ol class="events">
        {events.map((event, index) => (
          <li key={`${index} ${event.on}`} class={event.on > app.asOf.value ? "ahead" : ""}>
            <time dateTime={event.on}>{event.on}</time>
            <span>{eventText(event, dict)}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function eventText({ kind, detail }: ParcelEvent, dict: Dictionary): string {
  switch (kind) {
    case "delayOn":
      return dict.parcel.delayOn(wordFor(dict.delayCause, detail ?? ""));
    case "determinedOn":
      return dict.parcel.determinedOn(detail ?? dict.detail.notStated);
    case "disposedOn":
      return dict.parcel.disposedOn(detail ?? dict.detail.notStated);
    default:
      return dict.parcel[kind];
  }
}
