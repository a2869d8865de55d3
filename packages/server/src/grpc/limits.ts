import { INGEST_LIMITS } from '../ingest/limits.ts';

/** Bounds of a connection, in gRPC's own names. */
export const CHANNEL_OPTIONS = {
  /** One message, inflated: memory that one call may hold. gRPC's default of 4 MiB refuses what collectors batch. */
  'grpc.max_receive_message_length': INGEST_LIMITS.otlpCompressedBytes,
  /** Calls at once on one connection: an exporter has one or two, a busy collector about ten. */
  'grpc.max_concurrent_streams': 32,
  /** A connection without calls for ten minutes is closed; exporters open the next one by themselves. */
  'grpc.max_connection_idle_ms': 10 * 60_000,
  /** A second server on the same port must be an error, not a sharing of requests. */
  'grpc.so_reuseport': 0,
} as const;
