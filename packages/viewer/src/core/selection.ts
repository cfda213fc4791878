/** Layers whose features can be selected, most specific first: the order in which a click offers what lies under it. */
export const SELECTABLE_LAYERS = ["units", "sites", "plants", "parcels", "blocks", "parks"] as const;
export type SelectableLayer = (typeof SELECTABLE_LAYERS)[number];

export interface Selection {
  readonly layer: SelectableLayer;
  readonly id: string;
}

export function isSelectableLayer(value: string): value is SelectableLayer {
  return (SELECTABLE_LAYERS as readonly string[]).includes(value);
}

export function sameSelection(a: Selection | null, b: Selection | null): boolean {
  return a?.layer === b?.layer && a?.id === b?.id;
}

/** Features under a click, each once (a feature is cut at tile edges and drawn by several layers), most specific first. */
export function orderHits(hits: readonly Selection[]): readonly Selection[] {
  const unique = new Map(hits.map((hit) => [`${hit.layer}/${hit.id}`, hit]));
  return [...unique.values()].sort((a, b) => SELECTABLE_LAYERS.indexOf(a.layer) - SELECTABLE_LAYERS.indexOf(b.layer));
}

/**
 * What a click selects: the first hit, or the next one when the click falls again on what is selected, so that
 * repeated clicks walk through everything that lies there. Null where nothing lies under the click.
 */
export function nextHit(hits: readonly Selection[], current: Selection | null): Selection | null {
  const at = hits.findIndex((hit) => sameSelection(hit, current));
  return hits[(at + 1) % Math.max(hits.length, 1)] ?? null;
}
