import { EtagMismatch, type RangeResponse, type Source } from "pmtiles";
import { NoRangesError } from "../data/no-ranges-error.ts";

const MIB = 1024 * 1024;
/** An archive up to this size is read whole where the server sends no ranges. */
export const WHOLE_MAX_MIB = 32;

type FetchBytes = (url: string, init: RequestInit) => Promise<Response>;

/**
 * An archive behind any web server: read by range, or whole, once, where the server answers ranges with the whole file.
 * Rejects with `NoRangesError` where that would be too much; with `EtagMismatch`, upon which the reader begins anew, where
 * the file was replaced meanwhile.
 */
export function archiveSource(
  url: string,
  key: string,
  fetchBytes: FetchBytes = (address, init) => fetch(address, init),
): Source {
  let whole: Promise<ArrayBuffer> | null = null;
  const fromWhole = async (bytes: Promise<ArrayBuffer>, offset: number, length: number): Promise<RangeResponse> => ({
    data: (await bytes).slice(offset, offset + length),
  });
  return {
    getKey: () => key,
    async getBytes(offset, length, signal, etag) {
      if (whole) return fromWhole(whole, offset, length);
      const headers = { range: `bytes=${offset}-${offset + length - 1}` };
      // Past the browser's cache: Chrome on Windows mixes up ranges in it, elsewhere it has them wait for one another.
      const response = await fetchBytes(url, { headers, cache: "no-store", ...(signal ? { signal } : {}) });
      if (response.status === 206) return ranged(url, response, { offset, length, etag });
      if (response.status === 416 && etag !== undefined) throw new EtagMismatch(url);
      if (response.status !== 200) throw new Error(`${url}: ${response.status}`);
      whole ??= readWhole(url, response).catch((error: unknown) => {
        whole = null;
        throw error;
      });
      return fromWhole(whole, offset, length);
    },
  };
}

interface Wanted {
  readonly offset: number;
  readonly length: number;
  readonly etag: string | undefined;
}

/** A part of the file. Anything else than the bytes asked for is an error and never a tile. */
async function ranged(url: string, response: Response, { offset, length, etag }: Wanted): Promise<RangeResponse> {
  const validator = response.headers.get("etag");
  // A weak validator does not say that the bytes are the same.
  const strong = validator === null || validator.startsWith("W/") ? undefined : validator;
  if (etag !== undefined && strong !== undefined && etag !== strong) throw new EtagMismatch(url);
  const data = await response.arrayBuffer();
  const [, first, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers.get("content-range") ?? "") ?? [];
  const expected = total === undefined ? length : Math.min(length, Number(total) - offset);
  if ((first !== undefined && Number(first) !== offset) || data.byteLength !== expected)
    throw new Error(`${url}: asked for ${length} bytes at ${offset}, answered with ${data.byteLength} at ${first ?? "?"}`);
  return { data, ...(strong === undefined ? {} : { etag: strong }) };
}

async function readWhole(url: string, response: Response): Promise<ArrayBuffer> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = response.body!.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    if (bytes > WHOLE_MAX_MIB * MIB) {
      await reader.cancel();
      throw new NoRangesError(url, WHOLE_MAX_MIB);
    }
    parts.push(value);
  }
  return new Blob(parts).arrayBuffer();
}
