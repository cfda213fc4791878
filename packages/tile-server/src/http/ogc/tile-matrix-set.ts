/** WebMercatorQuad of OGC 17-083r4, annex D.1: the pyramid that all tiles of this service are cut from. */
export const TILE_MATRIX_SET_ID = "WebMercatorQuad";
export const TILE_MATRIX_SET_URI = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";
export const WEB_MERCATOR = "http://www.opengis.net/def/crs/EPSG/0/3857";

/** Half the side of the square of Web Mercator, π times the equatorial radius of WGS 84, metres. */
const HALF_SIDE_M = 20_037_508.342789244;
const TILE_PIXELS = 256;
/** A pixel of 0.28 mm, by which scale denominators are defined. */
const PIXEL_M = 0.00028;
const DEEPEST_ZOOM = 24;

/** The matrix set as JSON (clause 7.1 of OGC 17-083r4). */
export function tileMatrixSetDocument() {
  const matrix = (z: number) => {
    const cellSize = (2 * HALF_SIDE_M) / TILE_PIXELS / 2 ** z;
    return {
      id: String(z),
      scaleDenominator: cellSize / PIXEL_M,
      cellSize,
      cornerOfOrigin: "topLeft",
      pointOfOrigin: [-HALF_SIDE_M, HALF_SIDE_M],
      matrixWidth: 2 ** z,
      matrixHeight: 2 ** z,
      tileWidth: TILE_PIXELS,
      tileHeight: TILE_PIXELS,
    };
  };
  return {
    id: TILE_MATRIX_SET_ID,
    title: "Google Maps Compatible for the World",
    uri: TILE_MATRIX_SET_URI,
    crs: WEB_MERCATOR,
    wellKnownScaleSet: "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
    orderedAxes: ["X", "Y"],
    tileMatrices: Array.from({ length: DEEPEST_ZOOM + 1 }, (_, z) => matrix(z)),
  };
}
