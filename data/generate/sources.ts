import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { LonLat } from "./geometry/frame.ts";
import type { Feature } from "./geometry/geojson.ts";

const folder = new URL("../sources/", import.meta.url);
const bytes = (name: string) => readFileSync(new URL(name, folder));
const json = (name: string) => JSON.parse(bytes(name).toString("utf8")) as unknown;

export const sha256 = (content: Uint8Array | string) => createHash("sha256").update(content).digest("hex");
export const sourceSha256 = (name: string) => sha256(bytes(name));

export interface Fact {
  readonly id: string;
  readonly subject: string;
  readonly unit: string | null;
  readonly city: string;
  readonly kind: string;
  readonly document: string;
  readonly place: string;
  readonly note?: string;
  readonly [key: string]: unknown;
}

interface Statement {
  readonly value: unknown;
  readonly unit?: string;
  readonly document: string;
  readonly place: string;
  readonly year?: unknown;
}

interface ContradictionFact {
  readonly id: string;
  readonly cities: readonly string[];
  readonly description: string;
  readonly descriptionZh: string;
  readonly statements: readonly Statement[];
  readonly factIds: readonly string[];
}

interface Facts {
  readonly documents: readonly { id: string; title: string; titleEn: string; date: string | null; sha256: string }[];
  readonly facts: readonly Fact[];
  readonly contradictions: readonly ContradictionFact[];
  readonly tongliao: {
    readonly parks_2020: readonly {
      readonly park: string;
      readonly county: string;
      readonly enterprises: number;
      readonly above_scale: number;
      readonly table: string;
      readonly blocks: readonly {
        readonly block: string | null;
        readonly enterprises: number;
        readonly above_scale: number;
        readonly industries: readonly string[];
      }[];
    }[];
    readonly consolidated: readonly {
      readonly park: string;
      readonly named_sites: readonly string[];
      readonly enterprises_2020: number;
      readonly above_scale_2020: number;
    }[];
  };
  readonly ordos: {
    readonly parks: readonly {
      readonly park: string;
      readonly level: string;
      readonly table: string;
      readonly blocks: readonly { readonly block: string; readonly direction: readonly string[] }[];
    }[];
    readonly predecessors_15: readonly { readonly park: string; readonly level: string }[];
  };
  readonly ordosExtra: {
    readonly industryClusters: { readonly table: string; readonly rows: readonly (readonly [string, readonly string[]])[] };
    readonly greenParks: { readonly table: string; readonly rows: readonly (readonly [string, string])[] };
  };
}

export const FACTS = json("facts.json") as Facts;

type Words = Readonly<Record<string, string>>;
export const ENGLISH = json("english.json") as Readonly<Record<"industries" | "places" | "levels" | "subjects" | "units", Words>>;

const PLACES = { id: "places", title: "地名与锚点表（GeoNames CC BY 4.0 等，见 places.csv 各行）" };

/** Title of a document, with its date where it bears one. */
export function documentTitle(id: string): string {
  if (id === PLACES.id) return PLACES.title;
  const found = FACTS.documents.find((document) => document.id === id);
  if (!found) throw new RangeError(`no document "${id}" in facts.json`);
  return found.date === null || found.title.includes(found.date) ? `《${found.title}》` : `《${found.title}》（${found.date}）`;
}

export const cite = (document: string, place: string) => `${documentTitle(document)} ${place}`;

/** Places by their Chinese name; the file is a plain CSV with quoted fields. */
export const PLACE_BY_NAME: ReadonlyMap<string, LonLat> = new Map(
  bytes("places.csv")
    .toString("utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const cells = [...line.matchAll(/("[^"]*"|[^,]*)(?:,|$)/g)].map((match) => match[1]!.replaceAll('"', ""));
      return [cells[0]!, [Number(cells[2]), Number(cells[3])]] as const;
    }),
);

interface SourceFeature {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: Feature["geometry"];
}

/** Real power plants: places that no made-up parcel comes near. Nothing is said about them. */
export const REAL_PLANTS: readonly LonLat[] = (json("power-plants.geojson") as { features: SourceFeature[] }).features.map(
  ({ geometry }) => geometry.coordinates as LonLat,
);

export const boundaryFile = (city: string) => `boundaries/${city}-counties.wgs84.geojson`;

export function boundaryFeatures(city: string): readonly SourceFeature[] {
  return (json(boundaryFile(city)) as { features: SourceFeature[] }).features;
}
