import { EtagMismatch } from "pmtiles";
import { describe, expect, it } from "vitest";
import { NoRangesError } from "../data/no-ranges-error.ts";
import { archiveSource, WHOLE_MAX_MIB } from "./archive-source.ts";

const FILE = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
const bytesOf = ({ data }: { readonly data: ArrayBuffer }) => [...new Uint8Array(data)];
const part = (from: number, to: number) => [...FILE.subarray(from, to)];

/** A server of one file that changes its habits. */
function serverOf(answer: (from: number, to: number, asked: number) => Response) {
  const asked: string[] = [];
  const source = archiveSource("http://plain.test/a.pmtiles", "a.pmtiles", async (_url, { headers }) => {
    const { range } = headers as { range: string };
    asked.push(range);
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range)!;
    return answer(Number(from), Number(to), asked.length);
  });
  return { source, asked };
}

const ranged = (from: number, to: number, etag = '"1"') => {
  const last = Math.min(to, FILE.length - 1);
  return new Response(FILE.slice(from, last + 1), {
    status: 206,
    headers: { "content-range": `bytes ${from}-${last}/${FILE.length}`, etag },
  });
};

describe("an archive behind a web server", () => {
  it("is read by range, the last part shorter", async () => {
    const { source, asked } = serverOf((from, to) => ranged(from, to));
    expect(bytesOf(await source.getBytes(10, 20))).toEqual(part(10, 30));
    expect(bytesOf(await source.getBytes(0, 16_384))).toEqual(part(0, 1000));
    expect(asked).toEqual(["bytes=10-29", "bytes=0-16383"]);
  });

  it("is read whole and once where the server sends no ranges", async () => {
    const { source, asked } = serverOf(() => new Response(FILE));
    expect(bytesOf(await source.getBytes(0, 16_384))).toEqual(part(0, 1000));
    expect(bytesOf(await source.getBytes(500, 7))).toEqual(part(500, 507));
    expect(asked).toHaveLength(1);
  });

  it("is refused where it would have to be read whole and is too large, and the rest of it is not fetched", async () => {
    let sentMiB = 0;
    const endless = () =>
      new ReadableStream({
        pull: (controller) => {
          sentMiB++;
          controller.enqueue(new Uint8Array(1024 * 1024));
        },
      });
    const { source } = serverOf(() => new Response(endless()));
    await expect(source.getBytes(0, 16_384)).rejects.toBeInstanceOf(NoRangesError);
    expect(sentMiB).toBeLessThanOrEqual(WHOLE_MAX_MIB + 3);
  });

  it("never takes other bytes for those it asked for", async () => {
    const { source: shifted } = serverOf((_from, to) => ranged(0, to));
    await expect(shifted.getBytes(10, 20)).rejects.toThrow("answered with 30 at 0");
    const { source: short } = serverOf((from) => ranged(from, from + 4));
    await expect(short.getBytes(10, 20)).rejects.toThrow("asked for 20 bytes at 10, answered with 5");
    const { source: lost } = serverOf(() => new Response("gone", { status: 404 }));
    await expect(lost.getBytes(0, 5)).rejects.toThrow("404");
  });

  it("begins anew where the file was replaced, also by a shorter one; a weak validator says nothing", async () => {
    const { source } = serverOf((from, to, asked) => ranged(from, to, `"${asked}"`));
    const { etag } = await source.getBytes(0, 5);
    await expect(source.getBytes(5, 5, undefined, etag)).rejects.toBeInstanceOf(EtagMismatch);
    const { source: shorter } = serverOf(() => new Response("", { status: 416 }));
    await expect(shorter.getBytes(5, 5, undefined, '"1"')).rejects.toBeInstanceOf(EtagMismatch);
    const { source: weak } = serverOf((from, to) => ranged(from, to, 'W/"2"'));
    expect((await weak.getBytes(0, 5, undefined, '"1"')).etag).toBeUndefined();
  });
});
