import { LIMITS } from './limits.ts';
import { isSessionId } from './sessionId.ts';

/**
 * A segment: one upload of one tab. Its body is gzip of four lines, so that the server can cut it without parsing
 * JSON; any line but the first may be empty:
 *
 * ```
 * 1 header   SegmentHeader as JSON
 * 2 spans    OTLP ExportTraceServiceRequest as JSON
 * 3 logs     OTLP ExportLogsServiceRequest as JSON
 * 4 replay   the rrweb events, a JSON array; it may be written shorter (`replayLine.ts`)
 * ```
 *
 * JSON never holds a raw line feed, so the cut is safe. The gzip stream may consist of several members (RFC 1952,
 * section 2.2): a sender that tries again compresses only the header anew. A segment is idempotent on (project, session, tab, seq).
 */
export const SEGMENT_VERSION = 1;

export interface SegmentHeader {
  /** Version of the segment format; see docs/CHANGELOG-format.md. */
  v: typeof SEGMENT_VERSION;
  /** Session id, a UUID. */
  session: string;
  /** Tab id, a UUID. */
  tab: string;
  /** Number of the segment within the tab, from 0, without gaps. */
  seq: number;
  /** Time of the first thing in the segment, Unix milliseconds by the browser's clock. */
  from: number;
  /** Time of the last thing in the segment, likewise. */
  to: number;
  /** When this attempt to send was made, likewise. */
  sentAt: number;
  /** Whether the replay line holds a checkpoint (a full DOM snapshot) from which playback can begin. */
  checkpoint: boolean;
  /** Number of rrweb events in the replay line. */
  events: number;
  /** Server clock minus browser clock, milliseconds, as far as the SDK knows it from earlier answers. */
  clockOffset?: number;
  /** Round trip of the answer that `clockOffset` was taken from, milliseconds: its error is at most half of it. */
  clockRoundTrip?: number;
}

/** A segment's four parts; spans, logs and replay are JSON text or empty. */
export interface SegmentParts {
  header: SegmentHeader;
  spans: string;
  logs: string;
  replay: string;
}

/** What the server answers to a segment it has stored. */
export interface SegmentAck {
  ok: true;
  /** Server's clock when it answered, Unix milliseconds. */
  serverTime: number;
}

/** The body of a segment, before compression. */
export function encodeSegment({ header, ...lines }: SegmentParts): string {
  return encodeSegmentHeader(header) + encodeSegmentLines(lines);
}

/** The first line of a segment's body, its line feed included. */
export function encodeSegmentHeader(header: SegmentHeader): string {
  return `${JSON.stringify(header)}\n`;
}

/** What follows the first line. */
export function encodeSegmentLines({ spans, logs, replay }: Omit<SegmentParts, 'header'>): string {
  return `${spans}\n${logs}\n${replay}`;
}

/** Thrown for what is not a segment; the message says which part is wrong. */
export class SegmentError extends Error {
  override readonly name = 'SegmentError';
}

/**
 * Checks a parsed header line and gives it back with only the known fields, or throws a `SegmentError` that names the
 * field.
 */
export function checkSegmentHeader(value: unknown): SegmentHeader {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SegmentError('the header line must be a JSON object');
  const header = value as Record<string, unknown>;
  if (header.v !== SEGMENT_VERSION)
    throw new SegmentError(`header.v must be ${SEGMENT_VERSION}; this server knows no other segment format`);
  if (!isSessionId(header.session)) throw new SegmentError('header.session must be a lower-case UUID');
  if (!isSessionId(header.tab)) throw new SegmentError('header.tab must be a lower-case UUID');
  const seq = integer(header, 'seq', 0, LIMITS.segmentSeq);
  const from = time(header, 'from');
  const to = time(header, 'to');
  if (to < from) throw new SegmentError('header.to must not be before header.from');
  if (to - from > LIMITS.segmentSpanMs)
    throw new SegmentError(`a segment may span ${LIMITS.segmentSpanMs} ms at most`);
  if (typeof header.checkpoint !== 'boolean')
    throw new SegmentError('header.checkpoint must be true or false');
  return {
    v: SEGMENT_VERSION,
    session: header.session,
    tab: header.tab,
    seq,
    from,
    to,
    sentAt: time(header, 'sentAt'),
    checkpoint: header.checkpoint,
    events: integer(header, 'events', 0, Number.MAX_SAFE_INTEGER),
    ...optionalFinite(header, 'clockOffset'),
    ...optionalFinite(header, 'clockRoundTrip'),
  };
}

/** Latest time taken from outside: the year 2200. Beyond it nanoseconds leave 64 bits. */
const LATEST_MS = Date.UTC(2200, 0, 1);

function time(header: Record<string, unknown>, field: string): number {
  const value = header[field];
  if (typeof value !== 'number' || !(value >= 0) || value > LATEST_MS)
    throw new SegmentError(`header.${field} must be a time in Unix milliseconds`);
  return value;
}

function integer(header: Record<string, unknown>, field: string, least: number, most: number): number {
  const value = header[field];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most)
    throw new SegmentError(`header.${field} must be a whole number from ${least} to ${most}`);
  return value;
}

function optionalFinite(header: Record<string, unknown>, field: 'clockOffset' | 'clockRoundTrip') {
  const value = header[field];
  if (value === undefined || value === null) return {};
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new SegmentError(`header.${field} must be a number of milliseconds`);
  return { [field]: value };
}
