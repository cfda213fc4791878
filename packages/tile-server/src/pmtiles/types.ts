/** ARCHIVE: the shapes that the reader, the writer and the service share (PMTiles version 3). */

/** The compressions that this project writes and reads; the specification names more, which the stock readers do not open. */
export type ArchiveCompression = "none" | "gzip";

/** The 127-byte header of a PMTiles v3 archive, decoded. Offsets and lengths are bytes from the start of the file. */
export interface ArchiveHeader {
  readonly rootOffset: number;
  readonly rootLength: number;
  readonly metadataOffset: number;
  readonly metadataLength: number;
  readonly leavesOffset: number;
  readonly leavesLength: number;
  readonly tilesOffset: number;
  readonly tilesLength: number;
  /** Tile addresses that have content: the sum of all run lengths. */
  readonly addressedTiles: number;
  /** Directory entries that point at tiles. */
  readonly tileEntries: number;
  /** Distinct blobs. */
  readonly tileContents: number;
  /** Whether the blobs lie in the order of their tile ids. */
  readonly clustered: boolean;
  readonly internalCompression: ArchiveCompression;
  readonly tileCompression: ArchiveCompression;
  /** Tile type as numbered by the specification; 1 is MVT. */
  readonly tileType: number;
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly bounds: readonly [westDeg: number, southDeg: number, eastDeg: number, northDeg: number];
  readonly centre: readonly [lonDeg: number, latDeg: number];
  readonly centreZoom: number;
}

/** One source layer as TileJSON 3.0 describes it. */
export interface VectorLayer {
  readonly id: string;
  readonly description: string;
  readonly minzoom: number;
  readonly maxzoom: number;
  readonly fields: Readonly<Record<string, "String" | "Number" | "Boolean">>;
}

/** The JSON metadata of an archive. Archives of other programs may carry anything; ours carry `parkatlas` as well. */
export interface ArchiveMetadata {
  readonly name?: string;
  readonly attribution?: string;
  readonly vector_layers?: readonly VectorLayer[];
  readonly [key: string]: unknown;
}

/** An open archive. Reads are positional, so calls may overlap; `close` ends them. */
export interface Archive {
  readonly path: string;
  readonly header: ArchiveHeader;
  readonly metadata: ArchiveMetadata;
  readonly sizeBytes: number;
  /** Hex text that differs whenever the content may differ; known without reading the whole. */
  readonly version: string;
  /**
   * The stored bytes of a tile (compressed as `header.tileCompression` says), or undefined where the archive has none.
   *
   * @throws {RangeError} z, x or y is not an integer inside the pyramid.
   * @throws {GeoError} `archive-invalid` when a directory on the way is corrupt.
   */
  tile(z: number, x: number, y: number): Promise<Uint8Array | undefined>;
  /** SHA-256 of all bytes, lower-case hex. Cost: reads everything. */
  sha256(): Promise<string>;
  /** Bytes of the file itself, for range requests. @throws {RangeError} the range leaves the file. */
  bytes(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}
