/** The server of a site sends whole files only, and the archive is too large to be read whole. */
export class NoRangesError extends Error {
  override readonly name = "NoRangesError";

  constructor(url: string, wholeMaxMiB: number) {
    super(`${url}: answered 200 to a range request, and larger than ${wholeMaxMiB} MiB`);
  }
}
