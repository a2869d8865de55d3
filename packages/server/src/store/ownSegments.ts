import { readFile, rename, writeFile } from 'node:fs/promises';
import { readVarint, walkFrames } from '../spool/frame.ts';
import { ENVELOPE_FIELDS, SEGMENT_FIELDS } from '../spool/kinds.ts';

/** What tells one segment from every other. */
export interface SegmentIdentity {
  project: string;
  session: string;
  tab: string;
  seq: number;
}

/** Tells which of the segments the spool file `file` is to store; the same file always gets the same answer. */
export type ClaimSegments = (file: string, segments: readonly SegmentIdentity[]) => Promise<boolean[]>;

/**
 * Rewrites the spool file at `path` without the segments that another file has claimed: they were sent to two servers.
 * Answers whether anything is left.
 */
export async function keepOwnSegments(path: string, file: string, claim: ClaimSegments): Promise<boolean> {
  const bytes = await readFile(path);
  const frames = walkFrames(bytes).frames.map(({ start, end }) => bytes.subarray(start, end));
  const identities = frames.map(identityOf);
  const readable = identities.filter((identity) => identity !== undefined);
  const answers = await claim(file, readable);
  const own = new Set(readable.filter((_, index) => answers[index]));
  // What cannot be read stays: the engine will reject it, and so it gets into quarantine.
  const kept = frames.filter((_, index) => {
    const identity = identities[index];
    return identity === undefined || own.has(identity);
  });
  if (kept.length < frames.length) {
    // A name that recovery after a crash passes over; the whole file stands until the rename.
    await writeFile(`${path}.own`, kept, { mode: 0o600, flush: true });
    await rename(`${path}.own`, path);
  }
  return kept.length > 0;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const WIRE_VARINT = 0;
const WIRE_LENGTH_DELIMITED = 2;

/** Reads the fields that this server itself wrote in front of the segment's content. */
function identityOf(frame: Buffer): SegmentIdentity | undefined {
  const fields = new Map<number, Buffer | number>();
  let offset = readVarint(frame, 0)?.next ?? frame.length;
  while (offset < frame.length && !fields.has(SEGMENT_FIELDS.seq)) {
    const tag = readVarint(frame, offset);
    const value = tag && readVarint(frame, tag.next);
    if (!tag || !value) break;
    const wireType = tag.value % 8;
    if (wireType !== WIRE_VARINT && wireType !== WIRE_LENGTH_DELIMITED) break;
    const end = wireType === WIRE_VARINT ? value.next : value.next + value.value;
    fields.set(
      Math.floor(tag.value / 8),
      wireType === WIRE_VARINT ? value.value : frame.subarray(value.next, end),
    );
    offset = end;
  }
  const identity = {
    project: String(fields.get(ENVELOPE_FIELDS.project) ?? ''),
    session: String(fields.get(SEGMENT_FIELDS.session) ?? ''),
    tab: String(fields.get(SEGMENT_FIELDS.tab) ?? ''),
    seq: Number(fields.get(SEGMENT_FIELDS.seq)),
  };
  const readable = UUID.test(identity.session) && UUID.test(identity.tab) && Number.isInteger(identity.seq);
  return readable ? identity : undefined;
}
