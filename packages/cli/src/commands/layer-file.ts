import {
  csvFromRows,
  geojsonFromFeatures,
  type LayerStyle,
  writeBoundaryPoints,
  writeFlatgeobuf,
  writeGeopackage,
  writeKml,
  writeShapefile,
  xlsxFromSheets,
  zipOf,
} from "@parkatlas/formats";
import { type Areal, crsFromCode, GeoError, type Geometry, geodesicAreaM2, projectTo } from "@parkatlas/geo-core";
import type { Bilingual } from "../text/language.ts";

/** A feature on its way out: degrees on CGCS2000. */
export interface OutFeature {
  readonly id: string;
  readonly name: string;
  readonly geometry: Geometry | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface OutOptions {
  readonly name: string;
  /** CRS of the file, where the format has a choice: `EPSG:4490` or a Gauss–Krüger zone of CGCS2000. */
  readonly crs: string;
  readonly encoding: "utf-8" | "gbk";
  readonly date: string;
  readonly producer: string;
  /** How a program that draws the file draws it, where the format has a place for that. */
  readonly style?: LayerStyle;
}

/** A file, and what a reader of it has to be told. */
export interface OutFile {
  readonly content: string | Uint8Array;
  readonly notes: readonly Bilingual[];
}

export const OUT_FORMATS = ["geojson", "gpkg", "fgb", "zip", "txt", "kml", "csv", "xlsx"];

/** The CRS of a file where the user says none: surveyors' files are in metres, the others keep the degrees digit for digit. */
export function usualCrs(format: string, workingCrs: string): string {
  return format === "zip" || format === "txt" ? workingCrs : "EPSG:4490";
}

/** Made-up features say so in their names where a format has no column for it. */
const MADE_UP = "【合成示例】";

function shownName({ name, properties }: OutFeature): string {
  return properties.provenance === "synthetic" ? MADE_UP + name : name;
}

function placed(geometry: Geometry, code: string): Geometry {
  const crs = crsFromCode(code);
  if (crs.kind === "geographic" || geometry.type === "GeometryCollection") return geometry;
  const mapped = (value: unknown): unknown =>
    Array.isArray(value)
      ? typeof value[0] === "number"
        ? [...projectTo(crs, [value[0], value[1] as number])]
        : value.map(mapped)
      : value;
  return { ...geometry, coordinates: mapped(geometry.coordinates) } as Geometry;
}

/** The features as a file of the format, with what the format could not carry. Throws `GeoError`. */
export async function layerFile(format: string, features: readonly OutFeature[], options: OutOptions): Promise<OutFile> {
  switch (format) {
    case "gpkg":
      return geopackage(features, options);
    case "fgb":
      return { content: writeFlatgeobuf(records(features, options), options), notes: [] };
    case "zip":
      return shapefileZip(features, options);
    case "txt":
      return boundaryPoints(features, options);
    case "kml":
      return {
        content: writeKml(
          options.name,
          features.map((feature) => ({ ...feature, name: shownName(feature) })),
        ),
        notes: [],
      };
    case "csv":
      return { content: csvFromRows(columnsOf(features), features), notes: [NO_OUTLINES] };
    case "xlsx":
      return { content: await workbook(features, options), notes: [NO_OUTLINES] };
    default:
      return { content: geojsonFromFeatures(features as Parameters<typeof geojsonFromFeatures>[0]), notes: [] };
  }
}

const NO_OUTLINES: Bilingual = { zh: "表格不含图形", en: "a table holds no outlines" };

/** Features in the CRS of the file, the id as an attribute. */
function records(features: readonly OutFeature[], { crs }: OutOptions) {
  return features.map(({ id, geometry, properties }) => ({
    geometry: geometry && placed(geometry, crs),
    properties: { id, ...properties },
  }));
}

async function geopackage(features: readonly OutFeature[], options: OutOptions): Promise<OutFile> {
  const { bytes, renamed } = await writeGeopackage(records(features, options), options);
  const names = Object.entries(renamed).map(([own, inFile]) => `${own} → ${inFile}`);
  if (names.length === 0) return { content: bytes, notes: [] };
  const list = names.join("; ");
  return {
    content: bytes,
    notes: [{ zh: `字段已改称：${list}`, en: `fields that go by another name in the file: ${list}` }],
  };
}

function shapefileZip(features: readonly OutFeature[], options: OutOptions): OutFile {
  const { name, crs, encoding, date } = options;
  const { files, losses } = writeShapefile(records(features, options), { name, crs, encoding, date });
  const renamed = Object.entries(losses.renamed).map(([long, short]) => `${long} → ${short}`);
  const cut = Object.entries(losses.cut).map(([field, count]) => `${field} (${count})`);
  const notes: Bilingual[] = [
    ...(renamed.length > 0
      ? [
          {
            zh: `字段名不超过十字节，已改称：${renamed.join("；")}`,
            en: `names of fields end at ten bytes: ${renamed.join("; ")}`,
          },
        ]
      : []),
    ...(cut.length > 0
      ? [{ zh: `文字超过 254 字节，已截断：${cut.join("；")}`, en: `texts over 254 bytes were cut: ${cut.join("; ")}` }]
      : []),
    ...lostNote(losses.lostCharacters),
  ];
  return { content: zipOf(files), notes };
}

function lostNote(lost: readonly string[]): readonly Bilingual[] {
  if (lost.length === 0) return [];
  const characters = lost.join(" ");
  return [
    {
      zh: `GBK 没有这些字，写作 ?：${characters}；可用 --encoding utf-8`,
      en: `GBK has no code for ${characters}, a ? stands there; --encoding utf-8 keeps them`,
    },
  ];
}

function boundaryPoints(features: readonly OutFeature[], { crs: code, encoding, date, producer }: OutOptions): OutFile {
  const crs = crsFromCode(code);
  if (crs.kind !== "transverse-mercator" || crs.datum !== "CGCS2000")
    throw new GeoError(
      "crs-not-projected",
      `boundary points are written in a Gauss–Krüger zone of CGCS2000, not in ${code}; say --crs EPSG:4513 to 4554`,
      {
        details: { code, messageZh: `界址点文件须用 2000 系高斯－克吕格带，不能用 ${code}；请以 --crs 指定 EPSG:4513–4554` },
      },
    );
  const { lon0Deg } = crs.projection;
  const zone = crs.zone ?? (crs.zoneWidthDeg === 3 ? lon0Deg / 3 : (lon0Deg + 3) / 6);
  const areal = features.filter(({ geometry }) => geometry?.type === "Polygon" || geometry?.type === "MultiPolygon");
  const plots = areal.flatMap((feature) => plotsOf(feature, code));
  const { bytes, lost } = writeBoundaryPoints(plots, { zone, zoneWidthDeg: crs.zoneWidthDeg, encoding, producer, date });
  const left = features.length - areal.length;
  const computed = plots.filter(({ isComputed }) => isComputed).length;
  return {
    content: bytes,
    notes: [
      ...(left > 0
        ? [{ zh: `${left} 个点状或无图形的要素未写出`, en: `${left} features that are no polygons were left out` }]
        : []),
      ...(plots.length > areal.length
        ? [
            {
              zh: "多部分的地块按部分分写，编号后加（1）（2）",
              en: "plots of several parts are written part by part, (1), (2) after the id",
            },
          ]
        : []),
      ...(computed > 0
        ? [
            {
              zh: `${computed} 宗没有登记面积，写的是计算面积（测地面积）`,
              en: `${computed} plots have no recorded area; the computed (geodesic) one is written`,
            },
          ]
        : []),
      ...lostNote(lost),
    ],
  };
}

function plotsOf(feature: OutFeature, crs: string) {
  const geometry = feature.geometry as Areal;
  const { recordedAreaM2, landUse } = feature.properties;
  const parts: readonly Areal[] =
    geometry.type === "Polygon" ? [geometry] : geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
  return parts.map((part, index) => {
    const isComputed = parts.length > 1 || typeof recordedAreaM2 !== "number";
    return {
      id: parts.length > 1 ? `${feature.id}（${index + 1}）` : feature.id,
      name: shownName(feature),
      geometry: placed(part, crs) as Areal,
      areaM2: isComputed ? geodesicAreaM2(part) : (recordedAreaM2 as number),
      isComputed,
      ...(typeof landUse === "string" ? { use: landUse } : {}),
    };
  });
}

function columnsOf(features: readonly OutFeature[]) {
  const names = [...new Set(features.flatMap(({ properties }) => Object.keys(properties)))];
  const cell = (value: unknown) =>
    value === null || value === undefined
      ? null
      : typeof value === "string" || typeof value === "number"
        ? value
        : JSON.stringify(value);
  return [
    { key: "id", value: (feature: OutFeature) => feature.id },
    ...names.map((name) => ({ key: name, value: (feature: OutFeature) => cell(feature.properties[name]) })),
  ];
}

function workbook(features: readonly OutFeature[], { name }: OutOptions): Promise<Uint8Array> {
  const columns = columnsOf(features);
  const rows = features.map((feature) => columns.map(({ value }) => value(feature)));
  const isNumber = (index: number) =>
    rows.some((row) => row[index] !== null) && rows.every((row) => row[index] === null || typeof row[index] === "number");
  return xlsxFromSheets([
    {
      name: name.slice(0, 31),
      columns: columns.map(({ key }, index) => ({ title: key, kind: isNumber(index) ? "number" : "text" })),
      rows,
    },
  ]);
}
