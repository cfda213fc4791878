// The part of the MapLibre style specification that this package writes, as plain data: the layers above map/ know no map library.

export type StyleValue = string | number | boolean | null | readonly StyleValue[];
export type Expression = readonly StyleValue[];
export type LayerType = "background" | "fill" | "line" | "circle" | "symbol";

export interface LayerTemplate {
  readonly id: string;
  readonly type: LayerType;
  readonly source?: string;
  readonly "source-layer"?: string;
  readonly minzoom?: number;
  readonly maxzoom?: number;
  readonly filter?: Expression;
  readonly layout?: Readonly<Record<string, StyleValue>>;
  readonly paint?: Readonly<Record<string, StyleValue>>;
}

export interface StyleTemplate {
  readonly style: {
    readonly version: 8;
    readonly name: string;
    readonly state: Readonly<Record<string, { readonly default: StyleValue }>>;
    readonly sources: Readonly<Record<string, never>>;
    readonly layers: readonly LayerTemplate[];
  };
  readonly perTileset: readonly LayerTemplate[];
}
