import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

// A web server as anybody has one: files of a folder below a path, byte ranges, and nothing of this project.

export interface PlainServerOptions {
  /** Path of the folder on the server, `/` at both ends. */
  readonly path: string;
  /** Whether ranges are answered; else every answer is the whole file. */
  readonly ranges: boolean;
  /** Zeros sent after each archive, to make it as large as the test needs. */
  readonly archivePadding?: number;
}

export interface PlainServer {
  readonly port: number;
  /** What was asked for, and how it was answered. */
  readonly log: readonly { readonly path: string; readonly status: number; readonly range: string | undefined }[];
  readonly stop: () => Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

export async function startPlainServer(folder: string, options: PlainServerOptions): Promise<PlainServer> {
  const log: { path: string; status: number; range: string | undefined }[] = [];
  const server = createServer(async (req, res) => {
    const { pathname } = new URL(req.url ?? "/", "http://plain.test");
    const range = req.headers.range;
    res.on("close", () => log.push({ path: pathname, status: res.statusCode, range }));
    const name = decodeURIComponent(pathname.startsWith(options.path) ? pathname.slice(options.path.length) : "\0");
    const file = join(folder, normalize(`/${name === "" ? "index.html" : name}`));
    const found = name.includes("\0") ? null : await stat(file).catch(() => null);
    if (!found?.isFile()) return void res.writeHead(404).end("no such file");
    res.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
    res.setHeader("etag", `"${found.size}-${Math.round(found.mtimeMs)}"`);
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
    if (options.ranges && from !== undefined) return sendPart(res, file, found.size, Number(from), Number(to));
    const padding = file.endsWith(".pmtiles") ? (options.archivePadding ?? 0) : 0;
    res.writeHead(200);
    const body = createReadStream(file);
    body.pipe(res, { end: false });
    body.on("end", () => res.end(Buffer.alloc(padding)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    log,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function sendPart(res: ServerResponse, file: string, size: number, from: number, to: number): void {
  const last = Math.min(to, size - 1);
  if (from > last) return void res.writeHead(416, { "content-range": `bytes */${size}` }).end();
  res.writeHead(206, { "content-range": `bytes ${from}-${last}/${size}`, "content-length": last - from + 1 });
  createReadStream(file, { start: from, end: last }).pipe(res);
}
