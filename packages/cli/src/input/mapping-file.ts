import type { MappingFile, PropertyMapping, SourceMapping } from "@parkatlas/formats";
import { LAYER_NAMES, type LayerName } from "@parkatlas/geo-core";
import { readJsonFile } from "./json-file.ts";
import { didYouMean, UsageError } from "./usage-error.ts";

const FORMAT = "parkatlas-mapping/1";
const UNITS = ["m2", "mu", "ha", "km2", "cny", "wan-cny"] as const;
const WITHIN = ["blocks", "parks", "plants"] as const;

/**
 * One `--map`: `name=DKMC` a field, `recordedAreaM2=MJ:mu` a field with its unit, `ownership='state'` the same text for all,
 * `blockId=@blocks` the feature of a layer that holds the record. Throws a {@link UsageError}.
 */
export function mapFlag(text: string): readonly [property: string, mapping: PropertyMapping] {
  const at = text.indexOf("=");
  const property = text.slice(0, at).trim();
  const from = text.slice(at + 1).trim();
  if (at < 1 || from === "")
    throw new UsageError(
      { zh: `--map 不能是“${text}”`, en: `--map cannot be "${text}"` },
      { zh: "写作 --map 属性=字段，如 --map name=DKMC", en: "write --map PROPERTY=FIELD, such as --map name=DKMC" },
    );
  const quoted = /^'(.*)'$/.exec(from);
  if (quoted) return [property, { value: quoted[1]! }];
  if (from.startsWith("@")) {
    const within = WITHIN.find((layer) => layer === from.slice(1));
    if (within) return [property, { within }];
    throw new UsageError(
      {
        zh: `--map ${property}=${from}：@ 之后应为 ${WITHIN.join("、")}`,
        en: `--map ${property}=${from}: after @ comes one of ${WITHIN.join(", ")}`,
      },
      didYouMean(from.slice(1), WITHIN, "@"),
    );
  }
  const unit = UNITS.find((each) => from.endsWith(`:${each}`));
  return [property, unit ? { field: from.slice(0, -unit.length - 1), unit } : { field: from }];
}

function refuse(path: string, where: string, zh: string, en: string): never {
  throw new UsageError(
    { zh: `${path} 的 ${where} ${zh}`, en: `${path}: ${where} ${en}` },
    { zh: "docs/import.md 说明对应表的写法", en: "docs/import.md shows what a mapping holds" },
  );
}

type Members = Readonly<Record<string, unknown>>;

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A saved mapping. Throws a {@link UsageError} that names the member that is wrong; `file-unreadable` and `json-invalid`. */
export async function readMappingFile(path: string): Promise<MappingFile> {
  const value = await readJsonFile(path);
  if (!isMembers(value) || value.format !== FORMAT) refuse(path, "format", `应为 ${FORMAT}`, `must be ${FORMAT}`);
  const sources = value.sources;
  if (!Array.isArray(sources) || sources.length === 0)
    refuse(path, "sources", "应为非空列表", "must be a list that is not empty");
  for (const [index, source] of sources.entries()) checkSource(path, `sources[${index}]`, source);
  const { dataset } = value;
  if (dataset !== undefined && (!isMembers(dataset) || typeof dataset.id !== "string" || typeof dataset.asOf !== "string"))
    refuse(path, "dataset", "须有文本 id 与 asOf", "must have the texts id and asOf");
  return value as unknown as MappingFile;
}

function checkSource(path: string, where: string, source: unknown): void {
  if (!isMembers(source)) refuse(path, where, "应为对象", "must be an object");
  const { files, layer, properties } = source;
  if (!Array.isArray(files) || !files.every((file) => typeof file === "string"))
    refuse(path, `${where}.files`, "应为文件名列表", "must be a list of file names");
  if (!LAYER_NAMES.includes(layer as LayerName))
    refuse(path, `${where}.layer`, `应为 ${LAYER_NAMES.join("、")} 之一`, `must be one of ${LAYER_NAMES.join(", ")}`);
  for (const [property, mapping] of Object.entries((properties ?? {}) as Members))
    checkProperty(path, `${where}.properties.${property}`, mapping);
  if (source.id !== undefined) checkProperty(path, `${where}.id`, source.id);
  if (source.register !== undefined) {
    const register = source.register;
    if (
      !isMembers(register) ||
      !Array.isArray(register.files) ||
      typeof register.key !== "string" ||
      typeof register.of !== "string"
    )
      refuse(path, `${where}.register`, "须有 files 列表与文本 key、of", "must have a list files and the texts key and of");
  }
}

function checkProperty(path: string, where: string, mapping: unknown): void {
  if (!isMembers(mapping))
    refuse(path, where, '应为对象，如 { "field": "DKMC" }', 'must be an object such as { "field": "DKMC" }');
  const { field, value, within, unit } = mapping;
  const ways = [field, value, within].filter((each) => each !== undefined).length;
  if (ways !== 1) refuse(path, where, "须有 field、value、within 之一", "must have one of field, value and within");
  if (field !== undefined && typeof field !== "string") refuse(path, `${where}.field`, "应为文本", "must be a text");
  if (within !== undefined && !WITHIN.includes(within as (typeof WITHIN)[number]))
    refuse(path, `${where}.within`, `应为 ${WITHIN.join("、")} 之一`, `must be one of ${WITHIN.join(", ")}`);
  if (unit !== undefined && !UNITS.includes(unit as (typeof UNITS)[number]))
    refuse(path, `${where}.unit`, `应为 ${UNITS.join("、")} 之一`, `must be one of ${UNITS.join(", ")}`);
}

/** What one import did, as a mapping that does the same again. */
export function mappingFileOf(dataset: MappingFile["dataset"], sources: readonly SourceMapping[]): string {
  const file: MappingFile = { format: FORMAT, ...(dataset ? { dataset } : {}), sources };
  return `${JSON.stringify(file, null, 2)}\n`;
}
