export { openBoundaryPoints } from "./boundary-points/open-boundary-points.ts";
export {
  type BoundaryPointsFile,
  type WritablePlot,
  type WrittenText,
  writeBoundaryPoints,
} from "./boundary-points/write-boundary-points.ts";
export { crsFromDefinition } from "./crs/crs-from-definition.ts";
export { type CsvColumn, csvFromRows, type TableCell } from "./csv/write-csv.ts";
export { type LoadedDataset, type LoadedFile, loadDataset, type ReadFile } from "./dataset/load-dataset.ts";
export { sha256Hex } from "./dataset/sha256.ts";
export {
  EVIDENCE_FORMAT,
  type EvidenceHead,
  type EvidenceInput,
  type EvidenceRequest,
  evidenceBundle,
} from "./evidence/evidence.ts";
export { type JsonDifference, jsonDifferences } from "./evidence/json-differences.ts";
export {
  type InputDifference,
  type MemberDifference,
  type Recheck,
  type RecheckOptions,
  recheckEvidence,
} from "./evidence/recheck.ts";
export { zipOf } from "./evidence/zip.ts";
export { openFlatgeobuf } from "./flatgeobuf/open-flatgeobuf.ts";
export { type WriteFlatgeobufOptions, writeFlatgeobuf } from "./flatgeobuf/write-flatgeobuf.ts";
export { openGeojson } from "./geojson/open-geojson.ts";
export { GeojsonText, geojsonFromFeatures, type WritableFeature, type WritableGeometry } from "./geojson/write-geojson.ts";
export { type GeopackageOptions, openGeopackage } from "./geopackage/open-geopackage.ts";
export type { LayerStyle } from "./geopackage/qml-style.ts";
export { type WriteGeopackageOptions, type WrittenGeopackage, writeGeopackage } from "./geopackage/write-geopackage.ts";
export type { ImportedFeature } from "./import/convert-record.ts";
export { decideCrs, toLonLatFrom } from "./import/decide-crs.ts";
export { FindingList } from "./import/finding-list.ts";
export type { MappingFile, PropertyMapping, RegisterMapping, SourceMapping } from "./import/mapping.ts";
export type { LayerChanges } from "./import/merge-layer.ts";
export { openFiles, READABLE_ENDINGS } from "./import/open-files.ts";
export { type ImportPlan, type PlannedLayer, type PlanOptions, planImport } from "./import/plan-import.ts";
export type { SourceSummary } from "./import/read-layer.ts";
export { openKml } from "./kml/open-kml.ts";
export { type KmlFeature, writeKml } from "./kml/write-kml.ts";
export { GRID_ISSUE_SEVERITY, type GridIssueCode } from "./receptors/grid-issues.ts";
export { type PlacedReceptors, placeGrid } from "./receptors/place-grid.ts";
export { type ReadReceptorsOptions, readReceptors } from "./receptors/read-receptors.ts";
export type { ConcentrationUnit, ReceptorFile, ReceptorLayout, ReceptorSeries } from "./receptors/receptor-file.ts";
export { openShapefiles, type ShapefileOptions } from "./shapefile/open-shapefile.ts";
export {
  type ShapefileOptions as WriteShapefileOptions,
  type ShapefileRecord,
  type WrittenShapefile,
  writeShapefile,
} from "./shapefile/write-shapefile.ts";
export { type ByteSource, blobByteSource, byteSourceOf } from "./source/byte-source.ts";
export type {
  Encoding,
  EncodingDecision,
  Report,
  SourceCrs,
  SourceFeature,
  SourceField,
  SourceFormat,
  SourceLayer,
  SourceValue,
} from "./source/types.ts";
export { openCsv, openXlsx } from "./table/open-spreadsheets.ts";
export { degreesFromText } from "./table/parse-degrees.ts";
export { type WorkbookColumn, type WorkbookSheet, xlsxFromSheets } from "./xlsx/write-workbook.ts";
