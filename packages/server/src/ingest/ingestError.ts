import { INGEST_LIMITS } from '../limits.ts';

/**
 * A request that ingest refuses. `status` is the HTTP status; `rpcCode` the code of google.rpc.Status
 * (https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto) that OTLP asks for in the body and over
 * gRPC. `retryAfterSeconds` is set when the same request may be sent again later.
 */
export class IngestError extends Error {
  override readonly name = 'IngestError';
  readonly status: keyof typeof RPC_CODES;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    status: IngestError['status'],
    message: string,
    retryAfterSeconds: number | undefined = status === 503 ? INGEST_LIMITS.retryAfterSeconds : undefined,
  ) {
    super(message);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get rpcCode(): number {
    return RPC_CODES[this.status];
  }
}

/** INVALID_ARGUMENT, UNAUTHENTICATED, PERMISSION_DENIED, NOT_FOUND, RESOURCE_EXHAUSTED, UNAVAILABLE. */
const RPC_CODES = { 400: 3, 401: 16, 403: 7, 410: 5, 413: 8, 415: 3, 429: 8, 503: 14 } as const;
