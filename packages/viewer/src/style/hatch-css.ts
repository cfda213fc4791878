import type { MapSymbol } from "./symbology.ts";

/** CSS background of a symbol, hatch included: for swatches, chips and timelines, from the same table as the map. */
export function symbolBackground({ fill, hatch, ink }: MapSymbol): string {
  const stripes = (angleDeg: number) => `repeating-linear-gradient(${angleDeg}deg, ${ink} 0 1.2px, transparent 1.2px 5px)`;
  switch (hatch) {
    case "none":
      return fill;
    case "rising":
      return `${stripes(135)}, ${fill}`;
    case "falling":
      return `${stripes(45)}, ${fill}`;
    case "cross":
      return `${stripes(45)}, ${stripes(135)}, ${fill}`;
    case "dots":
      return `radial-gradient(circle at 50% 50%, ${ink} 0 1.1px, transparent 1.3px) 0 0 / 5px 5px, ${fill}`;
  }
}
