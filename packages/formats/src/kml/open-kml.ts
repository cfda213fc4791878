import type { Geometry } from "@parkatlas/geo-core";
import { decideEncoding, withPreview } from "../encoding/decide-encoding.ts";
import { assembleRings } from "../source/assemble-rings.ts";
import { type ByteSource, extensionOf, readWhole } from "../source/byte-source.ts";
import { finding } from "../source/finding.ts";
import type { Encoding, EncodingDecision, Report, SourceFeature, SourceLayer } from "../source/types.ts";
import { openZip } from "../zip/open-zip.ts";
import { type KmlShape, type Placemark, readPlacemarks } from "./read-placemarks.ts";

/** KML is read as a whole: phones write some thousand placemarks. */
const MOST_BYTES = 1 << 28;

/**
 * Opens KML, or KMZ with all its documents: one record a placemark, in degrees on WGS 84, which is what the format says. Files
 * that Chinese web maps and phones write are often shifted (GCJ-02) all the same: nothing in them tells, so compare with a layer
 * that is known. A placemark of unlike shapes becomes one record each. Heights are left out and counted.
 */
export async function openKml(
  file: ByteSource,
  report: Report,
  { encoding: asked }: { readonly encoding?: Encoding } = {},
): Promise<SourceLayer | null> {
  const documents =
    extensionOf(file.name) === ".kml" || extensionOf(file.name) === ".ovkml" ? [file] : await documentsOf(file, report);
  const [first, ...rest] = documents;
  if (!first) return null;
  const read = await readDocument(first, asked, report);
  const features = [...read.features];
  for (const document of rest) features.push(...(await readDocument(document, asked, report)).features);
  const names = new Set(features.flatMap(({ properties }) => Object.keys(properties)));
  return {
    name: file.name.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, ""),
    format: "kml",
    crs: { kind: "code", code: "EPSG:4326" },
    encoding: withPreview(
      read.encoding,
      features.map(({ properties }) => properties.name),
    ),
    fields: [...names].map((name) => ({ name, kind: "text" })),
    recordCount: features.length,
    async *batches() {
      yield features.map((feature, index) => ({ ...feature, record: index + 1 }));
    },
  };
}

/** Every .kml of a KMZ, those at the top first: some programs write one a layer, and a main one that only links to them. */
async function documentsOf(file: ByteSource, report: Report): Promise<readonly ByteSource[]> {
  const documents = (await openZip(file, report)).filter(({ name }) => extensionOf(name) === ".kml");
  const depth = ({ name }: ByteSource) => name.split("/").length;
  if (documents.length === 0)
    report(
      finding(
        "error",
        "kmz-without-kml",
        { file: file.name },
        { zh: "压缩包中没有可读的 .kml；请重新导出", en: "there is no .kml in it that can be read; export it again" },
      ),
    );
  return documents.sort((a, b) => depth(a) - depth(b));
}

type KmlFeature = Omit<SourceFeature, "record">;

async function readDocument(
  document: ByteSource,
  asked: Encoding | undefined,
  report: Report,
): Promise<{ readonly features: readonly KmlFeature[]; readonly encoding: EncodingDecision }> {
  const bytes = await readWhole(document, MOST_BYTES);
  const head = new TextDecoder("windows-1252").decode(bytes.subarray(0, 200));
  const declared = /<\?xml[^>]*encoding\s*=\s*["']([^"']+)/.exec(head)?.[1];
  const encoding = decideEncoding([bytes], { ...(asked ? { asked } : {}), ...(declared ? { declared } : {}) });
  const placemarks: Placemark[] = [];
  try {
    // The declaration names the encoding of the bytes; as text there is none.
    const text = new TextDecoder(encoding.encoding)
      .decode(bytes)
      .replace(/<\?xml[^>]*\?>/, "")
      .trimStart();
    readPlacemarks(text, (placemark) => placemarks.push(placemark));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    report(
      finding(
        "error",
        "xml-invalid",
        { file: document.name },
        {
          zh: `不是完整的 XML（${why}）；已读取之前的 ${placemarks.length} 个地标，请重新导出`,
          en: `the XML ends in a fault (${why}); the ${placemarks.length} placemarks before it were read, export the file again`,
        },
      ),
    );
  }
  tellHeights(placemarks, document.name, report);
  return { features: placemarks.flatMap((placemark) => featuresOf(placemark, document.name, report)), encoding };
}

function featuresOf(placemark: Placemark, file: string, report: Report): readonly KmlFeature[] {
  for (const text of placemark.wrong)
    report(
      finding(
        "error",
        "coordinates-invalid",
        { file, line: placemark.line },
        {
          zh: `地标“${placemark.name ?? ""}”的坐标“${text}”不是“经度,纬度”；请改正`,
          en: `"${text}" in the placemark "${placemark.name ?? ""}" is no longitude,latitude; correct it`,
        },
      ),
    );
  const { name, folders, properties } = placemark;
  const values = {
    ...(name === null ? {} : { name }),
    ...(folders.length > 0 ? { folder: folders.join("/") } : {}),
    ...properties,
  };
  const geometries = geometriesOf(placemark.shapes, file, placemark.line, report);
  if (geometries.length === 0) return [{ geometry: null, properties: values }];
  return geometries.map((geometry) => ({ geometry, properties: values }));
}

/** One geometry for all shapes of a kind: points, lines, polygons. */
function geometriesOf(shapes: readonly KmlShape[], file: string, line: number, report: Report): readonly Geometry[] {
  const points = shapes.flatMap((shape) => (shape.kind === "point" ? [shape.position] : []));
  const lines = shapes.flatMap((shape) => (shape.kind === "line" && shape.positions.length > 1 ? [[...shape.positions]] : []));
  const rings = shapes.flatMap((shape) => (shape.kind === "polygon" ? shape.rings : [])).map(closed);
  const sound = rings.filter((ring) => ring.length >= 4);
  if (sound.length < rings.length)
    report(
      finding(
        "error",
        "ring-too-short",
        { file, line },
        {
          zh: "环少于三个不同的点，未读；请补测或删除",
          en: "a ring of fewer than three places was not read; survey or delete it",
        },
      ),
    );
  const geometries: Geometry[] = [];
  if (points.length === 1) geometries.push({ type: "Point", coordinates: points[0]! });
  else if (points.length > 1) geometries.push({ type: "MultiPoint", coordinates: points });
  if (lines.length === 1) geometries.push({ type: "LineString", coordinates: lines[0]! });
  else if (lines.length > 1) geometries.push({ type: "MultiLineString", coordinates: lines });
  if (sound.length > 0) geometries.push(assembleRings(sound, { outlinesClockwise: false }).geometry);
  return geometries;
}

function closed(ring: readonly [number, number][]): [number, number][] {
  const [[x0, y0], [x1, y1]] = [ring[0]!, ring.at(-1)!];
  return x0 === x1 && y0 === y1 ? [...ring] : [...ring, [x0, y0]];
}

function tellHeights(placemarks: readonly Placemark[], file: string, report: Report): void {
  const count = placemarks.filter(({ heights }) => heights).length;
  if (count > 0)
    report(
      finding(
        "info",
        "heights-left-out",
        { file },
        {
          zh: `${count} 个地标带有高程，只读取平面位置`,
          en: `${count} placemarks carry heights; only the place in the plane is read`,
        },
      ),
    );
}
