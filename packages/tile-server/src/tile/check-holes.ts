/** TILE: whether the holes of a polygon lie inside its outer ring, touching allowed, as the MVT specification asks (§4.3.4.4). */

type Ring = readonly number[];

/** Comparisons of an edge that a whole tile may cost; a sound tile needs a thousandth, a hostile one must not hang. */
export class HoleBudget {
  #left = 20_000_000;

  /** False once the budget is used up. */
  spend(comparisons: number): boolean {
    this.#left -= comparisons;
    return this.#left >= 0;
  }
}

const BANDS = 64;

/**
 * `outside` where a hole leaves the outer ring or crosses it, `unchecked` where the budget did not suffice.
 * Cost: the vertices of the holes times the edges of the outer ring at their height.
 */
export function checkHoles(outer: Ring, holes: readonly Ring[], budget: HoleBudget): "inside" | "outside" | "unchecked" {
  const bands = new EdgeBands(outer);
  for (const hole of holes)
    for (let i = 0; i < hole.length; i += 2) {
      const j = (i + 2) % hole.length;
      const [ax, ay, bx, by] = [hole[i]!, hole[i + 1]!, hole[j]!, hole[j + 1]!];
      if (!budget.spend(bands.costOf(ay, by))) return "unchecked";
      // An edge between two vertices on the outer ring can still run outside of it, so its middle counts too.
      if (bands.isOutside(ax, ay) || bands.isOutside((ax + bx) / 2, (ay + by) / 2) || bands.isCrossedBy(ax, ay, bx, by))
        return "outside";
    }
  return "inside";
}

/** The edges of a ring in horizontal bands, so that only those at the height of a question are looked at. */
class EdgeBands {
  readonly #ring: Ring;
  readonly #bands: number[][] = Array.from({ length: BANDS }, () => []);
  readonly #top: number;
  readonly #height: number;

  constructor(ring: Ring) {
    this.#ring = ring;
    let [top, bottom] = [Infinity, -Infinity];
    for (let i = 1; i < ring.length; i += 2) {
      top = Math.min(top, ring[i]!);
      bottom = Math.max(bottom, ring[i]!);
    }
    this.#top = top;
    this.#height = Math.max(1, bottom - top);
    for (let i = 0; i < ring.length; i += 2) {
      const [from, to] = this.#range(ring[i + 1]!, ring[(i + 3) % ring.length]!);
      for (let band = from; band <= to; band++) this.#bands[band]!.push(i);
    }
  }

  #range(ay: number, by: number): readonly [number, number] {
    return [this.#bandOf(Math.min(ay, by)), this.#bandOf(Math.max(ay, by))];
  }

  #bandOf(y: number): number {
    return Math.min(BANDS - 1, Math.max(0, Math.floor(((y - this.#top) / this.#height) * BANDS)));
  }

  costOf(ay: number, by: number): number {
    const [from, to] = this.#range(ay, by);
    let cost = 0;
    for (let band = from; band <= to; band++) cost += this.#bands[band]!.length;
    return 2 * cost;
  }

  /** Strictly outside: on the ring is not. */
  isOutside(x: number, y: number): boolean {
    let inside = false;
    for (const i of this.#bands[this.#bandOf(y)]!) {
      const [ax, ay, bx, by] = this.#edge(i);
      const side = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
      const isOn = side === 0 && Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by);
      if (isOn) return false;
      if (ay > y !== by > y && side > 0 === by > ay) inside = !inside;
    }
    return !inside;
  }

  /** Whether an edge passes from one side of an edge of the ring to the other. */
  isCrossedBy(cx: number, cy: number, dx: number, dy: number): boolean {
    const [from, to] = this.#range(cy, dy);
    for (let band = from; band <= to; band++)
      for (const i of this.#bands[band]!) {
        const [ax, ay, bx, by] = this.#edge(i);
        const [c, d] = [(bx - ax) * (cy - ay) - (by - ay) * (cx - ax), (bx - ax) * (dy - ay) - (by - ay) * (dx - ax)];
        if ((c > 0 && d > 0) || (c < 0 && d < 0) || c === 0 || d === 0) continue;
        const [a, b] = [(dx - cx) * (ay - cy) - (dy - cy) * (ax - cx), (dx - cx) * (by - cy) - (dy - cy) * (bx - cx)];
        if ((a > 0 && b < 0) || (a < 0 && b > 0)) return true;
      }
    return false;
  }

  #edge(i: number): readonly [number, number, number, number] {
    const ring = this.#ring;
    const j = (i + 2) % ring.length;
    return [ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!];
  }
}
