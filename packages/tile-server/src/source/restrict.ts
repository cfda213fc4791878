import { promisify } from "node:util";
import { gunzip as gunzipCallback, gzip as gzipCallback } from "node:zlib";
import { type Dataset, LAYER_NAMES } from "@parkatlas/geo-core";
import { LIMITS } from "../config/limits.ts";
import type { Archive, ArchiveMetadata } from "../pmtiles/types.ts";
import { vectorLayersOf } from "../pmtiles/vector-layers.ts";
import { isRestricted, type Rights } from "./rights.ts";
import type { ServedDataset } from "./served.ts";
import type { ServedFeature } from "./served-feature.ts";
import { filterTile } from "./tile-filter.ts";

const [gzip, gunzip] = [promisify(gzipCallback), promisify(gunzipCallback)];

/** The layers and fields that the metadata declare, without what may not be seen; nothing else of them goes out. */
function restrictedMetadata(metadata: ArchiveMetadata, { layers, hiddenFields }: Rights): ArchiveMetadata {
  const text = (key: "name" | "description" | "attribution" | "version") =>
    typeof metadata[key] === "string" ? { [key]: metadata[key] } : {};
  const shown = (vectorLayersOf(metadata) ?? []).filter(({ id }) => layers === null || layers.has(id));
  return {
    ...text("name"),
    ...text("description"),
    ...text("attribution"),
    ...text("version"),
    vector_layers: shown.map((layer) => ({
      ...layer,
      fields: Object.fromEntries(Object.entries(layer.fields).filter(([name]) => !hiddenFields.has(name))),
    })),
  };
}

/** The archive with tiles of which what may not be seen was taken out. Its bytes as a file are not to be had. */
export function restrictArchive(archive: Archive, rights: Rights): Archive {
  const keepsLayer = (name: string) => rights.layers === null || rights.layers.has(name);
  const { tileCompression } = archive.header;
  return {
    path: archive.path,
    header: archive.header,
    metadata: restrictedMetadata(archive.metadata, rights),
    sizeBytes: archive.sizeBytes,
    version: archive.version,
    sha256: () => archive.sha256(),
    async tile(z, x, y) {
      const stored = await archive.tile(z, x, y);
      if (!stored) return undefined;
      const plain = tileCompression === "gzip" ? await gunzip(stored, { maxOutputLength: LIMITS.unpackedTileMaxBytes }) : stored;
      const shown = filterTile(plain, { keepsLayer, hiddenFields: rights.hiddenFields });
      if (shown.length === 0) return undefined;
      return tileCompression === "gzip" ? gzip(shown) : shown;
    },
    bytes: () => Promise.reject(new RangeError("the bytes of an archive are not for restricted rights")),
    close: () => archive.close(),
  };
}

function withoutFields(feature: ServedFeature, hidden: ReadonlySet<string>): ServedFeature {
  const properties = Object.fromEntries(Object.entries(feature.properties).filter(([name]) => !hidden.has(name)));
  return { ...feature, properties: { name: "", ...properties } };
}

function restrictDataset(dataset: Dataset, { layers, hiddenFields }: Rights): Dataset {
  const shown = LAYER_NAMES.map((layer) => {
    const features: readonly ServedFeature[] = layers === null || layers.has(layer) ? dataset[layer] : [];
    return [layer, hiddenFields.size > 0 ? features.map((feature) => withoutFields(feature, hiddenFields)) : features];
  });
  return { ...dataset, ...Object.fromEntries(shown) };
}

/** What the rights let one see of what is served. */
export function restrictServed(served: readonly ServedDataset[], rights: Rights): readonly ServedDataset[] {
  if (!isRestricted(rights)) return served;
  return served
    .filter(({ id }) => rights.datasets === null || rights.datasets.has(id))
    .map(({ id, archive, dataset }) => ({
      id,
      archive: restrictArchive(archive, rights),
      dataset: dataset && restrictDataset(dataset, rights),
    }));
}
