import type { Dataset, LonLat, Look } from "@parkatlas/geo-core";
import type { StepChart } from "../drawing/chart.ts";
import type { Ground } from "../drawing/ground.ts";
import type { Drawable } from "../drawing/outlines.ts";
import type { Orientation, PaperSize } from "../page/paper.ts";
import type { Pen } from "../page/pen.ts";
import type { Table } from "../page/table.ts";
import type { SheetLanguage } from "./words.ts";

/** What every set of sheets is made from. */
export interface SheetInput {
  readonly dataset: Dataset;
  /** SHA-256 of the dataset's files, hexadecimal. */
  readonly datasetSha256: string;
  /** Bytes of a TrueType or OpenType font with the characters of the names; what is used is embedded. */
  readonly font: Uint8Array;
  readonly language: SheetLanguage;
  readonly paper: PaperSize;
  /** That which suits the sheet, where absent. */
  readonly orientation?: Orientation;
  /** Name and version of the program. */
  readonly software: string;
  /** The map number of the examining authority (审图号); an empty slot where absent. */
  readonly mapNumber?: string;
}

export interface LegendItem {
  readonly label: string;
  readonly look: Look;
  readonly shape: "area" | "line" | "envelope" | "outline";
  /** What it stands for, where that can lie outside the map: then the legend has it only if the map does. */
  readonly of?: readonly Drawable[];
}

export type Fact = readonly [label: string, value: string];

/** A part of the pages after the map. */
export type Block =
  | { readonly kind: "table"; readonly title: string; readonly table: Table<never> }
  | { readonly kind: "chart"; readonly title: string; readonly chart: StepChart }
  | { readonly kind: "formula" | "text"; readonly title: string; readonly lines: readonly string[] };

/** A table as a block, whatever its rows are. */
export function tableBlock<Row>(title: string, table: Table<Row>): Block {
  // A block draws the rows it came with, so that nobody else needs to know what they are.
  return { kind: "table", title, table: table as unknown as Table<never> };
}

/** One set of sheets: a page with the map, then its tables, then what they rest on. */
export interface SheetPlan {
  readonly title: string;
  readonly subtitle: string;
  readonly asOf: string;
  readonly orientation: Orientation;
  readonly isSynthetic: boolean;
  readonly isProjection: boolean;
  readonly facts: readonly Fact[];
  readonly legend: readonly LegendItem[];
  /** What has to be seen on the map: the positions of each thing. Where they lie far apart, each group gets a map of its own. */
  readonly places: readonly Iterable<LonLat>[];
  /** Draws the ground, and the numbers of the table where there is room for them. What it returns is said beside the map. */
  drawMap(pen: Pen, ground: Ground, withNumbers: boolean): string | null;
  readonly blocks: readonly Block[];
  /** Rules by name and version. */
  readonly rules: readonly string[];
  /** Ids of the sources that what is shown names. */
  readonly sourceIds: ReadonlySet<string>;
}
