export type {
  BuildOptions,
  BuildProgress,
  BuildReport,
  ParkAtlasMetadata,
  ZoomReport,
} from "./build/types.ts";
export { openArchive } from "./pmtiles/read-archive.ts";
export { tileIdFromZxy, zxyFromTileId } from "./pmtiles/tile-id.ts";
export type { Archive, ArchiveCompression, ArchiveHeader, ArchiveMetadata, VectorLayer } from "./pmtiles/types.ts";
