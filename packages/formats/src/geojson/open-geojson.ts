import type { Geometry } from "@parkatlas/geo-core";
import { decideEncoding, withPreview } from "../encoding/decide-encoding.ts";
import { type ByteSource, byteSourceOf, readWhole } from "../source/byte-source.ts";
import { finding } from "../source/finding.ts";
import type {
  Encoding,
  EncodingDecision,
  Report,
  SourceCrs,
  SourceFeature,
  SourceField,
  SourceLayer,
  SourceValue,
} from "../source/types.ts";
import { type SplitObject, type SplitOptions, splitObjects } from "./split-objects.ts";

const HEAD_BYTES = 1 << 20;
/** UTF-16 is decoded as a whole: beyond this it would not fit one string. */
const MOST_UTF16_BYTES = 1 << 29;
const RFC7946_CRS: SourceCrs = { kind: "code", code: "EPSG:4326" };

/**
 * Opens GeoJSON (RFC 7946, and what was written before it: a `crs` member, a mark at its beginning, other members anywhere) and
 * GeoJSON text sequences (RFC 8142, or one object a line). Features are cut out of the bytes and parsed one by one, so that a
 * file of any length is read in bounded memory. A feature that is not JSON, or no feature, is reported with its number, and the
 * rest is read. The fields are those of the first features.
 */
export async function openGeojson(
  file: ByteSource,
  report: Report,
  { encoding: asked }: { readonly encoding?: Encoding } = {},
): Promise<SourceLayer> {
  const head = await file.read(0, HEAD_BYTES);
  const encoding = decideEncoding([head], asked ? { asked } : {});
  const source = encoding.encoding.startsWith("utf-16") ? await asUtf8(file, encoding) : file;
  const decoder = new TextDecoder(source === file ? encoding.encoding : "utf-8");
  const start = decoder.decode(await source.read(0, HEAD_BYTES));
  const beforeFeatures = start.slice(0, Math.max(0, start.indexOf('"features"')));
  const isCollection = /"type"\s*:\s*"FeatureCollection"/.test(beforeFeatures) || /^\s*\{\s*"features"\s*:/.test(start);
  const split: SplitOptions = {
    form: isCollection ? "collection" : "sequence",
    doubleByte: source === file && (encoding.encoding === "gb18030" || encoding.encoding === "big5"),
  };
  const tail = decoder.decode(await source.read(Math.max(0, source.size - HEAD_BYTES), HEAD_BYTES));
  const members = isCollection ? membersAround(beforeFeatures, tail) : {};
  const context: Context = { file: file.name, decoder, report, dropped: { heights: 0 } };
  const first = await firstRecords(source, split, decoder);
  return {
    name: typeof members.name === "string" ? members.name : file.name.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, ""),
    format: isCollection ? "geojson" : "geojsonseq",
    crs: crsMember(members.crs) ?? RFC7946_CRS,
    encoding: withPreview(encoding, first.texts),
    fields: first.fields,
    recordCount: null,
    batches: () => batchesOf(source, split, context),
  };
}

async function asUtf8(file: ByteSource, { encoding }: EncodingDecision): Promise<ByteSource> {
  const text = new TextDecoder(encoding).decode(await readWhole(file, MOST_UTF16_BYTES));
  return byteSourceOf(file.name, new TextEncoder().encode(text));
}

/** Members of the collection that stand before or after its features. */
function membersAround(before: string, tail: string): Readonly<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  const after = /\]\s*,([^\]]*)\}\s*$/.exec(tail)?.[1] ?? "";
  for (const text of [before, after]) {
    const crs = /"crs"\s*:[^}]*?"name"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(text);
    if (crs) found.crs ??= parsed(crs[1]!);
    const name = /"name"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(crs ? text.replace(crs[0], "") : text)?.[1];
    if (name) found.name ??= parsed(name);
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `urn:ogc:def:crs:EPSG::4528`, `EPSG:4528`, `urn:ogc:def:crs:OGC:1.3:CRS84` as the old member names them. */
function crsMember(name: unknown): SourceCrs | undefined {
  if (typeof name !== "string") return undefined;
  if (/CRS84$/i.test(name)) return RFC7946_CRS;
  const code = /EPSG:(?:[\d.]*:)?(\d+)$/i.exec(name)?.[1];
  return code ? { kind: "code", code: `EPSG:${code}` } : { kind: "definition", text: name };
}

/** Fields and texts of the first records: the mapping and the preview rest on them. */
async function firstRecords(
  source: ByteSource,
  split: SplitOptions,
  decoder: TextDecoder,
): Promise<{ readonly fields: readonly SourceField[]; readonly texts: readonly unknown[] }> {
  const kinds = new Map<string, SourceField["kind"]>();
  const texts: unknown[] = [];
  for await (const objects of splitObjects(source, { ...split, pieceBytes: 1 << 18 })) {
    for (const { bytes } of objects.slice(0, 1000)) {
      const value = parsed(decoder.decode(bytes));
      const properties = (value as { readonly properties?: Readonly<Record<string, unknown>> } | undefined)?.properties;
      for (const [name, each] of Object.entries(properties ?? {})) {
        if (each !== null) kinds.set(name, kinds.get(name) ?? kindOf(each));
        texts.push(each);
      }
    }
    break;
  }
  return { fields: [...kinds].map(([name, kind]) => ({ name, kind })), texts };
}

function kindOf(value: unknown): SourceField["kind"] {
  return typeof value === "number" ? "number" : typeof value === "boolean" ? "boolean" : "text";
}

interface Context {
  readonly file: string;
  readonly decoder: TextDecoder;
  readonly report: Report;
  readonly dropped: { heights: number };
}

async function* batchesOf(source: ByteSource, split: SplitOptions, context: Context): AsyncGenerator<readonly SourceFeature[]> {
  const objects = splitObjects(source, split);
  for (;;) {
    const next = await objects.next();
    if (next.done) {
      if (next.value.unfinished !== null)
        context.report(
          finding(
            "error",
            "json-unfinished",
            { file: context.file, record: next.value.unfinished },
            {
              zh: "文件在此要素中间结束；文件不完整，请重新复制或导出",
              en: "the file ends inside this feature: it is cut off, copy or export it again",
            },
          ),
        );
      break;
    }
    yield next.value.map((each) => featureOf(each, context)).filter((feature) => feature !== null);
  }
  if (context.dropped.heights > 0)
    context.report(
      finding(
        "info",
        "heights-left-out",
        { file: context.file },
        {
          zh: `${context.dropped.heights} 个要素带有高程，只读取平面位置`,
          en: `${context.dropped.heights} features carry heights; only the place in the plane is read`,
        },
      ),
    );
}

function featureOf({ record, bytes }: SplitObject, { file, decoder, report, dropped }: Context): SourceFeature | null {
  const refuse = (code: string, zh: string, en: string): null => {
    report(finding("error", code, { file, record }, { zh, en }));
    return null;
  };
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(bytes));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse("json-invalid", `不是 JSON（${why}），未读；请改正`, `not JSON (${why}); not read, correct it`);
  }
  const { type, id, properties, geometry } = value as Readonly<Record<string, unknown>>;
  if (type !== "Feature" || (properties !== null && properties !== undefined && !isRecord(properties)))
    return refuse("feature-malformed", "不是 Feature，未读；请改正", "this is no Feature; not read, correct it");
  const plane = geometry === null || geometry === undefined ? null : planeGeometry(geometry);
  if (plane === undefined)
    return refuse(
      "geometry-malformed",
      "几何不是点、线、面，或坐标不是数，未读；请改正",
      "the geometry is no point, line or polygon, or a coordinate is no number; not read, correct it",
    );
  if (plane?.hadHeights) dropped.heights++;
  return {
    record,
    ...(typeof id === "string" || typeof id === "number" ? { id } : {}),
    geometry: plane?.geometry ?? null,
    properties: (properties ?? {}) as Readonly<Record<string, SourceValue>>,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const DEPTHS: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

/** The geometry with two numbers a position; undefined for what is none. */
function planeGeometry(value: unknown): { readonly geometry: Geometry; readonly hadHeights: boolean } | undefined {
  if (!isRecord(value) || typeof value.type !== "string") return undefined;
  const depth = Object.hasOwn(DEPTHS, value.type) ? DEPTHS[value.type] : undefined;
  if (depth === undefined) return undefined;
  const seen = { heights: false };
  const coordinates = planePositions(value.coordinates, depth, seen);
  if (coordinates === undefined) return undefined;
  return { geometry: { type: value.type, coordinates } as Geometry, hadHeights: seen.heights };
}

function planePositions(value: unknown, depth: number, seen: { heights: boolean }): unknown {
  if (!Array.isArray(value)) return undefined;
  if (depth === 0) {
    const [x, y] = value;
    if (!Number.isFinite(x) || !Number.isFinite(y)) return undefined;
    if (value.length === 2) return value;
    seen.heights = true;
    return [x, y];
  }
  const positions: unknown[] = [];
  for (const each of value) {
    const position = planePositions(each, depth - 1, seen);
    if (position === undefined) return undefined;
    positions.push(position);
  }
  return positions;
}
