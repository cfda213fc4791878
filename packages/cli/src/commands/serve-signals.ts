import { closeSync, openSync } from "node:fs";

/** A second signal this soon is the same one: a terminal sends Ctrl-C to the whole group, and npm passes it on again. */
const SAME_SIGNAL_MS = 1000;

/** Whether the terminal from which the process was started is gone: then SIGHUP means that nobody is there any more. */
function isTerminalGone(wasTerminal: boolean): boolean {
  if (!wasTerminal) return false;
  try {
    closeSync(openSync("/dev/tty", "r"));
    return false;
  } catch {
    return true;
  }
}

/**
 * Resolves at the first signal to stop; a later one ends the process at once. SIGHUP calls `reload`, except when it says
 * that the terminal was closed.
 */
export function untilSignalled(reload: () => void): Promise<void> {
  const wasTerminal = process.stdin.isTTY === true;
  return new Promise((resolve) => {
    let firstAtMs: number | null = null;
    const heard = () => {
      firstAtMs ??= performance.now();
      if (performance.now() - firstAtMs > SAME_SIGNAL_MS) process.exit(130);
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, heard);
    process.on("SIGHUP", () => (isTerminalGone(wasTerminal) ? heard() : reload()));
  });
}
