/** Counts and sums the pairs that are certainly inside, as the peers do; timed with the join. */
export function insideOf(pairs, verdicts) {
  let inside = 0;
  let sumM = 0;
  for (let i = 0; i < verdicts.length; i++) {
    if (verdicts[i] !== 1) continue;
    inside++;
    sumM += pairs.distanceM[i];
  }
  return { pairs, verdicts, inside, sumM };
}

/** What is compared between contenders; not timed. */
export function judgeColumns({ pairs, verdicts, inside, sumM }) {
  return {
    inside,
    undecided: verdicts.reduce((count, verdict) => count + (verdict === 2 ? 1 : 0), 0),
    sumKm: sumM / 1000,
    widestMm: pairs.hiM.reduce((widest, hiM, i) => Math.max(widest, (hiM - pairs.loM[i]) * 1000), 0),
  };
}
