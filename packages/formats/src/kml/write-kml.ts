import type { Geometry } from "@parkatlas/geo-core";

export interface KmlFeature {
  readonly id: string;
  readonly name: string;
  /** Longitude, latitude on CGCS2000, which phones take for WGS 84: the two agree within decimetres. */
  readonly geometry: Geometry | null;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Colour of the outline and of the faint filling, `#rrggbb`. */
  readonly color?: string;
}

/**
 * A layer as KML 2.2 for phones and Google Earth: a placemark each, with name, coloured outline and all attributes as extended
 * data (nested values as JSON text). Coordinates as they are, never shifted for Chinese web maps.
 */
export function writeKml(title: string, features: readonly KmlFeature[]): string {
  const colors = [...new Set(features.map(({ color }) => color ?? DEFAULT_COLOR))];
  const styles = colors.map((color, index) => styleOf(index, color));
  const placemarks = features.map((feature) => placemarkOf(feature, colors.indexOf(feature.color ?? DEFAULT_COLOR)));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<kml xmlns="http://www.opengis.net/kml/2.2">',
    `<Document><name>${escaped(title)}</name>`,
    ...styles,
    ...placemarks,
    "</Document>",
    "</kml>",
    "",
  ].join("\n");
}

const DEFAULT_COLOR = "#d04a35";

/** KML writes colours as opacity, blue, green, red. */
function kmlColor(color: string, opacity: string): string {
  const [, red, green, blue] = /^#(..)(..)(..)$/.exec(color) ?? ["", "d0", "4a", "35"];
  return opacity + blue! + green! + red!;
}

function styleOf(index: number, color: string): string {
  return (
    `<Style id="s${index}"><LineStyle><color>${kmlColor(color, "ff")}</color><width>2</width></LineStyle>` +
    `<PolyStyle><color>${kmlColor(color, "40")}</color></PolyStyle></Style>`
  );
}

function placemarkOf({ id, name, geometry, properties }: KmlFeature, style: number): string {
  const data = Object.entries({ id, ...properties })
    .filter(([, value]) => value !== null && value !== undefined)
    .map(
      ([key, value]) =>
        `<Data name="${escaped(key)}"><value>${escaped(typeof value === "string" ? value : JSON.stringify(value))}</value></Data>`,
    );
  return `<Placemark><name>${escaped(name)}</name><styleUrl>#s${style}</styleUrl><ExtendedData>${data.join("")}</ExtendedData>${geometry ? shapeOf(geometry) : ""}</Placemark>`;
}

function shapeOf(geometry: Geometry): string {
  switch (geometry.type) {
    case "Point":
      return `<Point>${coordinatesOf([geometry.coordinates])}</Point>`;
    case "LineString":
      return `<LineString>${coordinatesOf(geometry.coordinates)}</LineString>`;
    case "Polygon":
      return polygonOf(geometry.coordinates);
    case "MultiPoint":
      return `<MultiGeometry>${geometry.coordinates.map((each) => `<Point>${coordinatesOf([each])}</Point>`).join("")}</MultiGeometry>`;
    case "MultiLineString":
      return `<MultiGeometry>${geometry.coordinates.map((each) => `<LineString>${coordinatesOf(each)}</LineString>`).join("")}</MultiGeometry>`;
    case "MultiPolygon":
      return `<MultiGeometry>${geometry.coordinates.map(polygonOf).join("")}</MultiGeometry>`;
    default:
      return "";
  }
}

type Positions = readonly (readonly number[])[];

function polygonOf(rings: readonly Positions[]): string {
  return `<Polygon>${rings
    .map((ring, index) => {
      const side = index === 0 ? "outerBoundaryIs" : "innerBoundaryIs";
      return `<${side}><LinearRing>${coordinatesOf(ring)}</LinearRing></${side}>`;
    })
    .join("")}</Polygon>`;
}

function coordinatesOf(positions: Positions): string {
  return `<coordinates>${positions.map(([lonDeg, latDeg]) => `${lonDeg},${latDeg}`).join(" ")}</coordinates>`;
}

/** Text for XML 1.0: signs escaped, and characters that XML has no place for left out. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(NOT_XML, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 has no place for.
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
