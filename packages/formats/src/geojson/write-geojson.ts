import { GeoError } from "@parkatlas/geo-core";
import { twiceSignedArea } from "../source/ring-area.ts";

type Position = readonly number[];

/** What the writer needs of a feature; a `DatasetFeature` is one. */
export interface WritableFeature {
  readonly id?: string;
  readonly geometry: WritableGeometry | null;
  readonly properties: Readonly<Record<string, unknown>> | null;
}

export type WritableGeometry =
  | { readonly type: "Point"; readonly coordinates: Position }
  | { readonly type: "MultiPoint" | "LineString"; readonly coordinates: readonly Position[] }
  | { readonly type: "MultiLineString" | "Polygon"; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly (readonly Position[])[])[] };

/**
 * A GeoJSON FeatureCollection (RFC 7946) as text: one feature a line, members in the order type, id, properties, geometry,
 * properties in their own order, outer rings counter-clockwise and holes clockwise (§3.1.6), numbers unrounded, a line feed at
 * the end. The same features give the same bytes. Inputs are not changed.
 *
 * @throws {GeoError} `input-out-of-range` for NaN or an infinity anywhere: JSON has no word for them, and `null` in their
 *   place would be a silent loss.
 */
export function geojsonFromFeatures(features: readonly WritableFeature[]): string {
  const text = new GeojsonText();
  return text.piece(features) + text.end();
}

/**
 * The text of {@link geojsonFromFeatures} piece by piece, for features that come in batches: what is written out need not be held.
 * Throws as it does.
 */
export class GeojsonText {
  #count = 0;

  piece(features: readonly WritableFeature[]): string {
    let text = "";
    for (const feature of features) {
      text += this.#count === 0 ? '{"type":"FeatureCollection","features":[\n' : ",\n";
      text += lineOf(feature, this.#count);
      this.#count++;
    }
    return text;
  }

  end(): string {
    return this.#count === 0 ? '{"type":"FeatureCollection","features":[]}\n' : "\n]}\n";
  }
}

function lineOf({ id, geometry, properties }: WritableFeature, index: number): string {
  const feature = {
    type: "Feature",
    ...(id === undefined ? {} : { id }),
    properties: properties ?? {},
    geometry: geometry === null ? null : { type: geometry.type, coordinates: woundCoordinates(geometry) },
  };
  // Asking for each number while it is written is three times as slow; it is done to say where the wrong one stands.
  if (isFiniteThroughout(feature)) return JSON.stringify(feature);
  return JSON.stringify(feature, (key, value: unknown) => {
    if (typeof value !== "number" || Number.isFinite(value)) return value;
    const name = id === undefined ? `features[${index}]` : `feature "${id}"`;
    throw new GeoError(
      "input-out-of-range",
      `The number ${value} at "${key}" of ${name} cannot be written as JSON; correct it or leave it out.`,
      {
        details: { index, key },
      },
    );
  });
}

function isFiniteThroughout(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) {
    for (const each of value) if (!isFiniteThroughout(each)) return false;
    return true;
  }
  for (const key in value) if (!isFiniteThroughout((value as Record<string, unknown>)[key])) return false;
  return true;
}

function woundCoordinates(geometry: WritableGeometry): unknown {
  if (geometry.type === "Polygon") return geometry.coordinates.map(woundRing);
  if (geometry.type === "MultiPolygon") return geometry.coordinates.map((polygon) => polygon.map(woundRing));
  return geometry.coordinates;
}

/** The ring in its right direction: the first of a polygon counter-clockwise, the others clockwise. */
function woundRing(ring: readonly Position[], index: number): readonly Position[] {
  const isCounterClockwise = twiceSignedArea(ring) > 0;
  return isCounterClockwise === (index === 0) ? ring : ring.toReversed();
}
