import {
  ATTRIBUTES,
  anyValueText,
  EVENTS,
  SEVERITY,
  type SessionEvent,
  type SessionEventPage,
} from '@throughline/format';
import { offsetNano } from '@throughline/model';
import { attributesSql, valueSql } from '../store/insert/attributes.ts';
import type { Reader } from '../store/reader.ts';
import { LOG_ID, NO_TRACE } from '../store/tables/columns.ts';
import { resourceText } from '../store/tables/resource.ts';
import { ARRIVED, arrivalOfSession } from './arrival.ts';
import { encodeCursor } from './cursor.ts';
import { boundsOf, type PageFilter, pageParameters } from './page.ts';
import { tabOffsets } from './tabClocks.ts';
import { type Kinds, readAttributes, readValue, type Texts } from './values.ts';

/** A page of the events that the session's browser sent, with their attributes, in the order of time. */
export async function readSessionEvents(reader: Reader, filter: PageFilter): Promise<SessionEventPage> {
  const { project, session, limit } = filter;
  const arrival = await arrivalOfSession(reader, project, session);
  if (!arrival) return { events: [] };
  const { first, last } = arrival;
  const page = pageParameters(boundsOf(filter), limit + 1);
  const [rows, offsets] = await Promise.all([
    reader.query<EventRow>(EVENTS_SQL, { project, session, first, last, ...page }),
    tabOffsets(reader, filter, arrival),
  ]);
  const shown = rows.slice(0, limit);
  const end = shown.at(-1);
  return {
    events: shown.map((row) => readEvent(row, offsetNano(offsets.get(row.tab)))),
    ...(rows.length > limit && end && { nextCursor: encodeCursor(end) }),
  };
}

interface EventRow {
  id: string;
  time: string;
  name: string;
  severity_number: number;
  service: string;
  release: string;
  tab: string;
  body_text: string;
  body_kind: number;
  texts: Texts;
  kinds: Kinds;
}

/** What other panels tell of, by the thousand. */
const LEFT_OUT = [EVENTS.console, EVENTS.connectionMessage, EVENTS.connectionTraffic, EVENTS.connectionClose];

/** Characters of a body: the state of a store may be long, its beginning tells what it is. */
const BODY_CHARACTERS = 16_384;

/** Rows that the engine reads at once where it stops early; by default it would be sixteen times as many. */
const READ_AT_ONCE = 4096;

/** The engine reads in the order of the table, and no further than needed, where `ORDER BY` is the beginning of its key. */
const EVENTS_SQL = `
  SELECT ${LOG_ID} AS id, time, event_name AS name, severity_number, service, ${resourceText(ATTRIBUTES.tabId)} AS tab,
    ${resourceText(ATTRIBUTES.serviceVersion)} AS release,
    substringUTF8(${valueSql('body', 'body_kind')}, 1, ${BODY_CHARACTERS}) AS body_text, body_kind,
    ${attributesSql('attributes', 'attribute_kinds')} AS texts, attribute_kinds AS kinds
  FROM logs WHERE project = {project:String} AND session_id = {session:UUID} AND trace_without_session = ${NO_TRACE}
    AND ${ARRIVED} AND logs.time >= {from:UInt64} AND logs.time <= {to:UInt64}
    AND (logs.time > {from:UInt64} OR id > {after:String})
    AND event_name NOT IN (${['', ...LEFT_OUT].map((name) => `'${name}'`).join(', ')})
    AND ${resourceText(ATTRIBUTES.telemetrySdkLanguage)} = 'webjs'
  ORDER BY project, session_id, trace_without_session, logs.time, id LIMIT {limit:UInt32}
  SETTINGS max_block_size = ${READ_AT_ONCE}`;

function readEvent(row: EventRow, correction: bigint): SessionEvent {
  const { id, time, name, severity_number, service, release, tab, body_text, body_kind, texts, kinds } = row;
  return {
    id: `log:${id}`,
    name,
    timeUnixNano: String(BigInt(time) + correction),
    ...(correction !== 0n && { correctionNano: String(correction) }),
    service,
    ...(release !== '' && { release }),
    tabId: tab,
    severity: name === EVENTS.exception ? 'error' : severityOf(severity_number),
    text: bodyText(body_text, body_kind),
    attributes: readAttributes(texts, kinds),
  };
}

function severityOf(severityNumber: number): SessionEvent['severity'] {
  if (severityNumber >= SEVERITY.error) return 'error';
  return severityNumber >= SEVERITY.warn ? 'warning' : 'normal';
}

/** What was cut off is no list any more; then its text must do. */
function bodyText(text: string, kind: number): string {
  if (text.length >= BODY_CHARACTERS) return text;
  return anyValueText(readValue(text, kind));
}
