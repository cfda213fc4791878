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
  /** Share of cells that are cut in two by a line whose ends the neighbours do not have. */
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
  const jitter = (): number => (random() - 0.5) * 0.6 * cellDeg;
  const corners = Array.from({ length: rows + 1 }, (_r, row) =>
    Array.from({ length: columns + 1 }, (_c, column): Position => [
      round(westDeg + column * cellDeg + jitter()),
      round(southDeg + row * cellDeg + jitter()),
    ]),
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

/** Cuts from inside the last piece of the southern edge to inside the first piece of the northern one. */
function split(
  id: string,
  south: Position[],
  east: Position[],
  north: Position[],
  west: Position[],
  random: () => number,
): CoverageCell[] {
  const from = between(south.at(-2)!, south.at(-1)!, 0.2 + 0.6 * random());
  const to = between(north[0]!, north[1]!, 0.2 + 0.6 * random());
  return [
    cell(`${id}a`, [[...south.slice(0, -1), from], [from, to], [to, ...north.slice(1)], west]),
    cell(`${id}b`, [[from, south.at(-1)!], east, [north[0]!, to], [to, from]]),
  ];
}

function between(a: Position, b: Position, t: number): Position {
  return [round(a[0] + t * (b[0] - a[0])), round(a[1] + t * (b[1] - a[1]))];
}
