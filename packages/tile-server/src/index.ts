export { BUILDER_VERSION, buildArchive } from "./build/build-archive.ts";
export { buildInMemory } from "./build/build-in-memory.ts";
export { buildTileset, type FileLayer, type TilesetFilesOptions } from "./build/build-tileset.ts";
export {
  type InspectedLayer,
  type InspectedTile,
  type InspectReport,
  inspectArchive,
  tilePicture,
} from "./build/inspect-archive.ts";
export type {
  BuildOptions,
  BuildProgress,
  BuildReport,
  ParkAtlasMetadata,
  ZoomReport,
} from "./build/types.ts";
export { type VerifyReport, verifyArchive } from "./build/verify-archive.ts";
export { type AccessConfig, parseAccessConfig } from "./config/access-config.ts";
export { PAGE_POLICY } from "./config/page-policy.ts";
export { type Access, createAccess } from "./http/access/access.ts";
export { type AuditLog, type AuditLogOptions, createAuditLog } from "./http/access/audit-log.ts";
export { type AppOptions, createApp, type ServiceApp } from "./http/app.ts";
export { createLogger, type LogLevel } from "./http/logger.ts";
export { createReloader, type Reloader, type ReloaderOptions } from "./http/reload.ts";
export { STYLE_TEMPLATE_FILE, styleFor } from "./http/style-for.ts";
export { type ByteSource, memorySource } from "./pmtiles/byte-source.ts";
export { openArchive, openArchiveFrom } from "./pmtiles/read-archive.ts";
export { tileIdFromZxy, zxyFromTileId } from "./pmtiles/tile-id.ts";
export type { Archive, ArchiveCompression, ArchiveHeader, ArchiveMetadata, VectorLayer } from "./pmtiles/types.ts";
export { type ListenOptions, type RunningServer, startServer } from "./server.ts";
export { datasetSummary } from "./source/dataset-summary.ts";
export { httpSend, openRemoteSource, type RemoteOptions, type Send } from "./source/remote/remote-source.ts";
export { type S3Config, s3Send, s3Url } from "./source/remote/s3-send.ts";
export { SourceError } from "./source/remote/source-error.ts";
export type { ServedDataset } from "./source/served.ts";
