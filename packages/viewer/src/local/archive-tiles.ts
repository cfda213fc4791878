import { PMTiles, Protocol, ResolvedValueCache } from "pmtiles";
import { archiveSource } from "./archive-source.ts";

/** A request of the map for something whose address begins with `pmtiles://`. */
export interface TileRequest {
  readonly url: string;
  readonly type?: "string" | "json" | "arrayBuffer" | "image";
}

const SCHEME = "pmtiles://";
const protocol = new Protocol();

/**
 * A tile, or the TileJSON, of an archive beside the page: `pmtiles://tiles/a.pmtiles[/z/x/y]`, the path relative to `base`.
 * A tile that the archive does not have is empty.
 */
export async function readArchive(base: string, request: TileRequest, abort: AbortController): Promise<{ data: object }> {
  const address = request.url.slice(SCHEME.length);
  const path = request.type === "json" ? address : address.replace(/(?:\/\d+){3}$/, "");
  if (!protocol.get(path)) {
    // This cache keeps what came; the usual one keeps failures too, and a moment without network would last for ever.
    protocol.add(new PMTiles(archiveSource(new URL(path, base).href, path), new ResolvedValueCache()));
  }
  return { data: (await protocol.tilev4(request, abort)).data as object };
}
