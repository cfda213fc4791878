export { expectWithin } from "./expect-within.ts";
export { seededRandom } from "./seeded-random.ts";
