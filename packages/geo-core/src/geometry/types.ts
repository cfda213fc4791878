import type { Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon } from "geojson";

export type { Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon };

/** The geometries that areas are asked of. */
export type Areal = Polygon | MultiPolygon;

/** A bounding box in degrees, as RFC 7946 orders it. */
export type Bbox = readonly [westDeg: number, southDeg: number, eastDeg: number, northDeg: number];

/** How an edge runs between two vertices: straight in the dataset's GK zone, straight in lon/lat (RFC 7946), or geodesic. */
export type EdgeModel = "projected" | "lonlat" | "geodesic";
