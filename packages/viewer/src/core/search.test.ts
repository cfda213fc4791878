import { describe, expect, it } from "vitest";
import { type Named, search } from "./search.ts";

const entry = (id: string, name: string, others: readonly string[] = []): Named => ({
  layer: "parcels",
  id,
  name,
  nameEn: null,
  others,
});
const ENTRIES = [
  entry("TL-B01-0010", "十号地"),
  entry("TL-B01-001", "一号地", ["科尔沁铝业"]),
  entry("X-TL-B01-001", "附一号地"),
  { ...entry("P-1", "乌海园"), nameEn: "Wuhai Park" },
];
const ids = (text: string, most = 10) => search(ENTRIES, text, most).map(({ id }) => id);

describe("search", () => {
  it("puts the exact id first, then what begins with the text, then what contains it", () => {
    expect(ids("tl-b01-001")).toEqual(["TL-B01-001", "TL-B01-0010", "X-TL-B01-001"]);
  });

  it("finds names in both languages and holders, and says which text matched", () => {
    expect(ids("wuhai")).toEqual(["P-1"]);
    expect(search(ENTRIES, "铝业", 10)).toMatchObject([{ id: "TL-B01-001", by: "科尔沁铝业" }]);
  });

  it("finds nothing for an empty text, and no more than asked for", () => {
    expect(ids("  ")).toEqual([]);
    expect(ids("号地", 2)).toHaveLength(2);
  });
});
