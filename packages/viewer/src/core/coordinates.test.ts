import { describe, expect, it } from "vitest";
import { placeText, readPlace } from "./coordinates.ts";

const at = (text: string) => readPlace(text, "EPSG:4545")?.at.map((deg) => Number(deg.toFixed(7)));

describe("places as they are typed", () => {
  it.each([
    ["122.15, 43.67", [122.15, 43.67]],
    ["43.67 122.15", [122.15, 43.67]],
    ["122.15°，43.67°", [122.15, 43.67]],
    ["（122.15；43.67）", [122.15, 43.67]],
    ["-70.5, -33.4", [-70.5, -33.4]],
    // 43°40′12.3″ = 43.6700833°, 122°09′15″ = 122.1541667°.
    ["43°40'12.3\"N 122°09'15\"E", [122.1541667, 43.6700833]],
    ["N43°40′12.3″, E122°09′15″", [122.1541667, 43.6700833]],
    ["北纬43°40′12.3″ 东经122°09′15″", [122.1541667, 43.6700833]],
    ["122°09′15″ 43°40′12.3″", [122.1541667, 43.6700833]],
    ["33°24'00\"S 70°30'00\"W", [-70.5, -33.4]],
  ])("understands %s", (text, expected) => {
    expect(at(text)).toEqual(expected);
  });

  it("takes metres in either order; an easting with its zone names the zone, a bare one is in the working CRS", () => {
    // On the central meridian of zone 36 (108°E) the easting is 500 000 m; 4 390 000 m north is near 39.65°.
    const [lonDeg, latDeg] = at("4390000 500000")!;
    expect(lonDeg).toBe(108);
    expect(latDeg).toBeCloseTo(39.65, 1);
    expect(at("500000, 4390000")).toEqual([lonDeg, latDeg]);
    expect(at("4390000 36500000")).toEqual([lonDeg, latDeg]);
    // Zone 41 of 3° has its central meridian at 123°E.
    expect(at("41500000 4390000")![0]).toBe(123);
  });

  it.each([
    "",
    "科尔沁",
    "TL-B01-0001",
    "122.15",
    "1 2 3",
    "200, 95",
    "43°70'00\"N 122°09'15\"E",
    "43°40'00\"N 42°09'15\"N",
    "99999999 4390000",
  ])("finds no place in %j", (text) => {
    expect(readPlace(text, "EPSG:4545")).toBeNull();
  });
});

describe("places as they are shown", () => {
  it("in degrees, in degrees and seconds without a part of 60, and in the plane, north first", () => {
    expect(placeText([122.15, 43.67], "degrees", "EPSG:4549")).toBe("122.150000°, 43.670000° (CGCS2000)");
    expect(placeText([122.154166666, 43.99999999], "dms", "EPSG:4549")).toBe("122°09′15.00″E 44°00′00.00″N");
    expect(placeText([-70.5, -33.4], "dms", "EPSG:4549")).toBe("70°30′00.00″W 33°24′00.00″S");
    expect(placeText([108, 39.65], "plane", "EPSG:4545")).toMatch(/^X 43\d{5}\.\d\d {2}Y 500000\.00 m \(EPSG:4545\)$/);
  });
});
