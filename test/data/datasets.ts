import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { loadDataset } from "@parkatlas/formats";
import type { Dataset } from "@parkatlas/geo-core";

export const CITIES = ["tongliao", "ordos", "wuhai"] as const;
export type City = (typeof CITIES)[number];

const dataFolder = new URL("../../data/", import.meta.url);

export const dataUrl = (path: string) => new URL(path, dataFolder);
export const dataText = (path: string) => readFileSync(dataUrl(path), "utf8");
export const dataJson = (path: string) => JSON.parse(dataText(path)) as unknown;

const read = new Map<City, Promise<Dataset>>();

/** A committed dataset, read once as the program reads it; the findings of reading must be none. */
export function readCity(city: City): Promise<Dataset> {
  const found = read.get(city) ?? loadCity(city);
  read.set(city, found);
  return found;
}

async function loadCity(city: City): Promise<Dataset> {
  const { dataset, issues } = await loadDataset((path) => readFile(dataUrl(`geojson/${city}/${path}`)));
  if (!dataset || issues.length > 0) throw new Error(`${city}: ${JSON.stringify(issues.slice(0, 3))}`);
  return dataset;
}
