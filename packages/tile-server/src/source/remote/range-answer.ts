import { SourceError } from "./source-error.ts";

/** What a range request found out about the object and the bytes it brought. */
export interface RangeAnswer {
  readonly bytes: Uint8Array;
  readonly sizeBytes: number;
  /** Strong entity tag, or the time of the last change where there is none. */
  readonly validator: string;
}

function validatorOf({ headers }: Response): string {
  const etag = headers.get("etag");
  if (etag !== null && !etag.startsWith("W/")) return etag;
  return headers.get("last-modified") ?? "";
}

/** The body, never more than one byte beyond what was asked for, whatever the server sends. */
async function bodyUpTo(response: Response, limitBytes: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(limitBytes);
  let length = 0;
  const reader = response.body?.getReader();
  if (!reader) return bytes.subarray(0, 0);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes.subarray(0, length);
    if (length + value.length > limitBytes) {
      await reader.cancel();
      throw new SourceError(`the store sent more than the ${limitBytes} bytes that were asked for`, false);
    }
    bytes.set(value, length);
    length += value.length;
  }
}

/**
 * Reads the answer to a request for `length` bytes from `offset` on. Nothing is believed that the answer does not say: the
 * status, the range that it claims to be, its length and its validator all have to fit.
 *
 * @param expected validator and size of the object as it was opened; null at the first request.
 * @throws {SourceError} with what does not fit.
 */
export async function readRangeAnswer(
  response: Response,
  offset: number,
  length: number,
  expected: { readonly validator: string; readonly sizeBytes: number } | null,
): Promise<RangeAnswer> {
  const refuse = async (message: string, isPassing: boolean): Promise<never> => {
    await response.body?.cancel().catch(() => undefined);
    throw new SourceError(message, isPassing);
  };
  const { status, headers } = response;
  if (status === 429 || status >= 500) return refuse(`the store answered ${status}`, true);
  const validator = validatorOf(response);
  const isReplaced = expected !== null && validator !== expected.validator;
  if ((status === 200 || status === 206 || status === 412) && isReplaced)
    return refuse("the archive was replaced in its store since it was opened", false);
  if (status === 200) return refuse("the store ignores Range: it answered 200 with the whole object", false);
  if (status !== 206) return refuse(`the store answered ${status}`, false);
  const coding = headers.get("content-encoding");
  if (coding !== null && coding !== "identity") return refuse(`the store compressed a range (${coding})`, false);
  const said = headers.get("content-range") ?? "";
  const match = /^bytes (\d{1,16})-(\d{1,16})\/(\d{1,16})$/.exec(said);
  if (!match) return refuse(`the store does not say which range it sent (Content-Range: ${said.slice(0, 80)})`, false);
  const [first, last, sizeBytes] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (first !== offset || last !== Math.min(offset + length, sizeBytes) - 1 || (expected && sizeBytes !== expected.sizeBytes))
    return refuse(`the store sent another range than bytes ${offset}-${offset + length - 1}: ${said}`, false);
  const bytes = await bodyUpTo(response, last - first + 1);
  if (bytes.length !== last - first + 1)
    throw new SourceError(`the store sent ${bytes.length} of ${last - first + 1} bytes`, true);
  return { bytes, sizeBytes, validator };
}
