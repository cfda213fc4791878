import { featureNumberOf } from "../tile/feature-id.ts";
import { RecordWriter } from "../tile/feature-record.ts";
import { FlatGeometry, flatten } from "../tile/flat-geometry.ts";
import { IntList } from "../tile/int-list.ts";
import { EXTENT, GRID_SIZE, GRID_ZOOM, lonLatFromTile } from "../tile/mercator.ts";
import type { SourceFeature } from "./source-layer.ts";

/** BUILD: features of one layer as records and columns, as one thread reads them. */

/** Set in `flags`. */
export const PROTECTED = 1;

/** Where records are: in shared memory, or from a position of a file on. */
export type KeptRecords = Uint8Array<SharedArrayBuffer> | { readonly path: string; readonly position: number };

/** Columns by feature, in the order of reading. `starts` is one longer: where each record begins among the records. */
export interface Segment {
  readonly ids: readonly string[];
  readonly standIns: readonly (string | undefined)[];
  readonly keys: readonly string[];
  readonly records: KeptRecords;
  readonly starts: Int32Array;
  readonly numbers: Float64Array;
  readonly types: Uint8Array;
  /** Four a feature: west, north, east, south on the base grid. */
  readonly bboxes: Int32Array;
  readonly positions: Int32Array;
  readonly areas: Float64Array;
  /** Two a feature. */
  readonly digests: Int32Array;
  readonly minZooms: Uint8Array;
  readonly maxZooms: Uint8Array;
  readonly flags: Uint8Array;
}

/** Records end below this, so that their places are 32-bit integers. */
const MAX_SEGMENT_BYTES = 2 ** 31 - 2 ** 24;

/** Collects features one after the other. */
export class SegmentWriter {
  readonly #layer: string;
  readonly #records = new RecordWriter();
  readonly #flat = new FlatGeometry();
  readonly #ids: string[] = [];
  readonly #standIns: (string | undefined)[] = [];
  readonly #numbers: number[] = [];
  readonly #areas: number[] = [];
  readonly #starts = new IntList();
  readonly #types = new IntList();
  readonly #bboxes = new IntList();
  readonly #positions = new IntList();
  readonly #digests = new IntList();
  readonly #minZooms = new IntList();
  readonly #maxZooms = new IntList();
  readonly #flags = new IntList();

  constructor(layer: string) {
    this.#layer = layer;
  }

  /** West, south, east and north of what can be drawn; west is greater than east where there is nothing. */
  get boundsDeg(): readonly [number, number, number, number] {
    let [west, north, east, south] = [GRID_SIZE, GRID_SIZE, 0, 0];
    const { data, length } = this.#bboxes;
    for (let i = 0; i < length; i += 4) {
      if (data[i]! > data[i + 2]!) continue;
      west = Math.min(west, data[i]!);
      north = Math.min(north, data[i + 1]!);
      east = Math.max(east, data[i + 2]!);
      south = Math.max(south, data[i + 3]!);
    }
    const [westDeg, northDeg] = lonLatFromTile(0, 0, 0, (west / GRID_SIZE) * EXTENT, (north / GRID_SIZE) * EXTENT);
    const [eastDeg, southDeg] = lonLatFromTile(0, 0, 0, (east / GRID_SIZE) * EXTENT, (south / GRID_SIZE) * EXTENT);
    return [westDeg, southDeg, eastDeg, northDeg];
  }

  /** @throws {RangeError} the segment is full, or a property is no finite number. */
  add(feature: SourceFeature): void {
    flatten(feature.geometry, this.#flat);
    this.addFlat(feature, this.#flat);
  }

  /** The same of a feature whose geometry is already flat. */
  addFlat(feature: Omit<SourceFeature, "geometry">, geometry: FlatGeometry): void {
    const { id, properties, isProtected, minZoom, maxZoom, standIn } = feature;
    const start = this.#records.bytes.length;
    if (start > MAX_SEGMENT_BYTES) throw new RangeError(`Layer ${this.#layer} has over ${MAX_SEGMENT_BYTES} bytes in one piece`);
    const facts = this.#records.addFlat(id, geometry, properties);
    this.#ids.push(id);
    this.#standIns.push(standIn);
    this.#numbers.push(featureNumberOf(this.#layer, id));
    this.#areas.push(facts.area);
    this.#starts.push(start);
    this.#types.push(facts.type);
    for (const edge of facts.bbox) this.#bboxes.push(edge);
    this.#positions.push(facts.positions);
    this.#digests.push2(facts.digest[0], facts.digest[1]);
    this.#minZooms.push(minZoom ?? 0);
    this.#maxZooms.push(maxZoom ?? GRID_ZOOM);
    this.#flags.push(isProtected === true ? PROTECTED : 0);
  }

  finish(): Segment {
    const { bytes, keys } = this.#records;
    this.#starts.push(bytes.length);
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
    shared.set(bytes.view());
    return {
      ids: this.#ids,
      standIns: this.#standIns,
      keys,
      records: shared,
      starts: this.#starts.view().slice(),
      numbers: Float64Array.from(this.#numbers),
      types: Uint8Array.from(this.#types.view()),
      bboxes: this.#bboxes.view().slice(),
      positions: this.#positions.view().slice(),
      areas: Float64Array.from(this.#areas),
      digests: this.#digests.view().slice(),
      minZooms: Uint8Array.from(this.#minZooms.view()),
      maxZooms: Uint8Array.from(this.#maxZooms.view()),
      flags: Uint8Array.from(this.#flags.view()),
    };
  }
}
