import { crsFromCode, isGeoError, projectTo, unprojectFrom } from "@parkatlas/geo-core";
import { describe, expect, it } from "vitest";
import { crsFromDefinition } from "./crs-from-definition.ts";

/** WKT 1 in ESRI's manner, as `projinfo EPSG:n -o WKT1_ESRI` of PROJ 9.1.1 prints it. */
const esri = (name: string, geogcs: string, projection: string, parameters: Readonly<Record<string, number>>) =>
  `PROJCS["${name}",${geogcs},PROJECTION["${projection}"],${Object.entries(parameters)
    .map(([key, value]) => `PARAMETER["${key}",${value.toFixed(Number.isInteger(value) ? 1 : 12)}]`)
    .join(",")},UNIT["Meter",1.0]]`;
const degrees = (name: string, datum: string, spheroid: string) =>
  `GEOGCS["${name}",DATUM["${datum}",SPHEROID[${spheroid}]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`;
const CGCS = degrees("GCS_China_Geodetic_Coordinate_System_2000", "D_China_2000", '"CGCS2000",6378137.0,298.257222101');
const XIAN = degrees("GCS_Xian_1980", "D_Xian_1980", '"Xian_1980",6378140.0,298.257');
const BEIJING = degrees("GCS_Beijing_1954", "D_Beijing_1954", '"Krasovsky_1940",6378245.0,298.3');
const WGS = degrees("GCS_WGS_1984", "D_WGS_1984", '"WGS_1984",6378137.0,298.257223563');
const gauss = (name: string, geogcs: string, eastM: number, lon0Deg: number) =>
  esri(name, geogcs, "Gauss_Kruger", {
    False_Easting: eastM,
    False_Northing: 0,
    Central_Meridian: lon0Deg,
    Scale_Factor: 1,
    Latitude_Of_Origin: 0,
  });
/** The same as `projinfo EPSG:4528 -o WKT1_GDAL` prints it. */
const OGC_4528 =
  'PROJCS["CGCS2000 / 3-degree Gauss-Kruger zone 40",GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4490"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",120],PARAMETER["scale_factor",1],PARAMETER["false_easting",40500000],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","4528"]]';
/** cs2cs 9.1.1: echo "117 40" | cs2cs -f %.6f +proj=longlat +ellps=krass +to +proj=tmerc +lon_0=117.5 +k=1 +x_0=500000 +ellps=krass */
const COUNTY = [457302.261659, 4429727.123387] as const;
const codeOfError = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isGeoError(error)) return error.code;
  }
  return "no GeoError";
};

describe("a definition that came with a file", () => {
  it.each([
    [gauss("CGCS2000_3_Degree_GK_Zone_40", CGCS, 40_500_000, 120), "EPSG:4528"],
    [OGC_4528, "EPSG:4528"],
    [gauss("CGCS2000_3_Degree_GK_CM_120E", CGCS, 500_000, 120), "EPSG:4549"],
    [gauss("CGCS2000_GK_Zone_21", CGCS, 21_500_000, 123), "EPSG:4499"],
    ["+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=40500000 +y_0=0 +ellps=GRS80 +units=m +no_defs +type=crs", "EPSG:4528"],
    [gauss("Xian_1980_3_Degree_GK_Zone_38", XIAN, 38_500_000, 114), "EPSG:2362"],
    [gauss("Beijing_1954_3_Degree_GK_CM_117E", BEIJING, 500_000, 117), "EPSG:2436"],
    ["+proj=tmerc +lon_0=117 +k=1 +x_0=500000 +ellps=krass +units=m +no_defs", "EPSG:2436"],
    ["+proj=utm +zone=51 +datum=WGS84 +units=m +no_defs", "EPSG:32651"],
    ["+proj=utm +zone=50 +south +datum=WGS84 +units=m +no_defs", "EPSG:32750"],
    [
      esri("WGS_1984_Web_Mercator_Auxiliary_Sphere", WGS, "Mercator_Auxiliary_Sphere", {
        False_Easting: 0,
        False_Northing: 0,
        Central_Meridian: 0,
        Standard_Parallel_1: 0,
        Auxiliary_Sphere_Type: 0,
      }),
      "EPSG:3857",
    ],
    [CGCS, "EPSG:4490"],
    [`\ufeff${WGS}\n`, "EPSG:4326"],
    [XIAN, "EPSG:4610"],
  ])("%s is known to the library", (text, code) => {
    expect(crsFromDefinition(text)).toBe(crsFromCode(code));
  });

  // cs2cs 9.1.1: echo "LON LAT" | cs2cs -f %.6f +proj=longlat +datum=WGS84 +to DEFINITION
  it.each([
    [
      "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +x_0=0 +y_0=0 +ellps=GRS80 +units=m",
      [122.25, 43.6],
      [1371078.448734, 4824828.662175],
    ],
    [
      "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +x_0=0 +y_0=0 +ellps=GRS80 +units=m",
      [88, 29.5],
      [-1622307.060108, 3254807.494023],
    ],
    [
      "+proj=tmerc +lat_0=0 +lon_0=122.25 +k=1 +x_0=500000 +y_0=-4000000 +ellps=GRS80 +units=m",
      [122.9, 43.6],
      [552483.056072, 829584.339158],
    ],
    [
      "+proj=tmerc +lat_0=22.3121333333333 +lon_0=114.178555555556 +k=1 +x_0=836694.05 +y_0=819069.8 +ellps=intl +towgs84=-162.619,-276.959,-161.764,0.067753,-2.243648,-1.158828,-1.094246 +units=m",
      [114.1694, 22.3193],
      [835497.921101, 820032.934409],
    ],
    [
      esri(
        "ETRS_1989_LCC",
        degrees("GCS_ETRS_1989", "D_ETRS_1989", '"GRS_1980",6378137.0,298.257222101'),
        "Lambert_Conformal_Conic",
        {
          False_Easting: 4_000_000,
          False_Northing: 2_800_000,
          Central_Meridian: 10,
          Standard_Parallel_1: 35,
          Standard_Parallel_2: 65,
          Latitude_Of_Origin: 52,
        },
      ),
      [13.4, 52.5],
      [4222973.045591, 2858870.628873],
    ],
  ] as const)("%s is computed as PROJ computes it, both ways", (text, lonLat, eastNorth) => {
    const crs = crsFromDefinition(text);
    expect(crs.kind).toBe("transform");
    const [eastM, northM] = projectTo(crs, lonLat);
    expect(Math.hypot(eastM - eastNorth[0], northM - eastNorth[1])).toBeLessThan(1e-5);
    const [lonDeg, latDeg] = unprojectFrom(crs, eastNorth);
    expect(Math.hypot(lonDeg - lonLat[0], latDeg - lonLat[1])).toBeLessThan(1e-8); // proj4 turns seven parameters back to first order: half a millimetre
  });

  it("goes by the name it is given, else by its authority, else by its own name", () => {
    const albers = "+proj=aea +lat_1=25 +lat_2=47 +lon_0=105 +ellps=GRS80";
    expect(crsFromDefinition(albers, "local:albers").code).toBe("local:albers");
    expect(crsFromDefinition(albers).code).toBe(`definition:${albers}`);
    const local = OGC_4528.replace('"central_meridian",120', '"central_meridian",121').replace("4528", "9999");
    expect(crsFromDefinition(local).code).toBe("EPSG:9999");
  });

  it("on Xian 1980 or Beijing 1954 asks for surveyed parameters, also where it carries some of its own", () => {
    for (const text of [
      gauss("Xian_1980_3_Degree_GK_Zone_38", XIAN, 38_500_000, 114),
      BEIJING.replace("298.3]]", "298.3],TOWGS84[15.8,-154.4,-82.3,0,0,0,0]]"),
      gauss("county grid", BEIJING, 500_000, 117.5),
    ]) {
      const crs = crsFromDefinition(text);
      expect(["Xian 1980", "Beijing 1954"]).toContain(crs.datum);
      if (crs.kind !== "geographic") {
        expect(codeOfError(() => projectTo(crs, [117, 40]))).toBe("datum-shift-needed");
        const own = crs.datum === "Xian 1980" ? "EPSG:4610" : "EPSG:4214";
        expect(codeOfError(() => projectTo(crs, [117, 40], { lonLatCrs: own }))).toBe("no GeoError");
      }
    }
    const county = crsFromDefinition(gauss("county grid", BEIJING, 500_000, 117.5));
    const [eastM, northM] = projectTo(county, [117, 40], { lonLatCrs: "EPSG:4214" });
    expect(Math.hypot(eastM - COUNTY[0], northM - COUNTY[1])).toBeLessThan(1e-5);
  });

  it("on another datum without parameters is refused, and so is what is no definition", () => {
    const lost = "+proj=tmerc +lon_0=114 +k=1 +x_0=500000 +ellps=intl +units=m";
    expect(codeOfError(() => crsFromDefinition(lost))).toBe("datum-shift-needed");
    for (const text of ["", "EPSG:99999", "{}", "PROJCS[", "+proj=nothing +ellps=GRS80", '{"type":"ProjectedCRS"}'])
      expect(
        codeOfError(() => crsFromDefinition(text)),
        text,
      ).toBe("unknown-crs");
  });
});
