import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { GeoError } from "@parkatlas/geo-core";
import { LIMITS } from "./config/limits.ts";

export interface ListenOptions {
  /** Default 127.0.0.1: reachable from this machine only. */
  readonly host?: string;
  /** Default 8080; 0 takes any free port. */
  readonly port?: number;
  /** How long `close` waits for requests in flight; default 9 s. */
  readonly closeGraceMs?: number;
}

/** A service that listens. */
export interface RunningServer {
  /** Address for a browser on this machine. */
  readonly url: string;
  readonly port: number;
  /** Takes no new request, lets those in flight end for a while, then cuts what is left. May be called twice. */
  close(): Promise<void>;
}

function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const address = `${host}:${port}`;
      if (error.code === "EADDRINUSE")
        reject(
          new GeoError(
            "port-in-use",
            `${address} is taken by another program; stop that one or choose another port, for example ${port + 1}`,
            {
              details: { host, port },
              cause: error,
            },
          ),
        );
      else if (error.code === "EACCES")
        reject(
          new GeoError("port-in-use", `this user may not listen on ${address}; choose a port above 1023`, {
            details: { host, port },
            cause: error,
          }),
        );
      else if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
        reject(
          new GeoError("port-in-use", `${host} is no address of this machine; use 127.0.0.1 or 0.0.0.0`, {
            details: { host, port },
            cause: error,
          }),
        );
      else reject(error);
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

function closer(server: Server, graceMs: number): () => Promise<void> {
  let closing: Promise<void> | null = null;
  return () => {
    closing ??= new Promise((resolve) => {
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      server.close(() => {
        clearTimeout(cut);
        resolve();
      });
      server.closeIdleConnections();
    });
    return closing;
  };
}

/**
 * Listens with the app of {@link createApp}. Slow or idle clients are cut by the time limits of the configuration.
 *
 * @throws {GeoError} `port-in-use` when the address cannot be had; the message says what to do.
 */
export async function startServer(app: RequestListener, options: ListenOptions = {}): Promise<RunningServer> {
  const host = options.host ?? "127.0.0.1";
  const server = createServer(
    {
      headersTimeout: LIMITS.headersTimeoutMs,
      requestTimeout: LIMITS.requestTimeoutMs,
      keepAliveTimeout: LIMITS.keepAliveTimeoutMs,
    },
    app,
  );
  // What is cut is a connection on which nothing moves, in either direction.
  server.timeout = LIMITS.idleTimeoutMs;
  const { address, family, port } = await listen(server, host, options.port ?? 8080);
  const isAny = address === "0.0.0.0" || address === "::";
  const shown = isAny ? "127.0.0.1" : family === "IPv6" ? `[${address}]` : address;
  return { url: `http://${shown}:${port}`, port, close: closer(server, options.closeGraceMs ?? LIMITS.closeGraceMs) };
}
