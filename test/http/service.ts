import { request } from "node:http";
import { loadDataset } from "@parkatlas/formats";
import type { Dataset } from "@parkatlas/geo-core";
import { type AppOptions, type Archive, buildArchive, createApp, openArchive, startServer } from "@parkatlas/tile-server";
import { demoFiles, scratchFolder } from "../e2e/fixtures.ts";

/** An answer as it came over the wire: nothing decoded, nothing followed. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface AskOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A client without habits: sends exactly the path and the headers it is told to. */
export function ask(port: number, path: string, { method = "GET", headers = {}, body }: AskOptions = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

export const jsonOf = (answer: RawAnswer) => JSON.parse(answer.body.toString("utf8"));

async function demoDataset(id = "demo"): Promise<{ readonly dataset: Dataset; readonly sha256: string }> {
  const files = demoFiles(id);
  const { dataset, sha256, issues } = await loadDataset(async (path) => Buffer.from(JSON.stringify(files[path])));
  if (!dataset) throw new Error(JSON.stringify(issues));
  return { dataset, sha256 };
}

/** The service on a free port with the demo dataset, built for this test. */
export async function startDemo(options: Partial<AppOptions> = {}) {
  const scratch = await scratchFolder();
  const { dataset, sha256 } = await demoDataset();
  const file = scratch.path("demo.pmtiles");
  await buildArchive({ dataset, inputsSha256: sha256, outFile: file });
  const archive: Archive = await openArchive(file);
  const app = createApp({ datasets: [{ id: "demo", archive, dataset }], ...options });
  const server = await startServer(app, { port: 0 });
  return {
    scratch,
    dataset,
    archive,
    server,
    port: server.port,
    ask: (path: string, asked?: AskOptions) => ask(server.port, path, asked),
    async stop() {
      await server.close();
      await archive.close();
      await scratch.remove();
    },
  };
}
