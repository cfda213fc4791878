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
  /** Largest body of a scenario: a hundred outlines of a few hundred vertices. */
  scenarioMaxBytes: 256 * 1024,
  /** Most changes of one scenario. */
  scenarioChangesMax: 100,
  /** Checked datasets kept for scenarios, each for one date and reach. */
  scenarioBasesMax: 2,
  /** Most projects to be placed by one request, and units of one project. */
  projectsMax: 20,
  projectUnitsMax: 20,
  /** Most searches for a position in one request, one for each unit on each parcel: a second or two of the thread. */
  placementSearchesMax: 2_000,
  /** Longest single query value; filters have a bound of their own. */
  valueMaxChars: 2_000,
  /** Prepared analysis answers kept in memory, both codings counted. */
  answerCacheBytes: 64 * 1024 * 1024,
  /** Tiles kept in memory, both codings counted. */
  tileCacheBytes: 64 * 1024 * 1024,
  /** Largest tile that is unpacked for a client without gzip; a stored tile is at most a few hundred KiB. */
  unpackedTileMaxBytes: 32 * 1024 * 1024,
  /** Requests that may be in work at once; one more is told to come back. Slow readers of large answers count too. */
  requestsInFlight: 1_024,
  /** Analyses that may wait for the thread; one more is told to come back. */
  analysesWaiting: 32,
  /** A JSON answer below this size is sent as it is. */
  gzipFromBytes: 1_024,
  /** How long a stop waits for requests in flight. */
  closeGraceMs: 9_000,
  headersTimeoutMs: 15_000,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 10_000,
  /** A connection on which nothing moves for this long is cut: a reader that stalls must not hold its place for ever. */
  idleTimeoutMs: 120_000,
} as const;
