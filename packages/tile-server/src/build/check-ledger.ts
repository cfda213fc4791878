import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Archive } from "../pmtiles/types.ts";
import type { IssueList } from "./archive-issue.ts";
import type { IdsByZoom } from "./check-content.ts";
import { checkFates } from "./check-fates.ts";
import { isShown } from "./fates.ts";
import { LEDGER_FORMAT, type Ledger, ledgerPathOf } from "./ledger.ts";

/** BUILD: holds the ledger against the archive it belongs to, id by id and zoom by zoom. */

/** Adds a finding for each id that the ledger calls shown and no tile shows, and the other way round. */
export async function checkLedger(archive: Archive, ledgerSha256: string, ids: IdsByZoom, found: IssueList): Promise<void> {
  const bytes = await readFile(ledgerPathOf(archive.path)).catch(() => null);
  if (bytes === null) {
    found.add(
      "error",
      "ledger-missing",
      { path: "ledger" },
      `The ledger ${ledgerPathOf(archive.path)} cannot be read; keep it beside the archive`,
      `无法读取台账 ${ledgerPathOf(archive.path)}，请与瓦片库放在一起`,
    );
    return;
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const ledger = sha256 === ledgerSha256 ? parseLedger(bytes) : null;
  if (ledger === null) {
    found.add(
      "error",
      "ledger-digest",
      { path: "ledger" },
      `The ledger has SHA-256 ${sha256}, the archive was built with ${ledgerSha256}: they do not belong together`,
      `台账的 SHA-256 与瓦片库中记录的不一致，两者不属于同一次生成`,
    );
    return;
  }
  for (const layer of ledger.layers) {
    compareLayer(layer, ledger, ids, found);
    checkFates(layer, ledger, ids, found);
  }
}

/** The ledger, or null where the text is no ledger of this format, which a digest cannot tell. */
function parseLedger(bytes: Uint8Array): Ledger | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isLedger(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isLedger(value: unknown): value is Ledger {
  return (
    isObject(value) &&
    value.format === LEDGER_FORMAT &&
    isZoom(value.minZoom) &&
    isZoom(value.maxZoom) &&
    isListOf(value.layers, isLedgerLayer)
  );
}

function isLedgerLayer({ histories, protectedIds, standIns }: Readonly<Record<string, unknown>>): boolean {
  const hasStandIns = isObject(standIns) && typeof standIns.layer === "string" && isObject(standIns.of);
  return isListOf(histories, isHistory) && Array.isArray(protectedIds) && (standIns === undefined || hasStandIns);
}

function isHistory(value: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(value.ids) && isListOf(value.fates, ({ from, to }) => isZoom(from) && isZoom(to));
}

function isListOf(value: unknown, test: (item: Readonly<Record<string, unknown>>) => boolean): boolean {
  return Array.isArray(value) && value.every((item) => isObject(item) && test(item));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isZoom(value: unknown): boolean {
  return typeof value === "number" && value >= 0 && value <= 26;
}

function missingFrom(set: ReadonlySet<string>, all: ReadonlySet<string>): string[] {
  return [...all].filter((id) => !set.has(id));
}

function compareLayer(layer: Ledger["layers"][number], ledger: Ledger, ids: IdsByZoom, found: IssueList): void {
  for (let z = ledger.minZoom; z <= ledger.maxZoom; z++) {
    const inTiles = ids.get(z)?.get(layer.name) ?? new Set<string>();
    const inLedger = new Set<string>();
    for (const { fates, ids: all } of layer.histories)
      if (fates.some(({ from, to, fate }) => z >= from && z <= to && isShown(fate))) for (const id of all) inLedger.add(id);
    const place = { layer: layer.name, path: `ledger/${z}` };
    for (const id of missingFrom(inTiles, inLedger))
      found.add(
        "error",
        "ledger-lost",
        { ...place, featureId: id },
        `${id} should be drawn at zoom ${z}, no tile has it`,
        `${id} 应在 ${z} 级绘制，但瓦片中没有`,
      );
    for (const id of missingFrom(inLedger, inTiles))
      found.add(
        "error",
        "ledger-unlisted",
        { ...place, featureId: id },
        `${id} is drawn at zoom ${z}, the ledger does not say so`,
        `${id} 在 ${z} 级已绘制，但台账未记录`,
      );
  }
}
