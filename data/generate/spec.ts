/** What a city's page says about its parks and blocks: names and facts, and the anchors the geometry hangs on. */
export type Character = "heavy" | "mixed" | "light" | "fine";

export type Industry =
  | "aluminium"
  | "power"
  | "food"
  | "ferment"
  | "pharma"
  | "fine-chemical"
  | "silica"
  | "building-material"
  | "nickel"
  | "coal-chemical"
  | "coking"
  | "chlor-alkali"
  | "equipment"
  | "logistics"
  | "textile"
  | "electronics"
  | "new-energy"
  | "new-material";

export interface BlockSpec {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly parkId: string;
  readonly formerParkId?: string;
  /** Code of the county that the block belongs to. */
  readonly adcode: string;
  /** `name_zh` of the row in places.csv that the block hangs on, and where its middle lies from there, metres. */
  readonly anchor: string;
  readonly offsetM: readonly [east: number, north: number];
  readonly areaKm2: number;
  readonly character: Character;
  readonly industries: readonly Industry[];
  /** Published facts of the block, as properties. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface ParkSpec {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  /** Published facts of the park, as properties. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface CitySpec {
  readonly id: string;
  /** First letters of every id of the city. */
  readonly code: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly adcode: string;
  readonly workingCrs: string;
  readonly parks: readonly ParkSpec[];
  readonly formerParks: readonly ParkSpec[];
  readonly blocks: readonly BlockSpec[];
  /** Totals over the parks, where they are published: the generated areas add up to them. */
  readonly totals: { readonly plannedAreaM2: number; readonly builtAreaM2: number } | null;
  readonly parcels: number;
  readonly plants: number;
  readonly sitesPerBlock: number;
  readonly zoning: readonly { readonly file: string; readonly scheme: object }[];
  readonly lineage: object;
  /** Land price, yuan per m², and output and tax of a middling parcel, 10 000 yuan per mu. */
  readonly economy: { readonly pricePerM2: number; readonly outputPerMu: number; readonly taxPerMu: number };
}

/** A date of which the documents give the year only, said so beside it. */
export const FORMER_UNTIL = "2020-12-31";
export const CURRENT_FROM = "2021-01-01";
