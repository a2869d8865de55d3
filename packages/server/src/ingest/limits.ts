const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;

/** Bounds of what ingest takes from outside (those of a segment are in `@throughline/format`). */
export const INGEST_LIMITS = {
  /** An OTLP body as sent. SDKs send 512 spans by default, about 100 KiB; collectors up to a few MiB. */
  otlpCompressedBytes: 16 * MEBIBYTE,
  /** An OTLP body inflated: one insert holds it in memory whole. */
  otlpInflatedBytes: 64 * MEBIBYTE,
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
