import { ORDOS } from "./city/ordos.ts";
import { TONGLIAO } from "./city/tongliao.ts";
import { WUHAI } from "./city/wuhai.ts";
import { makeCity } from "./city-data.ts";
import { datasetFiles, LICENCES, type OutputFile } from "./dataset.ts";
import { AS_OF } from "./land/history.ts";
import { SEED } from "./random.ts";
import { boundaryFile, sha256, sourceSha256 } from "./sources.ts";

const CITIES = [TONGLIAO, ORDOS, WUHAI];

/** Every file under data/ that the generator writes: the datasets and the manifest that describes them. */
export function generateAll(): readonly { readonly path: string; readonly text: string }[] {
  const files = CITIES.flatMap((city) => datasetFiles(city, makeCity(city)));
  return [
    ...files.map(({ path, text }) => ({ path: `geojson/${path}`, text })),
    { path: "manifest.json", text: `${JSON.stringify(manifest(files), null, 1)}\n` },
  ];
}

function manifest(files: readonly OutputFile[]): object {
  return {
    generator: "data/generate/main.ts",
    seed: SEED,
    sources: [
      ...CITIES.map(({ id }) => sourceEntry(boundaryFile(id), LICENCES.boundaries, "2021-04-25", "EPSG:4326")),
      sourceEntry("facts.json", "facts from public documents", "2022-08", null),
      sourceEntry("english.json", "MIT, translations of this project", "2026-11", null),
      sourceEntry("places.csv", "GeoNames CC BY 4.0; single facts otherwise, see each row", "2026-11", "EPSG:4326"),
      sourceEntry("power-plants.geojson", "CC BY 4.0, Global Power Plant Database (WRI)", "2021", "EPSG:4326"),
    ],
    files: files.map(({ path, text, features, licence, provenance }) => ({
      path: `geojson/${path}`,
      source: provenance === "digitised" ? `sources/${boundaryFile(path.split("/")[0]!)}` : "data/generate",
      licence,
      provenance,
      date: AS_OF,
      crs: features === null ? null : "EPSG:4490",
      features,
      bytes: Buffer.byteLength(text),
      sha256: sha256(text),
    })),
  };
}

const sourceEntry = (name: string, licence: string, date: string, crs: string | null) => ({
  path: `sources/${name}`,
  licence,
  date,
  crs,
  sha256: sourceSha256(name),
});
