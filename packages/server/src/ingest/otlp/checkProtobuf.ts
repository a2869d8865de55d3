import { readVarint } from '../../spool/frame.ts';
import { IngestError } from '../ingestError.ts';
import { INGEST_LIMITS } from '../limits.ts';

/**
 * A cheap structural check of an OTLP/Protobuf body before it is acknowledged: tags, lengths and nesting down to the
 * span or log record must add up. What lies deeper is left to the engine. Throws 400 with the offset.
 */
export function checkProtobuf(body: Buffer, signal: 'traces' | 'logs'): void {
  checkMessage(body, 0, body.length, SHAPES[signal], 0);
}

/** Fields of a message that are messages themselves, by number; all others only need to fit. */
type Shape = { [field: number]: Shape };

const KEY_VALUE: Shape = { 2: {} };
const SPAN: Shape = { 9: KEY_VALUE, 11: { 3: KEY_VALUE }, 13: { 4: KEY_VALUE }, 15: {} };
const LOG_RECORD: Shape = { 5: {}, 6: KEY_VALUE };
const RESOURCE: Shape = { 1: KEY_VALUE };
const SCOPE: Shape = { 3: KEY_VALUE };

/** Field numbers of opentelemetry-proto 1.x. */
const SHAPES: Record<'traces' | 'logs', Shape> = {
  traces: { 1: { 1: RESOURCE, 2: { 1: SCOPE, 2: SPAN } } },
  logs: { 1: { 1: RESOURCE, 2: { 1: SCOPE, 2: LOG_RECORD } } },
};

/** A tag is field number times 8 plus wire type. */
const FIELD_SCALE = 8;

function checkMessage(bytes: Buffer, start: number, end: number, shape: Shape, depth: number): void {
  if (depth > INGEST_LIMITS.protobufDepth) return;
  let offset = start;
  while (offset < end) {
    const tag = readVarint(bytes, offset);
    if (!tag || tag.next > end) throw malformed(offset, 'a field tag is cut short');
    const field = Math.floor(tag.value / FIELD_SCALE);
    if (field === 0) throw malformed(offset, 'field number 0');
    const wireType = tag.value % FIELD_SCALE;
    const nested = shape[field];
    if (nested && wireType !== 2) throw malformed(offset, `field ${field} should be a message`);
    const next = skipValue(bytes, tag.next, wireType);
    if (next === undefined || next.end > end)
      throw malformed(offset, `field ${field} is longer than what is left`);
    if (nested) checkMessage(bytes, next.start, next.end, nested, depth + 1);
    offset = next.end;
  }
}

/** Where the value at `offset` begins and ends, by its wire type. */
function skipValue(
  bytes: Buffer,
  offset: number,
  wireType: number,
): { start: number; end: number } | undefined {
  switch (wireType) {
    case 0: {
      const end = endOfVarint(bytes, offset);
      return end === undefined ? undefined : { start: offset, end };
    }
    case 1:
      return { start: offset, end: offset + 8 };
    case 2: {
      const length = readVarint(bytes, offset);
      return length && { start: length.next, end: length.next + length.value };
    }
    case 5:
      return { start: offset, end: offset + 4 };
    default:
      return undefined;
  }
}

/** A value may use all 64 bits, which `readVarint` refuses as a number. */
function endOfVarint(bytes: Buffer, offset: number): number | undefined {
  for (let index = offset; index < offset + 10; index++) {
    const byte = bytes[index];
    if (byte === undefined) return undefined;
    if (byte < 0x80) return index + 1;
  }
  return undefined;
}

function malformed(offset: number, what: string): IngestError {
  return new IngestError(400, `the body is not OTLP Protobuf: ${what} at byte ${offset}`);
}
