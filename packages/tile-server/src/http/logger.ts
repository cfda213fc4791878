import { type DestinationStream, type Logger, pino } from "pino";

export type LogLevel = "silent" | "error" | "warn" | "info" | "debug";

/**
 * A logger that writes one JSON object a line, to standard error by default, so that standard output stays free for
 * answers.
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return pino(options, destination ?? pino.destination({ dest: 2, sync: false }));
}
