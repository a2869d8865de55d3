import { readFields } from './envelope.ts';
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
  const { fields } = readFields(frame, last);
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
