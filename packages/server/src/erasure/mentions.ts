import { bytesField, VARINT_BYTES_MOST, varint } from '../spool/frame.ts';
import { ENVELOPE_FIELDS } from '../spool/kinds.ts';

/**
 * Whether a body that the engine could not read speaks of what is to be erased. Nobody knows its structure, so it is searched
 * for the forms in which ids are written: a false hit costs a body that is of no use, a miss would keep what must go.
 */

/** What is to be erased: session ids, trace ids in hex, and a user's id. */
export interface Sought {
  project: string;
  sessions: ReadonlySet<string>;
  traces: ReadonlySet<string>;
  user: string | undefined;
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
/** A trace id in OTLP/JSON. */
const HEX_TRACE_ID = /"([0-9a-f]{32})"/gi;

export function mentions(body: Buffer, { project, sessions, traces, user }: Sought): boolean {
  if (!isOf(body, project)) return false;
  // One character a byte: nothing is lost in what is no text.
  const text = body.toString('latin1');
  for (const [uuid] of text.matchAll(UUID)) if (sessions.has(uuid.toLowerCase())) return true;
  for (const [, trace = ''] of text.matchAll(HEX_TRACE_ID)) if (traces.has(trace.toLowerCase())) return true;
  return mentionsRawTrace(body, traces) || (user !== undefined && mentionsText(body, user));
}

/** The envelope, which this server wrote itself, begins with the project, behind the length of the whole. */
function isOf(body: Buffer, project: string): boolean {
  const field = Buffer.concat(bytesField(ENVELOPE_FIELDS.project, project));
  return body.subarray(0, VARINT_BYTES_MOST + field.length).includes(field);
}

/** Tags of `trace_id`, 16 bytes long, in OTLP/Protobuf: field 1 of a span or a link, field 9 of a log record. */
const TRACE_ID_TAGS = [0x0a, 0x4a];
const TRACE_ID_BYTES = 16;

function mentionsRawTrace(body: Buffer, traces: ReadonlySet<string>): boolean {
  if (traces.size === 0) return false;
  for (let at = body.indexOf(TRACE_ID_BYTES); at >= 0; at = body.indexOf(TRACE_ID_BYTES, at + 1)) {
    if (!TRACE_ID_TAGS.includes(body[at - 1] ?? 0)) continue;
    if (traces.has(body.toString('hex', at + 1, at + 1 + TRACE_ID_BYTES))) return true;
  }
  return false;
}

/** Tag of a text value in OTLP/Protobuf: field 1 of AnyValue. */
const STRING_VALUE_TAG = 0x0a;

/** Whether `text` is a whole value: quoted as JSON has it, or with its length before it as Protobuf has it. */
function mentionsText(body: Buffer, text: string): boolean {
  if (body.includes(JSON.stringify(text))) return true;
  const bytes = Buffer.from(text);
  return body.includes(Buffer.concat([Buffer.from([STRING_VALUE_TAG]), varint(bytes.length), bytes]));
}
