import { type Issue, isGeoError } from "@parkatlas/geo-core";
import { openArchive } from "../pmtiles/read-archive.ts";
import type { Archive } from "../pmtiles/types.ts";
import { vectorLayersOf } from "../pmtiles/vector-layers.ts";
import { IssueList } from "./archive-issue.ts";
import { ContentCheck } from "./check-content.ts";
import { checkLedger } from "./check-ledger.ts";
import { checkStructure } from "./check-structure.ts";

/** The answer of `parkatlas verify --json`: ok when there is no error among the issues. */
export interface VerifyReport {
  readonly ok: boolean;
  readonly issues: readonly Issue[];
}

/**
 * Checks an archive against all of the PMTiles v3 and MVT 2.1 specifications, its own metadata, and its ledger: header,
 * sections, order and counts of directories, every tile decoded, winding, repeated vertices, ids, fields, and the ids per
 * zoom.
 *
 * An archive of another builder is held to the specifications; our own house rules are then warnings, and no ledger is
 * asked for.
 *
 * @throws {GeoError} `file-unreadable` when there is no such file. A damaged archive is not thrown but reported.
 * Cost: one pass over the file; memory for the ids. Expansion of each section and tile is capped.
 */
export async function verifyArchive(path: string): Promise<VerifyReport> {
  const found = new IssueList();
  let archive: Archive | undefined;
  try {
    archive = await openArchive(path);
    await checkArchive(archive, found);
  } catch (error) {
    if (!isGeoError(error) || error.code !== "archive-invalid") throw error;
    found.add("error", error.code, { path: "archive" }, error.message, `瓦片库已损坏或格式不符：${error.message}`);
  } finally {
    await archive?.close();
  }
  return { ok: !found.hasErrors, issues: found.issues };
}

async function checkArchive(archive: Archive, found: IssueList): Promise<void> {
  const ledgerSha256 = ledgerDigestOf(archive);
  checkMetadata(archive, found);
  const entries = await checkStructure(archive, found);
  const content = new ContentCheck(archive, found, ledgerSha256 !== null);
  for (const entry of entries) await content.check(entry);
  if (ledgerSha256 !== null) await checkLedger(archive, ledgerSha256, content.ids, found);
}

/** The digest that our builder left in the metadata; null for an archive of another builder. */
function ledgerDigestOf({ metadata }: Archive): string | null {
  const own = metadata.parkatlas;
  if (typeof own !== "object" || own === null || !("ledgerSha256" in own)) return null;
  return typeof own.ledgerSha256 === "string" ? own.ledgerSha256 : null;
}

function checkMetadata({ metadata }: Archive, found: IssueList): void {
  if (vectorLayersOf(metadata) === null)
    found.add(
      "error",
      "metadata-incomplete",
      { path: "metadata.vector_layers" },
      "The metadata has no vector_layers, a list of objects with id and fields",
      "元数据缺少 vector_layers（含 id 和 fields 的图层列表）",
    );
}
