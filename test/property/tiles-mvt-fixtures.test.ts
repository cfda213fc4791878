import * as suite from "@mapbox/mvt-fixtures";
import { VectorTile } from "@mapbox/vector-tile";
import { isGeoError } from "@parkatlas/geo-core";
import { PbfReader } from "pbf";
import { describe, expect, it } from "vitest";
import { type TileFaultCode, tileFaults } from "../../packages/tile-server/src/tile/check-tile.ts";
import { type DecodedLayer, decodeTile } from "../../packages/tile-server/src/tile/decode-tile.ts";
import { ringsOf } from "./tiles-support.ts";

/** The suite of valid and invalid tiles that Mapbox keeps for decoders (@mapbox/mvt-fixtures), each as the suite says. */

interface Fixture {
  readonly id: string;
  readonly description: string;
  readonly validity: { readonly v1: boolean; readonly v2: boolean };
  readonly buffer: Uint8Array;
}

const fixtures: Fixture[] = [];
suite.each((fixture: Fixture) => {
  fixtures.push(fixture);
});
const named = (valid: boolean) =>
  fixtures
    .filter(({ validity }) => validity.v2 === valid)
    .map((each) => [`${each.id} ${each.description.slice(0, 80)}`, each] as const);

/** Valid by the suite, and refused here. */
const REFUSED: Readonly<Record<string, string>> = {
  "016": "no geometry type: the suite leaves it to the decoder to use it or to throw",
  "057": "a point that declares 536 870 911 positions and carries one: cut off",
};
/** What the specification allows, or only advises against, and our own archives never have. */
const ADVICE: readonly TileFaultCode[] = ["id-missing", "layer-empty", "type-unknown", "mvt-version", "extent-unusual"];

function decoded({ buffer }: Fixture): DecodedLayer[] | null {
  try {
    return decodeTile(new Uint8Array(buffer));
  } catch (error) {
    if (isGeoError(error) && error.code === "archive-invalid") return null;
    throw error;
  }
}

describe("@mapbox/mvt-fixtures", () => {
  it("is there, all of it", () => {
    expect(fixtures.length).toBeGreaterThanOrEqual(74);
  });

  it.each(named(true).filter(([, { id }]) => !(id in REFUSED)))("decodes %s", (_name, fixture) => {
    const layers = decoded(fixture)!;
    expect(tileFaults(layers, Number.POSITIVE_INFINITY).filter(({ code }) => !ADVICE.includes(code))).toEqual([]);
    const stock = new VectorTile(new PbfReader(new Uint8Array(fixture.buffer)));
    // The stock decoder hides layers without features.
    expect(layers.filter(({ features }) => features.length > 0).map(({ name }) => name)).toEqual(Object.keys(stock.layers));
    for (const { name, extent, features } of layers)
      features.forEach(({ properties, paths, type }, i) => {
        const other = stock.layers[name]!.feature(i);
        expect({ extent, properties, type }).toEqual({
          extent: other.extent,
          properties: { ...other.properties },
          type: other.type,
        });
        if (type !== 0) expect(paths).toEqual(ringsOf(other));
      });
  });

  it.each(named(false))("refuses %s", (_name, fixture) => {
    const layers = decoded(fixture);
    const faults =
      layers === null ? [] : tileFaults(layers, Number.POSITIVE_INFINITY).filter(({ code }) => !ADVICE.includes(code));
    expect(layers === null || faults.length > 0).toBe(true);
  });

  it.each(Object.entries(REFUSED))("refuses %s too: %s", (id) => {
    expect(decoded(fixtures.find((each) => each.id === id)!)).toBeNull();
  });
});
