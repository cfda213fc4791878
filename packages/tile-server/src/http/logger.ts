import { type DestinationStream, type Logger, pino } from "pino";

export type LogLevel = "silent" | "error" | "warn" | "info" | "debug";

/** Lines are written together: one call of the system for each would cost more than answering a tile. */
const GATHER_BYTES = 16_000;
const FLUSH_EVERY_MS = 250;

/**
 * A logger that writes one JSON object a line, to standard error by default, so that standard output stays free for
 * answers.
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return pino(
    options,
    destination ?? pino.destination({ dest: 2, sync: false, minLength: GATHER_BYTES, periodicFlush: FLUSH_EVERY_MS }),
  );
}
