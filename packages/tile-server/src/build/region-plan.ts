import { tileIdFromZxy } from "../pmtiles/tile-id.ts";
import { EXTENT, GRID_ZOOM } from "../tile/mercator.ts";
import { isDrawable, type SharedTable } from "./feature-table.ts";

/**
 * BUILD: the world in square regions with about equally many vertices. A region is a tile, and the job of one thread is
 * to make that tile and all tiles below it; tiles above regions are put together from what several regions give.
 */
export interface Region {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

export interface RegionPlan {
  readonly regions: readonly Region[];
  /** The region that says what became of a feature; −1 for one that cannot be drawn. Shared. */
  readonly owners: Int32Array;
  /** Ids of the tiles above regions. */
  readonly inner: readonly number[];
}

/** Few enough that what a region needs stays in the processor's cache, many enough that little is done twice at borders. */
export const REGION_POSITIONS = 120_000;

/** @param maxZoom no region is smaller than a tile of this zoom. */
export function planRegions(table: SharedTable, maxZoom: number, regionPositions: number): RegionPlan {
  const total = table.types.length;
  const owners = new Int32Array(new SharedArrayBuffer(total * 4)).fill(-1);
  const regions: Region[] = [];
  const inner: number[] = [];
  const all = Int32Array.from({ length: total }, (_, feature) => feature).filter((feature) => isDrawable(table, feature));
  divide({ z: 0, x: 0, y: 0 }, all);
  return { regions, owners, inner };

  function divide(region: Region, features: Int32Array): void {
    let positions = 0;
    for (const feature of features) positions += table.positions[feature]!;
    if (positions <= regionPositions || region.z >= maxZoom) {
      for (const feature of features) owners[feature] = regions.length;
      regions.push(region);
      return;
    }
    const { z, x, y } = region;
    inner.push(tileIdFromZxy(z, x, y));
    const shift = GRID_ZOOM - z - 1;
    const quarterOf = Uint8Array.from(features, (feature) => {
      const [column, row] = middleTile(table, feature, shift);
      return (column > x * 2 ? 1 : 0) + (row > y * 2 ? 2 : 0);
    });
    for (let quarter = 0; quarter < 4; quarter++)
      divide(
        { z: z + 1, x: x * 2 + (quarter % 2), y: y * 2 + (quarter >> 1) },
        features.filter((_, i) => quarterOf[i] === quarter),
      );
  }
}

function middleTile({ bboxes }: SharedTable, feature: number, shift: number): [column: number, row: number] {
  const x = Math.floor((bboxes[feature * 4]! + bboxes[feature * 4 + 2]!) / 2);
  const y = Math.floor((bboxes[feature * 4 + 1]! + bboxes[feature * 4 + 3]!) / 2);
  const unit = EXTENT * 2 ** shift;
  return [Math.floor(x / unit), Math.floor(y / unit)];
}
