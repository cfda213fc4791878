import type { Geometry } from "@parkatlas/geo-core";
import { finding } from "../source/finding.ts";
import type { Report, SourceFeature, SourceField, SourceFormat, SourceLayer, SourceValue } from "../source/types.ts";
import { degreesFromText } from "./parse-degrees.ts";

/** Cells as they come out of a spreadsheet or a text table. */
export type Cells = readonly (readonly SourceValue[])[];

/** Rows that are looked at for the head: registers have a title, a date and a unit above it. */
const ROWS_BEFORE_HEAD = 20;
const LON_NAMES = ["经度", "东经", "lon", "longitude", "lng", "jd", "x"];
const LAT_NAMES = ["纬度", "北纬", "lat", "latitude", "wd", "y"];

export interface TableLayer extends SourceLayer {
  /** Number of the row that the head was found in, from 1. */
  readonly headRow: number;
}

/**
 * A table as a layer: the head is the first of the fullest rows of different texts within the first twenty, so that titles above
 * it do no harm; each row below with anything in it is a record. Columns of longitude and latitude, in degrees or as 122°15′30″,
 * make it a point; other tables have no places and are joined to outlines by a key.
 */
export function tableLayer(cells: Cells, file: string, name: string, format: SourceFormat, report: Report): TableLayer | null {
  const head = headIndex(cells);
  if (head < 0) {
    report(
      finding(
        "error",
        "table-without-head",
        { file },
        {
          zh: `“${name}”没有表头：前 ${ROWS_BEFORE_HEAD} 行中没有两个以上不同文字的行；请补上列名`,
          en: `"${name}" has no head: none of the first ${ROWS_BEFORE_HEAD} rows holds two different texts; add the names of the columns`,
        },
      ),
    );
    return null;
  }
  const names = columnNames(cells[head]!);
  const rows = cells.slice(head + 1);
  const place = (wanted: readonly string[]) =>
    names.find((each) => each && wanted.includes(each.toLowerCase().replace(/[（(].*$/, "")));
  const [lon, lat] = [place(LON_NAMES), place(LAT_NAMES)];
  const hasPlaces = lon !== undefined && lat !== undefined && rows.some((row) => isDegrees(row[names.indexOf(lon)]));
  const features: SourceFeature[] = [];
  for (const [index, row] of rows.entries()) {
    const properties = propertiesOf(names, row);
    if (Object.values(properties).every((value) => value === null)) continue;
    const record = head + index + 2;
    const geometry = hasPlaces ? pointOf(properties[lon]!, properties[lat]!, file, record, report) : null;
    features.push({ record, geometry, properties });
  }
  return {
    name,
    format,
    crs: hasPlaces ? { kind: "code", code: "EPSG:4490" } : { kind: "none" },
    encoding: null,
    fields: fieldsOf(names, features),
    recordCount: features.length,
    headRow: head + 1,
    async *batches() {
      yield features;
    },
  };
}

function headIndex(cells: Cells): number {
  let best = -1;
  let most = 1;
  for (const [index, row] of cells.slice(0, ROWS_BEFORE_HEAD).entries()) {
    const texts = row.filter((cell) => typeof cell === "string" && cell.trim() !== "");
    // A text table writes numbers as texts.
    const numbers = row.filter(
      (cell) => typeof cell === "number" || /^[-+\d.,\s]*\d[-+\d.,\s]*$/.test(String(cell ?? "")),
    ).length;
    const different = new Set(texts).size;
    if (numbers === 0 && different > most) {
      best = index;
      most = different;
    }
  }
  return best;
}

/** Names of the columns, a line break in them taken out; "" for one without, which is passed over. */
function columnNames(head: readonly SourceValue[]): readonly string[] {
  const taken = new Set<string>();
  return head.map((cell) => {
    const plain = typeof cell === "string" ? cell.replace(/\s+/g, "").trim() : "";
    let name = plain;
    for (let copy = 2; name !== "" && taken.has(name); copy++) name = `${plain}_${copy}`;
    taken.add(name);
    return name;
  });
}

function propertiesOf(names: readonly string[], row: readonly SourceValue[]): Record<string, SourceValue> {
  const entries = names.flatMap((name, index): [string, SourceValue][] => {
    if (name === "") return [];
    const cell = row[index] ?? null;
    return [[name, typeof cell === "string" ? cell.trim() || null : cell]];
  });
  return Object.fromEntries(entries);
}

function isDegrees(cell: SourceValue | undefined): boolean {
  return degreesOf(cell ?? null) !== null;
}

function degreesOf(cell: SourceValue): number | null {
  const degrees = typeof cell === "number" ? cell : typeof cell === "string" ? degreesFromText(cell) : null;
  return degrees !== null && Math.abs(degrees) <= 180 ? degrees : null;
}

function pointOf(lon: SourceValue, lat: SourceValue, file: string, record: number, report: Report): Geometry | null {
  const [lonDeg, latDeg] = [degreesOf(lon), degreesOf(lat)];
  if (lonDeg !== null && latDeg !== null && Math.abs(latDeg) <= 90) return { type: "Point", coordinates: [lonDeg, latDeg] };
  if (lon !== null || lat !== null)
    report(
      finding(
        "error",
        "coordinates-invalid",
        { file, record },
        {
          zh: `经度“${String(lon)}”、纬度“${String(lat)}”不是度数（如 122.258 或 122°15′30″）；请改正`,
          en: `longitude "${String(lon)}" and latitude "${String(lat)}" are no degrees (such as 122.258 or 122°15′30″); correct them`,
        },
      ),
    );
  return null;
}

function fieldsOf(names: readonly string[], features: readonly SourceFeature[]): readonly SourceField[] {
  return names
    .filter((name) => name !== "")
    .map((name) => {
      const value = features.find(({ properties }) => properties[name] !== null)?.properties[name];
      return { name, kind: typeof value === "number" ? "number" : typeof value === "boolean" ? "boolean" : "text" };
    });
}
