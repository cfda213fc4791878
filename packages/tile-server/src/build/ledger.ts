import { createHash } from "node:crypto";
import { FATES, type Fate, isShown, type LayerFates } from "./fates.ts";
import type { ZoomReport } from "./types.ts";

/** BUILD: the ledger beside an archive: what became of every id at every zoom. Described in docs/tiles.md. */

export const LEDGER_FORMAT = "parkatlas-ledger/1";

export interface LedgerHead {
  readonly datasetId: string;
  readonly inputsSha256: string;
  readonly builderVersion: string;
}

export interface LedgerLayerZoom {
  readonly drawn: number;
  readonly minimal: number;
  readonly stoodFor: number;
  readonly dropped: Readonly<Partial<Record<Fate, number>>>;
  readonly lostParts: number;
  readonly lostHoles: number;
}

/** Ids that had the same fates at all zooms, each once. */
export interface LedgerHistory {
  readonly fates: readonly { readonly from: number; readonly to: number; readonly fate: Fate }[];
  readonly ids: readonly string[];
}

export interface Ledger extends LedgerHead {
  readonly format: typeof LEDGER_FORMAT;
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly zooms: readonly (ZoomReport & { readonly layers: Readonly<Record<string, LedgerLayerZoom>> })[];
  readonly layers: readonly {
    readonly name: string;
    /** Derived layers (envelopes, labels) are made from features of other layers and are not counted in `zooms`. */
    readonly derived: boolean;
    readonly features: number;
    readonly protectedIds: readonly string[];
    readonly histories: readonly LedgerHistory[];
    /** Which feature of which layer stands for each id where its fate is `stood-for`. */
    readonly standIns?: { readonly layer: string; readonly of: Readonly<Record<string, string>> };
  }[];
}

/** Collects the fates of zoom after zoom; `ledger` gives the whole. */
export class LedgerBuilder {
  readonly #zooms: { readonly tiles: number; readonly layers: readonly LayerFates[] }[] = [];

  add(tiles: number, layers: readonly LayerFates[]): void {
    this.#zooms.push({ tiles, layers });
  }

  /** The first zoom at which a layer shows a feature. */
  firstZoomOf(name: string): number | undefined {
    const showsIt = ({ layer, fates }: LayerFates): boolean => layer.name === name && fates.some(isShown);
    return this.#zooms.flatMap(({ layers }) => layers).find(showsIt)?.z;
  }

  reports(): ZoomReport[] {
    return this.#zooms.map(({ tiles, layers }) => {
      const report = { z: layers[0]!.z, tiles, drawn: 0, dissolved: 0, dropped: 0 };
      for (const { layer, fates } of layers) {
        if (layer.isDerived) continue;
        for (const fate of fates) {
          if (isShown(fate)) report.drawn++;
          else if (fate === "stood-for") report.dissolved++;
          else report.dropped++;
        }
      }
      return report;
    });
  }

  ledger(head: LedgerHead): Ledger {
    const reports = this.reports();
    const first = this.#zooms[0]!;
    return {
      format: LEDGER_FORMAT,
      ...head,
      minZoom: reports[0]!.z,
      maxZoom: reports.at(-1)!.z,
      zooms: reports.map((report, i) => ({
        ...report,
        layers: Object.fromEntries(this.#zooms[i]!.layers.map((each) => [each.layer.name, layerZoom(each)])),
      })),
      layers: first.layers.map((_, i) => layerHistory(this.#zooms.map(({ layers }) => layers[i]!))),
    };
  }
}

function layerZoom({ fates, lostParts, lostHoles }: LayerFates): LedgerLayerZoom {
  const counts = new Map<Fate, number>(FATES.map((fate) => [fate, 0]));
  for (const fate of fates) counts.set(fate, counts.get(fate)! + 1);
  const dropped: Partial<Record<Fate, number>> = {};
  for (const [fate, count] of counts) if (count > 0 && !isShown(fate) && fate !== "stood-for") dropped[fate] = count;
  return {
    drawn: counts.get("drawn")!,
    minimal: counts.get("minimal")!,
    stoodFor: counts.get("stood-for")!,
    dropped,
    lostParts,
    lostHoles,
  };
}

function layerHistory(zooms: readonly LayerFates[]): Ledger["layers"][number] {
  const { layer } = zooms[0]!;
  const histories = new Map<string, { fates: LedgerHistory["fates"]; ids: string[] }>();
  const of: Record<string, string> = {};
  layer.features.forEach(({ id, standIn }, i) => {
    const fates = spans(zooms.map(({ z, fates: all }) => ({ z, fate: all[i]! })));
    const key = JSON.stringify(fates);
    const history = histories.get(key) ?? { fates, ids: [] };
    history.ids.push(id);
    histories.set(key, history);
    if (standIn !== undefined && fates.some(({ fate }) => fate === "stood-for")) of[id] = standIn;
  });
  return {
    name: layer.name,
    derived: layer.isDerived,
    features: layer.count,
    protectedIds: layer.features.filter(({ isProtected }) => isProtected).map(({ id }) => id),
    histories: [...histories.values()],
    ...(layer.standInLayer === null ? {} : { standIns: { layer: layer.standInLayer, of } }),
  };
}

/** Consecutive zooms of one fate as one span. */
function spans(fates: readonly { readonly z: number; readonly fate: Fate }[]): { from: number; to: number; fate: Fate }[] {
  const result: { from: number; to: number; fate: Fate }[] = [];
  for (const { z, fate } of fates) {
    const last = result.at(-1);
    if (last?.fate === fate) last.to = z;
    else result.push({ from: z, to: z, fate });
  }
  return result;
}

/** The ledger that belongs to an archive file. */
export function ledgerPathOf(archivePath: string): string {
  return `${archivePath}.ledger.json`;
}

export interface EncodedLedger {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

export function encodeLedger(ledger: Ledger): EncodedLedger {
  const bytes = new TextEncoder().encode(`${JSON.stringify(ledger)}\n`);
  return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}
