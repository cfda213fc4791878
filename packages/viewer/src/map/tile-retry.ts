import type { ErrorEvent, Map as MapLibreMap, Tile } from "maplibre-gl";

const RETRY_MS = 5000;

interface TilePlace {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/**
 * MapLibre never asks again for a tile that failed: this does, every few seconds, for each tile that reported an error.
 * Tiles are named one by one, because a refresh of the whole source leaves failed tiles waiting for ever (MapLibre 6.17).
 */
export function retryFailedTiles(map: MapLibreMap): void {
  const waiting = new Map<string, TilePlace[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const retry = () => {
    timer = undefined;
    const failed = [...waiting];
    waiting.clear();
    // What fails again reports itself again.
    for (const [sourceId, places] of failed) if (map.getSource(sourceId)) map.refreshTiles(sourceId, places);
  };
  // A tile error carries its tile and source, which the type of the event does not say.
  map.on("error", (event: ErrorEvent & { readonly tile?: Tile; readonly sourceId?: string }) => {
    if (event.tile === undefined || event.sourceId === undefined) return;
    const { x, y, z } = event.tile.tileID.canonical;
    waiting.set(event.sourceId, [...(waiting.get(event.sourceId) ?? []), { x, y, z }]);
    timer ??= setTimeout(retry, RETRY_MS);
  });
  map.once("remove", () => clearTimeout(timer));
}
