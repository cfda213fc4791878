import { symbolBackground } from "../style/hatch-css.ts";
import type { MapSymbol } from "../style/symbology.ts";

export function Swatch({ symbol, round = false }: { readonly symbol: MapSymbol; readonly round?: boolean }) {
  const border = `1.2px ${symbol.dashed ? "dashed" : "solid"} ${symbol.outline}`;
  return (
    <span class={round ? "swatch round" : "swatch"} style={{ background: symbolBackground(symbol), border }} aria-hidden="true" />
  );
}

/** A status as officers read it: its colour and hatch, and always its word. */
export function StatusChip({ symbol, text }: { readonly symbol: MapSymbol; readonly text: string }) {
  return (
    <span class="chip" style={{ "--chip": symbol.outline }}>
      <Swatch symbol={symbol} />
      {text}
    </span>
  );
}
