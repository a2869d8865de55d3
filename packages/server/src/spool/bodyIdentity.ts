import { readVarint } from './frame.ts';
import { ENVELOPE_FIELDS, SEGMENT_FIELDS, type SpoolKind } from './kinds.ts';

/**
 * What tells a body from every other one of its project. A body that is sent again, because its answer was lost, has the
 * same.
 */
export interface BodyIdentity {
  project: string;
  kind: 'segments' | 'traces' | 'logs';
  /** Of a segment `<session> <tab> <seq>`; of an OTLP body the hash of its bytes, hex. */
  name: string;
}

/** The identity as one string. */
export function identityKey({ project, kind, name }: BodyIdentity): string {
  return `${project} ${kind} ${name}`;
}

export function segmentName({ session, tab, seq }: { session: string; tab: string; seq: number }): string {
  return `${session} ${tab} ${seq}`;
}

/** Bytes of the hash of an OTLP body. */
export const BODY_HASH_BYTES = 16;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The identity of the body in `frame`, by the fields that this server itself wrote in front of the content; `undefined` if
 * they are not there.
 */
export function readIdentity(kind: SpoolKind, frame: Buffer): BodyIdentity | undefined {
  const last = kind === 'segments' ? SEGMENT_FIELDS.seq : ENVELOPE_FIELDS.hash;
  const fields = fieldsUntil(last, frame);
  const project = String(fields.get(ENVELOPE_FIELDS.project) ?? '');
  if (kind === 'segments') {
    const session = String(fields.get(SEGMENT_FIELDS.session) ?? '');
    const tab = String(fields.get(SEGMENT_FIELDS.tab) ?? '');
    const seq = fields.get(SEGMENT_FIELDS.seq);
    if (!UUID.test(session) || !UUID.test(tab) || typeof seq !== 'number') return undefined;
    return { project, kind, name: segmentName({ session, tab, seq }) };
  }
  const hash = fields.get(ENVELOPE_FIELDS.hash);
  if (!Buffer.isBuffer(hash) || hash.length !== BODY_HASH_BYTES) return undefined;
  return { project, kind: kind.startsWith('traces') ? 'traces' : 'logs', name: hash.toString('hex') };
}

const WIRE_VARINT = 0;
const WIRE_LENGTH_DELIMITED = 2;
const FIELD_SCALE = 8;

function fieldsUntil(last: number, frame: Buffer): Map<number, Buffer | number> {
  const fields = new Map<number, Buffer | number>();
  let offset = readVarint(frame, 0)?.next ?? frame.length;
  while (offset < frame.length && !fields.has(last)) {
    const tag = readVarint(frame, offset);
    const value = tag && readVarint(frame, tag.next);
    if (!tag || !value) break;
    const wireType = tag.value % FIELD_SCALE;
    if (wireType !== WIRE_VARINT && wireType !== WIRE_LENGTH_DELIMITED) break;
    const end = wireType === WIRE_VARINT ? value.next : value.next + value.value;
    fields.set(
      Math.floor(tag.value / FIELD_SCALE),
      wireType === WIRE_VARINT ? value.value : frame.subarray(value.next, end),
    );
    offset = end;
  }
  return fields;
}
