import { isGeoError } from "@parkatlas/geo-core";
import { expand } from "../pmtiles/gzip.ts";
import { MAX_TILE_BYTES } from "../pmtiles/read-archive.ts";
import { zxyFromTileId } from "../pmtiles/tile-id.ts";
import type { Archive, VectorLayer } from "../pmtiles/types.ts";
import { vectorLayersOf } from "../pmtiles/vector-layers.ts";
import type { TileEntry } from "../pmtiles/walk-entries.ts";
import { type TileFault, type TileFaultCode, tileFaults } from "../tile/check-tile.ts";
import { type DecodedLayer, decodeTile } from "../tile/decode-tile.ts";
import { BUFFER } from "../tile/mercator.ts";
import type { TileValue } from "../tile/properties.ts";
import type { IssueList } from "./archive-issue.ts";

/** BUILD: decodes every stored tile and holds it against the MVT specification and the archive's own metadata. */

/** Ids by layer and zoom, as found in the tiles: what the ledger is held against. */
export type IdsByZoom = Map<number, Map<string, Set<string>>>;

/** Larger tiles are slow to draw; the builder stays below. */
const LARGE_TILE_BYTES = 500_000;
/** Asked of our own archives only; elsewhere they are allowed, and only worth knowing. */
const HOUSE_RULES: ReadonlySet<TileFaultCode> = new Set([
  "mvt-version",
  "extent-unusual",
  "id-missing",
  "layer-empty",
  "id-duplicate",
  "type-unknown",
]);
/** Says what was not looked at, and accuses nobody. */
const ONLY_WARNINGS: ReadonlySet<TileFaultCode> = new Set(["holes-unchecked"]);
const ZH: Readonly<Record<TileFaultCode, string>> = {
  "layer-duplicate": "同一瓦片中图层重名",
  "layer-empty": "图层没有要素",
  "mvt-version": "矢量瓦片版本不是 2",
  "extent-unusual": "瓦片网格不是 4096",
  "key-duplicate": "属性名重复",
  "value-duplicate": "属性值重复",
  "id-missing": "要素没有编号",
  "id-duplicate": "要素编号重复",
  "type-unknown": "要素没有几何类型",
  "point-repeated": "相邻顶点重复",
  "ring-empty": "环没有面积",
  "winding-wrong": "环的方向错误",
  "hole-outside": "内环超出外环或与外环相交",
  "holes-unchecked": "边数过多，未能核对内环与外环",
  "outside-buffer": "坐标超出缓冲范围",
};

interface TileSummary {
  readonly layers: readonly { readonly name: string; readonly ids: readonly string[] }[];
}

export class ContentCheck {
  readonly ids: IdsByZoom = new Map();
  readonly #archive: Archive;
  readonly #found: IssueList;
  readonly #isOurs: boolean;
  readonly #layers: ReadonlyMap<string, VectorLayer>;
  /** By offset of the blob; null for one that cannot be decoded. Each blob is decoded once, however often it is used. */
  readonly #summaries = new Map<number, TileSummary | null>();

  constructor(archive: Archive, found: IssueList, isOurs: boolean) {
    this.#archive = archive;
    this.#found = found;
    this.#isOurs = isOurs;
    this.#layers = new Map((vectorLayersOf(archive.metadata) ?? []).map((layer) => [layer.id, layer]));
  }

  async check(entry: TileEntry): Promise<void> {
    const [z, x, y] = zxyFromTileId(entry.tileId);
    const path = `tiles/${z}/${x}/${y}`;
    let summary = this.#summaries.get(entry.offset);
    if (summary === undefined) {
      summary = await this.#decode(entry, path);
      this.#summaries.set(entry.offset, summary);
    }
    if (summary === null) return;
    const zoom = this.ids.get(z) ?? new Map<string, Set<string>>();
    this.ids.set(z, zoom);
    for (const { name, ids } of summary.layers) {
      this.#checkZoomRange(name, z, path);
      const all = zoom.get(name) ?? new Set();
      for (const id of ids) all.add(id);
      zoom.set(name, all);
    }
  }

  async #decode(entry: TileEntry, path: string): Promise<TileSummary | null> {
    const { header } = this.#archive;
    if (entry.length > LARGE_TILE_BYTES)
      this.#found.add(
        "warning",
        "tile-large",
        { path },
        `The tile has ${entry.length} bytes, over ${LARGE_TILE_BYTES}`,
        `瓦片有 ${entry.length} 字节，超过 ${LARGE_TILE_BYTES}`,
      );
    try {
      const stored = await this.#archive.bytes(header.tilesOffset + entry.offset, entry.length);
      const layers = decodeTile(expand(stored, header.tileCompression, MAX_TILE_BYTES, `tile ${path}`));
      for (const fault of tileFaults(layers, this.#isOurs ? BUFFER : Number.POSITIVE_INFINITY)) this.#addFault(fault, path);
      for (const layer of layers) this.#checkFields(layer, path);
      return { layers: layers.map((layer) => ({ name: layer.name, ids: this.#idsOf(layer, path) })) };
    } catch (error) {
      if (!isGeoError(error)) throw error;
      this.#found.add("error", "tile-undecodable", { path }, error.message, `瓦片无法解码：${error.message}`);
      return null;
    }
  }

  #addFault({ code, layer, featureId, detail }: TileFault, path: string): void {
    const isWarning = ONLY_WARNINGS.has(code) || (!this.#isOurs && HOUSE_RULES.has(code));
    const severity = isWarning ? "warning" : "error";
    this.#found.add(severity, code, { layer, featureId, path }, `${layer}: ${detail}`, `${layer}：${ZH[code]}`);
  }

  #idsOf(layer: DecodedLayer, path: string): string[] {
    const ids: string[] = [];
    for (const { properties } of layer.features) {
      const id = properties.id;
      if (typeof id === "string") ids.push(id);
      else if (this.#isOurs)
        this.#found.add("error", "id-missing", { layer: layer.name, path }, "A feature has no property id", "要素缺少属性 id");
    }
    return ids;
  }

  #checkFields(layer: DecodedLayer, path: string): void {
    const declared = this.#layers.get(layer.name);
    if (!declared) {
      if (this.#layers.size > 0)
        this.#found.add(
          "error",
          "layer-unknown",
          { layer: layer.name, path },
          `The layer ${layer.name} is not among vector_layers`,
          `图层 ${layer.name} 未在 vector_layers 中声明`,
        );
      return;
    }
    const wrong = new Set<string>();
    for (const { properties } of layer.features)
      for (const [key, value] of Object.entries(properties)) if (declared.fields[key] !== typeName(value)) wrong.add(key);
    for (const key of wrong)
      this.#found.add(
        this.#isOurs ? "error" : "warning",
        "field-unknown",
        { layer: layer.name, path },
        `The field ${key} of ${layer.name} is not declared in vector_layers with the type it has`,
        `图层 ${layer.name} 的字段 ${key} 与 vector_layers 的声明不符`,
      );
  }

  #checkZoomRange(name: string, z: number, path: string): void {
    const declared = this.#layers.get(name);
    if (!declared || (z >= declared.minzoom && z <= declared.maxzoom)) return;
    this.#found.add(
      "error",
      "layer-zoom",
      { layer: name, path },
      `The layer ${name} is declared for zooms ${declared.minzoom}…${declared.maxzoom}, found at ${z}`,
      `图层 ${name} 声明级别为 ${declared.minzoom}…${declared.maxzoom}，却出现在 ${z} 级`,
    );
  }
}

function typeName(value: TileValue): "String" | "Number" | "Boolean" {
  return typeof value === "string" ? "String" : typeof value === "number" ? "Number" : "Boolean";
}
