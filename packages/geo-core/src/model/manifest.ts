import { isJsonObject, shown } from "../geojson/finding.ts";
import { isCivilDate } from "./civil-date.ts";
import type { Issue } from "./issue.ts";
import { type IssueCode, makeIssue } from "./issue-codes.ts";
import { checkFields, missingIssue, type Schema } from "./schema.ts";
import { readTitle } from "./title.ts";
import { type CivilDate, type EdgeModel, LAYER_NAMES, type LayerName, type SourceRecord } from "./types.ts";
import { readWorkingCrs } from "./working-crs.ts";

export const DATASET_FORMAT = "parkatlas-dataset/1";
const FORMAT_VERSION = 1;

/** What `dataset.json` says: which files belong to the dataset, and how their coordinates are meant. */
export interface Manifest {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly asOf: CivilDate;
  readonly crs: "EPSG:4490" | "EPSG:4326";
  readonly edgeModel: EdgeModel;
  /** Null where the file names none: then the 3° zone of the dataset's middle. */
  readonly workingCrs: string | null;
  /** Paths relative to the folder of `dataset.json`, with `/` between names, never leading out of it. */
  readonly layers: Readonly<Partial<Record<LayerName, string>>>;
  readonly zoning: readonly string[];
  readonly lineage: string | null;
  readonly config: string | null;
  readonly sources: readonly SourceRecord[];
}

const SCHEMA: Schema = {
  id: { kind: "text", required: true },
  title: { kind: "any" },
  asOf: { kind: "date", required: true },
  crs: { kind: "any" },
  edgeModel: { kind: "choice", of: ["projected", "lonlat", "geodesic"] },
  workingCrs: { kind: "text" },
  layers: { kind: "any" },
  zoning: { kind: "texts" },
  lineage: { kind: "text" },
  config: { kind: "text" },
  sources: {
    kind: "records",
    fields: {
      id: { kind: "text", required: true },
      title: { kind: "text", required: true },
      licence: { kind: "text" },
      attribution: { kind: "text" },
      sha256: { kind: "text" },
    },
  },
};

const NOTHING_WITHOUT = { en: "Without, nothing can be read.", zh: "缺少时无法读取数据集。" };

/**
 * Reads a parsed `dataset.json`. Any error makes the manifest null, because everything else rests on it; warnings do not.
 * A newer format is refused: an older reader would lose what the new one added. Never throws on bad data.
 */
export function parseManifest(value: unknown): { readonly manifest: Manifest | null; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  if (!isJsonObject(value)) {
    report(
      issues,
      "manifest-malformed",
      "",
      `dataset.json must hold an object, found ${shown(value)}.`,
      `dataset.json 应为对象，现为 ${shown(value)}。`,
    );
    return { manifest: null, issues };
  }
  if (!checkFormat(value.format, issues)) return { manifest: null, issues };
  const { fields, missing } = checkFields(value, SCHEMA, { layer: null, path: "" }, issues);
  const absent = missing.filter((key) => value[key] === undefined || value[key] === null);
  if (absent.length > 0) issues.push(missingIssue(absent, { layer: null, path: "" }, NOTHING_WITHOUT));
  const id = String(fields.id ?? "");
  if (!missing.includes("id")) checkId(id, issues);
  const layers = readLayers(fields.layers, issues);
  const zoning = ((fields.zoning ?? []) as readonly string[]).map((path, index) => cleanPath(path, `zoning[${index}]`, issues));
  const manifest: Manifest = {
    id,
    title: readTitle(fields.title, id, { layer: null, path: "title" }, issues),
    asOf: isCivilDate(fields.asOf) ? fields.asOf : "",
    crs: readCrs(fields.crs, issues),
    edgeModel: readEdgeModel(value.edgeModel, issues),
    workingCrs: fields.workingCrs === undefined ? null : readWorkingCrs(fields.workingCrs as string, issues),
    layers,
    zoning,
    lineage: fields.lineage === undefined ? null : cleanPath(fields.lineage as string, "lineage", issues),
    config: fields.config === undefined ? null : cleanPath(fields.config as string, "config", issues),
    sources: (fields.sources ?? []) as readonly SourceRecord[],
  };
  return { manifest: issues.some(({ severity }) => severity === "error") ? null : manifest, issues };
}

function report(issues: Issue[], code: IssueCode, path: string, en: string, zh: string): void {
  issues.push(makeIssue(code, { layer: null, path }, { en, zh }));
}

function checkFormat(format: unknown, issues: Issue[]): boolean {
  if (format === DATASET_FORMAT) return true;
  if (format === undefined || format === null) {
    report(
      issues,
      "dataset-format-missing",
      "format",
      `dataset.json names no format; add "format": "${DATASET_FORMAT}".`,
      `dataset.json 未写明格式，请添加 "format": "${DATASET_FORMAT}"。`,
    );
    return false;
  }
  const version = typeof format === "string" ? /^parkatlas-dataset\/([0-9]{1,9})$/.exec(format)?.[1] : undefined;
  if (version !== undefined && Number(version) > FORMAT_VERSION)
    report(
      issues,
      "dataset-format-newer",
      "format",
      `The dataset has format ${version}, this program reads up to ${FORMAT_VERSION}; use a newer ParkAtlas.`,
      `数据集格式为 ${version}，本程序最高支持 ${FORMAT_VERSION}，请使用更新版本的 ParkAtlas。`,
    );
  else
    report(
      issues,
      "dataset-format-unknown",
      "format",
      `Format ${shown(format)} is not known; write "${DATASET_FORMAT}".`,
      `无法识别格式 ${shown(format)}，应为 "${DATASET_FORMAT}"。`,
    );
  return false;
}

/** The id becomes part of addresses (`tongliao.parcels`) and of file names, hence no dots, slashes or capitals. */
function checkId(id: string, issues: Issue[]): void {
  if (/^[a-z0-9][a-z0-9_-]{0,62}$/.test(id)) return;
  report(
    issues,
    "dataset-id-invalid",
    "id",
    `The dataset id ${shown(id)} cannot be part of an address; use 1 to 63 of a–z, 0–9, "-" and "_", such as "tongliao".`,
    `数据集 id ${shown(id)} 不能用于网址，请使用 1 至 63 个 a–z、0–9、“-”、“_”字符，如“tongliao”。`,
  );
}

function readCrs(raw: unknown, issues: Issue[]): Manifest["crs"] {
  if (raw === "EPSG:4326" || raw === "EPSG:4490") return raw;
  if (raw === undefined || raw === null)
    report(
      issues,
      "crs-assumed",
      "crs",
      'dataset.json names no crs; EPSG:4490 (CGCS2000) is assumed. Add "crs".',
      "dataset.json 未写明 crs，按 EPSG:4490（CGCS2000）处理，请补充。",
    );
  else {
    report(
      issues,
      "crs-unknown",
      "crs",
      `The crs ${shown(raw)} is not supported; transform the data to EPSG:4490 (CGCS2000) or EPSG:4326 first. Other datums need local parameters and are never guessed.`,
      `不支持坐标系 ${shown(raw)}，请先转换为 EPSG:4490（CGCS2000）或 EPSG:4326。其他基准需要当地转换参数，程序不作猜测。`,
    );
  }
  return "EPSG:4490";
}

function readEdgeModel(raw: unknown, issues: Issue[]): EdgeModel {
  // A wrong choice has been reported, and then there is no manifest.
  if (raw !== undefined && raw !== null) return raw as EdgeModel;
  report(
    issues,
    "edge-model-assumed",
    "edgeModel",
    'dataset.json names no edgeModel; "projected" (edges straight in workingCrs) is assumed.',
    "dataset.json 未写明 edgeModel，按“projected”（边在 workingCrs 中为直线）处理。",
  );
  return "projected";
}

function readLayers(value: unknown, issues: Issue[]): Manifest["layers"] {
  if (!isJsonObject(value)) {
    report(
      issues,
      "manifest-malformed",
      "layers",
      `layers must be an object of file names, found ${shown(value)}.`,
      `layers 应为“图层: 文件名”对象，现为 ${shown(value)}。`,
    );
    return {};
  }
  const layers: Partial<Record<LayerName, string>> = {};
  for (const [name, path] of Object.entries(value)) {
    const known = LAYER_NAMES.find((each) => each === name);
    if (known === undefined)
      report(
        issues,
        "layer-unknown",
        `layers.${name}`,
        `Layer ${shown(name)} is not read; known are ${LAYER_NAMES.join(", ")}.`,
        `未知图层 ${shown(name)} 未读取，可用图层为 ${LAYER_NAMES.join("、")}。`,
      );
    else layers[known] = cleanPath(path, `layers.${name}`, issues);
  }
  return layers;
}

/**
 * A path inside the dataset's folder, without `./`; null for anything that could lead out of it. Backslashes and colons lead
 * out of the folder on Windows, control characters nowhere good.
 */
export function pathInside(value: unknown): string | null {
  const names = typeof value === "string" ? value.split("/").filter((name) => name !== ".") : [];
  const isSafe = names.length > 0 && names.every((name) => name !== "" && name !== ".." && !/[\\:\p{Cc}]/u.test(name));
  return isSafe ? names.join("/") : null;
}

/** A path as {@link pathInside} gives it; one that leads out of the folder is an error. */
function cleanPath(value: unknown, where: string, issues: Issue[]): string {
  const path = pathInside(value);
  if (path === null)
    report(
      issues,
      "path-outside",
      where,
      `The path ${shown(value)} is not inside the dataset's folder; write a relative path with "/" and without "..", such as "parcels.geojson".`,
      `路径 ${shown(value)} 不在数据集文件夹内，请使用以“/”分隔、不含“..”的相对路径，如“parcels.geojson”。`,
    );
  return path ?? "";
}
