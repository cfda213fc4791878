import { useMemo, useRef, useState } from "preact/hooks";
import { placeText, readPlace } from "../core/coordinates.ts";
import { rowName } from "../core/dictionary.ts";
import { type Hit, type Named, search } from "../core/search.ts";
import { goTo } from "../state/app-state.ts";
import { selectAndGo } from "../state/store.ts";
import { useDict, useStore } from "./store-context.tsx";

const MOST_HITS = 12;
const PIN_MARGIN_DEG = 0.01;

/** Looks for parks, blocks, parcels, units, plants and sites by name, id, holder or enterprise, and for places by coordinates. */
export function SearchBox() {
  const store = useStore();
  const { app, facts, wantFacts } = store;
  const dict = useDict();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const register = facts.current.value;
  const entries = useMemo(() => entriesOf(register.value), [register.value]);
  const crs = app.dataset.value?.workingCrs ?? "EPSG:4490";
  const place = useMemo(() => readPlace(text, crs), [text, crs]);
  const hits = useMemo(() => (place ? [] : search(entries, text, MOST_HITS)), [entries, text, place]);
  const count = place ? 1 : hits.length;
  const open = text.trim() !== "";
  const choose = (index: number) => {
    const hit = hits[index];
    if (place) {
      const [lonDeg, latDeg] = place.at;
      app.pin.value = place.at;
      goTo(app, [lonDeg - PIN_MARGIN_DEG, latDeg - PIN_MARGIN_DEG, lonDeg + PIN_MARGIN_DEG, latDeg + PIN_MARGIN_DEG]);
    } else if (hit) {
      selectAndGo(store, { layer: hit.layer, id: hit.id });
    } else return;
    setText("");
    input.current?.blur();
  };
  const byKey = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Escape") setText("");
    if (event.key === "Enter") choose(active);
    if (step === 0 || count === 0) return;
    event.preventDefault();
    setActive((active + step + count) % count);
  };
  return (
    <search class="search">
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label={dict.search.label}
        aria-expanded={open}
        aria-controls="search-hits"
        aria-autocomplete="list"
        {...(open && count > 0 ? { "aria-activedescendant": `hit-${active}` } : {})}
        placeholder={dict.search.placeholder}
        maxLength={120}
        value={text}
        onFocus={wantFacts}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={byKey}
      />
      <div id="search-hits" role="listbox" aria-label={dict.search.hits} hidden={!open}>
        {place ? (
          <Option
            index={0}
            active
            onChoose={choose}
            kind={dict.search.place}
            text={placeText(place.at, "degrees", crs)}
            more={place.system}
          />
        ) : null}
        {hits.map((hit, index) => (
          <Option
            key={`${hit.layer}/${hit.id}`}
            index={index}
            active={index === active}
            onChoose={choose}
            kind={dict.layer[hit.layer]}
            text={rowName(app.lang.value, hit.name, hit.id, hit.nameEn)}
            more={moreOf(hit)}
          />
        ))}
      </div>
      {open && count === 0 ? (
        <p class="search-none" role="status">
          {register.state === "loading"
            ? dict.state.loading
            : register.state === "error"
              ? dict.state.errorTitle
              : dict.search.none}
        </p>
      ) : null}
    </search>
  );
}

const moreOf = ({ id, by }: Hit) => (by === null ? id : `${id} · ${by}`);

function entriesOf(register: ReturnType<typeof useStore>["facts"]["current"]["value"]["value"]): readonly Named[] {
  if (register === null) return [];
  return [
    ...register.places.map(({ enterprise, ...place }) => ({ ...place, others: enterprise === null ? [] : [enterprise] })),
    ...register.parcels.map(({ id, name, nameEn, holder, holderEn }) => ({
      layer: "parcels" as const,
      id,
      name,
      nameEn,
      others: [holder, holderEn].filter((each) => each !== null),
    })),
  ];
}

interface OptionProps {
  readonly index: number;
  readonly active: boolean;
  readonly kind: string;
  readonly text: string;
  readonly more: string;
  readonly onChoose: (index: number) => void;
}

function Option({ index, active, kind, text, more, onChoose }: OptionProps) {
  return (
    <div
      id={`hit-${index}`}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      class={active ? "hit active" : "hit"}
      // Before the field loses the focus and the list with it.
      onMouseDown={(event) => {
        event.preventDefault();
        onChoose(index);
      }}
    >
      <small class="tag">{kind}</small>
      <strong>{text}</strong>
      <small>{more}</small>
    </div>
  );
}
