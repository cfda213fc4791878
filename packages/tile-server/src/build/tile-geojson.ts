import type { Geometry } from "@parkatlas/geo-core";
import type { DecodedFeature, DecodedLayer } from "../tile/decode-tile.ts";
import { lonLatFromTile } from "../tile/mercator.ts";
import type { TileValue } from "../tile/properties.ts";
import { doubleArea } from "../tile/ring.ts";

/** A GeoJSON FeatureCollection whose features say in `properties.layer` which source layer they come from. */
export interface TileGeojson {
  readonly type: "FeatureCollection";
  readonly features: readonly {
    readonly type: "Feature";
    readonly id?: number;
    readonly geometry: Geometry;
    readonly properties: Readonly<Record<string, TileValue>>;
  }[];
}

type Position = number[];

/** BUILD: a tile as GeoJSON, to look at: clipped and rounded as the tile has it, never to be measured. */
export function geojsonOfTile(layers: readonly DecodedLayer[], z: number, x: number, y: number): TileGeojson {
  return {
    type: "FeatureCollection",
    features: layers.flatMap((layer) => {
      const place = placer(z, x, y, layer.extent);
      return layer.features.flatMap((feature) => {
        const geometry = geometryOf(feature, place);
        if (geometry === null) return [];
        const { id, properties } = feature;
        return [
          {
            type: "Feature" as const,
            ...(id === null ? {} : { id }),
            geometry,
            properties: { ...properties, layer: layer.name },
          },
        ];
      });
    }),
  };
}

type Place = (path: readonly number[]) => Position[];

/** Tile units of any extent as longitude and latitude. */
function placer(z: number, x: number, y: number, extent: number): Place {
  const scale = 4096 / extent;
  return (path) => {
    const positions: Position[] = [];
    for (let i = 0; i < path.length; i += 2) positions.push(lonLatFromTile(z, x, y, path[i]! * scale, path[i + 1]! * scale));
    return positions;
  };
}

function geometryOf({ type, paths }: DecodedFeature, place: Place): Geometry | null {
  const parts = paths.map(place);
  if (type === 1) {
    const points = parts.map((part) => part[0]!);
    return points.length === 1 ? { type: "Point", coordinates: points[0]! } : { type: "MultiPoint", coordinates: points };
  }
  if (type === 2)
    return parts.length === 1 ? { type: "LineString", coordinates: parts[0]! } : { type: "MultiLineString", coordinates: parts };
  if (type === 3) return polygonsOf(paths, parts);
  return null;
}

/** A positive ring begins a polygon, a negative one is a hole in it. */
function polygonsOf(paths: readonly (readonly number[])[], parts: readonly Position[][]): Geometry {
  const polygons: Position[][][] = [];
  paths.forEach((path, i) => {
    const ring = [...parts[i]!, parts[i]![0]!].reverse();
    const current = polygons.at(-1);
    if (current === undefined || doubleArea(path, 0, path.length) > 0) polygons.push([ring]);
    else current.push(ring);
  });
  return polygons.length === 1 ? { type: "Polygon", coordinates: polygons[0]! } : { type: "MultiPolygon", coordinates: polygons };
}
