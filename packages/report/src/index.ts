export { FONT_URL } from "./font.ts";
export type { Orientation, PaperSize } from "./page/paper.ts";
export { type LandSheetOptions, landSheets } from "./sheets/land-sheet.ts";
export type { SheetInput } from "./sheets/plan.ts";
export { type ProtectionSheetOptions, protectionSheets } from "./sheets/protection-sheet.ts";
export { type SitingSheetOptions, sitingSheets } from "./sheets/siting-sheet.ts";
export type { SheetLanguage } from "./sheets/words.ts";
