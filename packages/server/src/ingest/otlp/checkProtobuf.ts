import { INGEST_LIMITS } from '../../limits.ts';
import { bytesField } from '../../spool/frame.ts';
import { IngestError } from '../ingestError.ts';
import { FieldReader, LENGTH_DELIMITED } from './protobufFields.ts';
import { RecordRules } from './recordRules.ts';
import type { CheckedBody } from './status.ts';

/**
 * A cheap structural check of an OTLP/Protobuf body before it is acknowledged: tags, lengths and nesting down to the
 * span or log record must add up. What lies deeper is left to the engine. Throws 400 with the offset. Answers the body
 * that is to be stored: the very one, unless records of it are rejected.
 */
export function checkProtobuf(body: Buffer, signal: 'traces' | 'logs'): CheckedBody {
  const rules = new RecordRules();
  checkMessage(body, new FieldReader(body), 0, body.length, SHAPES[signal], 0, rules);
  const { records, rejected } = rules;
  if (rejected === 0) return { body, records, rejected, reason: '' };
  return {
    body: withoutRejected(body, SHAPES[signal]),
    records: records - rejected,
    rejected,
    reason: rules.reason,
  };
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

function checkMessage(
  bytes: Buffer,
  field: FieldReader,
  start: number,
  end: number,
  shape: Shape,
  depth: number,
  rules: RecordRules,
): void {
  if (depth > INGEST_LIMITS.protobufDepth) return;
  let hasTraceId = shape !== SPAN;
  let hasSpanId = shape !== SPAN;
  for (let offset = start; offset < end; ) {
    const problem = field.read(offset, end);
    if (problem !== undefined) throw malformed(offset, problem);
    const { number, valueStart, end: next } = field;
    const nested = shape[number];
    if (nested) {
      if (field.wireType !== LENGTH_DELIMITED) throw malformed(offset, `field ${number} should be a message`);
      checkMessage(bytes, field, valueStart, next, nested, depth + 1, rules);
    } else if (shape === SPAN && number <= SPAN_ID) {
      if (number === TRACE_ID) hasTraceId = isId(bytes, field, TRACE_ID_BYTES);
      else hasSpanId = isId(bytes, field, SPAN_ID_BYTES);
    }
    offset = next;
  }
  if (isRecord(shape)) rules.take(hasTraceId && hasSpanId);
}

/** Fields of a Span. */
const [TRACE_ID, SPAN_ID] = [1, 2];
const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;

function isId(bytes: Buffer, { wireType, valueStart, end }: FieldReader, length: number): boolean {
  if (wireType !== LENGTH_DELIMITED || end - valueStart !== length) return false;
  for (let index = valueStart; index < end; index++) if (bytes[index] !== 0) return true;
  return false;
}

/** The body again, field by field, without the records that the rules do not take. It was checked before. */
function withoutRejected(body: Buffer, shape: Shape): Buffer {
  const rules = new RecordRules();
  const field = new FieldReader(body);
  const copy = (start: number, end: number, within: Shape): Buffer[] => {
    const pieces: Buffer[] = [];
    for (let offset = start; offset < end; ) {
      const problem = field.read(offset, end);
      if (problem !== undefined) throw malformed(offset, problem);
      const { number, valueStart, end: next } = field;
      const nested = within[number];
      if (nested && leadsToRecords(nested) && !isRecord(nested)) {
        pieces.push(...bytesField(number, Buffer.concat(copy(valueStart, next, nested))));
      } else {
        const before = rules.rejected;
        if (nested && isRecord(nested)) checkMessage(body, field, valueStart, next, nested, 0, rules);
        if (rules.rejected === before) pieces.push(body.subarray(offset, next));
      }
      offset = next;
    }
    return pieces;
  };
  return Buffer.concat(copy(0, body.length, shape));
}

const isRecord = (shape: Shape): boolean => shape === SPAN || shape === LOG_RECORD;
const leadsToRecords = (shape: Shape): boolean =>
  isRecord(shape) || Object.values(shape).some(leadsToRecords);

function malformed(offset: number, what: string): IngestError {
  return new IngestError(400, `the body is not OTLP Protobuf: ${what} at byte ${offset}`);
}
