import type { PreparedJson } from "./json-answer.ts";

/** Prepared answers by question, the least recently used leaving first once their bytes pass the limit. */
export interface AnswerCache {
  /** The answer to `key`, made by `make` unless it is known or being made; a failure is not kept. */
  get(key: string, make: () => Promise<PreparedJson>): Promise<PreparedJson>;
  /** The same cache for another set of questions: equal keys of two scopes do not meet. */
  within(scope: string): AnswerCache;
  /** Forgets all answers; those in work are given to who waits for them, and not kept. */
  clear(): void;
  bytes(): number;
}

const sizeOf = (answer: PreparedJson) => answer.plain.length + (answer.gzipped?.length ?? 0);

export function createAnswerCache(limitBytes: number): AnswerCache {
  let known = new Map<string, PreparedJson>();
  const inWork = new Map<string, Promise<PreparedJson>>();
  let bytes = 0;

  const keep = (key: string, answer: PreparedJson) => {
    if (sizeOf(answer) > limitBytes) return;
    known.set(key, answer);
    bytes += sizeOf(answer);
    for (const [oldest, old] of known) {
      if (bytes <= limitBytes) break;
      known.delete(oldest);
      bytes -= sizeOf(old);
    }
  };

  const cacheOf = (scope: string): AnswerCache => ({
    bytes: () => bytes,
    within: (inner) => cacheOf(`${scope}${inner}\n`),
    clear() {
      known = new Map();
      bytes = 0;
    },
    async get(question, make) {
      const key = scope + question;
      const hit = known.get(key);
      if (hit) {
        // A Map iterates in the order of insertion: taken out and put in again, the entry becomes the youngest.
        known.delete(key);
        known.set(key, hit);
        return hit;
      }
      const running = inWork.get(key);
      if (running) return running;
      const made = make();
      inWork.set(key, made);
      try {
        const [cache, answer] = [known, await made];
        if (cache === known) keep(key, answer);
        return answer;
      } finally {
        inWork.delete(key);
      }
    },
  });
  return cacheOf("");
}
