import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const BIN = fileURLToPath(new URL("../../packages/cli/bin/parkatlas.mjs", import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function start(args: readonly string[], { cwd = ROOT, env = {} }: RunOptions): ChildProcess {
  return spawn(process.execPath, [BIN, ...args], {
    cwd,
    // The language of the machine must not decide what the tests read.
    env: { ...process.env, LC_ALL: "", LC_MESSAGES: "", LANG: "en_US.UTF-8", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs the built command line to its end. */
export function parkatlas(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = start(args, options);
    const texts = { stdout: "", stderr: "" };
    child.stdout!.setEncoding("utf8").on("data", (chunk: string) => (texts.stdout += chunk));
    child.stderr!.setEncoding("utf8").on("data", (chunk: string) => (texts.stderr += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...texts }));
  });
}

/** A running `parkatlas serve`, past its ready line. */
export interface Service {
  readonly url: string;
  readonly port: number;
  /** Everything on standard output so far. */
  stdout(): string;
  stderr(): string;
  /** Sends the signal and goes on. */
  signal(signal: NodeJS.Signals): void;
  /** Sends the signal and waits for the end; gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `parkatlas serve` and waits for the one line that says it is ready. */
export function serve(args: readonly string[], options: RunOptions = {}): Promise<Service> {
  return new Promise((resolve, reject) => {
    const child = start(["serve", ...args], options);
    const texts = { stdout: "", stderr: "" };
    const ended = new Promise<number | null>((done) => child.on("close", done));
    child.stderr!.setEncoding("utf8").on("data", (chunk: string) => (texts.stderr += chunk));
    child.stdout!.setEncoding("utf8").on("data", (chunk: string) => {
      texts.stdout += chunk;
      const ready = /^ParkAtlas ready: (http:\/\/\S+:(\d+))\n/.exec(texts.stdout);
      if (!ready) return;
      resolve({
        url: ready[1]!,
        port: Number(ready[2]),
        stdout: () => texts.stdout,
        stderr: () => texts.stderr,
        signal: (signal) => void child.kill(signal),
        stop(signal = "SIGTERM") {
          child.kill(signal);
          return ended;
        },
      });
    });
    ended.then((code) => reject(new Error(`serve ended with ${code} before it was ready: ${texts.stderr}`)));
  });
}
