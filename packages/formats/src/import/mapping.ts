import type { LayerName } from "@parkatlas/geo-core";
import type { Encoding, SourceFormat } from "../source/types.ts";
import type { AreaUnit, MoneyUnit } from "./read-value.ts";

/** Where the value of one property comes from: a field, or the same value for every record, or the place of the record. */
export interface PropertyMapping {
  readonly field?: string;
  readonly value?: unknown;
  /** The feature of this layer that holds most of the record: its id. Lets parcels find their blocks. */
  readonly within?: "blocks" | "parks" | "plants";
  /** Unit of a bare number. Without it an area's unit is told from the outlines, and an amount of money is not taken. */
  readonly unit?: AreaUnit | MoneyUnit;
  /** Words of the file and what the model calls them, before the dictionary's own. */
  readonly words?: Readonly<Record<string, string>>;
}

/** A table without outlines whose rows belong to records by a key. */
export interface RegisterMapping {
  readonly files: readonly string[];
  readonly sheet?: string;
  /** Field of the table and field of the record that hold the same key. */
  readonly key: string;
  readonly of: string;
}

/** Files that become features of one layer. */
export interface SourceMapping {
  /** Names as given on the command line, or their ends; `*` stands for any part of a name. */
  readonly files: readonly string[];
  readonly layer: LayerName;
  readonly format?: SourceFormat;
  readonly encoding?: Encoding;
  /** The user's word about the coordinates; it is followed before that of the file. */
  readonly crs?: string;
  /** Coordinates of Chinese web maps, which are shifted by hundreds of metres: taken back, with the residual said. */
  readonly shifted?: "gcj02" | "bd09";
  readonly id?: PropertyMapping;
  readonly properties?: Readonly<Record<string, PropertyMapping>>;
  readonly register?: RegisterMapping;
}

/** A saved mapping, as `--mapping FILE` reads it and `--save-mapping FILE` writes it. */
export interface MappingFile {
  readonly format: "parkatlas-mapping/1";
  /** Of the dataset to be made, where there is none yet. */
  readonly dataset?: {
    readonly id: string;
    readonly title: { readonly zh: string; readonly en: string };
    readonly asOf: string;
    readonly workingCrs?: string;
  };
  readonly sources: readonly SourceMapping[];
}
