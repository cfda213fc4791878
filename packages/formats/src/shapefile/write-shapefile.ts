import type { Geometry } from "@parkatlas/geo-core";
import { esriWkt } from "./esri-wkt.ts";
import { type DbfLosses, writeDbf } from "./write-dbf.ts";
import { type ShapeKind, shapeKindOf, writeShapes } from "./write-shapes.ts";

/** A record to be written: its geometry in the CRS of the file, easting or longitude first. */
export interface ShapefileRecord {
  readonly geometry: Geometry | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface ShapefileOptions {
  readonly name: string;
  /** `EPSG:4490` or a Gauss–Krüger zone of CGCS2000. */
  readonly crs: string;
  readonly encoding: "utf-8" | "gbk";
  /** Day of the file, `YYYY-MM-DD`; given and not taken from a clock, so that the same data give the same bytes. */
  readonly date: string;
}

export interface WrittenShapefile {
  /** Bytes by file name; a layer of several kinds of shapes becomes one Shapefile of each, named after it. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly losses: DbfLosses;
}

const KIND_SUFFIX: Readonly<Record<ShapeKind, string>> = {
  point: "_point",
  line: "_line",
  polygon: "_polygon",
  multipoint: "_multipoint",
};

/**
 * A layer as Shapefiles with `.shp`, `.shx`, `.dbf`, `.prj` and `.cpg`. A Shapefile holds one kind of shape, so a layer of points and
 * polygons becomes two. Records without geometry go with the first.
 *
 * @throws {GeoError} `unknown-crs`. @throws {RangeError} above 2 GB.
 */
export function writeShapefile(
  records: readonly ShapefileRecord[],
  { name, crs, encoding, date }: ShapefileOptions,
): WrittenShapefile {
  const prj = esriWkt(crs);
  const kinds = [...new Set(records.flatMap(({ geometry }) => (geometry && shapeKindOf(geometry)) ?? []))];
  if (kinds.length === 0) kinds.push("polygon");
  const files = new Map<string, Uint8Array>();
  const losses: { renamed: Record<string, string>; cut: Record<string, number>; lost: Set<string> } = {
    renamed: {},
    cut: {},
    lost: new Set(),
  };
  for (const [index, kind] of kinds.entries()) {
    const own = records.filter(({ geometry }) => (geometry ? shapeKindOf(geometry) === kind : index === 0));
    const stem = kinds.length === 1 ? name : name + KIND_SUFFIX[kind];
    const { shp, shx } = writeShapes(
      own.map(({ geometry }) => geometry),
      kind,
    );
    const { bytes, losses: more } = writeDbf(
      own.map(({ properties }) => properties),
      encoding,
      date,
    );
    Object.assign(losses.renamed, more.renamed);
    for (const [field, count] of Object.entries(more.cut)) losses.cut[field] = (losses.cut[field] ?? 0) + count;
    for (const character of more.lostCharacters) losses.lost.add(character);
    files.set(`${stem}.shp`, shp);
    files.set(`${stem}.shx`, shx);
    files.set(`${stem}.dbf`, bytes);
    files.set(`${stem}.prj`, new TextEncoder().encode(prj));
    files.set(`${stem}.cpg`, new TextEncoder().encode(encoding === "gbk" ? "GBK" : "UTF-8"));
  }
  return { files, losses: { renamed: losses.renamed, cut: losses.cut, lostCharacters: [...losses.lost] } };
}
