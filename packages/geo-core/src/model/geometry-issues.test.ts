import { describe, expect, it } from "vitest";
import { parseDataset } from "./parse-dataset.ts";

const MANIFEST = {
  format: "parkatlas-dataset/1",
  id: "demo",
  title: { zh: "示例", en: "Demo" },
  asOf: "2025-12-31",
  crs: "EPSG:4490",
  edgeModel: "projected",
  layers: {},
};
const parse = (...rings: number[][][]) =>
  parseDataset({
    manifest: MANIFEST,
    layers: {
      parcels: {
        type: "FeatureCollection",
        features: [
          {
            type: "Feature",
            id: "x",
            properties: { name: "n", blockId: "b" },
            geometry: { type: "Polygon", coordinates: rings },
          },
        ],
      },
    },
  });
const shell = [
  [122, 43],
  [122.01, 43],
  [122.01, 43.01],
  [122, 43.01],
  [122, 43],
];
const clockwiseBox = (west: number, south: number, side: number) => [
  [west, south],
  [west, south + side],
  [west + side, south + side],
  [west + side, south],
  [west, south],
];
const hole = (west: number) => clockwiseBox(west, 43.002, 0.002);

describe("geometry of a feature", () => {
  it.each([
    ["an open ring", [shell.slice(0, -1)], "ring-not-closed"],
    ["a ring of three positions", [[shell[0]!, shell[1]!, shell[0]!]], "ring-too-short"],
    ["a latitude beyond the pole", [[...shell.slice(0, 2), [122.01, 93], ...shell.slice(3)]], "position-out-of-range"],
  ])("is left out with %s", (_, rings, code) => {
    const { dataset, issues } = parse(...rings);
    expect(dataset?.parcels).toEqual([]);
    const issue = issues.find((each) => each.code === code);
    expect(issue).toMatchObject({ severity: "error", layer: "parcels", featureId: "x" });
    expect(issue?.path).toMatch(/^features\[0\]\.geometry\.coordinates\[0\]/);
    expect(issue?.message).toMatch(/The feature is left out\./);
    expect(issue?.messageZh).toMatch(/该要素已略去。/);
  });

  it("is kept where it crosses itself, with the place of the crossing and what it costs", () => {
    const bowTie = [shell[0]!, shell[2]!, shell[1]!, shell[3]!, shell[0]!];
    const { dataset, issues } = parse(bowTie);
    expect(dataset?.parcels.map(({ id }) => id)).toEqual(["x"]);
    const issue = issues.find(({ code }) => code === "self-intersection");
    expect(issue?.severity).toBe("error");
    // The diagonals of the square cross in its middle, up to the last digits of the division.
    expect(issue?.at?.map((deg) => deg.toFixed(9))).toEqual(["122.005000000", "43.005000000"]);
    expect(issue?.message).toContain("its area is not");
  });

  it.each([
    ["a repeated position", [[shell[0]!, shell[1]!, shell[1]!, ...shell.slice(2)]], "duplicate-point", "warning"],
    ["a spike", [[shell[0]!, shell[1]!, [122.02, 43], shell[1]!, ...shell.slice(2)]], "spike", "warning"],
    ["a clockwise outer ring", [shell.toReversed()], "wrong-winding", "info"],
    ["a hole outside its shell", [shell, hole(122.05)], "hole-outside-shell", "error"],
    [
      "a hole in a hole",
      [shell, clockwiseBox(122.002, 43.002, 0.006), clockwiseBox(122.004, 43.004, 0.002)],
      "nested-hole",
      "error",
    ],
  ])("is kept with %s", (_, rings, code, severity) => {
    const { dataset, issues } = parse(...rings);
    expect(dataset?.parcels.map(({ id }) => id)).toEqual(["x"]);
    expect(issues.find((each) => each.code === code)?.severity).toBe(severity);
  });

  it("has nothing said about a sound outline with a hole", () => {
    expect(parse(shell, hole(122.002)).issues).toEqual([]);
  });

  it("lists five flaws of one kind and counts the rest", () => {
    const repeats = Array.from({ length: 200 }, () => shell[1]!);
    const { issues } = parse([shell[0]!, ...repeats, ...shell.slice(1)]);
    const repeated = issues.filter(({ code }) => code === "duplicate-point");
    expect(repeated).toHaveLength(5);
    expect(repeated[4]?.message).toContain("195 more of this kind in the feature are not listed.");
  });

  it("of 50 000 positions is checked in well under the time a person waits", () => {
    const n = 50_000;
    const circle = Array.from({ length: n }, (_, index) => {
      const angle = (2 * Math.PI * index) / n;
      return [122 + 0.1 * Math.cos(angle), 43 + 0.1 * Math.sin(angle)];
    });
    const before = performance.now();
    const { dataset, issues } = parse([...circle, circle[0]!]);
    expect(issues).toEqual([]);
    expect(dataset?.parcels).toHaveLength(1);
    // Comparing all edges with all others would be 1.25 billion pairs, half a minute at the least.
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
