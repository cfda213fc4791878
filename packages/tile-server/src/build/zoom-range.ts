import { GRID_ZOOM } from "../tile/mercator.ts";

/** BUILD: the zooms of an archive, both ends included. */
export interface ZoomRange {
  readonly minZoom: number;
  readonly maxZoom: number;
}

export function requireZooms(minZoom: number, maxZoom: number): void {
  const isRange = Number.isInteger(minZoom) && Number.isInteger(maxZoom) && minZoom >= 0 && minZoom <= maxZoom;
  if (!isRange || maxZoom > GRID_ZOOM)
    throw new RangeError(`Zooms ${minZoom}…${maxZoom} cannot be built; they must be integers, ascending, inside 0…${GRID_ZOOM}`);
}
