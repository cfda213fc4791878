import {
  type Dataset,
  GeoError,
  ISSUE_SEVERITY,
  type Issue,
  isGeoError,
  type LayerName,
  parseDataset,
  parseJsonText,
  parseManifest,
} from "@parkatlas/geo-core";
import { loadGrids } from "./load-grids.ts";
import { sha256Hex } from "./sha256.ts";

/** A file that was read, by its path in the dataset's folder. */
export interface LoadedFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface LoadedDataset {
  /** Null where the data cannot answer at all; `issues` says why. */
  readonly dataset: Dataset | null;
  readonly issues: readonly Issue[];
  /** Every file read, by path in code-unit order. */
  readonly files: readonly LoadedFile[];
  /** SHA-256 of the lines `path sha256` of `files`, joined by line feeds: changes whenever a byte of the dataset does. */
  readonly sha256: string;
}

/** Gives the bytes of a file named by its path relative to the dataset's folder; rejects where it cannot be read. */
export type ReadFile = (path: string) => Promise<Uint8Array>;

const MANIFEST = "dataset.json";

/**
 * Reads `dataset.json`, every file it names, and the receptor grids that its units and plants name, and nothing else, and parses
 * them into a dataset. Works wherever bytes can be had: a folder, a zip, a browser's file list. Paths given to `read` are relative, use `/`, and never lead out of the folder.
 *
 * @param hash  What the hashes of the answer are made with: SHA-256 by WebCrypto, which a page over plain http does not have.
 * @throws {GeoError} `file-unreadable` where `read` rejects, naming the path; a receptor grid that cannot be read is an issue
 *   and leaves the distance that rests on it unsettled. Everything else that is wrong is an issue.
 */
export async function loadDataset(
  read: ReadFile,
  hash: (bytes: Uint8Array) => Promise<string> = sha256Hex,
): Promise<LoadedDataset> {
  const folder = new Folder(read, hash);
  const manifestJson = await folder.json(MANIFEST, null);
  const { manifest, issues } = manifestJson === undefined ? { manifest: null, issues: [] } : parseManifest(manifestJson);
  if (manifest === null) return folder.result(null, issues);

  const layers: Partial<Record<LayerName, unknown>> = {};
  for (const [layer, path] of Object.entries(manifest.layers) as [LayerName, string][])
    layers[layer] = await folder.json(path, layer);
  const zoning: unknown[] = [];
  for (const path of manifest.zoning) zoning.push(await folder.json(path, "zoning"));
  const lineage = manifest.lineage === null ? undefined : await folder.json(manifest.lineage, "lineage");
  const config = manifest.config === null ? undefined : await folder.json(manifest.config, "config");

  const parsed = parseDataset({
    manifest: manifestJson,
    layers,
    zoning: zoning.filter((each) => each !== undefined),
    lineage,
    config,
  });
  if (!folder.isWhole || parsed.dataset === null) return folder.result(null, parsed.issues);
  const withGrids = await loadGrids(parsed.dataset, (path) => folder.bytes(path));
  return folder.result(withGrids.dataset, [...parsed.issues, ...withGrids.issues]);
}

/** Reads files one by one, keeping their hashes and what is wrong with their text. */
class Folder {
  readonly #read: ReadFile;
  readonly #hash: (bytes: Uint8Array) => Promise<string>;
  readonly #files = new Map<string, LoadedFile>();
  readonly #issues: Issue[] = [];

  constructor(read: ReadFile, hash: (bytes: Uint8Array) => Promise<string>) {
    this.#read = read;
    this.#hash = hash;
  }

  /** False once a file was no JSON: a dataset without it would give wrong answers. */
  get isWhole(): boolean {
    return this.#issues.length === 0;
  }

  /** The parsed JSON of a file; undefined, with an issue, where it is none. */
  async json(path: string, layer: string | null): Promise<unknown> {
    const bytes = await this.bytes(path);
    const text = decodeUtf8(bytes);
    if (text === null) {
      this.#report(
        "text-not-utf8",
        layer,
        `${path} is not UTF-8 text; save it as UTF-8 (it may be GB18030).`,
        `${path} 不是 UTF-8 文本（可能是 GB18030），请另存为 UTF-8。`,
      );
      return undefined;
    }
    try {
      return parseJsonText(text);
    } catch (error) {
      if (!isGeoError(error)) throw error;
      const { line, column, reasonZh } = error.details;
      this.#report(
        "json-invalid",
        layer,
        `${path}: ${error.message} Nothing of the file can be used.`,
        `${path}：第 ${String(line)} 行第 ${String(column)} 列不是有效 JSON：${String(reasonZh)}。整个文件无法使用。`,
      );
      return undefined;
    }
  }

  async result(dataset: Dataset | null, issues: readonly Issue[]): Promise<LoadedDataset> {
    const files = [...this.#files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    const lines = files.map(({ path, sha256 }) => `${path} ${sha256}`).join("\n");
    return { dataset, issues: [...this.#issues, ...issues], files, sha256: await this.#hash(new TextEncoder().encode(lines)) };
  }

  /** The bytes of a file, which is then one of the files of the dataset. */
  async bytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
    // Copied, so that what is hashed is what is parsed even where the reader reuses its buffer.
    const bytes = new Uint8Array(await this.#readOrRefuse(path));
    this.#files.set(path, { path, sha256: await this.#hash(bytes), bytes: bytes.length });
    return bytes;
  }

  async #readOrRefuse(path: string): Promise<Uint8Array> {
    try {
      return await this.#read(path);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new GeoError("file-unreadable", `Cannot read ${path}: ${reason}. Check that the file exists and may be read.`, {
        details: { path },
        cause: error,
      });
    }
  }

  #report(code: "json-invalid" | "text-not-utf8", layer: string | null, message: string, messageZh: string): void {
    this.#issues.push({ severity: ISSUE_SEVERITY[code], code, layer, featureId: null, path: "", message, messageZh });
  }
}

function decodeUtf8(bytes: Uint8Array<ArrayBuffer>): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
