import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { DATASET_FORMAT, GeoError, type LayerName, pathInside } from "@parkatlas/geo-core";
import { refusalOf, writeFileWhole } from "../input/files.ts";

/** A `dataset.json` as it is written; members that this program does not know are kept. */
export interface ManifestJson {
  readonly format: string;
  readonly layers?: Readonly<Partial<Record<LayerName, string>>>;
  /** Number of the change of the history that made the dataset what it is; absent where nothing was ever imported. */
  readonly change?: number;
  readonly [member: string]: unknown;
}

/** One change of a dataset: who did what, from which bytes, and what `dataset.json` said before. */
export interface ChangeRecord {
  readonly format: "parkatlas-change/1";
  readonly number: number;
  readonly kind: "import" | "undo";
  /** For `undo`: the number of the import that was taken back. */
  readonly of?: number;
  readonly at: string;
  readonly by: string;
  readonly software: string;
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
  /** What the import decided and did, as its report says. */
  readonly report: unknown;
  readonly before: ManifestJson | null;
}

const MANIFEST = "dataset.json";
const HISTORY = ".history";
const RECORD = /^(\d{4,})\.json$/;
/** A layer as an import writes it: its content in its name, so that a change never writes over what another one needs. */
const OWN_LAYER = /^[a-z]+\.[0-9a-f]{12}\.geojson$/;

/** The `dataset.json` of a folder; null where there is none. Throws `dataset-format` where it is no JSON object of this format. */
export async function readManifest(folder: string): Promise<ManifestJson | null> {
  const path = join(folder, MANIFEST);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new GeoError("file-unreadable", `${refusalOf(path, error)}; check the path`, { details: { path }, cause: error });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  if (typeof value === "object" && value !== null && "format" in value && value.format === DATASET_FORMAT)
    return value as ManifestJson;
  throw new GeoError("dataset-format", `${path} is no ${DATASET_FORMAT}; see parkatlas validate ${folder}`, {
    details: { path, messageZh: `${path} 不是 ${DATASET_FORMAT} 格式；见 parkatlas validate ${folder}` },
  });
}

/** The changes that made the dataset what it is, oldest first. Records of a change that was never finished do not count. */
export async function readHistory(folder: string, manifest: ManifestJson | null): Promise<readonly ChangeRecord[]> {
  const last = manifest?.change ?? 0;
  const names = await readdir(join(folder, HISTORY)).catch(() => []);
  const numbers = names.flatMap((name) => Number(RECORD.exec(name)?.[1] ?? Number.NaN)).filter((number) => number <= last);
  const records = numbers.sort((a, b) => a - b).map((number) => readFile(recordPath(folder, number), "utf8"));
  return (await Promise.all(records)).map((text) => JSON.parse(text) as ChangeRecord);
}

function recordPath(folder: string, number: number): string {
  return join(folder, HISTORY, `${String(number).padStart(4, "0")}.json`);
}

/** The import that an undo would take back: the last one that no undo took back yet; null where there is none. */
export function lastStandingImport(history: readonly ChangeRecord[]): ChangeRecord | null {
  const undone = new Set(history.flatMap(({ kind, of }) => (kind === "undo" && of !== undefined ? [of] : [])));
  return history.filter(({ kind, number }) => kind === "import" && !undone.has(number)).at(-1) ?? null;
}

/** The name that the bytes of a layer get in the folder. */
export function layerFileName(layer: LayerName, text: string): string {
  return `${layer}.${createHash("sha256").update(text).digest("hex").slice(0, 12)}.geojson`;
}

export interface Change {
  /** Texts of layer files by their names, as {@link layerFileName} gives them. */
  readonly layers: ReadonlyMap<string, string>;
  readonly manifest: ManifestJson;
  readonly record: Omit<ChangeRecord, "format" | "number" | "before">;
}

/**
 * Makes a change to a dataset's folder: layers under new names, then the record, then `dataset.json`, each written whole. The
 * last rename is the change: killed at any moment before it the dataset is the old one, after it the new one. What an unfinished
 * change left behind is cleared away first. Only one change at a time, which {@link withFolderLock} sees to.
 */
export async function commitChange(folder: string, before: ManifestJson | null, change: Change): Promise<ChangeRecord> {
  await mkdir(join(folder, HISTORY), { recursive: true });
  await clearUnfinished(folder, before);
  for (const [name, text] of change.layers) await writeFileWhole(join(folder, name), text);
  const number = (before?.change ?? 0) + 1;
  const record: ChangeRecord = { format: "parkatlas-change/1", number, ...change.record, before };
  await writeFileWhole(recordPath(folder, number), `${JSON.stringify(record, null, 1)}\n`);
  await writeFileWhole(join(folder, MANIFEST), `${JSON.stringify({ ...change.manifest, change: number }, null, 1)}\n`);
  return record;
}

/** Removes records after the last change, and layers written by an import that neither the dataset nor its history names. */
async function clearUnfinished(folder: string, manifest: ManifestJson | null): Promise<void> {
  const history = await readHistory(folder, manifest);
  const named = new Set([manifest, ...history.map(({ before }) => before)].flatMap((each) => Object.values(each?.layers ?? {})));
  const last = manifest?.change ?? 0;
  for (const name of await readdir(join(folder, HISTORY)).catch(() => []))
    if (name.startsWith(".") || Number(RECORD.exec(name)?.[1] ?? 0) > last)
      await rm(join(folder, HISTORY, name), { force: true });
  for (const name of await readdir(folder)) {
    const isLeft =
      (OWN_LAYER.test(name) && !named.has(name)) ||
      /^\.(dataset\.json|[a-z]+\.[0-9a-f]{12}\.geojson)\.[0-9a-f]{12}\.part$/.test(name);
    if (isLeft) await rm(join(folder, name), { force: true });
  }
}

/** The features of a layer file of the dataset. Throws `file-unreadable` or `dataset-invalid`. */
export async function readLayerFile(folder: string, path: string): Promise<unknown> {
  const inside = pathInside(path);
  if (inside === null) throw new GeoError("dataset-invalid", `${path} lies outside the dataset's folder`, { details: { path } });
  try {
    return JSON.parse(await readFile(join(folder, inside), "utf8"));
  } catch (error) {
    throw new GeoError("file-unreadable", `${refusalOf(join(folder, inside), error)}; see parkatlas validate ${folder}`, {
      details: { path },
      cause: error,
    });
  }
}
