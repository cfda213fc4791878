/** What `serve --log` may say, the quietest first. */
export const LOG_LEVELS = ["silent", "error", "warn", "info", "debug"] as const;
