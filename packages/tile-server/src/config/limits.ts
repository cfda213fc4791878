/** CONFIG: every bound of the service in one place, each with what it protects. */
export const LIMITS = {
  /** Features per page where the request names no `limit` (OGC API – Features, clause 7.15.3). */
  itemsDefault: 100,
  /** Most features of one page; a larger `limit` is answered with this many, as the standard allows. */
  itemsMax: 10_000,
  /** Longest list in a query (`parcel=a,b,c`): repeated work must not be ordered for the price of a comma. */
  listMax: 200,
  /** Most steps of a time series: fifty years by the month. */
  seriesStepsMax: 600,
  /** Longest single query value. */
  valueMaxChars: 2_000,
  /** Prepared analysis answers kept in memory, both codings counted. */
  answerCacheBytes: 64 * 1024 * 1024,
  /** Analyses that may wait for the thread; one more is told to come back. */
  analysesWaiting: 32,
  /** A JSON answer below this size is sent as it is. */
  gzipFromBytes: 1_024,
  /** How long a stop waits for requests in flight. */
  closeGraceMs: 9_000,
  headersTimeoutMs: 15_000,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 10_000,
} as const;
