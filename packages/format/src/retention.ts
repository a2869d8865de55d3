/** What is kept for a time of its own. */
export const RETENTION_KINDS = ['spans', 'logs', 'replay'] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

/** Whole days, counted from the arrival at the server, by kind. */
export type RetentionDays = Record<RetentionKind, number>;

/** How long things are kept, in days. */
export const RETENTION = {
  /**
   * Of a project that says nothing else. A month: most faults are reported within days and the slow ones within a sprint or
   * two; beyond it recordings of people are a burden more than a help. The same for all three, so that a session does not
   * lose its spans while it can still be watched.
   */
  defaultDays: { spans: 30, logs: 30, replay: 30 } satisfies RetentionDays,
  /** Less than a day could expire before anybody looked. */
  leastDays: 1,
  /** Ten years: longer than any law we know asks for, and far within the range of the engine's dates. */
  mostDays: 3650,
} as const;
