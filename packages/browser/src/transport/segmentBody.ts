import { encodeSegmentHeader, type SegmentHeader } from '@throughline/format';
import { gzipNow } from './compression/gzipNow.ts';

/** The body of an attempt. Two gzip members, one after the other, are one gzip stream (RFC 1952, section 2.2). */
export function segmentBody(header: SegmentHeader, packed: Uint8Array): Uint8Array<ArrayBuffer> {
  const first = gzipNow(encodeSegmentHeader(header));
  const body = new Uint8Array(first.byteLength + packed.byteLength);
  body.set(first);
  body.set(packed, first.byteLength);
  return body;
}
