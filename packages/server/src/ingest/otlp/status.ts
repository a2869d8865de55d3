import { bytesField, varintField } from '../../spool/frame.ts';
import { IngestError } from '../ingestError.ts';

/** What OTLP carries. */
export type OtlpSignal = 'traces' | 'logs' | 'metrics';

/** The encoding of an OTLP request, and so of its answer. */
export type OtlpEncoding = 'protobuf' | 'json';

export const CONTENT_TYPES: Record<OtlpEncoding, string> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};

/** Records of an export that were not taken, and why. */
export interface Rejection {
  rejected: number;
  reason: string;
}

/** A body that may be stored: without the records that were rejected. `records` is how many are left. */
export interface CheckedBody extends Rejection {
  body: Buffer;
  records: number;
}

/** The field of `partialSuccess` that counts rejected records; field 1 of the message, whatever its name. */
const REJECTED_FIELDS: Record<OtlpSignal, string> = {
  traces: 'rejectedSpans',
  logs: 'rejectedLogRecords',
  metrics: 'rejectedDataPoints',
};

/** The answer to an export that was taken: empty in both encodings, or OTLP's partial success. */
export function successBody(
  encoding: OtlpEncoding,
  signal: OtlpSignal,
  { rejected, reason }: Rejection,
): Buffer {
  if (rejected === 0) return encoding === 'json' ? Buffer.from('{}') : Buffer.alloc(0);
  if (encoding === 'json') {
    const partialSuccess = { [REJECTED_FIELDS[signal]]: String(rejected), errorMessage: reason };
    return Buffer.from(JSON.stringify({ partialSuccess }));
  }
  return Buffer.concat(bytesField(1, Buffer.concat([...varintField(1, rejected), ...bytesField(2, reason)])));
}

/** google.rpc.Code INTERNAL. */
export const RPC_INTERNAL = 13;

/** `google.rpc.RetryInfo`, as the `google.protobuf.Any` of a Status. */
const RETRY_INFO = 'type.googleapis.com/google.rpc.RetryInfo';

/**
 * The google.rpc.Status of a refusal, which OTLP asks for as the body of every 4xx and 5xx, and in the trailers of gRPC.
 * It tells when to come back if the same request may be sent again. What is not an `IngestError` is told as internal.
 */
export function statusBody(encoding: OtlpEncoding, error: unknown): Buffer {
  const { code, message, retryAfterSeconds } = statusOf(error);
  if (encoding === 'json') {
    const details =
      retryAfterSeconds === undefined ? [] : [{ '@type': RETRY_INFO, retryDelay: `${retryAfterSeconds}s` }];
    return Buffer.from(JSON.stringify({ code, message, ...(details.length > 0 && { details }) }));
  }
  const details = retryAfterSeconds === undefined ? [] : bytesField(3, retryInfo(retryAfterSeconds));
  return Buffer.concat([...varintField(1, code), ...bytesField(2, message), ...details]);
}

/** What may be told of an error: nothing of its insides unless it was made to be told. */
export function statusOf(error: unknown): { code: number; message: string; retryAfterSeconds?: number } {
  if (!(error instanceof IngestError)) return { code: RPC_INTERNAL, message: 'internal error' };
  const { rpcCode, message, retryAfterSeconds } = error;
  return { code: rpcCode, message, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}

function retryInfo(seconds: number): Buffer {
  const duration = Buffer.concat(varintField(1, seconds));
  const info = Buffer.concat(bytesField(1, duration));
  return Buffer.concat([...bytesField(1, RETRY_INFO), ...bytesField(2, info)]);
}
