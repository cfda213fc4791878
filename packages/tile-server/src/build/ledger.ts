import { createHash } from "node:crypto";
import type { LayerZooms } from "../tile/schema.ts";
import { FATES, type Fate, type FateTable, isShown, type Lost } from "./fates.ts";
import type { LedTableLayer } from "./feature-table.ts";
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

/** The zooms between which a layer shows features. */
export function layerZoomsOf(fates: FateTable, name: string): LayerZooms | undefined {
  const layer = fates.table.layers.find((each) => each.name === name);
  if (layer === undefined) return undefined;
  const shown = zoomsOf(fates).filter((z) => shownOf(fates.counts(layer, z)) > 0);
  const [first] = shown;
  return first === undefined ? undefined : { first, last: shown.at(-1)! };
}

function zoomsOf({ zooms: { minZoom, maxZoom } }: FateTable): number[] {
  return Array.from({ length: maxZoom - minZoom + 1 }, (_, i) => minZoom + i);
}

const countOf = (counts: Int32Array, fate: Fate): number => counts[FATES.indexOf(fate)]!;
const shownOf = (counts: Int32Array): number => countOf(counts, "drawn") + countOf(counts, "minimal");

/** @param tiles number of tiles by zoom. */
export function zoomReports(fates: FateTable, tiles: ReadonlyMap<number, number>): ZoomReport[] {
  return zoomsOf(fates).map((z) => {
    const report = { z, tiles: tiles.get(z) ?? 0, drawn: 0, dissolved: 0, dropped: 0 };
    for (const layer of fates.table.layers) {
      if (layer.isDerived) continue;
      const counts = fates.counts(layer, z);
      report.drawn += shownOf(counts);
      report.dissolved += countOf(counts, "stood-for");
      report.dropped += layer.count - shownOf(counts) - countOf(counts, "stood-for");
    }
    return report;
  });
}

export function ledgerOf(fates: FateTable, reports: readonly ZoomReport[], head: LedgerHead): Ledger {
  const lostBy = fates.lostBy();
  const { layers } = fates.table;
  return {
    format: LEDGER_FORMAT,
    ...head,
    ...fates.zooms,
    zooms: reports.map((report) => ({
      ...report,
      layers: Object.fromEntries(
        layers.map((layer) => [layer.name, layerZoom(fates.counts(layer, report.z), lostBy(layer, report.z))]),
      ),
    })),
    layers: layers.map((layer) => layerHistory(fates, layer)),
  };
}

function layerZoom(counts: Int32Array, { parts, holes }: Lost): LedgerLayerZoom {
  const dropped: Partial<Record<Fate, number>> = {};
  FATES.forEach((fate, code) => {
    if (counts[code]! > 0 && !isShown(fate) && fate !== "stood-for") dropped[fate] = counts[code]!;
  });
  return {
    drawn: countOf(counts, "drawn"),
    minimal: countOf(counts, "minimal"),
    stoodFor: countOf(counts, "stood-for"),
    dropped,
    lostParts: parts,
    lostHoles: holes,
  };
}

function layerHistory(fates: FateTable, layer: LedTableLayer): Ledger["layers"][number] {
  const { ids, isProtected, standIns } = fates.table;
  const histories = new Map<string, { fates: LedgerHistory["fates"]; ids: string[] }>();
  const of: Record<string, string> = {};
  const protectedIds: string[] = [];
  const stoodFor = FATES.indexOf("stood-for");
  for (let feature = layer.first; feature < layer.first + layer.count; feature++) {
    const row = fates.row(feature);
    const key = String.fromCharCode(...row);
    let history = histories.get(key);
    if (history === undefined) {
      history = { fates: spans(row, fates.zooms.minZoom), ids: [] };
      histories.set(key, history);
    }
    history.ids.push(ids[feature]!);
    if (isProtected[feature] === 1) protectedIds.push(ids[feature]!);
    if (row.includes(stoodFor)) of[ids[feature]!] = ids[standIns[feature]!]!;
  }
  return {
    name: layer.name,
    derived: layer.isDerived,
    features: layer.count,
    protectedIds,
    histories: [...histories.values()],
    ...(layer.standInLayer === null ? {} : { standIns: { layer: layer.standInLayer, of } }),
  };
}

/** Consecutive zooms of one fate as one span. */
function spans(row: Uint8Array, minZoom: number): { from: number; to: number; fate: Fate }[] {
  const result: { from: number; to: number; fate: Fate }[] = [];
  row.forEach((code, i) => {
    const last = result.at(-1);
    if (last !== undefined && last.fate === FATES[code]) last.to = minZoom + i;
    else result.push({ from: minZoom + i, to: minZoom + i, fate: FATES[code]! });
  });
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
