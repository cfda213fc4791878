import { describe, expect, it } from "vitest";
import { IssueList } from "./archive-issue.ts";
import { checkFates } from "./check-fates.ts";
import type { Fate } from "./fates.ts";
import type { Ledger } from "./ledger.ts";

type Layer = Ledger["layers"][number];

const drawn: Fate = "drawn";
const parcels: Layer = {
  name: "parcels",
  derived: false,
  features: 2,
  protectedIds: ["a"],
  histories: [
    {
      fates: [
        { from: 4, to: 4, fate: "stood-for" },
        { from: 5, to: 5, fate: drawn },
      ],
      ids: ["a", "b"],
    },
  ],
  standIns: { layer: "shares", of: { a: "B1", b: "B1" } },
};

function codesOf(layer: Layer, standInsDrawn: readonly string[] = ["B1"]): string[] {
  const found = new IssueList();
  const ledger = { minZoom: 4, maxZoom: 5 } as Ledger;
  checkFates(layer, ledger, new Map([[4, new Map([["shares", new Set(standInsDrawn)]])]]), found);
  return found.issues.map(({ code, path, featureId }) => `${code} ${path} ${featureId ?? ""}`.trim());
}

describe("what a ledger says of its features", () => {
  it("is complete where each has a fate at each zoom and a stand-in that is drawn", () => {
    expect(codesOf(parcels)).toEqual([]);
  });

  it("is found out where the stand-in is in no tile", () => {
    expect(codesOf(parcels, ["B2"])).toEqual(["ledger-stand-in ledger/4 a", "ledger-stand-in ledger/4 b"]);
  });

  it("is found out where an id is left out, or a zoom of it", () => {
    expect(codesOf({ ...parcels, features: 3 })).toEqual(["ledger-incomplete ledger"]);
    const histories = [{ fates: [{ from: 5, to: 5, fate: drawn }], ids: ["a", "b"] }];
    expect(codesOf({ ...parcels, histories })).toEqual(["ledger-incomplete ledger/4 a", "ledger-incomplete ledger/4 b"]);
  });

  it("is found out where a protected id is dropped, whatever the reason", () => {
    const histories = [{ fates: [{ from: 4, to: 5, fate: "zoom-range" as const }], ids: ["a", "b"] }];
    expect(codesOf({ ...parcels, histories })).toEqual(["ledger-protected ledger/4 a", "ledger-protected ledger/5 a"]);
  });
});
