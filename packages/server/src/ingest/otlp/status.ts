import { bytesField, varintField } from '../../spool/frame.ts';

/** The encoding of an OTLP request, and so of its answer. */
export type OtlpEncoding = 'protobuf' | 'json';

export const CONTENT_TYPES: Record<OtlpEncoding, string> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};

/** An ExportTraceServiceResponse or ExportLogsServiceResponse without partial success: empty in both encodings. */
export function successBody(encoding: OtlpEncoding): Buffer {
  return encoding === 'json' ? Buffer.from('{}') : Buffer.alloc(0);
}

/** A google.rpc.Status, which OTLP asks for as the body of every 4xx and 5xx. */
export function statusBody(encoding: OtlpEncoding, code: number, message: string): Buffer {
  if (encoding === 'json') return Buffer.from(JSON.stringify({ code, message }));
  return Buffer.concat([...varintField(1, code), ...bytesField(2, message)]);
}
