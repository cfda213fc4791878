import { bboxOf } from "@parkatlas/geo-core";
import type { ArchivePlace } from "../pmtiles/write-archive.ts";
import { MAX_LATITUDE_DEG } from "../tile/mercator.ts";
import type { SourceLayer } from "./source-layer.ts";

/** BUILD: where an archive lies and at which zoom a map of it should open. */

/** Half the width that a single point is given, since bounds must enclose something; about 10 m. */
const PAD_DEG = 1e-4;

/** West, south, east, north; west is greater than east where there is nothing. */
export type Degrees = readonly [number, number, number, number];

const NOTHING: Degrees = [180, MAX_LATITUDE_DEG, -180, -MAX_LATITUDE_DEG];

/** Bounds of all features, inside Web Mercator, and the zoom at which they are about one tile wide. */
export function placeOf(layers: readonly SourceLayer[], minZoom: number, maxZoom: number): ArchivePlace {
  return placeIn(
    layers.flatMap(({ features }) => features.map(({ geometry }) => bboxOf(geometry))),
    minZoom,
    maxZoom,
  );
}

/** The same of boxes in degrees. */
export function placeIn(boxes: readonly Degrees[], minZoom: number, maxZoom: number): ArchivePlace {
  const [west, south, east, north] = boxes.reduce(union, NOTHING);
  if (west > east) return { bounds: [-180, -MAX_LATITUDE_DEG, 180, MAX_LATITUDE_DEG], centreZoom: minZoom };
  const padded: [number, number, number, number] = [
    Math.max(-180, west - PAD_DEG),
    Math.max(-MAX_LATITUDE_DEG, south - PAD_DEG),
    Math.min(180, east + PAD_DEG),
    Math.min(MAX_LATITUDE_DEG, north + PAD_DEG),
  ];
  const fitting = Math.floor(Math.log2(360 / Math.max(padded[2] - padded[0], padded[3] - padded[1])));
  return { bounds: padded, centreZoom: Math.min(maxZoom, Math.max(minZoom, fitting)) };
}

/** A feature with positions outside the square is not drawn, so it does not count. */
function union(a: Degrees, [west, south, east, north]: Degrees): Degrees {
  const isInside = west >= -180 && east <= 180 && south >= -MAX_LATITUDE_DEG && north <= MAX_LATITUDE_DEG;
  return isInside ? [Math.min(a[0], west), Math.min(a[1], south), Math.max(a[2], east), Math.max(a[3], north)] : a;
}
