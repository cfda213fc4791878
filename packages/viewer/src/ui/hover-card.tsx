import { nameIn } from "../core/dictionary.ts";
import type { HoverTip } from "../map/map-controller.ts";
import { landClassOnDay } from "../style/land-class-expression.ts";
import { LAND_SYMBOLS, type MapSymbol, SITE_SYMBOLS, VERDICT_SYMBOLS } from "../style/symbology.ts";
import { useDict, useStore } from "./store-context.tsx";
import { Swatch } from "./swatch.tsx";

/** Name and class of what the pointer is on; no figure, because tiles carry none. */
export function HoverCard({ tip }: { readonly tip: HoverTip }) {
  const { app } = useStore();
  const dict = useDict();
  const lang = app.lang.value;
  const { layer, id } = tip.selection;
  const known = app.datasets.value
    .find((each) => each.id === tip.dataset)
    ?.parks.find((park) => layer === "parks" && park.id === id);
  const text = (name: string) => (typeof tip.properties[name] === "string" ? (tip.properties[name] as string) : undefined);
  const name = known ? nameIn(lang, known) : nameIn(lang, { name: text("name") ?? id, nameEn: text("nameEn") ?? null });
  const symbol = symbolOf(layer, tip.properties, app.asOfDay.value);
  return (
    <div class="hover-card" style={{ left: `${tip.xPx}px`, top: `${tip.yPx}px` }} aria-hidden="true">
      <strong>{name}</strong>
      <span>
        {symbol === null ? dict.layer[layer] : <Swatch symbol={symbol} />}
        {symbol?.label[lang]}
      </span>
    </div>
  );
}

function symbolOf(layer: string, properties: Readonly<Record<string, unknown>>, day: number): MapSymbol | null {
  const find = (symbols: Readonly<Record<string, MapSymbol>>, key: unknown) =>
    typeof key === "string" && Object.hasOwn(symbols, key) ? (symbols[key] ?? null) : (symbols.unknown ?? null);
  switch (layer) {
    case "parcels":
      return LAND_SYMBOLS[landClassOnDay(properties, day)];
    case "units":
      return find(VERDICT_SYMBOLS, properties.verdict);
    case "sites":
      return find(SITE_SYMBOLS, properties.kind);
    default:
      return null;
  }
}
