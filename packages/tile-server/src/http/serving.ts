import { createHash } from "node:crypto";
import { LIMITS } from "../config/limits.ts";
import { type Catalog, createCatalog } from "../source/catalog.ts";
import { restrictServed } from "../source/restrict.ts";
import { ALL_RIGHTS, type Rights } from "../source/rights.ts";
import type { ServedDataset } from "../source/served.ts";
import { type AnswerCache, createAnswerCache } from "./answer-cache.ts";
import { createTileCache, type TileCache } from "./tile-cache.ts";

/** What one asker sees of what is served at one time; a request takes it once and keeps to it. */
export interface View {
  readonly rights: Rights;
  readonly catalog: Catalog;
  readonly answers: AnswerCache;
  /** Stands before the keys of the tile cache: what was served before, or is kept from this asker, has other keys. */
  readonly prefix: string;
  /** Ends entity tags of what is not the same for everybody; empty for those who see all. */
  readonly tag: string;
}

/** Requests that began while one set of datasets was served, and what to close when they and all earlier ones are over. */
interface Epoch {
  requests: number;
  isOver: boolean;
  readonly finish: () => void;
  readonly finished: Promise<void>;
}

function newEpoch(): Epoch {
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return { requests: 0, isOver: false, finish, finished };
}

/** Datasets that are served now, and the way to serve others without dropping a request. */
export interface Serving {
  readonly tiles: TileCache;
  /** Counts from 1; one more with every replacement. */
  readonly generation: number;
  /** Requests that are in work. */
  readonly inFlight: number;
  view(rights?: Rights): View;
  /** A request begins; call what comes back when it is over. Archives it may read stay open until then. */
  enter(): () => void;
  /**
   * From now on these are served. Resolves when every request that may have seen the old ones is over and the archives
   * that are served no more are closed. Throws a RangeError, and changes nothing, where two have one id.
   */
  replace(served: readonly ServedDataset[]): Promise<void>;
}

export function createServing(first: readonly ServedDataset[]): Serving {
  const answers = createAnswerCache(LIMITS.answerCacheBytes);
  const tiles = createTileCache(LIMITS.tileCacheBytes);
  let generation = 1;
  let views = new Map<string, View>();
  let base = newView(ALL_RIGHTS, first);
  let epoch = newEpoch();
  let closed = Promise.resolve();
  let inFlight = 0;

  function newView(rights: Rights, served: readonly ServedDataset[]): View {
    const prefix = `${generation}${rights.key}`;
    const tag = rights.key === "" ? "" : `-${createHash("sha256").update(rights.key).digest("base64url").slice(0, 8)}`;
    const view = { rights, catalog: createCatalog(restrictServed(served, rights)), answers: answers.within(prefix), prefix, tag };
    views.set(rights.key, view);
    return view;
  }

  return {
    tiles,
    get generation() {
      return generation;
    },
    get inFlight() {
      return inFlight;
    },
    view: (rights = ALL_RIGHTS) => (rights.key === "" ? base : (views.get(rights.key) ?? newView(rights, base.catalog.served))),
    enter() {
      const mine = epoch;
      mine.requests++;
      inFlight++;
      return () => {
        mine.requests--;
        inFlight--;
        if (mine.isOver && mine.requests === 0) mine.finish();
      };
    },
    replace(served) {
      createCatalog(served);
      const retired = base.catalog.served.filter(({ archive }) => !served.some((each) => each.archive === archive));
      const [last, earlier] = [epoch, closed];
      generation++;
      views = new Map();
      base = newView(ALL_RIGHTS, served);
      answers.clear();
      tiles.clear();
      epoch = newEpoch();
      last.isOver = true;
      if (last.requests === 0) last.finish();
      // A request of an earlier epoch may have looked into a later one, so epochs are closed in their order.
      closed = Promise.all([earlier, last.finished]).then(async () => {
        await Promise.all(retired.map(({ archive }) => archive.close()));
      });
      return closed;
    },
  };
}
