import { dayFromDate, GeoError, isCivilDate } from "@parkatlas/geo-core";
import { expand } from "../pmtiles/gzip.ts";
import { MAX_TILE_BYTES, openArchive } from "../pmtiles/read-archive.ts";
import { zxyFromTileId } from "../pmtiles/tile-id.ts";
import type { Archive, ArchiveHeader, ArchiveMetadata } from "../pmtiles/types.ts";
import { type TileEntry, walkEntries } from "../pmtiles/walk-entries.ts";
import { type DecodedLayer, decodeTile } from "../tile/decode-tile.ts";
import { geojsonOfTile, type TileGeojson } from "./tile-geojson.ts";
import { pictureOfTile } from "./tile-picture.ts";

/** BUILD: what is in an archive: the answer of `parkatlas inspect --json`. */

const LARGEST_SHOWN = 10;

type TileAddress = readonly [z: number, x: number, y: number];

export interface InspectedLayer {
  readonly name: string;
  readonly features: number;
  /** Of the layer in the uncompressed tile. */
  readonly bytes: number;
}

export interface InspectedTile {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  /** As stored, compressed. */
  readonly bytes: number;
  readonly layers: readonly InspectedLayer[];
}

export interface InspectReport {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly header: ArchiveHeader;
  readonly metadata: ArchiveMetadata;
  readonly zooms: readonly {
    readonly z: number;
    readonly tiles: number;
    readonly bytes: number;
    readonly largestBytes: number;
  }[];
  /** Distinct features over all zooms and all tiles, and the tiles that have the layer. */
  readonly layers: readonly { readonly name: string; readonly features: number; readonly tiles: number }[];
  readonly largest: readonly InspectedTile[];
  /** The tile that was asked for. */
  readonly tile?: InspectedTile & { readonly geojson: TileGeojson };
}

/**
 * Header, metadata, statistics by zoom and layer, and the largest tiles of an archive; with an address, that tile as GeoJSON.
 *
 * @throws {GeoError} `file-unreadable`, `archive-invalid`; `unknown-id` when the archive has no tile at the address.
 * @throws {RangeError} the address is no tile address.
 * Cost: decodes every stored tile once.
 */
export async function inspectArchive(path: string, address?: TileAddress): Promise<InspectReport> {
  const archive = await openArchive(path);
  try {
    const statistics = new Statistics();
    for await (const entry of walkEntries(archive)) statistics.add(entry, await layersAt(archive, entry));
    const { header, metadata, sizeBytes } = archive;
    const sha256 = await archive.sha256();
    const tile = address === undefined ? {} : { tile: await inspectTile(archive, address) };
    return { path, bytes: sizeBytes, sha256, header, metadata, ...statistics.result(), ...tile };
  } finally {
    await archive.close();
  }
}

/**
 * One tile of an archive as PNG, 512 pixels wide, in the colours of the map's legend.
 *
 * @param day days since 1970-01-01, of the land classes; that of the archive's data where absent.
 * @throws {GeoError} `file-unreadable`, `archive-invalid`; `unknown-id` when the archive has no tile at the address.
 */
export async function tilePicture(path: string, address: TileAddress, day?: number): Promise<Uint8Array> {
  const archive = await openArchive(path);
  try {
    return pictureOfTile(layersOfTile(archive, await storedTile(archive, address)), day ?? dayOfData(archive));
  } finally {
    await archive.close();
  }
}

/** The date of the data; of an archive that does not say it, a day after all that has happened. */
function dayOfData({ metadata }: Archive): number {
  const own = metadata.parkatlas;
  const asOf = typeof own === "object" && own !== null && "asOf" in own ? own.asOf : undefined;
  return typeof asOf === "string" && isCivilDate(asOf) ? dayFromDate(asOf) : Number.POSITIVE_INFINITY;
}

async function layersAt(archive: Archive, { offset, length }: TileEntry): Promise<DecodedLayer[]> {
  return layersOfTile(archive, await archive.bytes(archive.header.tilesOffset + offset, length));
}

async function inspectTile(archive: Archive, address: TileAddress): Promise<NonNullable<InspectReport["tile"]>> {
  const [z, x, y] = address;
  const stored = await storedTile(archive, address);
  const layers = layersOfTile(archive, stored);
  return { z, x, y, bytes: stored.length, layers: layers.map(summary), geojson: geojsonOfTile(layers, z, x, y) };
}

async function storedTile(archive: Archive, [z, x, y]: TileAddress): Promise<Uint8Array> {
  const stored = await archive.tile(z, x, y);
  if (stored !== undefined) return stored;
  const { minZoom, maxZoom, bounds } = archive.header;
  throw new GeoError(
    "unknown-id",
    `There is no tile ${z}/${x}/${y}; the archive has zooms ${minZoom}…${maxZoom} of [${bounds.join(", ")}]`,
    { details: { z, x, y } },
  );
}

function layersOfTile({ header }: Archive, stored: Uint8Array): DecodedLayer[] {
  return decodeTile(expand(stored, header.tileCompression, MAX_TILE_BYTES, "tile"));
}

function summary({ name, features, byteLength }: DecodedLayer): InspectedLayer {
  return { name, features: features.length, bytes: byteLength };
}

class Statistics {
  readonly #zooms = new Map<number, { tiles: number; bytes: number; largestBytes: number }>();
  readonly #layers = new Map<string, { ids: Set<unknown>; tiles: number }>();
  readonly #largest: InspectedTile[] = [];
  readonly #counted = new Set<number>();

  add(entry: TileEntry, layers: readonly DecodedLayer[]): void {
    const [z, x, y] = zxyFromTileId(entry.tileId);
    const zoom = this.#zooms.get(z) ?? { tiles: 0, bytes: 0, largestBytes: 0 };
    zoom.tiles += entry.runLength;
    zoom.largestBytes = Math.max(zoom.largestBytes, entry.length);
    this.#zooms.set(z, zoom);
    for (const { name, features } of layers) {
      const layer = this.#layers.get(name) ?? { ids: new Set(), tiles: 0 };
      layer.tiles += entry.runLength;
      for (const { id, properties } of features) layer.ids.add(properties.id ?? id);
      this.#layers.set(name, layer);
    }
    // A blob that several addresses share is stored, and counted, once.
    if (this.#counted.has(entry.offset)) return;
    this.#counted.add(entry.offset);
    zoom.bytes += entry.length;
    this.#largest.push({ z, x, y, bytes: entry.length, layers: layers.map(summary) });
    this.#largest.sort((a, b) => b.bytes - a.bytes);
    this.#largest.length = Math.min(this.#largest.length, LARGEST_SHOWN);
  }

  result(): Pick<InspectReport, "zooms" | "layers" | "largest"> {
    return {
      zooms: [...this.#zooms].map(([z, zoom]) => ({ z, ...zoom })),
      layers: [...this.#layers].map(([name, { ids, tiles }]) => ({ name, features: ids.size, tiles })),
      largest: this.#largest,
    };
  }
}
