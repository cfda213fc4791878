import type { LayerStyle } from "@parkatlas/formats";
import { type Dataset, LAND_CLASSES, LAYER_NAMES, type LayerName, landReport, SYMBOLOGY } from "@parkatlas/geo-core";
import { requireDataset } from "../input/dataset.ts";
import { writeFileWhole } from "../input/files.ts";
import { didYouMean, UsageError } from "../input/usage-error.ts";
import { CLASS_OF_LAND_WORDS } from "../text/words.ts";
import { outFileOf } from "./answer.ts";
import { type Call, type Command, outFlag, say } from "./command.ts";
import { layerFile, OUT_FORMATS, type OutFeature, usualCrs } from "./layer-file.ts";

/** The file that must be written to: a verb that only writes has no use without it. */
export function requiredOut(call: Call): { readonly path: string; readonly format: string } {
  const out = outFileOf(call, OUT_FORMATS);
  if (out) return out;
  throw new UsageError(
    { zh: "缺少 --out", en: "--out is missing" },
    {
      zh: `写作 -o 文件，扩展名 ${OUT_FORMATS.join("、")}（.zip 为 Shapefile）`,
      en: `write -o FILE ending in ${OUT_FORMATS.join(", ")} (.zip is a Shapefile)`,
    },
  );
}

export const OUT_ENCODING_FLAG = {
  name: "out-encoding",
  value: "NAME",
  choices: ["utf-8", "gbk"],
  help: {
    zh: "文字编码；默认 Shapefile 为 utf-8，界址点为 gbk",
    en: "encoding of the texts; default utf-8 for Shapefiles, gbk for boundary points",
  },
} as const;

/** The encoding asked for, else the usual one of the format. */
export function outEncodingOf(call: Call, format: string): "utf-8" | "gbk" {
  return (call.args.text("out-encoding") as "utf-8" | "gbk" | undefined) ?? (format === "txt" ? "gbk" : "utf-8");
}

function chosen(call: Call, features: readonly OutFeature[]): readonly OutFeature[] {
  const ids = call.args.texts("id");
  if (ids.length === 0) return features;
  const byId = new Map(features.map((feature) => [feature.id, feature]));
  return ids.map((id) => {
    const feature = byId.get(id);
    if (feature) return feature;
    throw new UsageError({ zh: `图层中没有 ${id}`, en: `${id} is not in the layer` }, didYouMean(id, [...byId.keys()]));
  });
}

/** Parcels with their land class on the date of the dataset, which the style in a GeoPackage draws them by. */
function withLandClass(features: readonly OutFeature[], dataset: Dataset): readonly OutFeature[] {
  const { parcels } = landReport(dataset, { asOf: dataset.asOf });
  const classes = new Map(parcels.map((parcel) => [parcel.id, parcel.class]));
  return features.map((feature) => ({
    ...feature,
    properties: { ...feature.properties, landClass: classes.get(feature.id) ?? "unknown", landClassOn: dataset.asOf },
  }));
}

function landStyle(call: Call): LayerStyle {
  return {
    name: say(call, { zh: "土地状态", en: "state of the land" }),
    attribute: "landClass",
    categories: LAND_CLASSES.map((each) => ({
      value: each,
      label: say(call, CLASS_OF_LAND_WORDS[each]),
      look: SYMBOLOGY.land[each],
    })),
  };
}

async function run(call: Call): Promise<number> {
  const out = requiredOut(call);
  const layer = (call.args.text("layer") ?? "parcels") as LayerName;
  const { dataset } = await requireDataset(call.args.positionals[0]!, out.path);
  const all = dataset[layer].map(
    ({ id, geometry, properties }): OutFeature => ({ id, name: properties.name, geometry, properties }),
  );
  const isStyled = out.format === "gpkg" && layer === "parcels";
  const features = chosen(call, isStyled ? withLandClass(all, dataset) : all);
  const { content, notes } = await layerFile(out.format, features, {
    name: layer,
    crs: call.args.text("crs") ?? usualCrs(out.format, dataset.workingCrs),
    encoding: outEncodingOf(call, out.format),
    date: dataset.asOf,
    producer: dataset.title.zh,
    ...(isStyled ? { style: landStyle(call) } : {}),
  });
  await writeFileWhole(out.path, content);
  call.io.out(
    `${say(call, { zh: `已写入 ${out.path}：${features.length} 个要素`, en: `written: ${out.path}, ${features.length} features` })}\n`,
  );
  for (const note of notes) call.io.err(`${say(call, { zh: `注意：${note.zh}`, en: `note: ${note.en}` })}\n`);
  return 0;
}

export const exportCommand: Command = {
  name: "export",
  operands: "DATASET",
  minOperands: 1,
  maxOperands: 1,
  summary: {
    zh: "把一个图层写成 GeoJSON、GeoPackage、FlatGeobuf、Shapefile（.zip）、界址点 TXT、KML、CSV、XLSX",
    en: "a layer as GeoJSON, GeoPackage, FlatGeobuf, Shapefile (.zip), boundary points, KML, CSV, XLSX",
  },
  flags: [
    { name: "layer", value: "NAME", choices: LAYER_NAMES, help: { zh: "图层；默认 parcels", en: "the layer; default parcels" } },
    { name: "id", value: "ID", many: true, help: { zh: "只写这些要素", en: "only these features" } },
    {
      name: "crs",
      value: "EPSG:n",
      help: {
        zh: "文件的坐标系；Shapefile 与界址点默认工作坐标系，GeoPackage 与 FlatGeobuf 默认经纬度",
        en: "CRS of the file; default the working CRS for Shapefiles and boundary points, degrees for GeoPackage and FlatGeobuf",
      },
    },
    OUT_ENCODING_FLAG,
    outFlag(OUT_FORMATS),
  ],
  examples: [
    "parkatlas export data/geojson/wuhai --layer parcels -o parcels.zip",
    "parkatlas export data/geojson/wuhai -o parcels.gpkg",
    "parkatlas export data/geojson/wuhai --id WH-B03-0071 -o plot.txt",
  ],
  run,
};
