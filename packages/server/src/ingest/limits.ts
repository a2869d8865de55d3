const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;

/** Bounds of what ingest takes from outside (those of a segment are in `@throughline/format`). */
export const INGEST_LIMITS = {
  /** An OTLP body as sent. SDKs send 512 spans by default, about 100 KiB; collectors up to a few MiB. */
  otlpCompressedBytes: 16 * MEBIBYTE,
  /** An OTLP body inflated: one insert holds it in memory whole. */
  otlpInflatedBytes: 64 * MEBIBYTE,
  /**
   * How many times its size a compressed body may inflate to. Telemetry reaches 10 to 50 times; gzip's most is about
   * 1000, which only a bomb has.
   */
  inflationRatio: 250,
  /** Inflated bytes that need no regard to the ratio: a small body of repetitions is no bomb. */
  inflationFreeBytes: 1 * MEBIBYTE,
  /** Spans or log records of one request; more are rejected by partial success. Collectors batch 8,192 by default. */
  recordsARequest: 50_000,
  /** What a project may send in the long run, bytes as sent a second: a machine's disk is full long before it is reached. */
  projectBytesASecond: 32 * MEBIBYTE,
  /** What a project may send at once after a pause, bytes as sent: collectors empty their queues after an outage. */
  projectBurstBytes: 512 * MEBIBYTE,
  /** Requests of a project a second, in the long run and at once: each costs parsing and a share of a sync. */
  projectRequestsASecond: 2_000,
  projectBurstRequests: 20_000,
  /** Depth of nested Protobuf messages that the check before the ack walks: OTLP's own need four. */
  protobufDepth: 8,
  /** Levels of a JSON body. OTLP needs about 12 and a recorded DOM one or two hundred; the engine's parser ends at 1024. */
  jsonDepth: 1000,
  /** Segments remembered so that a retry counts once; at about 100 bytes each, 10 MiB. */
  rememberedSegments: 100_000,
  /** Longest time a client may take to send its headers and body, milliseconds. */
  requestMs: 60_000,
  /** What a 503 asks the client to wait, seconds. */
  retryAfterSeconds: 5,
} as const;
