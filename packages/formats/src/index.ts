export { type CsvColumn, csvFromRows, type TableCell } from "./csv/write-csv.ts";
export { type LoadedDataset, type LoadedFile, loadDataset, type ReadFile } from "./dataset/load-dataset.ts";
export { sha256Hex } from "./dataset/sha256.ts";
export { geojsonFromFeatures, type WritableFeature, type WritableGeometry } from "./geojson/write-geojson.ts";
export { type WorkbookColumn, type WorkbookSheet, xlsxFromSheets } from "./xlsx/write-workbook.ts";
