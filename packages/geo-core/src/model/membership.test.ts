import { describe, expect, it } from "vitest";
import { buildMembership } from "./membership.ts";
import type { Block, Parcel, Park, ZoningScheme } from "./types.ts";

const geometry = { type: "Polygon", coordinates: [] } as Park["geometry"];
const park = (id: string): Park => ({ type: "Feature", id, geometry, properties: { name: id } });
const block = (id: string, parkId: string): Block => ({ type: "Feature", id, geometry, properties: { name: id, parkId } });
const parcel = (id: string, blockId: string): Parcel => ({ type: "Feature", id, geometry, properties: { name: id, blockId } });
const scheme = (id: string, zones: Readonly<Record<string, readonly string[]>>): ZoningScheme => ({
  id,
  title: { zh: id, en: id },
  zones: Object.entries(zones).map(([zoneId, parkIds]) => ({ id: zoneId, name: zoneId, parkIds })),
});

const dataset = {
  parks: [park("p1"), park("p2"), park("toString")],
  blocks: [block("b1", "p1"), block("b2", "gone"), block("b3", "")],
  zoning: [scheme("three", { north: ["p1"], south: ["p2", "p1"] }), scheme("two", { west: ["p2"] })],
};

describe("buildMembership", () => {
  const membership = buildMembership(dataset);

  it("leads from a parcel to its block and park", () => {
    expect(membership.blockOf(parcel("x", "b1"))?.id).toBe("b1");
    expect(membership.parkOf(parcel("x", "b1"))?.id).toBe("p1");
    expect(membership.parkIdOf("b1")).toBe("p1");
    expect(membership.blockById("b1")?.id).toBe("b1");
    expect(membership.parkById("p2")?.id).toBe("p2");
  });

  it("finds nothing where the dataset has nothing", () => {
    expect(membership.blockOf(parcel("x", "none"))).toBeUndefined();
    expect(membership.parkOf(parcel("x", "b2"))).toBeUndefined();
    expect(membership.parkOf(parcel("x", "b3"))).toBeUndefined();
    expect(membership.parkIdOf("b2")).toBeUndefined();
    expect(membership.blockById("constructor")).toBeUndefined();
    expect(membership.parkById("toString")?.id).toBe("toString");
  });

  it("gives the zone in the first scheme, or in the one that is named or given", () => {
    expect(membership.zoneIdOf("p2")).toBe("south");
    expect(membership.zoneIdOf("p2", "two")).toBe("west");
    expect(membership.zoneIdOf("p2", dataset.zoning[1])).toBe("west");
    expect(membership.zoneIdOf("p1", "two")).toBeUndefined();
    expect(membership.zoneIdOf("p1", "none")).toBeUndefined();
    expect(buildMembership({ ...dataset, zoning: [] }).zoneIdOf("p1")).toBeUndefined();
  });

  it("counts the first zone of a park that a scheme puts in two", () => {
    expect(membership.zoneIdOf("p1")).toBe("north");
  });
});
