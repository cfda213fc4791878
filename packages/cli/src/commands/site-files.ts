import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { GeoError } from "@parkatlas/geo-core";
import { datasetSummary, openArchive, STYLE_TEMPLATE_FILE, styleFor } from "@parkatlas/tile-server";
import type { UsableDataset } from "../input/dataset.ts";
import { folderReader } from "../input/files.ts";
import { softwareVersion } from "../input/version.ts";
import { buildWithProgress } from "./build.ts";
import type { Call } from "./command.ts";
import { SITE_FORMAT, SITE_LIST, siteNotice, sitePage } from "./site-page.ts";

/** A dataset on the site, and what it weighs. */
export interface SiteDataset {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly archiveBytes: number;
  readonly dataBytes: number;
}

/** Writes the whole site into an empty folder: the viewer, the archives, the files of the datasets, and what lists them. */
export async function writeSite(
  call: Call,
  inputs: readonly UsableDataset[],
  viewerDir: string,
  folder: string,
): Promise<readonly SiteDataset[]> {
  await copyViewer(viewerDir, folder);
  const written: Awaited<ReturnType<typeof writeDataset>>[] = [];
  for (const input of inputs) written.push(await writeDataset(call, input, folder));
  const template = await readFile(join(viewerDir, STYLE_TEMPLATE_FILE), "utf8");
  const urls = new Map(written.map(({ weight: { id }, url }) => [id, url]));
  const style = styleFor(template, [...urls.keys()], (id) => urls.get(id)!);
  const notices = inputs.map(({ dataset }, i) => ({ dataset, notice: written[i]!.notice }));
  await writeFile(join(folder, "style.json"), JSON.stringify(style));
  await writeFile(
    join(folder, SITE_LIST),
    JSON.stringify({ format: SITE_FORMAT, datasets: written.map(({ summary }) => summary) }),
  );
  await writeFile(join(folder, "NOTICE.txt"), siteNotice(notices, softwareVersion()));
  return written.map(({ weight }) => weight);
}

/** The page and what it loads; neither source maps nor the template of the service's style. */
async function copyViewer(viewerDir: string, folder: string): Promise<void> {
  await cp(viewerDir, folder, {
    recursive: true,
    filter: (path) => !path.endsWith(".map") && basename(path) !== STYLE_TEMPLATE_FILE,
  });
  await writeFile(join(folder, "index.html"), sitePage(await readFile(join(viewerDir, "index.html"), "utf8")));
}

async function writeDataset(call: Call, { dataset, sha256, folder: from, files }: UsableDataset, folder: string) {
  const data = join(folder, "data", dataset.id);
  const read = folderReader(from);
  let manifest: { readonly notice?: unknown } = {};
  for (const file of files) {
    const bytes = await read(file.path);
    if (createHash("sha256").update(bytes).digest("hex") !== file.sha256)
      throw new GeoError("file-unreadable", `${file.path} was changed while the site was written; run export-site again`, {
        details: { path: file.path },
      });
    if (file.path === "dataset.json") manifest = JSON.parse(new TextDecoder().decode(bytes));
    await mkdir(dirname(join(data, file.path)), { recursive: true });
    await writeFile(join(data, file.path), bytes);
  }
  const name = `tiles/${dataset.id}.pmtiles`;
  await buildArchiveAlone(call, { dataset, sha256 }, join(folder, name));
  const archive = await openArchive(join(folder, name));
  try {
    return {
      summary: datasetSummary({ archive }, dataset),
      // With the content in the address no cache mixes two versions of an archive.
      url: `pmtiles://${name}?v=${(await archive.sha256()).slice(0, 12)}`,
      notice: (typeof manifest.notice === "object" ? manifest.notice : null) as { readonly zh?: unknown } | null,
      weight: {
        id: dataset.id,
        title: dataset.title,
        archiveBytes: (await stat(join(folder, name))).size,
        dataBytes: files.reduce((sum, file) => sum + file.bytes, 0),
      },
    };
  } finally {
    await archive.close();
  }
}

/** The archive without the ledger that the builder leaves beside it. */
async function buildArchiveAlone(call: Call, input: Pick<UsableDataset, "dataset" | "sha256">, outFile: string): Promise<void> {
  const work = join(dirname(outFile), ".build");
  await mkdir(work, { recursive: true });
  const built = join(work, basename(outFile));
  await buildWithProgress(call, { ...input, outFile: built });
  await rename(built, outFile);
  await rm(work, { recursive: true });
}

/** How many files lie in the folder and below, and their bytes. */
export async function weigh(folder: string): Promise<{ readonly files: number; readonly bytes: number }> {
  let [files, bytes] = [0, 0];
  for (const name of await readdir(folder, { recursive: true })) {
    const found = await stat(join(folder, name));
    if (!found.isFile()) continue;
    files++;
    bytes += found.size;
  }
  return { files, bytes };
}
