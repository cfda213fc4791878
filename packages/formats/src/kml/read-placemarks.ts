import { SaxesParser } from "saxes";
import type { SourceValue } from "../source/types.ts";

type Position = [number, number];

/** A geometry of a placemark before its rings are put together. */
export type KmlShape =
  | { readonly kind: "point"; readonly position: Position }
  | { readonly kind: "line"; readonly positions: readonly Position[] }
  | { readonly kind: "polygon"; readonly rings: readonly (readonly Position[])[] };

export interface Placemark {
  readonly line: number;
  readonly name: string | null;
  /** Names of the folders it lies in, outermost first. */
  readonly folders: readonly string[];
  readonly properties: Readonly<Record<string, SourceValue>>;
  readonly shapes: readonly KmlShape[];
  readonly heights: boolean;
  /** Texts that should have been coordinates. */
  readonly wrong: readonly string[];
}

interface Open {
  line: number;
  name: string | null;
  properties: Record<string, SourceValue>;
  shapes: KmlShape[];
  rings: Position[][];
  heights: boolean;
  wrong: string[];
}

const MOST_DEPTH = 200;

/**
 * The placemarks of a KML document, in order (OGC KML 2.2): names, folders, descriptions, both kinds of extended data, the style
 * they refer to, and every point, line and polygon, those of a MultiGeometry too. Tags are taken without their prefix, since
 * phone programs bring their own. Elements of a schema or style are passed over. Throws where the text is no XML, or nests
 * deeper than 200; entities of a document type are not expanded, so that no text can blow itself up.
 */
export function readPlacemarks(text: string, found: (placemark: Placemark) => void): void {
  const parser = new SaxesParser({ position: true });
  const path: string[] = [];
  const folders: string[] = [];
  let words = "";
  let open: Open | null = null;
  let dataName: string | null = null;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const tag = localName(name);
    path.push(tag);
    words = "";
    if (path.length > MOST_DEPTH) throw new Error(`nested deeper than ${MOST_DEPTH}`);
    if (tag === "Placemark")
      open = { line: parser.line, name: null, properties: {}, shapes: [], rings: [], heights: false, wrong: [] };
    else if (tag === "Folder") folders.push("");
    else if (tag === "Polygon" && open) open.rings = [];
    else if (tag === "Data" || tag === "SimpleData") dataName = typeof attributes.name === "string" ? attributes.name : null;
  });
  const addText = (more: string) => {
    words += more;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", ({ name }) => {
    const tag = localName(name);
    const parent = path.at(-2);
    const content = words.trim();
    words = "";
    path.pop();
    if (open) closeInPlacemark(open, tag, parent, content, dataName);
    if (tag === "Data" || tag === "SimpleData") dataName = null;
    if (tag === "name" && parent === "Folder") folders[folders.length - 1] = content;
    if (tag === "Folder") folders.pop();
    if (tag === "Placemark" && open) {
      const { rings: _, ...placemark } = open;
      open = null;
      found({ ...placemark, folders: folders.filter((folder) => folder !== "") });
    }
  });
  parser.write(text).close();
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function closeInPlacemark(open: Open, tag: string, parent: string | undefined, content: string, dataName: string | null): void {
  if (parent === "Placemark" && tag === "name") open.name = content || null;
  else if (parent === "Placemark" && (tag === "description" || tag === "styleUrl" || tag === "address") && content !== "")
    open.properties[tag] = content;
  else if ((tag === "value" && parent === "Data") || tag === "SimpleData") {
    if (dataName)
      Object.defineProperty(open.properties, dataName, {
        value: content || null,
        enumerable: true,
        configurable: true,
        writable: true,
      });
  } else if (tag === "coordinates") addCoordinates(open, parent, content);
  else if (tag === "coord") addTrackPoint(open, content);
  else if (tag === "Polygon" && open.rings.length > 0) open.shapes.push({ kind: "polygon", rings: open.rings });
}

function addCoordinates(open: Open, parent: string | undefined, content: string): void {
  const positions = positionsOf(
    open,
    content.split(/\s+/).filter((tuple) => tuple !== ""),
    ",",
  );
  if (positions.length === 0) return;
  if (parent === "Point") open.shapes.push({ kind: "point", position: positions[0]! });
  else if (parent === "LinearRing") open.rings.push(positions);
  else if (parent === "LineString") open.shapes.push({ kind: "line", positions });
}

/** A point of a gx:Track, which parts its numbers by blanks. */
function addTrackPoint(open: Open, content: string): void {
  const [position] = positionsOf(open, [content], " ");
  if (!position) return;
  const last = open.shapes.at(-1);
  if (last?.kind === "line") (last.positions as Position[]).push(position);
  else open.shapes.push({ kind: "line", positions: [position] });
}

function positionsOf(open: Open, tuples: readonly string[], separator: string): Position[] {
  const positions: Position[] = [];
  for (const tuple of tuples) {
    const numbers = tuple.split(separator).map(Number);
    const [lonDeg, latDeg, height] = numbers;
    if (numbers.length < 2 || !Number.isFinite(lonDeg) || !Number.isFinite(latDeg)) {
      open.wrong.push(tuple.slice(0, 40));
      continue;
    }
    if (height) open.heights = true;
    positions.push([lonDeg!, latDeg!]);
  }
  return positions;
}
