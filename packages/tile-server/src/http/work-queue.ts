import { LIMITS } from "../config/limits.ts";
import { HttpProblem } from "./problem.ts";

/** Runs long synchronous work one piece at a time, letting the requests in between have their turn. */
export interface WorkQueue {
  /** Rejects with a 503 when too much is waiting already. */
  run<T>(work: () => T): Promise<T>;
}

/**
 * An analysis holds the only thread for up to a second. Started at once, twenty of them would hold every tile for twenty
 * seconds; in a row with a pause of one turn of the event loop between them, a tile waits for one at most.
 */
export function createWorkQueue(mostWaiting: number = LIMITS.analysesWaiting): WorkQueue {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    async run(work) {
      if (waiting >= mostWaiting)
        throw new HttpProblem(503, "busy", `${waiting} analyses are waiting already`, "ask again in a few seconds", {
          "Retry-After": "5",
        });
      waiting++;
      const before = last;
      const mine = (async () => {
        await before;
        await turn();
        return work();
      })();
      last = mine.catch(() => undefined);
      try {
        return await mine;
      } finally {
        waiting--;
      }
    },
  };
}
