/** Seeded random numbers: sfc32, seeded from a text. The same text gives the same numbers on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  between(low: number, high: number): number;
  /** A whole number in [low, high], both included. */
  int(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(values: readonly T[]): T;
  /** A value drawn by its weight. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T;
  /** Standard normal (Box–Muller). */
  normal(): number;
}

function hashWords(text: string): readonly [number, number, number] {
  // FNV-1a over three salts: enough to tell the seeds of a few thousand streams apart.
  const word = (salt: number) => {
    let hash = (0x811c9dc5 ^ salt) >>> 0;
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
    return hash;
  };
  return [word(0), word(0x9e3779b9), word(0x85ebca6b)];
}

function sfc32(seed: string): () => number {
  let [a, b, c] = hashWords(seed);
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let warmUp = 0; warmUp < 16; warmUp++) next();
  return next;
}

export const SEED = "parkatlas-demo-1";

/** A stream of its own for each name, so that a change in one room of the generator does not stir the others. */
export function seeded(...names: readonly string[]): Random {
  const next = sfc32([SEED, ...names].join("/"));
  const random: Random = {
    next,
    between: (low, high) => low + (high - low) * next(),
    int: (low, high) => low + Math.floor((high - low + 1) * next()),
    chance: (probability) => next() < probability,
    pick: (values) => values[Math.floor(next() * values.length)]!,
    weighted: (choices) => {
      let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of choices) {
        left -= weight;
        if (left < 0) return value;
      }
      return choices[choices.length - 1]![0];
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
  return random;
}
