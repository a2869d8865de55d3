/** Bounds of what one answer of the API holds. */
export const QUERY_LIMITS = {
  /** Spans of one trace: four times what Jaeger's UI recommends; beyond it the answer says it is truncated. */
  spansATrace: 20_000,
  /** Logs of one trace. */
  logsATrace: 20_000,
  /** Segments listed of one session: a day of one tab at a segment every five seconds. */
  segmentsASession: 20_000,
  /** Spans read to correct the clocks of one timeline page. */
  spansToCorrect: 50_000,
} as const;
