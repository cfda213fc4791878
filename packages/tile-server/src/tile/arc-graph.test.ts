import type { Geometry, Polygon } from "@parkatlas/geo-core";
import { describe, expect, it } from "vitest";
import { arcGraphOf } from "./arc-graph.ts";
import { RecordWriter } from "./feature-record.ts";
import { RecordReader } from "./record-reader.ts";
import { ShapeCollector } from "./shape.ts";
import { arcsAtZoom, firstZoomsOf, ringSigns } from "./simplify-arcs.ts";

type Position = [number, number];
const polygon = (...rings: Position[][]): Polygon => ({ type: "Polygon", coordinates: rings.map((ring) => [...ring, ring[0]!]) });
/** Through the records, as features take it in a build. */
function graphOf(...geometries: Geometry[]) {
  const shapes = new ShapeCollector();
  for (const geometry of geometries) {
    const records = new RecordWriter();
    const { type } = records.add("", geometry, {});
    shapes.add(new RecordReader().at(records.bytes.view(), 0), type);
  }
  return arcGraphOf(shapes.finish());
}

/** Arc numbers of a feature, without direction. */
function arcsOf(graph: ReturnType<typeof graphOf>, feature: number): number[] {
  const { featureParts, partRings, ringRefs, arcRefs } = graph;
  const [from, to] = [featureParts[feature]!, featureParts[feature + 1]!].map((part) => ringRefs[partRings[part]!]!);
  return [...arcRefs.subarray(from, to)].map((ref) => (ref < 0 ? ~ref : ref));
}

const common = (a: number[], b: number[]): number[] => a.filter((arc) => b.includes(arc));

describe("the arcs of a layer", () => {
  it("of two squares side by side are their two outer borders and the one between them", () => {
    const graph = graphOf(
      polygon([
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ]),
      polygon([
        [1, 0],
        [2, 0],
        [2, 1],
        [1, 1],
      ]),
    );
    expect(graph.arcStarts.length - 1).toBe(3);
    expect(common(arcsOf(graph, 0), arcsOf(graph, 1))).toHaveLength(1);
  });

  it("of squares whose corners do not meet are split at the T-junctions, so that the common border is one arc", () => {
    // The right-hand squares meet in the middle of the left one's edge, which has no vertex there.
    const graph = graphOf(
      polygon([
        [0, 0],
        [1, 0],
        [1, 2],
        [0, 2],
      ]),
      polygon([
        [1, 0],
        [2, 0],
        [2, 1],
        [1, 1],
      ]),
      polygon([
        [1, 1],
        [2, 1],
        [2, 2],
        [1, 2],
      ]),
    );
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const)
      expect(common(arcsOf(graph, a), arcsOf(graph, b))).toHaveLength(1);
  });

  it("of corners that differ by a rounding in the ninth decimal are one border all the same", () => {
    const graph = graphOf(
      polygon([
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ]),
      polygon([
        [1 + 4e-9, 0],
        [2, 0],
        [2, 1],
        [1, 1 - 4e-9],
      ]),
    );
    expect(common(arcsOf(graph, 0), arcsOf(graph, 1))).toHaveLength(1);
  });

  it("of an island and the hole that it fills are one loop", () => {
    const island: Position[] = [
      [1, 1],
      [2, 1],
      [2, 2],
      [1, 2],
    ];
    const graph = graphOf(
      polygon(
        [
          [0, 0],
          [3, 0],
          [3, 3],
          [0, 3],
        ],
        island,
      ),
      polygon(island.toReversed()),
    );
    expect(graph.arcStarts.length - 1).toBe(2);
    expect(common(arcsOf(graph, 0), arcsOf(graph, 1))).toHaveLength(1);
    // As the dataset has them: the island runs against the hole.
    expect([...ringSigns(graph)].map(Math.abs)).toEqual([1, 1, 1]);
  });

  it("leave out features that cannot be drawn", () => {
    const graph = graphOf(
      { type: "Point", coordinates: [10, 86] },
      { type: "MultiPoint", coordinates: [] },
      { type: "Point", coordinates: [Number.NaN, 1] },
      { type: "Point", coordinates: [180, -85] },
      { type: "GeometryCollection", geometries: [] },
    );
    expect([...graph.featureParts]).toEqual([0, 0, 0, 0, 1, 1]);
  });
});

describe("arcs at a zoom", () => {
  // A tile unit of zoom 0 is 360° / 4096 at the equator.
  const UNIT_DEG = 360 / 4096;

  it("keep their ends and drop what lies within the tolerance", () => {
    const line: Geometry = {
      type: "LineString",
      coordinates: [
        [0, 0],
        [10 * UNIT_DEG, 0.3 * UNIT_DEG],
        [20 * UNIT_DEG, 0],
        [30 * UNIT_DEG, 2 * UNIT_DEG],
        [40 * UNIT_DEG, 0],
      ],
    };
    const graph = graphOf(line);
    const firstZooms = firstZoomsOf(graph);
    // By hand: the second vertex is 0.3 of a unit off the chord, so 0.6 at zoom 1; the fourth 2 units; 2048 is the middle of the world.
    expect([...firstZooms]).toEqual([0, 1, 0, 0, 0]);
    expect([...arcsAtZoom(graph, firstZooms, 0, true).coords]).toEqual([2048, 2048, 2068, 2048, 2078, 2046, 2088, 2048]);
    expect(arcsAtZoom(graph, firstZooms, 0, false).coords).toHaveLength(10);
  });

  it("keep at each zoom only vertices that the next zoom keeps too", () => {
    const ring: Position[] = Array.from({ length: 200 }, (_, i) => {
      const angle = (i / 200) * 2 * Math.PI;
      const radius = 5 + Math.sin(i * 12.9898) * 0.5;
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    });
    const graph = graphOf(polygon(ring));
    const firstZooms = firstZoomsOf(graph);
    const kept = (z: number): number[] => {
      const { coords } = arcsAtZoom(graph, firstZooms, z, true);
      // In units of zoom 0, to compare; both places of a vertex lie within half a unit of zoom z.
      return Array.from(coords, (unit) => unit / 2 ** z);
    };
    for (let z = 0; z < 14; z++) {
      const next = kept(z + 1);
      for (const unit of kept(z)) expect(next.some((other) => Math.abs(other - unit) <= 0.75 / 2 ** z)).toBe(true);
    }
    expect(kept(3).length).toBeLessThan(kept(8).length);
  });
});
