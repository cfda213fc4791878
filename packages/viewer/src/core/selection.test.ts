import { describe, expect, it } from "vitest";
import { nextHit, orderHits, type Selection } from "./selection.ts";

const parcel: Selection = { layer: "parcels", id: "p1" };
const block: Selection = { layer: "blocks", id: "b1" };
const site: Selection = { layer: "sites", id: "s1" };

describe("what lies under a click", () => {
  it("lists each feature once, most specific first, however often tiles and layers repeat it", () => {
    expect(orderHits([block, parcel, parcel, site, block])).toEqual([site, parcel, block]);
  });

  it("selects the most specific first and walks on with every further click", () => {
    const hits = orderHits([parcel, block, site]);
    const first = nextHit(hits, null);
    const second = nextHit(hits, first);
    const third = nextHit(hits, second);
    expect([first, second, third, nextHit(hits, third)]).toEqual([site, parcel, block, site]);
  });

  it("begins anew where the selected feature does not lie under the click", () => {
    expect(nextHit([site, parcel], { layer: "parks", id: "k" })).toEqual(site);
  });

  it("selects nothing where nothing lies", () => {
    expect(nextHit([], parcel)).toBeNull();
  });
});
