/** Tests of enterprises that only live on support ("僵尸企业"), as a local document words them: configuration, never law. */
export interface ZombieRule {
  readonly id: string;
  readonly source: string;
  /** At least this many years without production. */
  readonly stoppedYears: number;
  /** Founded at least this many years ago, with a loss every year. */
  readonly foundedYears: number;
  /** Debt over assets of at least this, 1 = 100 %, at the end of each of the last `debtYears` years. */
  readonly debtRatioAtLeast: number;
  readonly debtYears: number;
}

/** Wuhai 2022-08. Its sentence does not say whether the conditions are joined by "and" or "or": the caller decides. */
export const WUHAI_2022_ZOMBIE_RULE: ZombieRule = {
  id: "wuhai-2022-zombie",
  source: "《关于促进乌海高新技术产业开发区高质量发展的实施意见》（2022-08）四（三）",
  stoppedYears: 2,
  foundedYears: 5,
  debtRatioAtLeast: 1,
  debtYears: 3,
};

/** What is known of an enterprise. */
export interface ZombieFacts {
  readonly yearsWithoutProduction?: number;
  readonly yearsSinceFounding?: number;
  readonly lossEveryYear?: boolean;
  /** Debt over assets at the end of each of the last years, latest first. */
  readonly debtRatios?: readonly number[];
}

export interface ZombieTest {
  readonly id: "stopped" | "years-of-loss" | "debt";
  readonly met: boolean | null;
}

/** Each test by itself, and all or any of them; null where missing facts leave it open. */
export function zombieTests(
  facts: ZombieFacts,
  rule: ZombieRule,
  join: "all" | "any",
): { readonly zombie: boolean | null; readonly tests: readonly ZombieTest[] } {
  const tests: readonly ZombieTest[] = [
    { id: "stopped", met: atLeast(facts.yearsWithoutProduction, rule.stoppedYears) },
    { id: "years-of-loss", met: both(atLeast(facts.yearsSinceFounding, rule.foundedYears), facts.lossEveryYear ?? null) },
    { id: "debt", met: debtTest(facts.debtRatios ?? [], rule) },
  ];
  const results = tests.map(({ met }) => met);
  const decisive = join === "any";
  if (results.includes(decisive)) return { zombie: decisive, tests };
  return { zombie: results.includes(null) ? null : !decisive, tests };
}

function atLeast(value: number | undefined, limit: number): boolean | null {
  return value === undefined ? null : value >= limit;
}

function both(a: boolean | null, b: boolean | null): boolean | null {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

function debtTest(ratios: readonly number[], { debtRatioAtLeast, debtYears }: ZombieRule): boolean | null {
  const last = ratios.slice(0, debtYears);
  if (last.some((ratio) => ratio < debtRatioAtLeast)) return false;
  return last.length < debtYears ? null : true;
}
