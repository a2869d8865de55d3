const MEBIBYTE = 1024 * 1024;

/** Bounds of the spool. */
export const SPOOL_LIMITS = {
  /** How long the first waiting body waits for company before the file is synced. A sync costs about as much. */
  groupCommitMs: 3,
  /** A file is sealed at this age, so that data is queryable within about a second and a half. */
  sealAfterMs: 1000,
  /** Or at this size: what the engine inserts in one statement, and so holds in memory, stays bounded. */
  sealAtBytes: 32 * MEBIBYTE,
  /** Bytes on disk not yet inserted. Beyond it ingest answers 503: about an hour of a busy small team. */
  totalBytes: 2048 * MEBIBYTE,
} as const;
