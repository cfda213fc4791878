export { BUILDER_VERSION, buildArchive } from "./build/build-archive.ts";
export { buildTileset, type FileLayer, type TilesetFilesOptions } from "./build/build-tileset.ts";
export { firstSeenZooms, LEAST_SEEN_PX2 } from "./build/first-zoom.ts";
export {
  type InspectedLayer,
  type InspectedTile,
  type InspectReport,
  inspectArchive,
} from "./build/inspect-archive.ts";
export type {
  BuildOptions,
  BuildProgress,
  BuildReport,
  ParkAtlasMetadata,
  ZoomReport,
} from "./build/types.ts";
export { type VerifyReport, verifyArchive } from "./build/verify-archive.ts";
export { type AppOptions, createApp } from "./http/app.ts";
export { createLogger, type LogLevel } from "./http/logger.ts";
export { openArchive } from "./pmtiles/read-archive.ts";
export { tileIdFromZxy, zxyFromTileId } from "./pmtiles/tile-id.ts";
export type { Archive, ArchiveCompression, ArchiveHeader, ArchiveMetadata, VectorLayer } from "./pmtiles/types.ts";
export { type ListenOptions, type RunningServer, startServer } from "./server.ts";
export type { ServedDataset } from "./source/served.ts";
