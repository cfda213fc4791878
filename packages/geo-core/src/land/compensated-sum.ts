/** A sum of doubles that keeps what each addition loses (Neumaier 1974), so that the order of the parts does not show. */
export interface CompensatedSum {
  readonly add: (value: number) => void;
  readonly value: () => number;
}

export function createSum(): CompensatedSum {
  let sum = 0;
  let lost = 0;
  return {
    add: (value) => {
      const next = sum + value;
      lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
      sum = next;
    },
    value: () => sum + lost,
  };
}

/** The compensated sum of a list. */
export function sumOf(values: Iterable<number>): number {
  const sum = createSum();
  for (const value of values) sum.add(value);
  return sum.value();
}
