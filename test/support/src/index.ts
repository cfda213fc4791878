export { expectWithin } from "./expect-within.ts";
export { type ReadPage, type ReadPdf, readPdf } from "./read-pdf.ts";
export { seededRandom } from "./seeded-random.ts";
