import { decideEncoding } from "../encoding/decide-encoding.ts";
import { type ByteSource, extensionOf, readWhole, stemOf } from "../source/byte-source.ts";
import { finding } from "../source/finding.ts";
import type { Encoding, EncodingDecision, Report, SourceCrs, SourceFeature, SourceLayer } from "../source/types.ts";
import { type DbfHeader, readDbfHeader } from "./dbf-header.ts";
import { DbfRows, fieldNames, sampleTexts, sourceFields } from "./dbf-rows.ts";
import { type ShapeGeometry, shapeGeometry } from "./shape-geometry.ts";
import { readShapeHead, type ShapeRecord, shapeRecords } from "./shape-records.ts";

export interface ShapefileOptions {
  /** The encoding of names and values, where the user knows better than the file. */
  readonly encoding?: Encoding;
}

const MOST_TEXT_BYTES = 1 << 20;

const NOTES: Readonly<
  Record<NonNullable<ShapeGeometry["note"]>, readonly [severity: "error" | "warning" | "info", zh: string, en: string]>
> = {
  "ring-direction": [
    "info",
    "环的方向与位置不符，按位置区分外环与内环",
    "a ring runs in the wrong direction; outlines and holes were told by where they lie",
  ],
  "ring-not-closed": ["warning", "环未闭合，已连回起点", "a ring is not closed; it was led back to its start"],
  "ring-too-short": [
    "error",
    "环少于三个不同的点，未读；请补测或删除",
    "a ring of fewer than three places was not read; survey or delete it",
  ],
  "not-finite": ["error", "坐标不是数，图形未读；请修正", "a coordinate is no number; the shape was not read, correct it"],
};

/**
 * Opens the Shapefiles among the given files: every `.shp` with the `.dbf`, `.prj` and `.cpg` of the same stem, whatever the
 * case of the endings. Nothing of the `.shx` is needed. Shapes whose row is marked as deleted are left out, as other programs
 * do. What is wrong is reported; a file that is none is left out with an error.
 */
export async function openShapefiles(
  files: readonly ByteSource[],
  report: Report,
  options: ShapefileOptions = {},
): Promise<readonly SourceLayer[]> {
  const layers: SourceLayer[] = [];
  for (const shp of files.filter(({ name }) => extensionOf(name) === ".shp")) {
    const part = (ending: string) => files.find(({ name }) => extensionOf(name) === ending && stemOf(name) === stemOf(shp.name));
    if ((await readShapeHead(shp, report)) === null) continue;
    const dbf = part(".dbf");
    const header = dbf ? await readDbfHeader(dbf, report) : null;
    if (!dbf)
      report(
        finding(
          "warning",
          "shapefile-part-missing",
          { file: shp.name },
          {
            zh: "没有同名 .dbf，属性无从读取；请连同 .dbf、.prj 一并提供",
            en: "there is no .dbf of this name, so no attributes; give the .dbf and .prj with it",
          },
        ),
      );
    const cpg = part(".cpg");
    const declared = cpg ? new TextDecoder("windows-1252").decode(await readWhole(cpg, MOST_TEXT_BYTES)).trim() : undefined;
    const table = dbf && header ? await openTable(dbf, header, declared, options, report) : null;
    layers.push(layerOf(shp, table, await crsOf(part(".prj")), report));
  }
  return layers;
}

interface Table {
  readonly rows: DbfRows;
  readonly rowCount: number;
  readonly encoding: EncodingDecision;
  readonly fields: SourceLayer["fields"];
}

async function openTable(
  dbf: ByteSource,
  header: DbfHeader,
  cpg: string | undefined,
  { encoding: asked }: ShapefileOptions,
  report: Report,
): Promise<Table> {
  const declared = cpg ?? header.declared ?? undefined;
  const texts = await sampleTexts(dbf, header);
  const decision = decideEncoding(texts, { ...(asked ? { asked } : {}), ...(declared ? { declared } : {}) });
  if (declared && decision.ground !== "asked" && decision.ground !== "declared" && decision.ground !== "ascii")
    report(
      finding(
        "warning",
        "encoding-declared-wrong",
        { file: dbf.name },
        {
          zh: `声明的编码为 ${declared}，内容却是 ${decision.encoding}，按内容读取（如“${decision.preview[0] ?? ""}”）；不对时请指定 --encoding`,
          en: `the encoding is declared as ${declared}, but the bytes are ${decision.encoding} and were read so ("${decision.preview[0] ?? ""}"); say --encoding where that is wrong`,
        },
      ),
    );
  const decoder = new TextDecoder(decision.encoding);
  const names = fieldNames(header, decoder, dbf.name, report);
  return {
    rows: new DbfRows(dbf, header, names, decoder, report),
    rowCount: header.rowCount,
    encoding: decision,
    fields: sourceFields(header, names),
  };
}

async function crsOf(prj: ByteSource | undefined): Promise<SourceCrs> {
  if (!prj) return { kind: "none" };
  const text = new TextDecoder()
    .decode(await readWhole(prj, MOST_TEXT_BYTES))
    .replace(/^\ufeff/, "")
    .trim();
  return text === "" ? { kind: "none" } : { kind: "definition", text };
}

function layerOf(shp: ByteSource, table: Table | null, crs: SourceCrs, report: Report): SourceLayer {
  return {
    name: shp.name.replace(/^.*[/\\]/, "").replace(/\.shp$/i, ""),
    format: "shapefile",
    crs,
    encoding: table?.encoding ?? null,
    fields: table?.fields ?? [],
    recordCount: table?.rowCount ?? null,
    batches: () => batchesOf(shp, table, report),
  };
}

async function* batchesOf(shp: ByteSource, table: Table | null, report: Report): AsyncGenerator<readonly SourceFeature[]> {
  let read = 0;
  for await (const records of shapeRecords(shp, report)) {
    const rows = table ? await table.rows.rows(records[0]!.record - 1, records.length) : null;
    read += records.length;
    const features: SourceFeature[] = [];
    for (const [index, shape] of records.entries()) {
      const row = rows ? rows[index] : {};
      if (row === null) continue; // deleted
      features.push({ record: shape.record, geometry: geometryOf(shape, shp, report), properties: row ?? {} });
    }
    yield features;
  }
  if (table && table.rowCount !== read)
    report(
      finding(
        "error",
        "shapefile-counts-differ",
        { file: shp.name },
        {
          zh: `图形 ${read} 个，属性 ${table.rowCount} 行，数目不同；多出的部分未配对，请核对来源`,
          en: `${read} shapes but ${table.rowCount} rows of attributes; what is over has no partner, check where the files come from`,
        },
      ),
    );
}

function geometryOf({ record, content }: ShapeRecord, shp: ByteSource, report: Report): SourceFeature["geometry"] {
  const shape = shapeGeometry(content);
  if (shape === null) {
    report(
      finding(
        "error",
        "shape-invalid",
        { file: shp.name, record },
        {
          zh: "图形的点数与记录长度不符，未读；请重新导出",
          en: "the counts of the shape contradict the length of its record; it was not read, export it again",
        },
      ),
    );
    return null;
  }
  if (shape.note) {
    const [severity, zh, en] = NOTES[shape.note];
    report(finding(severity, shape.note, { file: shp.name, record }, { zh, en }));
  }
  return shape.geometry;
}
