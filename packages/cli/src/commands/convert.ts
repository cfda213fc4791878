import { basename } from "node:path";
import {
  decideCrs,
  type Encoding,
  FindingList,
  GeojsonText,
  openFiles,
  type SourceFormat,
  toLonLatFrom,
} from "@parkatlas/formats";
import { defaultWorkingCrs, type Issue } from "@parkatlas/geo-core";
import { DataError } from "../input/data-error.ts";
import { type FileSource, openFileSource, withShapefileParts } from "../input/file-source.ts";
import { writeFileWhole } from "../input/files.ts";
import type { Bilingual } from "../text/language.ts";
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
async function* readBatches(
  call: Call,
  sources: readonly FileSource[],
  report: (issue: Issue) => void,
): AsyncGenerator<readonly OutFeature[]> {
  const told = (name: string) => (call.args.text(name) === "auto" ? undefined : call.args.text(name));
  const [encoding, format] = [told("encoding") as Encoding | undefined, told("format") as SourceFormat | undefined];
  for (const { file, layer } of await openFiles(sources, report, {
    ...(encoding ? { encoding } : {}),
    ...(format ? { format } : {}),
  })) {
    const decision = decideCrs(layer.crs, told("crs"), file, report);
    if (!decision) continue;
    const toLonLat = toLonLatFrom(decision.crs, call.args.text("shifted") as "gcj02" | "bd09" | undefined);
    for await (const batch of layer.batches())
      yield batch.map(({ record, id = record, geometry, properties }) => ({
        id: String(id),
        name: String(properties.name ?? id),
        geometry: geometry && toLonLat(geometry),
        properties,
      }));
  }
}

/** Throws where something could not be read; nothing is written then. */
function assertRead(call: Call, findings: FindingList): void {
  const errors = findings.all().filter(({ severity }) => severity === "error");
  if (errors.length > 0)
    throw new DataError(
      say(call, { zh: "有内容无法读取，未写入任何文件", en: "something could not be read: nothing was written" }),
      errors,
    );
}

interface Written {
  readonly count: number;
  readonly notes: readonly Bilingual[];
}

/** GeoJSON is written as it is read, whatever the size of the files. */
async function writeGeojson(
  call: Call,
  path: string,
  batches: AsyncIterable<readonly OutFeature[]>,
  findings: FindingList,
): Promise<Written> {
  const text = new GeojsonText();
  let count = 0;
  async function* pieces(): AsyncGenerator<string> {
    for await (const batch of batches) {
      count += batch.length;
      yield text.piece(batch as Parameters<GeojsonText["piece"]>[0]);
    }
    assertRead(call, findings);
    yield text.end();
  }
  await writeFileWhole(path, pieces());
  return { count, notes: [] };
}

async function writeOther(
  call: Call,
  { path, format }: { readonly path: string; readonly format: string },
  batches: AsyncIterable<readonly OutFeature[]>,
  findings: FindingList,
): Promise<Written> {
  const features: OutFeature[] = [];
  for await (const batch of batches) for (const feature of batch) features.push(feature);
  assertRead(call, findings);
  const at = firstPosition(features);
  const { content, notes } = await layerFile(format, features, {
    name: basename(path).replace(/\.[^.]*$/, ""),
    crs: call.args.text("out-crs") ?? usualCrs(format, at ? defaultWorkingCrs(at[0]!) : "EPSG:4490"),
    encoding: outEncodingOf(call, format),
    date: new Date().toISOString().slice(0, 10),
    producer: "ParkAtlas",
  });
  await writeFileWhole(path, content);
  return { count: features.length, notes };
}

async function run(call: Call): Promise<number> {
  const out = requiredOut(call);
  const findings = new FindingList();
  const sources: FileSource[] = [];
  try {
    for (const path of await withShapefileParts(call.args.positionals)) sources.push(await openFileSource(path));
    const batches = readBatches(call, sources, findings.report);
    const { count, notes } =
      out.format === "geojson"
        ? await writeGeojson(call, out.path, batches, findings)
        : await writeOther(call, out, batches, findings);
    call.io.out(`${say(call, { zh: `已写入 ${out.path}：${count} 个要素`, en: `written: ${out.path}, ${count} features` })}\n`);
    for (const issue of findings.all()) call.io.err(`${say(call, { zh: issue.messageZh, en: issue.message })}\n`);
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
