import { basename } from "node:path";
import { decideCrs, type Encoding, openFiles, type SourceFormat, toLonLatFrom } from "@parkatlas/formats";
import { defaultWorkingCrs, type Issue } from "@parkatlas/geo-core";
import { DataError } from "../input/data-error.ts";
import { type FileSource, openFileSource, withShapefileParts } from "../input/file-source.ts";
import { writeFileWhole } from "../input/files.ts";
import { type Call, type Command, outFlag, say } from "./command.ts";
import { OUT_ENCODING_FLAG, outEncodingOf, requiredOut } from "./export.ts";
import { SOURCE_FLAGS } from "./import-request.ts";
import { layerFile, OUT_FORMATS, type OutFeature, usualCrs } from "./layer-file.ts";

function firstPosition(features: readonly OutFeature[]): readonly number[] | null {
  for (const { geometry } of features) {
    let value: unknown = geometry && "coordinates" in geometry ? geometry.coordinates : null;
    while (Array.isArray(value) && Array.isArray(value[0])) value = value[0];
    if (Array.isArray(value)) return value as number[];
  }
  return null;
}

/** The records of all files in degrees, with their own ids where they have one, else the number of the record. */
async function readAll(
  call: Call,
  sources: readonly FileSource[],
  report: (issue: Issue) => void,
): Promise<readonly OutFeature[]> {
  const told = (name: string) => (call.args.text(name) === "auto" ? undefined : call.args.text(name));
  const [encoding, format] = [told("encoding") as Encoding | undefined, told("format") as SourceFormat | undefined];
  const features: OutFeature[] = [];
  for (const { file, layer } of await openFiles(sources, report, {
    ...(encoding ? { encoding } : {}),
    ...(format ? { format } : {}),
  })) {
    const decision = decideCrs(layer.crs, told("crs"), file, report);
    if (!decision) continue;
    const toLonLat = toLonLatFrom(decision.crs, call.args.text("shifted") as "gcj02" | "bd09" | undefined);
    for await (const batch of layer.batches())
      for (const { record, id = record, geometry, properties } of batch)
        features.push({
          id: String(id),
          name: String(properties.name ?? id),
          geometry: geometry && toLonLat(geometry),
          properties,
        });
  }
  return features;
}

async function run(call: Call): Promise<number> {
  const out = requiredOut(call);
  const issues: Issue[] = [];
  const sources: FileSource[] = [];
  try {
    for (const path of await withShapefileParts(call.args.positionals)) sources.push(await openFileSource(path));
    const features = await readAll(call, sources, (issue) => issues.push(issue));
    const errors = issues.filter(({ severity }) => severity === "error");
    if (errors.length > 0)
      throw new DataError(
        say(call, { zh: "有内容无法读取，未写入任何文件", en: "something could not be read: nothing was written" }),
        errors,
      );
    const at = firstPosition(features);
    const { content, notes } = await layerFile(out.format, features, {
      name: basename(out.path).replace(/\.[^.]*$/, ""),
      crs: call.args.text("out-crs") ?? usualCrs(out.format, at ? defaultWorkingCrs(at[0]!) : "EPSG:4490"),
      encoding: outEncodingOf(call, out.format),
      date: new Date().toISOString().slice(0, 10),
      producer: "ParkAtlas",
    });
    await writeFileWhole(out.path, content);
    call.io.out(
      `${say(call, { zh: `已写入 ${out.path}：${features.length} 个要素`, en: `written: ${out.path}, ${features.length} features` })}\n`,
    );
    for (const issue of issues) call.io.err(`${say(call, { zh: issue.messageZh, en: issue.message })}\n`);
    for (const note of notes) call.io.err(`${say(call, { zh: `注意：${note.zh}`, en: `note: ${note.en}` })}\n`);
    return 0;
  } finally {
    for (const source of sources) await source.close();
  }
}

export const convertCommand: Command = {
  name: "convert",
  operands: "FILE…",
  minOperands: 1,
  maxOperands: 1000,
  summary: {
    zh: "格式互换：Shapefile、GeoPackage、FlatGeobuf、界址点、KML、表格、GeoJSON",
    en: "one format into another: Shapefile, GeoPackage, FlatGeobuf, boundary points, KML, tables, GeoJSON",
  },
  flags: [
    ...SOURCE_FLAGS,
    {
      name: "out-crs",
      value: "EPSG:n",
      help: {
        zh: "写出的坐标系；Shapefile 与界址点默认图形所在 3° 带，GeoPackage 与 FlatGeobuf 默认经纬度",
        en: "CRS of the file; default the 3° zone of the outlines for Shapefiles and boundary points, degrees for GeoPackage and FlatGeobuf",
      },
    },
    OUT_ENCODING_FLAG,
    outFlag(OUT_FORMATS),
  ],
  examples: ["parkatlas convert plots.shp -o plots.txt", "parkatlas convert points.txt -o points.geojson"],
  run,
};
