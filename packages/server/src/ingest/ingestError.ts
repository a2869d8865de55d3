/**
 * A request that ingest refuses. `status` is the HTTP status; `rpcCode` the code of google.rpc.Status
 * (https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto) that OTLP asks for in the body.
 */
export class IngestError extends Error {
  override readonly name = 'IngestError';
  readonly status: 400 | 401 | 413 | 415 | 503;

  constructor(status: IngestError['status'], message: string) {
    super(message);
    this.status = status;
  }

  get rpcCode(): number {
    return RPC_CODES[this.status];
  }
}

/** INVALID_ARGUMENT, UNAUTHENTICATED, RESOURCE_EXHAUSTED, UNAVAILABLE. */
const RPC_CODES = { 400: 3, 401: 16, 413: 8, 415: 3, 503: 14 } as const;
