import { openBoundaryPoints } from "../boundary-points/open-boundary-points.ts";
import { openFlatgeobuf } from "../flatgeobuf/open-flatgeobuf.ts";
import { openGeojson } from "../geojson/open-geojson.ts";
import { openGeopackage } from "../geopackage/open-geopackage.ts";
import { openKml } from "../kml/open-kml.ts";
import { openShapefiles } from "../shapefile/open-shapefile.ts";
import { type ByteSource, extensionOf } from "../source/byte-source.ts";
import { finding } from "../source/finding.ts";
import type { Encoding, Report, SourceFormat, SourceLayer } from "../source/types.ts";
import { openCsv, openXlsx } from "../table/open-spreadsheets.ts";
import { openZip } from "../zip/open-zip.ts";

/** Endings that say the format. */
const FORMAT_OF_ENDING: Readonly<Record<string, SourceFormat>> = {
  ".geojson": "geojson",
  ".json": "geojson",
  ".geojsonl": "geojson",
  ".geojsons": "geojson",
  ".ndjson": "geojson",
  ".shp": "shapefile",
  ".gpkg": "geopackage",
  ".fgb": "flatgeobuf",
  ".txt": "boundary-points",
  ".kml": "kml",
  ".kmz": "kml",
  ".ovkml": "kml",
  ".ovkmz": "kml",
  ".csv": "csv",
  ".tsv": "csv",
  ".xlsx": "xlsx",
};
/** Parts of a Shapefile, which are opened with their `.shp`. */
const PARTS = [".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".xml", ".qpj"];

/** A layer of one of the files, and the file it is in. */
export interface OpenedLayer {
  readonly file: string;
  readonly layer: SourceLayer;
}

/** The endings that can be read, for messages. */
export const READABLE_ENDINGS: readonly string[] = [...Object.keys(FORMAT_OF_ENDING), ".zip"];

export interface OpenOptions {
  readonly format?: SourceFormat;
  readonly encoding?: Encoding;
  /** The sheet of a workbook, or layer of a GeoPackage, that is wanted; all where absent. */
  readonly sheet?: string;
  /** Where a browser finds the WebAssembly of SQLite, which GeoPackages need. */
  readonly sqliteWasmUrl?: string;
}

/**
 * Opens every layer of the given files, by their endings unless the user names the format; what a zip holds counts as given. A
 * file that cannot be read as what it is called is reported; the others are opened.
 */
export async function openFiles(
  files: readonly ByteSource[],
  report: Report,
  options: OpenOptions = {},
): Promise<readonly OpenedLayer[]> {
  const all = await unpacked(files, report);
  const opened: OpenedLayer[] = [];
  for (const file of all) {
    const ending = extensionOf(file.name);
    const kind = options.format ?? FORMAT_OF_ENDING[ending];
    if (PARTS.includes(ending)) continue;
    if (kind === undefined || (kind === "shapefile" && ending !== ".shp")) report(unknown(file, ending));
    else for (const layer of await layersOf(kind, file, all, report, options)) opened.push({ file: file.name, layer });
  }
  return opened;
}

async function unpacked(files: readonly ByteSource[], report: Report): Promise<readonly ByteSource[]> {
  const all: ByteSource[] = [];
  for (const file of files) {
    if (extensionOf(file.name) !== ".zip") all.push(file);
    else all.push(...(await openZip(file, report)).filter(({ name }) => isReadable(extensionOf(name))));
  }
  return all;
}

/** Readmes, pictures and the like in a zip are nobody's mistake. */
function isReadable(ending: string): boolean {
  return PARTS.includes(ending) || FORMAT_OF_ENDING[ending] !== undefined;
}

async function layersOf(
  kind: SourceFormat,
  file: ByteSource,
  all: readonly ByteSource[],
  report: Report,
  options: OpenOptions,
): Promise<readonly SourceLayer[]> {
  const only = (layer: SourceLayer | null): readonly SourceLayer[] => (layer ? [layer] : []);
  switch (kind) {
    case "geojson":
    case "geojsonseq":
      return only(await openGeojson(file, report, options));
    case "boundary-points":
      return only(await openBoundaryPoints(file, report, options));
    case "kml":
      return only(await openKml(file, report, options));
    case "csv":
      return only(await openCsv(file, report, options));
    case "xlsx":
      return openXlsx(file, report, options);
    case "geopackage":
      return openGeopackage(file, report, options);
    case "flatgeobuf":
      return only(await openFlatgeobuf(file, report));
    case "shapefile":
      return openShapefiles([file, ...all.filter((other) => PARTS.includes(extensionOf(other.name)))], report, options);
  }
}

function unknown(file: ByteSource, ending: string) {
  return finding(
    "error",
    "format-unknown",
    { file: file.name },
    {
      zh: `扩展名“${ending}”无法识别；可读：${READABLE_ENDINGS.join("、")}，或以 --format 指定`,
      en: `nothing is known of the ending "${ending}"; readable are ${READABLE_ENDINGS.join(", ")}, or say --format`,
    },
  );
}
