import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Report, SourceFeature, SourceLayer } from "@parkatlas/formats";
import type { Issue } from "@parkatlas/geo-core";

export interface Read {
  readonly layers: readonly SourceLayer[];
  readonly features: readonly SourceFeature[];
  readonly issues: readonly Issue[];
  readonly codes: readonly string[];
}

/** Every record of every layer that `open` gives, with what was said. */
export async function readAll(open: (report: Report) => Promise<readonly SourceLayer[]>): Promise<Read> {
  const issues: Issue[] = [];
  const layers = await open((issue) => issues.push(issue));
  const features: SourceFeature[] = [];
  for (const layer of layers) for await (const batch of layer.batches()) features.push(...batch);
  return { layers, features, issues, codes: issues.map(({ code }) => code) };
}

interface GdalFeature {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: {
    readonly type: string;
    readonly coordinates?: unknown;
    readonly geometries?: readonly { readonly coordinates: unknown }[];
  } | null;
}

/** Features of a GeoJSON file that GDAL wrote. */
export function gdalFeatures(path: string): readonly GdalFeature[] {
  return JSON.parse(readFileSync(path, "utf8")).features;
}

/** Vertices without heights, to nine decimals: what two readers must agree on. */
export function flatVertices(geometry: GdalFeature["geometry"] | SourceFeature["geometry"]): unknown {
  if (geometry === null) return null;
  const flat = (value: unknown): unknown =>
    Array.isArray(value)
      ? typeof value[0] === "number"
        ? value.slice(0, 2).map((degrees: number) => Number(degrees.toFixed(9)))
        : value.map(flat)
      : value;
  if ("geometries" in geometry)
    return geometry.geometries!.map((member) => flat((member as { coordinates: unknown }).coordinates));
  return flat((geometry as { coordinates: unknown }).coordinates);
}

/** What GDAL says, or null where it is not on this machine. */
export function ogr2ogr(...args: readonly string[]): { readonly status: number | null; readonly errors: string } | null {
  if (spawnSync("ogr2ogr", ["--version"]).status !== 0) return null;
  const run = spawnSync("ogr2ogr", args);
  return { status: run.status, errors: String(run.stderr) };
}

export const WITHOUT_GDAL = "ogr2ogr is not on this machine: what GDAL reads is not checked here";
