import type { Polygon } from "geojson";

/** A seeded coverage: parcels that share borders exactly, with crooked edges, slivers and T-junctions. For tests of tiles. */

export interface CoverageOptions {
  readonly random: () => number;
  readonly columns: number;
  readonly rows: number;
  readonly westDeg: number;
  readonly southDeg: number;
  readonly cellDeg: number;
  /** Vertices inside each shared edge. */
  readonly bends: number;
  /** Share of cells that are cut by lines whose ends the neighbours do not have. */
  readonly splitShare: number;
}

export interface CoverageCell {
  readonly id: string;
  readonly geometry: Polygon;
}

type Position = [number, number];

/** Coordinates are rounded to 1e-9°, as a survey file would. */
const round = (deg: number): number => Math.round(deg * 1e9) / 1e9;

export function makeCoverage(options: CoverageOptions): CoverageCell[] {
  const { random, columns, rows, westDeg, southDeg, cellDeg } = options;
  const jitter = (): number => (random() - 0.5) * 0.4 * cellDeg;
  const corners = Array.from({ length: rows + 1 }, (_r, row) =>
    Array.from(
      { length: columns + 1 },
      (_c, column): Position => [round(westDeg + column * cellDeg + jitter()), round(southDeg + row * cellDeg + jitter())],
    ),
  );
  const corner = (row: number, column: number): Position => corners[row]![column]!;
  const along = Array.from({ length: rows + 1 }, (_r, row) =>
    Array.from({ length: columns }, (_c, column) => bent(corner(row, column), corner(row, column + 1), options)),
  );
  const up = Array.from({ length: rows }, (_r, row) =>
    Array.from({ length: columns + 1 }, (_c, column) => bent(corner(row, column), corner(row + 1, column), options)),
  );
  const cells: CoverageCell[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const south = along[row]![column]!;
      const north = along[row + 1]![column]!.toReversed();
      const east = up[row]![column + 1]!;
      const west = up[row]![column]!.toReversed();
      const id = `R${row}C${column}`;
      if (random() >= options.splitShare) cells.push(cell(id, [south, east, north, west]));
      else cells.push(...split(id, south, east, north, west, random));
    }
  return cells;
}

/** The edge a→b with bends; straight pieces between them. */
function bent(a: Position, b: Position, { bends, random, cellDeg }: CoverageOptions): Position[] {
  const edge: Position[] = [a];
  for (let i = 1; i <= bends; i++) {
    const t = i / (bends + 1);
    const away = (random() - 0.5) * 0.08 * cellDeg;
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const length = Math.hypot(dx, dy) || 1;
    edge.push([round(a[0] + t * dx - (away * dy) / length), round(a[1] + t * dy + (away * dx) / length)]);
  }
  return [...edge, b];
}

function cell(id: string, edges: readonly (readonly Position[])[]): CoverageCell {
  const ring = edges.flatMap((edge) => edge.slice(0, -1));
  return { id, geometry: { type: "Polygon", coordinates: [[...ring, ring[0]!]] } };
}

/**
 * Cuts twice from the middle piece of the southern edge to the middle piece of the northern one, so close together that
 * a thin strip stands between: at most zooms it is under one tile unit wide.
 */
function split(
  id: string,
  south: Position[],
  east: Position[],
  north: Position[],
  west: Position[],
  random: () => number,
): CoverageCell[] {
  const low = Math.floor((south.length - 1) / 2);
  const high = Math.floor((north.length - 1) / 2);
  const place = 0.1 + 0.7 * random();
  const width = 0.01 + 0.09 * random();
  const onSouth = (t: number): Position => between(south[low]!, south[low + 1]!, t);
  const onNorth = (t: number): Position => between(north[high]!, north[high + 1]!, 1 - t);
  const [from, to, from2, to2] = [onSouth(place), onNorth(place), onSouth(place + width), onNorth(place + width)];
  return [
    cell(`${id}a`, [[...south.slice(0, low + 1), from], [from, to], [to, ...north.slice(high + 1)], west]),
    cell(`${id}strip`, [
      [from, from2],
      [from2, to2],
      [to2, to],
      [to, from],
    ]),
    cell(`${id}b`, [[from2, ...south.slice(low + 1)], east, [...north.slice(0, high + 1), to2], [to2, from2]]),
  ];
}

function between(a: Position, b: Position, t: number): Position {
  return [round(a[0] + t * (b[0] - a[0])), round(a[1] + t * (b[1] - a[1]))];
}
