import type { Logger } from "pino";
import { probeAllZooms } from "../source/probe.ts";
import type { ServedDataset } from "../source/served.ts";
import type { ServiceApp } from "./app.ts";

export interface ReloaderOptions {
  readonly app: ServiceApp;
  readonly logger: Logger;
  /**
   * Opens what is to be served from now on. What has not changed is given back as it is in `current`, archive included; what
   * is new is opened. Throws where something is broken, having closed what it opened.
   */
  readonly open: (current: readonly ServedDataset[]) => Promise<readonly ServedDataset[]>;
}

/** Replaces what is served by its newest version. */
export interface Reloader {
  /**
   * Opens, tries and serves the newest version; true when it is served. A broken one is refused and the old one stays; log
   * and metrics say so. Called while it is at work, it goes through once more afterwards, however often it was called.
   */
  reload(reason: string): Promise<boolean>;
}

export function createReloader({ app, logger, open }: ReloaderOptions): Reloader {
  let running: Promise<boolean> | null = null;
  let next: Promise<boolean> | null = null;

  const once = async (reason: string): Promise<boolean> => {
    const current = app.serving.view().catalog.served;
    const isNew = ({ archive }: ServedDataset) => !current.some((each) => each.archive === archive);
    let fresh: readonly ServedDataset[] = [];
    try {
      const served = await open(current);
      fresh = served.filter(isNew);
      for (const { archive } of fresh) await probeAllZooms(archive);
      if (served.length === current.length && served.every((each, i) => each === current[i])) {
        logger.info({ reason }, "nothing has changed");
        return true;
      }
      void app.serving.replace(served).catch((error: unknown) => logger.error({ err: error }, "an old archive cannot be closed"));
      app.metrics.swaps.inc({ result: "done" });
      logger.warn(
        { reason, generation: app.serving.generation, tilesets: served.map(({ id }) => id) },
        "a new version is served",
      );
      return true;
    } catch (error) {
      await Promise.all(fresh.map(({ archive }) => archive.close()));
      app.metrics.swaps.inc({ result: "refused" });
      logger.error({ err: error, reason }, "the new version is refused; the old one is served on");
      return false;
    }
  };

  return {
    reload(reason) {
      if (!running) {
        running = once(reason).finally(() => {
          running = null;
        });
        return running;
      }
      next ??= running.then(() => {
        next = null;
        running = once(reason).finally(() => {
          running = null;
        });
        return running;
      });
      return next;
    },
  };
}
