import { ATTRIBUTES, type RequestAction, type RequestPage, type RequestSummary } from '@throughline/format';
import { offsetNano, REQUEST_ATTRIBUTES, requestSummary } from '@throughline/model';
import type { Parameters } from '../store/engine.ts';
import { attributesSql } from '../store/insert/attributes.ts';
import type { Reader } from '../store/reader.ts';
import { resourceText } from '../store/tables/resource.ts';
import { ARRIVED, arrivalOfSession } from './arrival.ts';
import { encodeCursor } from './cursor.ts';
import { arrivalOf, boundsOf, type PageFilter, pageParameters, stretchFor, traceIds } from './page.ts';
import { tracesOfSession } from './sessionTraces.ts';
import { tabOffsets } from './tabClocks.ts';
import { type Kinds, readAttributes, type Texts } from './values.ts';

export interface RequestFilter extends PageFilter {
  /** Whether all attributes come along, headers and bodies included. */
  payloads: boolean;
}

/** A stretch in which there are fewer requests than were looked for is made longer, by so many times the traces. */
const MORE = 8;

/** A page of the requests that the session's browser made, and its page loads, in the order in which they began. */
export async function readSessionRequests(reader: Reader, filter: RequestFilter): Promise<RequestPage> {
  const { project, session, limit, payloads } = filter;
  const arrival = await arrivalOfSession(reader, project, session);
  if (!arrival) return { requests: [] };
  const bounds = boundsOf(filter);
  const [traces, offsets] = await Promise.all([
    tracesOfSession(reader, filter, bounds, arrival),
    tabOffsets(reader, filter, arrival),
  ]);
  // As a rule a trace begins with a request; a stretch that holds too few of them is made longer.
  for (let sought = limit + 1; ; sought *= MORE) {
    const stretch = stretchFor(traces, bounds, sought, () => 1);
    const ids = traceIds(stretch.traces);
    const parameters: Parameters = {
      project,
      session,
      ...ids.parameters,
      ...arrivalOf(stretch.traces, arrival),
      ...pageParameters({ ...bounds, to: stretch.to }, limit + 1),
    };
    const [rows, actions] =
      stretch.traces.length === 0
        ? [[], []]
        : await Promise.all([
            reader.query<RequestRow>(requestsSql(ids.sql, payloads), parameters),
            reader.query<ActionRow>(actionsSql(ids.sql), parameters),
          ]);
    if (rows.length <= limit && stretch.to < bounds.to) continue;
    const last = rows.slice(0, limit).at(-1);
    return {
      requests: summaries(rows.slice(0, limit), actions, offsets),
      ...(rows.length > limit && last && { nextCursor: encodeCursor({ time: last.time, id: last.place }) }),
    };
  }
}

interface RequestRow {
  trace: string;
  /** Its id and its parent's, hex. */
  ids: string;
  /** By which it stands among those that began at the same time. */
  place: string;
  time: string;
  duration: string;
  status_code: number;
  message: string;
  chosen: Record<string, string>;
  tab: string;
  /** With payloads only. */
  texts?: Texts;
  kinds?: Kinds;
}

/** Number of `SpanKind` of what asks others, and of what happens inside. */
const [INTERNAL, CLIENT] = [1, 3];

const FROM_BROWSER = `session_id = {session:UUID} AND ${resourceText(ATTRIBUTES.telemetrySdkLanguage)} = 'webjs'`;

const IN_TRACES = (ids: string) =>
  `project = {project:String} AND trace_id GLOBAL IN (${ids}) AND ${ARRIVED} AND ${FROM_BROWSER}`;

const CHOSEN = REQUEST_ATTRIBUTES.map((name) => `'${name}'`).join(', ');

const requestsSql = (ids: string, payloads: boolean) => `
  SELECT lower(hex(trace_id)) AS trace, lower(hex(span_ids)) AS ids, concat(trace, ':', substring(ids, 1, 16)) AS place,
    start AS time, duration, status_code, status_message AS message,
    mapFilter((k, v) -> k IN (${CHOSEN}), attributes) AS chosen, ${resourceText(ATTRIBUTES.tabId)} AS tab
    ${payloads ? `, ${attributesSql('attributes', 'attribute_kinds')} AS texts, attribute_kinds AS kinds` : ''}
  FROM spans WHERE ${IN_TRACES(ids)}
    AND (kind = ${CLIENT} OR (kind = ${INTERNAL} AND mapContains(attributes, '${ATTRIBUTES.loadType}')))
    AND start >= {from:UInt64} AND start <= {to:UInt64} AND (start > {from:UInt64} OR place > {after:String})
  ORDER BY start, trace_id, span_ids LIMIT 1 BY start, trace_id, span_ids LIMIT {limit:UInt32}`;

interface ActionRow {
  trace: string;
  span: string;
  label: string;
  time: string;
  tab: string;
}

/** Of a span's name: a line of a list. */
const NAME_CHARACTERS = 300;
/** Actions that a page knows of: each of its requests has one at most, so of a longer list only the first matter. */
const ACTIONS_MOST = 20_000;

const actionsSql = (ids: string) => `
  SELECT lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, substringUTF8(name, 1, ${NAME_CHARACTERS}) AS label,
    start AS time, ${resourceText(ATTRIBUTES.tabId)} AS tab
  FROM spans WHERE ${IN_TRACES(ids)} AND kind = ${INTERNAL} AND start <= {to:UInt64}
    AND NOT mapContains(attributes, '${ATTRIBUTES.loadType}')
  LIMIT ${ACTIONS_MOST}`;

/** Digits of a span's id in hex. */
const SPAN_DIGITS = 16;
const NO_PARENT = '0'.repeat(SPAN_DIGITS);

function summaries(
  rows: readonly RequestRow[],
  actionRows: readonly ActionRow[],
  offsets: ReadonlyMap<string, number>,
): RequestSummary[] {
  const actions = new Map(
    actionRows.map(({ trace, span, label, time, tab }): [string, RequestAction] => [
      `${trace}:${span}`,
      {
        spanId: span,
        name: label,
        startTimeUnixNano: String(BigInt(time) + offsetNano(offsets.get(tab))),
      },
    ]),
  );
  return rows.map(({ trace, ids, time, duration, status_code, message, chosen, tab, texts, kinds }) => {
    const parent = ids.slice(SPAN_DIGITS);
    const summary = requestSummary(
      {
        traceId: trace,
        spanId: ids.slice(0, SPAN_DIGITS),
        parentSpanId: parent === NO_PARENT ? '' : parent,
        tabId: tab,
        startTimeUnixNano: time,
        durationNano: duration,
        isError: status_code === ERROR,
        message,
        attributes: chosen,
      },
      offsetNano(offsets.get(tab)),
      actions.get(`${trace}:${parent}`),
    );
    return texts && kinds ? { ...summary, attributes: readAttributes(texts, kinds) } : summary;
  });
}

/** Number of `StatusCode` of what failed. */
const ERROR = 2;
