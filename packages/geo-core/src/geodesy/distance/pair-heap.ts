import type { PiecePair } from "./piece-pair.ts";

/** A binary heap of pairs, least lower bound first. */
export class PairHeap {
  private readonly pairs: PiecePair[] = [];

  peek(): PiecePair | undefined {
    return this.pairs[0];
  }

  push(pair: PiecePair): void {
    const { pairs } = this;
    let i = pairs.length;
    pairs.push(pair);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (pairs[parent]!.loM <= pair.loM) break;
      pairs[i] = pairs[parent]!;
      i = parent;
    }
    pairs[i] = pair;
  }

  pop(): PiecePair | undefined {
    const { pairs } = this;
    const top = pairs[0];
    const last = pairs.pop();
    if (last === undefined || pairs.length === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= pairs.length) break;
      if (child + 1 < pairs.length && pairs[child + 1]!.loM < pairs[child]!.loM) child++;
      if (pairs[child]!.loM >= last.loM) break;
      pairs[i] = pairs[child]!;
      i = child;
    }
    pairs[i] = last;
    return top;
  }
}
