import type { Geometry, Issue } from "@parkatlas/geo-core";

/** Formats that a file of a drawer can have; the names that `--format` takes. */
export type SourceFormat =
  | "geojson"
  | "geojsonseq"
  | "shapefile"
  | "geopackage"
  | "flatgeobuf"
  | "boundary-points"
  | "kml"
  | "csv"
  | "xlsx";

/** What the file itself says about its coordinates; it is never more than that. */
export type SourceCrs =
  | { readonly kind: "code"; readonly code: string }
  | { readonly kind: "definition"; readonly text: string }
  /** Nothing is said: the user is asked, or a zone prefix tells the projection but never the datum. */
  | { readonly kind: "none" };

/** How bytes became text, and why so. */
export interface EncodingDecision {
  readonly encoding: Encoding;
  readonly ground: "asked" | "bom" | "declared" | "strict-utf-8" | "scored" | "ascii";
  /** What the file declared, in its own word; null where it declares nothing. Differs from `encoding` where it was wrong. */
  readonly declared: string | null;
  /** Up to three texts as read, for a person to look at. */
  readonly preview: readonly string[];
}

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "big5" | "windows-1252";

/** A value of an attribute; GeoJSON has nested ones, which other formats write as JSON text. */
export type SourceValue = string | number | boolean | null | readonly SourceValue[] | { readonly [member: string]: SourceValue };

export interface SourceField {
  readonly name: string;
  readonly kind: "text" | "number" | "date" | "boolean";
}

/** One record as it stands in the file: coordinates in the file's own CRS, easting or longitude first, two numbers each. */
export interface SourceFeature {
  /** Number of the record in its layer, from 1, as other programs count it. */
  readonly record: number;
  /** The record's own identity, where the format has one apart from the attributes. */
  readonly id?: string | number;
  readonly geometry: Geometry | null;
  readonly properties: Readonly<Record<string, SourceValue>>;
}

/** A layer of a file, opened: the head is read, the records come in batches when asked for, in the order of the file. */
export interface SourceLayer {
  readonly name: string;
  readonly format: SourceFormat;
  readonly crs: SourceCrs;
  readonly encoding: EncodingDecision | null;
  readonly fields: readonly SourceField[];
  /** Null where only reading tells. */
  readonly recordCount: number | null;
  batches(): AsyncIterable<readonly SourceFeature[]>;
}

/** Where a reader says what it found, as it finds it; errors mean that a record or more could not be read. */
export type Report = (issue: Issue) => void;
