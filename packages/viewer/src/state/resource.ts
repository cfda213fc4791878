import { effect, type ReadonlySignal, signal, untracked } from "@preact/signals";

/** Something that is fetched: while a newer answer is on its way, the last one of the same scope stays in sight. */
export type Loadable<T> =
  | { readonly state: "idle"; readonly value: null }
  | { readonly state: "loading"; readonly value: T | null }
  | { readonly state: "ready"; readonly value: T }
  | { readonly state: "error"; readonly value: T | null; readonly error: unknown };

export interface ResourceRequest<T> {
  /** Two requests with the same key have the same answer. */
  readonly key: string;
  /** The last answer is kept in sight while the scope stays the same. */
  readonly scope: string;
  readonly load: (signal: AbortSignal) => Promise<T>;
}

export interface Resource<T> {
  readonly current: ReadonlySignal<Loadable<T>>;
  /** Asks again for the same thing. */
  readonly retry: () => void;
  readonly dispose: () => void;
}

/**
 * Follows a request that depends on signals: fetches when its key changes, aborts what is no longer wanted, and never
 * shows an answer that came late. A change within the same scope waits `settleMs`, so that a slider sends few requests.
 */
export function createResource<T>(request: () => ResourceRequest<T> | null, settleMs = 0): Resource<T> {
  const current = signal<Loadable<T>>({ state: "idle", value: null });
  const attempt = signal(0);
  let wanted: { key: string; scope: string; attempt: number } | null = null;
  let cancel = () => {};

  const dispose = effect(() => {
    const next = request();
    const tries = attempt.value;
    if (next === null) {
      cancel();
      wanted = null;
      current.value = { state: "idle", value: null };
      return;
    }
    if (wanted?.key === next.key && wanted.attempt === tries) return;
    cancel();
    const kept = wanted?.scope === next.scope ? untracked(() => current.value.value) : null;
    wanted = { key: next.key, scope: next.scope, attempt: tries };
    current.value = { state: "loading", value: kept };
    cancel = start(next, kept, kept === null ? 0 : settleMs, (loadable) => {
      current.value = loadable;
    });
  });

  return {
    current,
    retry: () => {
      attempt.value = attempt.peek() + 1;
    },
    dispose: () => {
      cancel();
      dispose();
    },
  };
}

/** The answer once it is there; rejects with the error that came instead. */
export function loaded<T>(current: ReadonlySignal<Loadable<T>>): Promise<T> {
  return new Promise((resolve, reject) => {
    let stop = () => {};
    let done = false;
    stop = effect(() => {
      const now = current.value;
      if (now.state === "idle" || now.state === "loading") return;
      done = true;
      stop();
      if (now.state === "ready") resolve(now.value);
      else reject(now.error);
    });
    // An answer that was there already ran the effect before `stop` was known.
    if (done) stop();
  });
}

function start<T>(
  request: ResourceRequest<T>,
  kept: T | null,
  waitMs: number,
  settle: (loadable: Loadable<T>) => void,
): () => void {
  const controller = new AbortController();
  const run = () =>
    request.load(controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) settle({ state: "ready", value });
      },
      (error: unknown) => {
        if (!controller.signal.aborted) settle({ state: "error", value: kept, error });
      },
    );
  const timer = setTimeout(run, waitMs);
  return () => {
    clearTimeout(timer);
    controller.abort();
  };
}
