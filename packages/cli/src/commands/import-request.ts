import { basename, resolve } from "node:path";
import type { Encoding, MappingFile, SourceFormat, SourceMapping } from "@parkatlas/formats";
import { DATASET_FORMAT, isCivilDate, LAYER_NAMES, type LayerName } from "@parkatlas/geo-core";
import { dateOf } from "../input/dates.ts";
import type { FlagSpec } from "../input/flags.ts";
import { mapFlag, readMappingFile } from "../input/mapping-file.ts";
import { UsageError } from "../input/usage-error.ts";
import type { ManifestJson } from "../store/dataset-store.ts";
import { type Call, JSON_FLAG } from "./command.ts";

const ENCODINGS = ["auto", "utf-8", "gb18030", "big5", "utf-16le", "utf-16be", "windows-1252"];
const FORMATS = ["geojson", "shapefile", "geopackage", "flatgeobuf", "boundary-points", "kml", "csv", "xlsx"];

/** The mapping of the call: a saved one, or one source with what the flags say. */
export async function mappingOf(call: Call): Promise<Pick<MappingFile, "dataset" | "sources">> {
  const { args } = call;
  const saved = args.text("mapping");
  if (saved !== undefined) {
    for (const flag of ["layer", "map", "crs", "encoding", "format"])
      if (args.has(flag))
        throw new UsageError({
          zh: `--${flag} 与 --mapping 不能同用；请写进 ${saved}`,
          en: `--${flag} and --mapping do not go together; write it into ${saved}`,
        });
    return readMappingFile(saved);
  }
  const layer = args.text("layer") as LayerName | undefined;
  if (layer === undefined)
    throw new UsageError(
      { zh: "缺少 --layer", en: "--layer is missing" },
      { zh: `写作 --layer ${LAYER_NAMES.join("|")}`, en: `write --layer ${LAYER_NAMES.join("|")}` },
    );
  const maps = args.texts("map").map(mapFlag);
  const id = maps.find(([property]) => property === "id")?.[1];
  const told = (name: string) => (args.text(name) === "auto" ? undefined : args.text(name));
  const [crs, encoding, format] = [
    told("crs"),
    told("encoding") as Encoding | undefined,
    told("format") as SourceFormat | undefined,
  ];
  const source: SourceMapping = {
    files: args.positionals.map((path) => path.replaceAll("\\", "/")),
    layer,
    ...(crs ? { crs } : {}),
    ...(encoding ? { encoding } : {}),
    ...(format ? { format } : {}),
    ...(args.text("shifted") ? { shifted: args.text("shifted") as "gcj02" | "bd09" } : {}),
    ...(id ? { id } : {}),
    properties: Object.fromEntries(maps.filter(([property]) => property !== "id")),
  };
  return { sources: [source] };
}

/** What a new dataset says about itself; the date has no sensible default. */
export function newManifest(call: Call, folder: string, told: MappingFile["dataset"]): ManifestJson {
  const name = basename(resolve(folder));
  const id = call.args.text("id") ?? told?.id ?? name.toLowerCase();
  if (!/^[a-z0-9][a-z0-9_-]{0,62}$/.test(id))
    throw new UsageError(
      { zh: `数据集编号不能是“${id}”`, en: `the id of a dataset cannot be "${id}"` },
      { zh: "以 --id 指定，1–63 个小写字母、数字、- 或 _", en: "say --id with 1 to 63 of a–z, 0–9, - and _" },
    );
  const asOf = dateOf(call.args, "as-of") ?? told?.asOf;
  if (asOf === undefined || !isCivilDate(asOf))
    throw new UsageError(
      {
        zh: `${folder} 尚无数据集，须以 --as-of 写明数据的截止日期`,
        en: `there is no dataset in ${folder} yet: say with --as-of on which date the data are true`,
      },
      { zh: "例如 --as-of 2025-12-31", en: "such as --as-of 2025-12-31" },
    );
  const title = told?.title ?? { zh: call.args.text("title") ?? name, en: call.args.text("title") ?? name };
  const workingCrs = told?.workingCrs;
  return {
    format: DATASET_FORMAT,
    id,
    title,
    asOf,
    crs: "EPSG:4490",
    edgeModel: "projected",
    ...(workingCrs ? { workingCrs } : {}),
    layers: {},
  };
}

/** How files are to be read, where they do not say it themselves. */
export const SOURCE_FLAGS: readonly FlagSpec[] = [
  {
    name: "crs",
    value: "auto|EPSG:n",
    help: { zh: "坐标系；默认按文件所写", en: "CRS of the coordinates; default what the file says" },
  },
  {
    name: "shifted",
    value: "gcj02|bd09",
    choices: ["gcj02", "bd09"],
    help: { zh: "坐标为火星或百度坐标，纠正回来", en: "the coordinates are those of Chinese web maps: take the shift back" },
  },
  {
    name: "encoding",
    value: "NAME",
    choices: ENCODINGS,
    help: { zh: "文字编码；默认自动判断", en: "encoding of the texts; default told from the file" },
  },
  {
    name: "format",
    value: "NAME",
    choices: FORMATS,
    help: { zh: "文件格式；默认按扩展名", en: "format of the files; default by their endings" },
  },
];

export const IMPORT_FLAGS: readonly FlagSpec[] = [
  { name: "layer", value: "NAME", choices: LAYER_NAMES, help: { zh: "目标图层", en: "the layer they become" } },
  {
    name: "into",
    value: "DATASET",
    help: { zh: "数据集文件夹；没有时新建", en: "folder of the dataset; made where there is none" },
  },
  {
    name: "map",
    value: "PROPERTY=FIELD",
    many: true,
    help: {
      zh: "属性取自字段，可加单位：recordedAreaM2=MJ:mu；blockId=@blocks 按位置",
      en: "a property from a field, with its unit: recordedAreaM2=MJ:mu; blockId=@blocks by place",
    },
  },
  ...SOURCE_FLAGS,
  {
    name: "mapping",
    value: "FILE",
    help: { zh: "已存的对应表，可含多个文件与图层", en: "a saved mapping, of several files and layers" },
  },
  { name: "save-mapping", value: "FILE", help: { zh: "把所用的对应关系存为文件", en: "save the mapping that was followed" } },
  {
    name: "replace",
    help: {
      zh: "文件中没有的要素从图层删除；默认保留",
      en: "take features that the file does not hold out of the layer; kept by default",
    },
  },
  {
    name: "partial",
    help: { zh: "无法读取的记录略去，其余导入", en: "leave out records that cannot be read and import the rest" },
  },
  { name: "dry-run", help: { zh: "只报告将如何更改，不写入", en: "say what would change, and write nothing" } },
  {
    name: "id",
    value: "ID",
    help: { zh: "新数据集的编号；默认取文件夹名", en: "id of a new dataset; default the name of the folder" },
  },
  { name: "title", value: "TEXT", help: { zh: "新数据集的标题", en: "title of a new dataset" } },
  {
    name: "as-of",
    value: "YYYY-MM-DD",
    help: { zh: "新数据集的截止日期", en: "the date on which the data of a new dataset are true" },
  },
  JSON_FLAG,
];
