import { spawn } from "node:child_process";
import { once } from "node:events";
import { extname } from "node:path";
import { GeoError } from "@parkatlas/geo-core";
import {
  type Archive,
  BUILDER_VERSION,
  httpSend,
  openArchive,
  openArchiveFrom,
  openRemoteSource,
  type ServedDataset,
  s3Send,
} from "@parkatlas/tile-server";
import { DataError } from "../input/data-error.ts";
import { requireDataset } from "../input/dataset.ts";
import { builtFrom, cachedArchivePath, openIfSound, tilesetIdOf } from "../input/tilesets.ts";
import { UsageError } from "../input/usage-error.ts";
import { type Call, say } from "./command.ts";

/** One input of `serve` as it is served now. */
export interface OpenedInput {
  readonly served: ServedDataset;
  /** Findings that are errors; a newer version with more of them is not taken. */
  readonly errors: number;
  /** SHA-256 of the files of a dataset; null for an archive alone. */
  readonly inputsSha256: string | null;
}

const isRemote = (path: string) => /^(?:https?|s3):\/\//.test(path);
const isArchivePath = (path: string) => isRemote(path) || extname(path).toLowerCase() === ".pmtiles";

/** The store of `s3://bucket/key`: where it is and how to sign in stand in the environment, nowhere else. */
function s3Source({ io: { env } }: Call, path: string) {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(path) ?? [];
  const [endpoint, accessKeyId, secretAccessKey] = [env.PARKATLAS_S3_ENDPOINT, env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY];
  if (!bucket || !key || !endpoint || !accessKeyId || !secretAccessKey)
    throw new UsageError(
      { zh: `无法打开 ${path}`, en: `${path} cannot be opened` },
      "s3://BUCKET/KEY; PARKATLAS_S3_ENDPOINT, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION",
    );
  const region = env.AWS_REGION ?? "us-east-1";
  const token = env.AWS_SESSION_TOKEN;
  const config = { endpoint, region, accessKeyId, secretAccessKey, ...(token ? { sessionToken: token } : {}) };
  return { name: path, send: s3Send(config, bucket, key) };
}

async function openArchiveAt(call: Call, path: string): Promise<Archive> {
  if (!isRemote(path)) return openArchive(path);
  const options = path.startsWith("s3://") ? s3Source(call, path) : { name: path.replace(/\?.*$/, ""), send: httpSend(path) };
  return openArchiveFrom(await openRemoteSource(options));
}

async function openArchiveInput(call: Call, path: string): Promise<OpenedInput> {
  const archive = await openArchiveAt(call, path);
  return { served: { id: tilesetIdOf(archive), archive, dataset: null }, errors: 0, inputsSha256: null };
}

/** Whether the archive was made from these inputs by this builder. */
function isUpToDate(archive: Archive, sha256: string): boolean {
  const { inputsSha256, builderVersion } = builtFrom(archive);
  return inputsSha256 === sha256 && builderVersion === BUILDER_VERSION;
}

/** Builds in a process of its own: requests are answered meanwhile, and its memory does not stay with the service. */
async function buildAside(path: string, file: string): Promise<void> {
  const builder = spawn(process.execPath, [process.argv[1]!, "build", path, "-o", file], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = (await once(builder, "close")) as [number | null];
  if (code !== 0)
    throw new GeoError("build-failed", `The archive of ${path} could not be built (exit code ${code})`, { details: { path } });
}

/** A dataset with its archive, which is built first when it is missing, broken or made from other inputs. */
async function openDatasetInput(
  call: Call,
  path: string,
  cacheFolder: string,
  current: OpenedInput | null,
): Promise<OpenedInput> {
  const { dataset, sha256, errors } = await requireDataset(path);
  if (current && current.inputsSha256 === sha256) return current;
  if (current && errors > current.errors)
    throw new DataError(`${path}: ${errors} error(s), the version that is served has ${current.errors}`, []);
  if (errors > 0)
    call.io.err(
      `${say(call, { zh: `注意：${path} 有 ${errors} 处错误`, en: `note: ${path} has ${errors} error(s)` })}; parkatlas validate ${path}\n`,
    );
  const file = await cachedArchivePath(cacheFolder, dataset);
  const opened = (archive: Archive): OpenedInput => ({
    served: { id: dataset.id, archive, dataset },
    errors,
    inputsSha256: sha256,
  });
  const present = await openIfSound(file);
  if (present && isUpToDate(present, sha256)) return opened(present);
  await present?.close();
  await buildAside(path, file);
  return opened(await openArchive(file));
}

/** The input as it is now; `current` itself where nothing has changed since it was opened. */
async function openInput(call: Call, path: string, cacheFolder: string, current: OpenedInput | null): Promise<OpenedInput> {
  if (!isArchivePath(path)) return openDatasetInput(call, path, cacheFolder, current);
  const next = await openArchiveInput(call, path);
  if (current?.served.archive.version !== next.served.archive.version) return next;
  await next.served.archive.close();
  return current;
}

/** Opens every input; where one fails or two have one name, closes what it opened and throws. */
export async function openInputs(
  call: Call,
  paths: readonly string[],
  cacheFolder: string,
  current: readonly OpenedInput[] = [],
): Promise<readonly OpenedInput[]> {
  const opened: OpenedInput[] = [];
  try {
    for (const [i, path] of paths.entries()) {
      const next = await openInput(call, path, cacheFolder, current[i] ?? null);
      opened.push(next);
      const { id } = next.served;
      if (opened.filter((each) => each.served.id === id).length > 1)
        throw new UsageError(
          { zh: `有两个输入都叫 ${id}`, en: `two of the inputs are called ${id}` },
          { zh: "每个编号只能服务一次", en: "serve each id once" },
        );
    }
    return opened;
  } catch (error) {
    await Promise.all(opened.filter((each) => !current.includes(each)).map((each) => each.served.archive.close()));
    throw error;
  }
}
