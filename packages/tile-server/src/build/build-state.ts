import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { deserialize, serialize } from "node:v8";
import { AtomicFile } from "../pmtiles/atomic-file.ts";
import type { FateTable } from "./fates.ts";

/**
 * BUILD: what the next build needs to know of this one in order to make only the tiles that differ; a file beside the
 * archive. It is a cache: without it, or when it belongs to another archive, everything is built anew.
 */
export interface BuildState {
  /** Equal for builds of the same layers and zooms by the same rules. */
  readonly settings: string;
  readonly archiveSha256: string;
  readonly layers: readonly { readonly first: number; readonly count: number }[];
  readonly numbers: Float64Array;
  readonly digests: Int32Array;
  readonly bboxes: Int32Array;
  readonly fromZooms: Uint8Array;
  readonly toZooms: Uint8Array;
  /** A code for each feature and zoom, before it is settled who is stood for. */
  readonly codes: Uint8Array;
  readonly lost: Int32Array;
}

const DIGEST_BYTES = 32;

function statePathOf(archivePath: string): string {
  return `${archivePath}.state`;
}

/** What is to be kept of a build; taken before its fates are settled. */
export function stateOf(settings: string, fates: FateTable): Omit<BuildState, "archiveSha256"> {
  const { shared, digests } = fates.table;
  return {
    settings,
    layers: shared.layers.map(({ first, count }) => ({ first, count })),
    numbers: Float64Array.from(shared.numbers),
    digests,
    bboxes: Int32Array.from(shared.bboxes),
    fromZooms: Uint8Array.from(shared.fromZooms),
    toZooms: Uint8Array.from(shared.toZooms),
    codes: fates.codes.slice(),
    lost: Int32Array.from(fates.lost),
  };
}

/** @throws {GeoError} `file-unwritable`. */
export function writeState(archivePath: string, state: BuildState): void {
  const bytes = serialize(state);
  const file = new AtomicFile(statePathOf(archivePath));
  try {
    file.write(createHash("sha256").update(bytes).digest(), 0);
    file.write(bytes, DIGEST_BYTES);
    file.flush();
    file.commit();
  } finally {
    file.discard();
  }
}

/** The state of the build that made an archive; null where there is none, or it is damaged. */
export function readState(archivePath: string): BuildState | null {
  let file: Buffer;
  try {
    file = readFileSync(statePathOf(archivePath));
  } catch {
    return null;
  }
  const bytes = file.subarray(DIGEST_BYTES);
  const digest = createHash("sha256").update(bytes).digest();
  return digest.equals(file.subarray(0, DIGEST_BYTES)) ? (deserialize(bytes) as BuildState) : null;
}
