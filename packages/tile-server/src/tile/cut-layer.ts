import type { ArcGraph } from "./arc-graph.ts";
import { X_AXIS, Y_AXIS } from "./clip.ts";
import { clipLines, clipPolygons } from "./clip-set.ts";
import { CrossingFinder } from "./crossings.ts";
import { LINE, POINT, POLYGON } from "./flat-geometry.ts";
import { GeometryWriter } from "./geometry-writer.ts";
import { mendPolygon } from "./mend-polygon.ts";
import { BUFFER, EXTENT } from "./mercator.ts";
import type { PieceStore } from "./pieces.ts";
import { RingSet } from "./ring-set.ts";
import { collectLines, collectPolygons, collectSquare, type LostDetail } from "./rings-at-zoom.ts";
import type { ZoomArcs } from "./simplify-arcs.ts";

/** TILE: cuts the features of a layer into the tiles of one zoom. */

/** How a feature came out: as it is, as a square of one unit because nothing larger was left of it, or not at all. */
export type Cut = "drawn" | "minimal" | "nothing";

/** Tiles of one zoom that are wanted: inside a window, and there those for which `has` says so. */
export interface TileTargets {
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly firstRow: number;
  readonly lastRow: number;
  has(x: number, y: number): boolean;
}

/** Every tile of a zoom. */
export function allTiles(z: number): TileTargets {
  const last = 2 ** z - 1;
  return { firstColumn: 0, lastColumn: last, firstRow: 0, lastRow: last, has: () => true };
}

export interface CutterInput {
  readonly graph: ArcGraph;
  readonly signs: Int8Array;
  readonly clearZooms: Uint8Array;
  readonly arcs: ZoomArcs;
}

export class LayerCutter {
  /** Parts and holes that came out under one unit in the feature cut last, while the rest of it is drawn. */
  readonly lost: LostDetail = { parts: 0, holes: 0 };
  readonly #input: CutterInput;
  readonly #z: number;
  readonly #tiles: number;
  readonly #pieces: PieceStore;
  readonly #writer: GeometryWriter;
  readonly #whole = new RingSet();
  readonly #column = new RingSet();
  readonly #cell = new RingSet();
  readonly #mended = new RingSet();
  readonly #crossings = new CrossingFinder();
  #as = 0;
  #isClear = false;
  #type: typeof LINE | typeof POLYGON = POLYGON;
  #targets: TileTargets;

  constructor(input: CutterInput, z: number, pieces: PieceStore) {
    this.#input = input;
    this.#z = z;
    this.#tiles = 2 ** z;
    this.#pieces = pieces;
    this.#writer = new GeometryWriter(pieces.geometry);
    this.#targets = allTiles(z);
  }

  /**
   * Adds the pieces of a feature in the wanted tiles under the number `as`. How the feature came out is said of it as a
   * whole, whichever tiles are wanted.
   */
  cut(feature: number, as: number, targets: TileTargets): Cut {
    this.#as = as;
    this.#targets = targets;
    this.lost.parts = 0;
    this.lost.holes = 0;
    const { graph, arcs, signs, clearZooms } = this.#input;
    const type = graph.types[feature];
    this.#isClear = this.#z >= clearZooms[feature]!;
    if (type === POINT) return this.#cutPoints(feature);
    this.#whole.clear();
    if (type === LINE) {
      collectLines(graph, arcs, feature, this.#whole);
      this.#type = LINE;
      return this.#distribute() ? "drawn" : "nothing";
    }
    this.#type = POLYGON;
    collectPolygons(graph, arcs, signs, feature, this.#whole, this.lost);
    if (this.#distribute()) return "drawn";
    // Then the feature as a whole counts, not its parts.
    this.lost.parts = 0;
    this.lost.holes = 0;
    this.#whole.clear();
    if (!collectSquare(graph, arcs, feature, this.#tiles * EXTENT - 1, this.#whole)) return "nothing";
    return this.#distribute() ? "minimal" : "nothing";
  }

  /** A point belongs to one tile, the one it lies in: drawn twice, a label would stand there twice. */
  #cutPoints(feature: number): Cut {
    const { featureParts, partRings, ringRefs, arcRefs } = this.#input.graph;
    const { starts, coords } = this.#input.arcs;
    const from = ringRefs[partRings[featureParts[feature]!]!]!;
    const to = ringRefs[partRings[featureParts[feature + 1]!]!]!;
    const byTile = new Map<number, (readonly [number, number])[]>();
    for (let ref = from; ref < to; ref++) {
      const at = starts[arcRefs[ref]!]!;
      const column = Math.min(this.#tiles - 1, Math.floor(coords[at]! / EXTENT));
      const row = Math.min(this.#tiles - 1, Math.floor(coords[at + 1]! / EXTENT));
      const key = column * this.#tiles + row;
      const points = byTile.get(key) ?? [];
      points.push([coords[at]! - column * EXTENT, coords[at + 1]! - row * EXTENT]);
      byTile.set(key, points);
    }
    for (const [key, points] of byTile) {
      const [x, y] = [Math.floor(key / this.#tiles), key % this.#tiles];
      if (!this.#isWanted(x, y)) continue;
      const start = this.#pieces.geometry.length;
      this.#writer.begin();
      this.#writer.points(points);
      this.#pieces.add(x, y, this.#as, start);
    }
    return byTile.size > 0 ? "drawn" : "nothing";
  }

  #isWanted(x: number, y: number): boolean {
    const { firstColumn, lastColumn, firstRow, lastRow } = this.#targets;
    return x >= firstColumn && x <= lastColumn && y >= firstRow && y <= lastRow && this.#targets.has(x, y);
  }

  /** Distributes the collected rings over the wanted tiles they reach; true when any tile, wanted or not, shows something. */
  #distribute(): boolean {
    const whole = this.#whole;
    if (whole.size === 0) return false;
    const [firstColumn, lastColumn] = this.#tileRange(whole.range(X_AXIS));
    const [firstRow, lastRow] = this.#tileRange(whole.range(Y_AXIS));
    if (firstColumn === lastColumn && firstRow === lastRow) {
      const cell = this.#isClear ? whole : this.#valid(whole);
      if (cell.size > 0 && this.#isWanted(firstColumn, firstRow)) this.#emit(cell, firstColumn, firstRow);
      return cell.size > 0;
    }
    const { targets, isInside } = this.#within(firstColumn, lastColumn, firstRow, lastRow);
    const emitted = this.#eachCell(targets, true, (cell, x, y) => {
      this.#emit(cell, x, y);
      return false;
    });
    if (emitted || isInside) return emitted;
    const everywhere = { firstColumn, lastColumn, firstRow, lastRow };
    return this.#eachCell(everywhere, false, () => true);
  }

  /** The wanted window inside the range of a feature, and whether all of the range is wanted. */
  #within(firstColumn: number, lastColumn: number, firstRow: number, lastRow: number): { targets: Window; isInside: boolean } {
    const wanted = this.#targets;
    const targets = {
      firstColumn: Math.max(firstColumn, wanted.firstColumn),
      lastColumn: Math.min(lastColumn, wanted.lastColumn),
      firstRow: Math.max(firstRow, wanted.firstRow),
      lastRow: Math.min(lastRow, wanted.lastRow),
    };
    const isInside =
      targets.firstColumn === firstColumn &&
      targets.lastColumn === lastColumn &&
      targets.firstRow === firstRow &&
      targets.lastRow === lastRow &&
      this.#hasAll(targets);
    return { targets, isInside };
  }

  #hasAll({ firstColumn, lastColumn, firstRow, lastRow }: Window): boolean {
    for (let x = firstColumn; x <= lastColumn; x++)
      for (let y = firstRow; y <= lastRow; y++) if (!this.#targets.has(x, y)) return false;
    return true;
  }

  /**
   * Clips the collected rings to the tiles of a window, either the wanted ones or the others, and visits those that show
   * something until `visit` says it is enough. True where one did.
   */
  #eachCell(window: Window, wanted: boolean, visit: (cell: RingSet, x: number, y: number) => boolean): boolean {
    const clip = this.#type === LINE ? clipLines : clipPolygons;
    let shown = false;
    if (window.firstRow > window.lastRow) return false;
    for (let x = window.firstColumn; x <= window.lastColumn; x++) {
      clip(this.#whole, this.#column, X_AXIS, x);
      if (this.#column.size === 0) continue;
      const [from, to] = this.#tileRange(this.#column.range(Y_AXIS));
      const last = Math.min(to, window.lastRow);
      for (let y = Math.max(from, window.firstRow); y <= last; y++) {
        if (this.#isWanted(x, y) !== wanted) continue;
        clip(this.#column, this.#cell, Y_AXIS, y);
        const cell = this.#valid(this.#cell);
        if (cell.size === 0) continue;
        shown = true;
        if (visit(cell, x, y)) return true;
      }
    }
    return shown;
  }

  /** The rings themselves where nothing of them touches or crosses, else mended ones. */
  #valid(cell: RingSet): RingSet {
    if (this.#type === LINE || !this.#crossings.hasCrossing(cell)) return cell;
    mendPolygon(cell, this.#mended);
    return this.#mended;
  }

  /** The tiles whose buffered band meets low…high. */
  #tileRange([low, high]: readonly [low: number, high: number]): readonly [first: number, last: number] {
    const first = Math.ceil((low - BUFFER) / EXTENT) - 1;
    const last = Math.floor((high + BUFFER) / EXTENT);
    return [Math.min(this.#tiles - 1, Math.max(0, first)), Math.max(0, Math.min(this.#tiles - 1, last))];
  }

  #emit(set: RingSet, x: number, y: number): void {
    const start = this.#pieces.geometry.length;
    this.#writer.begin();
    for (let ring = 0; ring < set.size; ring++)
      this.#writer.path(set.coords.data, set.start(ring), set.ends[ring]!, x * EXTENT, y * EXTENT, this.#type === POLYGON);
    this.#pieces.add(x, y, this.#as, start);
  }
}

type Window = Pick<TileTargets, "firstColumn" | "lastColumn" | "firstRow" | "lastRow">;
