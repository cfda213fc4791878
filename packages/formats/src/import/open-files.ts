import { openBoundaryPoints } from "../boundary-points/open-boundary-points.ts";
import { openGeojson } from "../geojson/open-geojson.ts";
import { openShapefiles } from "../shapefile/open-shapefile.ts";
import { type ByteSource, extensionOf } from "../source/byte-source.ts";
import { finding } from "../source/finding.ts";
import type { Encoding, Report, SourceFormat, SourceLayer } from "../source/types.ts";

/** Endings that say the format. */
const FORMAT_OF_ENDING: Readonly<Record<string, SourceFormat>> = {
  ".geojson": "geojson",
  ".json": "geojson",
  ".geojsonl": "geojson",
  ".geojsons": "geojson",
  ".ndjson": "geojson",
  ".shp": "shapefile",
  ".txt": "boundary-points",
};
/** Parts of a Shapefile, which are opened with their `.shp`. */
const PARTS = [".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".xml", ".qpj"];

/** A layer of one of the files, and the file it is in. */
export interface OpenedLayer {
  readonly file: string;
  readonly layer: SourceLayer;
}

/** The endings that can be read, for messages. */
export const READABLE_ENDINGS: readonly string[] = Object.keys(FORMAT_OF_ENDING);

/**
 * Opens every layer of the given files, by their endings unless the user names the format. A file that cannot be read as what it
 * is called is reported; the others are opened.
 */
export async function openFiles(
  files: readonly ByteSource[],
  report: Report,
  { format, encoding }: { readonly format?: SourceFormat; readonly encoding?: Encoding } = {},
): Promise<readonly OpenedLayer[]> {
  const options = encoding ? { encoding } : {};
  const opened: OpenedLayer[] = [];
  for (const file of files) {
    const ending = extensionOf(file.name);
    const kind = format ?? FORMAT_OF_ENDING[ending];
    const add = (layer: SourceLayer) => opened.push({ file: file.name, layer });
    if (kind === "geojson" || kind === "geojsonseq") add(await openGeojson(file, report, options));
    else if (kind === "boundary-points") add(await openBoundaryPoints(file, report, options));
    else if (kind === "shapefile" && ending === ".shp") {
      const family = [file, ...files.filter((other) => other !== file && PARTS.includes(extensionOf(other.name)))];
      for (const layer of await openShapefiles(family, report, options)) add(layer);
    } else if (!PARTS.includes(ending))
      report(
        finding(
          "error",
          "format-unknown",
          { file: file.name },
          {
            zh: `扩展名“${ending}”无法识别；可读：${READABLE_ENDINGS.join("、")}，或以 --format 指定`,
            en: `nothing is known of the ending "${ending}"; readable are ${READABLE_ENDINGS.join(", ")}, or say --format`,
          },
        ),
      );
  }
  return opened;
}
